"""Ask the graph: questions of a catalogue, answers with receipts.

A question is a `.rq` file (`queries/`); an answer is rows of plain values, each with the cells of the source
that it rests on.
"""

from remit.ask.answer import Answer, ask
from remit.ask.header import find, questions
from remit.ask.naming import complete, resolve_name
from remit.ask.question import Column, Parameter, Question
from remit.ask.receipts import Receipt

__all__ = [
    "Answer",
    "Column",
    "Parameter",
    "Question",
    "Receipt",
    "ask",
    "complete",
    "find",
    "questions",
    "resolve_name",
]
