"""Links: reviewed statements that a thing of ours and a thing of an authority are the same, or related.

mapping.py      one link, and a file of them          sssom.py        reads and writes them: SSSOM TSV
authorities.py  who keeps identifiers, in which form  checkdigits.py  is an identifier mistyped
"""
