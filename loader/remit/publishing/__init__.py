"""Publish a graph as a site of files: pages for people, data for machines, nothing to run.

things      what there is, each with its triples and its place on the site
publication what every part of the site is made from
forms       a thing or a graph as Turtle, JSON-LD, N-Triples, RDF/XML
pages       a thing as a page
site        all parts together, written to a folder where they differ from what stands there
"""
