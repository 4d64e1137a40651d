"""Ask live services politely: SPARQL endpoints, reconciliation services, ROR.

Which there are, and their rules, is data (`data/services.yaml`); which may be asked is a setting of the workspace.
Every answer is bounded in time and size, and judged before it is used or kept.
"""
