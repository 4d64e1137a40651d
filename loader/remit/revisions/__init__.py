"""Revisions in time: which there are, which is in force, and the graph as it is with one of them or on a day.

Every revision stays in its named graph; a view is a store in memory whose default graph holds the revisions that are
asked about, the registries, and what follows from both, so that each question of the catalogue runs on it as it is.
"""

from remit.revisions.asked import ask_in_time
from remit.revisions.known import Known, in_force, known_in, succession
from remit.revisions.state import with_state

__all__ = ["Known", "ask_in_time", "in_force", "known_in", "succession", "with_state"]
