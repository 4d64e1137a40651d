"""Score what could be the same thing in another registry: on name, spelling, country, kind and dates, explained.

Knows no services and no files of links; what is known of words and weights is data (`data/candidates.yaml`).
"""
