"""Findings that somebody looked at and left as they are, each with a reason and a day (`data/accepted.yaml`).

An acceptance is told in terms that last: a rule, an event or the path of a thing, the words that stand there.
It never names a row, which moves, nor a person.
"""

from remit.acceptances.acceptance import Acceptance, load
from remit.acceptances.judging import Judge
from remit.acceptances.proposing import propose
from remit.acceptances.writing import append

__all__ = ["Acceptance", "Judge", "append", "load", "propose"]
