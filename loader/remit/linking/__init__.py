"""Find links: what of ours has none, what services offer for it, and what a person decides.

ours.py       what lacks a link             offered.py    what a service offers for it
proposals.py  candidates as rows of a file  decisions.py  accepted and refused ones become links
"""
