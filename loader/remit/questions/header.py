"""Read a `.rq` file: the header that explains a question, and the query below it.

The header is YAML behind `#+`; the query runs as it stands in any SPARQL editor.
A parameter stands in the query once, as `VALUES ?name { … }` around a real example:
the runner puts another term into these braces and touches nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import QuerySolutions, Store

from remit.errors import QuestionError, WorkspaceError
from remit.federation.plan import Unfit, plan, speaks_of_service
from remit.questions.question import KINDS, SHOWN, Column, Parameter, Question

HEADER = "#+"
#: What a question can be over, if it is not asked of the current state.
OVER = ("revisions",)


def questions(folders: Iterable[Path]) -> dict[str, Question]:
    """Read every `.rq` file of the folders, sorted by name; a later folder replaces a question of the same name."""
    found = {path.stem: path for folder in folders for path in folder.glob("*.rq")}
    return {name: read_question(found[name]) for name in sorted(found)}


def find(catalogue: Mapping[str, Question], name: str) -> Question:
    """Return the question called `name`; an unknown one is a QuestionError that says which are near."""
    if name in catalogue:
        return catalogue[name]
    from rapidfuzz import process

    near = [str(match[0]) for match in process.extract(name, list(catalogue), limit=3)]
    raise QuestionError(f"there is no question “{name}”; did you mean {_or(near)}? See them all: remit ask --list")


def read_question(path: Path) -> Question:
    """Read one `.rq` file; a broken one is a WorkspaceError that names the file and the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    question = _from_header(path, text, _header(path, text))
    _check_selected(question)
    for parameter in question.parameters:
        span(question, parameter.name)
    return question


def span(question: Question, parameter: str) -> tuple[int, int]:
    """Return where the example of a parameter stands in the query: the inside of `VALUES ?name { … }`."""
    found = list(re.finditer(rf"VALUES\s+\?{re.escape(parameter)}\s*\{{([^{{}}]*)\}}", question.text))
    if len(found) != 1:
        hint = f"“VALUES ?{parameter} {{ … }}” must stand in the query once; it stands there {len(found)} times"
        raise _broken(question.path, _line_of(question.text, parameter + ":"), hint)
    return found[0].span(1)


def alone(question: Question) -> Question:
    """Return the question as it is asked here and of nobody else: each SERVICE of it has no answer."""
    return replace(question, text=_without_services(question), services=())


