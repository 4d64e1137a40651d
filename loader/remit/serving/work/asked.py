"""Answer a question of the catalogue, inside a process of its own."""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from remit.errors import QuestionError, RemitError, UnknownName
from remit.questions import Question, formats
from remit.questions.answer import Answer
from remit.serving.negotiation import best
from remit.serving.reply import Reply, problem
from remit.serving.work import bindings

if TYPE_CHECKING:
    from remit.serving.work.engine import Engine

#: Kind of a parameter → how its values are written.
KINDS = {"year": "[0-9]{4}", "day": "[0-9]{4}-[0-9]{2}-[0-9]{2}", "integer": "-?[0-9]{1,18}"}
#: How a question is asked in time; one of them at most.
TIMES = {"revision", "as-of"}
#: Media type → suffix of the address that asks for it, the preferred first.
FORMS = {
    "application/json": "json",
    "text/html": "html",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/markdown": "md",
    "text/plain": "txt",
    "application/sparql-results+json": "srj",
    "application/sparql-results+xml": "srx",
}


def answer(engine: Engine, said: dict[str, Any]) -> Reply:
    """Answer a question: `name`, `parameters` (texts by name), `accept`, and how it is asked in time."""
    question = engine.catalogue.get(str(said["name"]))
    if question is None:
        return problem(404, "There is no such question", f"There are: {', '.join(sorted(engine.catalogue))}.")
    if not engine.limits.allows(question):
        return problem(403, "The question is refused", "It asks live services, which this server does not do.")
    media = best(str(said.get("accept") or ""), tuple(FORMS))
    if media is None:
        return problem(406, "No accepted format can be given", f"There are: {', '.join(FORMS)}.")
    try:
        found = _found(engine, question, dict(said["parameters"]))
    except UnknownName as error:
        return problem(404, "The name is not known", str(error))
    except QuestionError as error:
        return _not_understood(question, dict(said["parameters"]), str(error))
    except RemitError as error:
        print(f"remit: {question.name}: {error}", file=sys.stderr)  # noqa: T201  # the log; it may name files
        return problem(503, "The question cannot be answered", "The reason is noted in the log.")
    if len(found.rows) > engine.limits.rows:
        return problem(413, "The answer is too long", f"It holds more than {engine.limits.rows:,} rows.")
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Reply(200, media + charset, _written(engine, found, media).encode())


def _not_understood(question: Question, given: dict[str, str], why: str) -> Reply:
    """Return that a question is asked wrongly (400), or that nothing is known of what it is asked about (404)."""
    own = {parameter.name for parameter in question.parameters}
    lacking = {parameter.name for parameter in question.parameters if not parameter.optional} - set(given)
    odd = (
        _misspelt(question, given)
        or lacking
        or set(given) - own - TIMES
        or set(given) >= TIMES
        or not _is_day(given.get("as-of"))
    )
    return problem(400 if odd else 404, "The question is not understood" if odd else "Nothing is known of this", why)


def _misspelt(question: Question, given: dict[str, str]) -> bool:
    """Return whether a parameter has not the form of its kind, whatever is known."""
    for each in question.parameters:
        text = given.get(each.name, "").strip()
        pattern = KINDS.get(each.kind)
        if text and ((pattern and not re.fullmatch(pattern, text)) or (each.choices and text not in each.choices)):
            return True
    return False


def _is_day(text: str | None) -> bool:
    try:
        return text is None or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _found(engine: Engine, question: Question, parameters: dict[str, str]) -> Answer:
    from remit.revisions.asked import ask_in_time

    own = {parameter.name for parameter in question.parameters}
    revision = parameters.pop("revision", None)
    as_of = parameters.pop("as-of", None) if "as-of" not in own else None
    return ask_in_time(engine.store, question, parameters, engine.workspace, revision, as_of)


def _written(engine: Engine, found: Answer, media: str) -> str:
    if media == "text/html":
        return _page(engine, found)
    if media in bindings.FORMATS:
        return bindings.written(found, media)
    if media == "application/json":
        return formats.as_json(found, why=True)
    if media == "text/markdown":
        return formats.as_markdown(found, why=True)
    if media == "text/csv":
        return formats.as_csv(found)
    return formats.as_tsv(found) if media == "text/tab-separated-values" else formats.as_table(found, why=True)


def _page(engine: Engine, found: Answer) -> str:
    """Return an answer as a page: what is below the base leads to its own page."""
    from remit.serving.words import environment

    base = engine.workspace.base
    rows = [
        [(value, iris.get(name, "").removeprefix(base)) for name, value in zip(found.columns, row, strict=True)]
        for row, iris in zip(found.rows, found.iris, strict=True)
    ]
    receipts = [[str(each) for each in row] for row in found.receipts]
    given = [(name, value.removeprefix(base)) for name, value in found.parameters.items()]
    words = {"found": found, "given": given, "rows": list(zip(rows, receipts, strict=True)), "columns": found.columns}
    return environment().get_template("answer.html").render(words)
