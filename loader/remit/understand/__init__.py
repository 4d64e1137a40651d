"""Cells → meaning: terms, executors and mentions, by the words of `data/language` and the registry."""