def _header(path: Path, text: str) -> dict[str, Any]:
    lines = [line.removeprefix(HEADER) for line in text.splitlines() if line.startswith(HEADER)]
    try:
        header = yaml.load("\n".join(lines), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = _line_of(text, HEADER) + (error.problem_mark.line if error.problem_mark else 0)
        raise _broken(path, line, f"the header is not YAML ({error.problem})") from None
    if not isinstance(header, dict):
        raise _broken(path, 1, "a question begins with a header: lines with #+ question, summary, columns, none")
    return header


def _from_header(path: Path, text: str, header: dict[str, Any]) -> Question:
    allowed = {"question", "summary", "parameters", "columns", "receipts", "needs", "none", "over", "services"}
    for key in ("question", "summary", "columns", "none"):
        if not header.get(key):
            raise _broken(path, 1, f"the header says nothing under “{key}”")
    for key in sorted(set(header) - allowed):
        what = f"“{key}” is not a part of a header; known: {_or(sorted(allowed))}"
        raise _broken(path, _line_of(text, f"{key}:"), what)
    return Question(
        name=path.stem,
        question=str(header["question"]),
        summary=str(header["summary"]),
        parameters=tuple(_entries(path, text, Parameter, header.get("parameters"))),
        columns=tuple(_entries(path, text, Column, header["columns"])),
        receipts=tuple((str(n), () if c == "all" else tuple(c)) for n, c in (header.get("receipts") or {}).items()),
        needs=tuple(header.get("needs") or ()),
        none=str(header["none"]),
        text=text,
        path=path,
        over=_over(path, text, header),
        services=_services(path, text, header),
    )


def _over(path: Path, text: str, header: dict[str, Any]) -> str:
    over = str(header.get("over") or "")
    if over not in ("", *OVER):
        raise _broken(path, _line_of(text, "over:"), f"a question is over “{over}”; possible: {_or(OVER)}")
    return over


def _services(path: Path, text: str, header: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    said = header.get("services") or {}
    if not isinstance(said, dict) or not all(isinstance(address, str) for address in said.values()):
        raise _broken(path, _line_of(text, "services:"), "services are a list of “name: the address in the query”")
    return tuple((str(name), address) for name, address in said.items())


def _entries(path: Path, text: str, form: Any, raw: Any) -> list[Any]:
    if not isinstance(raw or {}, dict):
        raise _broken(path, 1, "parameters and columns are lists of “name: {is: …, means: …}”")
    return [_entry(path, _line_of(text, f"{name}:"), form, str(name), given) for name, given in (raw or {}).items()]


def _entry(path: Path, line: int, form: Any, name: str, given: Any) -> Any:
    words = given if isinstance(given, dict) else {}
    values = {("kind" if key == "is" else str(key)): _firm(value) for key, value in words.items()}
    try:
        entry = form(name=name, **values)
    except TypeError as error:
        raise _broken(path, line, f"“{name}” is not described as it must be: {str(error).partition(' ')[2]}") from None
    if entry.kind not in KINDS:
        raise _broken(path, line, f"“{name}” is “{entry.kind}”; possible: {_or(KINDS)}")
    if getattr(entry, "show", "label") not in SHOWN:
        raise _broken(path, line, f"“{name}” is shown as “{entry.show}”; possible: {_or(SHOWN)}")
    return entry


def _firm(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    return value if isinstance(value, bool) else str(value)


def _check_selected(question: Question) -> None:
    selected = _selected(question)
    promised = [column.name for column in question.columns]
    visible = [name for name in selected if not name.startswith("_")]
    line = _line_of(question.text, "SELECT")
    if visible != promised:
        raise _broken(question.path, line, f"the header promises {_and(promised)}; the query selects {_and(visible)}")
    for name, _ in question.receipts:
        if name not in selected:
            raise _broken(question.path, line, f"receipts rest on ?{name}, which the query does not select")
    if not re.search(r"\bORDER\s+BY\b", question.text.rpartition("}")[2], re.IGNORECASE):
        raise _broken(question.path, len(question.text.splitlines()), "the query ends without ORDER BY")


def _selected(question: Question) -> list[str]:
    try:
        result = Store().query(_without_services(question))
    except SyntaxError as error:
        raise _broken(question.path, _syntax_line(error), f"the query cannot be read: {_short(error)}") from None
    if not isinstance(result, QuerySolutions):
        raise _broken(question.path, 1, "a question is a SELECT query")
    return [variable.value for variable in result.variables]


def _without_services(question: Question) -> str:
    """Return the query with an empty answer for each SERVICE; the header must name whom they ask, and no others."""
    text, named = question.text, dict(question.services)
    try:
        planned = plan(text) if speaks_of_service(text) else None
    except Unfit as error:
        raise _broken(question.path, text.count("\n", 0, error.start) + 1, str(error)) from None
    for block in planned.blocks if planned else ():
        if block.iri not in named.values():
            line = text.count("\n", 0, block.start) + 1
            what = f"SERVICE <{block.iri}> is not named in the header; write there #+ services: {{NAME: {block.iri}}}"
            raise _broken(question.path, line, what)
    asked = {block.iri for block in planned.blocks} if planned else set()
    for name in (name for name, address in named.items() if address not in asked):
        raise _broken(question.path, _line_of(text, "services:"), f"the query asks {name} nothing")
    return planned.skeleton if planned else text


def _syntax_line(error: SyntaxError) -> int:
    found = re.search(r"error at (\d+):", str(error))
    return int(found[1]) if found else 1


def _short(error: SyntaxError) -> str:
    return re.sub(r"^error at \d+:\d+: ", "", str(error).splitlines()[0])[:120]


def _line_of(text: str, mark: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.removeprefix(HEADER).strip().startswith(mark)), 1)


def _broken(path: Path, line: int, what: str) -> WorkspaceError:
    return WorkspaceError(f"{path.parent.name}/{path.name}, line {line}: {what}")


def _and(words: Iterable[str]) -> str:
    return ", ".join(words) or "nothing"


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else str(last)
