"""Readings and registries → the graph: the verb `build` of the way of the data, which stands in `dataset`.

Nothing is imported here: who only writes a graph (`facts`, `turtle`) does without what reads documents.
"""
