"""What a process at work does: it has the graph, is asked one thing, and gives back one whole reply.

engine.py has the graph and says what can be asked; each part is one file: queries (with datasets), asked (questions of
the catalogue), reconciling (with entities), about (things, for assistants), describe (the endpoint itself).
"""
