"""Readings and registries → the graph: the verb `build` of the way of the data."""

from remit.graph.dataset import Dataset, build

__all__ = ["Dataset", "build"]
