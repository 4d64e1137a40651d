"""What a process of the web does: read requests, give files, ask for everything else, say it all as HTTP has it.

app.py has the addresses; each part is one file: pages, memento, sparql, questions, reconciliation, assistants, openapi,
operating. `exchange.py` is what they share, `server.py` runs them, `protocol.py` bounds what comes in.
"""
