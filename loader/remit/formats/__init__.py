"""Bytes → rows: one module a format, all giving the same rows with their places."""
