"""Serve the graph: its pages and data by content negotiation, a SPARQL endpoint, its states in time.

    supervisor   binds the address, starts the others, starts them again when they end, brings in a new graph
    ├── web/     one process a core: takes requests, gives pages from files, has everything else worked out
    └── keeper   holds the graph; forks processes that do the work (work/) and can be killed

edition.py       what is served: the files of the site, where they are, since when they are as they are
working.py       turns, limits of time, replies that are kept (lanes.py says who may work when)
reply.py         what travels between the two
"""
