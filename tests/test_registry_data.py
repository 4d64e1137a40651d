"""The registries are sound: formed as their schemas say, sourced, without clashes.

That they cover the programme and its numbers is tested in test_registry_programme.py.

Each check is a function from records to complaints, so that a broken record shows that it bites.
A complaint begins with the file and the record and ends with the remedy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from remit import bundle
from remit.names import slug
from remit.registry import CLASSES, natural

Record = dict[str, Any]
Files = dict[str, list[Record]]
Check = Callable[[Files], Iterator[str]]

DATA = bundle.folder("data")
REGISTRY = DATA / "registry"
LINKS = ("parent", "narrows", "successor", "country", "led_by", "of", "replaced_by", "means", "broader")
LISTS_OF_LINKS = ("partners", "parties", "related")
SOURCE = re.compile(r"https?://[^\s<>]+|\S+ [PD]\d+/\d{4}, .*\S")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


def read(path: Path) -> Any:
    """Return what a YAML file holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def schema(name: str) -> Record:
    """Return a JSON Schema of the registry."""
    loaded: Record = json.loads((REGISTRY / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


FILES: Files = {name: read(REGISTRY / f"{name}.yaml") for name in CLASSES}


def paths(files: Files) -> dict[str, Record]:
    """Return path → record, for all files."""
    return {f"{CLASSES[name]}/{record['id']}": record for name, records in files.items() for record in records}


def each(files: Files) -> Iterator[tuple[str, str, Record]]:
    """Yield file, the words that begin a complaint, and record."""
    for name, records in files.items():
        for record in records:
            yield name, f"{name}.yaml, {record.get('id')}:", record


def fold(text: str) -> str:
    """Return what is compared of a spelling: no case, no dashes, no blanks, one kind of quotation mark."""
    return re.sub(r"[\s\u2010-\u2015-]+", "", re.sub("[’‘`]", "'", text).casefold())


def names(record: Record) -> Iterator[tuple[str, bool]]:
    """Yield every text that may lead to a record, and whether it is said to be ambiguous."""
    for key in ("label", "name", *(("title",) if "code" not in record else ())):
        yield from ((text, False) for text in record.get(key, {}).values())
    yield from ((record[key], "ambiguous" in record) for key in ("abbreviation", "code") if key in record)
    yield from ((spelling["text"], False) for spelling in record.get("spellings", ()))
    yield from ((text, False) for change in record.get("names_in_time", ()) for text in change["label"].values())


# --- the checks --------------------------------------------------------------------------


def form(files: Files) -> Iterator[str]:
    for name, records in files.items():
        for error in jsonschema.Draft202012Validator(schema(name)).iter_errors(records):
            place = " › ".join(str(part) for part in error.absolute_path)
            yield f"{name}.yaml, {place}: {error.message[:160]}; the form stands in schema/{name}.schema.json"


def order(files: Files) -> Iterator[str]:
    for name, records in files.items():
        ids = [record["id"] for record in records]
        for first, second in pairwise(ids):
            if natural(first) >= natural(second):
                yield f"{name}.yaml, {second}: move it before {first}, records are sorted by id (and an id stands once)"


def keys(files: Files) -> Iterator[str]:
    for name, begin, record in each(files):
        wanted = [key for key in schema(name)["items"]["properties"] if key in record]
        if wanted != list(record):
            yield f"{begin} put the keys in this order: {', '.join(wanted)}"


def links(files: Files) -> Iterator[str]:
    known = paths(files)
    for _, begin, record in each(files):
        cited = [record[key] for key in LINKS if key in record]
        cited += [path for key in LISTS_OF_LINKS for path in record.get(key, ())]
        cited += [membership["of"] for membership in record.get("membership", ())]
        cited += [path for milestone in record.get("milestones", ()) for path in milestone.get("involves", ())]
        for path in cited:
            if path not in known:
                yield f"{begin} no record is called {path}; correct the path or add the record"


def circles(files: Files) -> Iterator[str]:
    known = paths(files)
    for key in ("parent", "narrows", "successor", "replaced_by", "broader"):
        for path, record in known.items():
            seen, here = {path}, record.get(key)
            while here in known and here not in seen:
                seen.add(here)
                here = known[here].get(key)
            if here == path:
                yield f"{path}: following `{key}` leads back to it; correct one of {', '.join(sorted(seen))}"


def times(files: Files) -> Iterator[str]:
    for _, begin, record in each(files):
        for first, last in (("since", "until"), ("start", "end")):
            for part in (record, *record.get("membership", ())):
                if first in part and last in part and not _ordered(part[first], part[last]):
                    yield f"{begin} {first} {part[first]} is after {last} {part[last]}; exchange or correct them"


def _ordered(first: str, last: str) -> bool:
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


def sources(files: Files) -> Iterator[str]:
    for _, begin, record in each(files):
        given = list(record.get("source", ()))
        for part in (part for key in ("membership", "names_in_time", "milestones") for part in record.get(key, ())):
            given += part.get("source", ())
        for source in given:
            if not SOURCE.fullmatch(source):
                yield f"{begin} {source!r} is no source; give an address, or code and place of a programme"


def privacy(files: Files) -> Iterator[str]:
    for _, begin, record in each(files):
        text = yaml.safe_dump({key: value for key, value in record.items() if key != "source"}, allow_unicode=True)
        for found in EMAIL.findall(text):
            yield f"{begin} take out {found}, no personal data is kept"


def clashes(files: Files) -> Iterator[str]:
    bearers: dict[str, dict[str, bool]] = {}
    for name, _, record in each(files):
        if name == "glossary" and record.get("mention") == "none":
            continue  # it explains a word, no reader arrives at it
        for text, ambiguous in names(record):
            mine = bearers.setdefault(fold(text), {})
            path = f"{CLASSES[name]}/{record['id']}"
            mine[path] = mine.get(path, True) and ambiguous
    for text, found in bearers.items():
        if len(found) > 1 and not all(found.values()):
            yield f"“{text}” leads to {' and '.join(found)}; take it from one, or say in both why it is `ambiguous`"


def meanings(files: Files) -> Iterator[str]:
    known = paths(files)
    for _, begin, record in each(files):
        meant = known.get(record.get("means", ""))
        if meant and record.get("abbreviation") != meant.get("abbreviation"):
            yield f"{begin} it means {record['means']}, which has another abbreviation; make them one"


def numbers(files: Files) -> Iterator[str]:
    for _, begin, record in each({"bodies": files["bodies"]}):
        if "number" in record:
            short = record.get("abbreviation", "")
            if short.split()[1:] != [record["number"]] or not record["label"]["en"].startswith(short):
                yield f"{begin} let abbreviation and label both begin with letters and the number {record['number']}"
            if not re.fullmatch(rf"{re.escape(slug(short))}(-\d{{4}})?", record["id"]):
                yield f"{begin} let the id be {slug(short)}, for a later bearer of the number with the year after it"


CHECKS: list[Check] = [form, order, keys, links, circles, times, sources, privacy, clashes, meanings, numbers]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_registries_pass(check: Check) -> None:
    complaints = list(check(FILES))

    assert not complaints, "\n".join(complaints)


BROKEN: list[tuple[Check, str, Record, str]] = [
    (form, "body/tc-2", {"colour": "blue"}, "the form stands in"),
    (order, "body/tc-2", {"id": "tc-12"}, "records are sorted by id"),
    (keys, "body/tc-2", {"since": "2001"}, "put the keys in this order"),
    (links, "body/tc-2", {"parent": "body/nowhere"}, "correct the path or add the record"),
    (circles, "body/committee", {"parent": "body/tc-2"}, "leads back to it"),
    (times, "meeting/committee-1", {"end": "1990"}, "exchange or correct them"),
    (sources, "body/tc-2", {"source": ["hearsay"]}, "is no source"),
    (privacy, "body/tc-2", {"note": "write to somebody" + "@example.org"}, "no personal data is kept"),
    (clashes, "organisation/bipm", {"abbreviation": "cipm"}, "say in both why it is `ambiguous`"),
    (meanings, "concept/eec", {"abbreviation": "EC"}, "make them one"),
    (numbers, "body/tc-2", {"number": "3"}, "both begin with letters and the number 3"),
    (numbers, "body/tc-2", {"id": "legal-metrology"}, "let the id be tc-2"),
]


@pytest.mark.parametrize(("check", "path", "change", "remedy"), BROKEN, ids=[case[3] for case in BROKEN])
def test_a_broken_record_is_told_with_its_remedy(check: Check, path: str, change: Record, remedy: str) -> None:
    files = deepcopy(FILES)
    paths(files)[path].update(change)

    complaints = list(check(files))

    assert any(remedy in complaint for complaint in complaints), complaints


# --- heads, schemas, workspace -----------------------------------------------------------


@pytest.mark.parametrize("name", [*CLASSES, "schemes"])
def test_a_registry_names_its_schema_and_says_what_it_leaves_out(name: str) -> None:
    head = (REGISTRY / f"{name}.yaml").read_text(encoding="utf-8").partition("\n\n")[0].splitlines()

    assert head[0] == f"# yaml-language-server: $schema=schema/{name}.schema.json"
    assert len(head) <= 10, "a head has at most ten lines"
    assert any("Left out" in line for line in head), "say in the head what is left out"


@pytest.mark.parametrize(
    ("name", "path"), [("schemes", REGISTRY / "schemes.yaml"), ("workspace", DATA / "workspace.yaml")]
)
def test_schemes_and_workspace_are_formed_as_their_schemas_say(name: str, path: Path) -> None:
    errors = [error.message for error in jsonschema.Draft202012Validator(schema(name)).iter_errors(read(path))]

    assert not errors, f"{path.name}: {errors}"


@pytest.mark.parametrize("name", [*CLASSES, "schemes", "workspace"])
def test_a_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_the_workspace_names_a_record_and_documents_that_are_there() -> None:
    workspace = read(DATA / "workspace.yaml")
    programmes = {programme["id"] for programme in workspace["programmes"]}

    assert workspace["organisation"] in paths(FILES)
    for source in workspace["sources"]:
        assert (DATA / "source" / source["file"]).is_file(), f"put {source['file']} into data/source"
        assert source["revision"].partition("-")[0] in programmes, f"{source['revision']} is of no programme"
