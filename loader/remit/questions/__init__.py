"""Ask the graph: questions of a catalogue, answers with receipts.

A question is a `.rq` file (`queries/`); an answer is rows of plain values, each with the cells of the source
that it rests on.
"""

from remit.questions.answer import Answer, ask
from remit.questions.header import find, questions, read_question
from remit.questions.naming import complete, resolve_name
from remit.questions.question import Column, Parameter, Question
from remit.questions.receipts import Receipt

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
    "read_question",
    "resolve_name",
]
