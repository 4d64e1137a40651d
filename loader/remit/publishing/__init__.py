"""Publish a graph as a site of files: pages for people, data for machines, nothing to run.

things      what there is, each with its triples and its place on the site
publication what every part of the site is made from
forms       a thing as Turtle, JSON-LD, N-Triples, RDF/XML; jsonld, context: how JSON-LD is written
dumps       everything, and each revision, in one file
agenda      what is to be done, by whom and when; calendars, atom, stratml are made from it
tables      the answers to the questions as CSV; schema_org, markdown: pages for search engines and programs
pages       a thing as a page
folder      the folder that the site is written to: what differs from what stands there
sharing     the work shared out to several processes
site        all parts together
"""
