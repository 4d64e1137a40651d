"""The registries cover the programme: every holder and mention of the reference reading, and every number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit import bundle
from remit.names import slug
from remit.registry import load, natural

REGISTRY = load(bundle.folder("data") / "registry")
HERE = Path(__file__).resolve().parent
USUAL_MENTION = {"body": "internal", "post": "internal", "meeting": "other", "concept": "other"}
BLANKS = re.compile(r"[\s\u2010-\u2015-]+")


def read(path: Path) -> Any:
    """Return what a YAML file holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


SCHEMES: list[dict[str, Any]] = read(bundle.folder("data") / "registry" / "schemes.yaml")
READING: dict[str, Any] = read(HERE / "golden" / "coomet-p1-2017.reading.yaml")
MEANT: dict[str, str] = read(HERE / "registry" / "reading-names.yaml")


# --- numbers -----------------------------------------------------------------------------


def named_by(scheme: dict[str, Any], found: re.Match[str]) -> str:
    """Return the path that a scheme gives to what its pattern found."""
    groups = {key: value or "" for key, value in found.groupdict().items()}
    if scheme.get("numerals") == "roman":
        groups["number"] = str(roman(groups["number"]))
    return f"{scheme['class']}/{slug(scheme.get('id_template', '{text}').format(**groups, text=found[0]))}"


def roman(text: str) -> int:
    """Return the value of a Roman number."""
    worth = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in text]
    return sum(-n if n < max(worth[i:]) else n for i, n in enumerate(worth))


@pytest.mark.parametrize(("text", "value"), [("I", 1), ("IV", 4), ("VIII", 8), ("IX", 9), ("XIV", 14), ("XXVII", 27)])
def test_a_roman_number_has_its_value(text: str, value: int) -> None:
    assert roman(text) == value


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: str(scheme["id"]))
def test_a_scheme_matches_its_example_and_no_other_scheme_does(scheme: dict[str, Any]) -> None:
    by = [other["id"] for other in SCHEMES if re.fullmatch(other["pattern"], scheme["example"])]

    assert by == [scheme["id"]], f"the example {scheme['example']} is matched by {by}; correct pattern or example"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("478/UA-A/09", "project/478-ua-a-09"),
        ("510/KZ-а/10", "project/510-kz-a-10"),
        ("R/GM/11:2010", "publication/r-gm-11-2010"),
        ("D5:2020", "publication/d5-2020"),
        ("COOMET P5/2023", "publication/p5-2023"),
        ("COOMET P1/2017", None),
        ("26 th CGPM", "meeting/cgpm-26"),
        ("1st COOMET Committee Meeting", "meeting/committee-1"),
        ("22nd meeting of the COOMET President's Council", "meeting/pc-22"),
        ("COOMET.EM.RF-S1", "project/coomet.em.rf-s1"),
        ("Clause 4/2017", None),
    ],
)
def test_a_number_names_the_thing_it_should(text: str, path: str | None) -> None:
    found = {named_by(scheme, match) for scheme in SCHEMES if (match := re.fullmatch(scheme["pattern"], text))}

    assert found == ({path} if path else set())


CODED = [r for r in REGISTRY.of("project", "publication") if "code" in r.data]


def test_a_registered_code_is_known_by_a_scheme_under_the_same_id() -> None:
    for record in CODED:
        code = record.data["code"]
        found = {named_by(scheme, match) for scheme in SCHEMES if (match := re.fullmatch(scheme["pattern"], code))}

        assert found == {record.path}, f"{code}: the schemes say {found}; correct the id or the scheme"
    assert CODED


# --- the programme -----------------------------------------------------------------------


def path_of(name: str) -> str:
    """Return the path of the record that a name of the reference reading means."""
    group, _, rest = name.partition(":")
    if group in ("country", "project", "publication") and name not in MEANT:
        return f"{group}/{slug(rest)}"
    return MEANT.get(name) or "body/" + re.sub(r"^([A-Z]+)(\d)", r"\1-\2", name).lower()


def said(path: str, text: str) -> bool:
    """Return whether a text bears a spelling of the record, its number among others, or a number of a scheme."""
    record = REGISTRY.records[path]
    plain = BLANKS.sub(" ", text).casefold()
    for spelling in record.spellings():
        if re.search(rf"(?<!\w){re.escape(BLANKS.sub(' ', spelling).casefold())}(?!\w)", plain):
            return True
    if path.startswith("body/") and record.kind.replace("-", " ") in plain:
        return True  # the kind without its number, which leads to the executor of that kind
    if path.startswith("body/") and "number" in record.data:
        return numbered(str(record.data["abbreviation"])[:2], str(record.data["number"]), text)
    found = (named_by(scheme, match) for scheme in SCHEMES for match in re.finditer(scheme["pattern"], text))
    return path in found


def numbered(letters: str, number: str, text: str) -> bool:
    """Return whether a text bears the number after these letters, alone or within a range of two."""
    said_numbers = re.findall(r"\d+(?:\.\d+)*", text) if re.search(rf"\b{letters} ?\d", text) else []
    between = "–" in text and any(
        natural(first) <= natural(number) <= natural(last) for first, last in pairwise(said_numbers)
    )
    return number in said_numbers or between


def holders() -> Iterator[tuple[str, str, str]]:
    """Yield event, holder and text of every executor that is told by its name."""
    for event in READING["events"]:
        for executor in event["executors"]:
            if executor["role"] not in ("editors", "other"):
                yield event["id"], executor["body"], executor["text"]


def mentions() -> Iterator[tuple[str, str, str, str]]:
    """Yield event, kind of mention, name and text of every mention."""
    for event in READING["events"]:
        for key, kind in (("mentions", "external"), ("mentions_internal", "internal"), ("mentions_other", "other")):
            for name in event.get(key) or ():
                yield event["id"], kind, name, f"{event['title']} {event['remarks'] or ''}"


def test_every_holder_is_registered_with_the_wording_of_the_programme() -> None:
    for event, holder, text in sorted(set(holders())):
        path = path_of(holder)
        assert path in REGISTRY.records, f"{event}: add a record for {holder}"
        assert said(path, text), f"{event}: add the wording in “{text}” to the spellings of {path}"
    assert len(set(holders())) == 200


def test_every_mention_is_registered_with_wording_and_kind() -> None:
    for event, kind, name, text in mentions():
        path = path_of(name)
        assert path in REGISTRY.records, f"{event}: add a record for {name}"
        assert said(path, text), f"{event}: add the wording in “{text}” to the spellings of {path}"
        usual = USUAL_MENTION.get(path.partition("/")[0], "external")
        assert REGISTRY.records[path].data.get("mention", usual) == kind, f"{event}: say `mention: {kind}` in {path}"
    assert len(list(mentions())) == 92


def portfolios() -> set[str]:
    """Return every wording of a portfolio that a Vice-President has in the reference reading."""
    executors = [executor for event in READING["events"] for executor in event["executors"]]
    return {executor["portfolio"] for executor in executors if executor["body"] == "VP"}


@pytest.mark.parametrize("portfolio", sorted(portfolios()))
def test_every_portfolio_is_a_wording_of_one_post(portfolio: str) -> None:
    wordings = [(r.path, wording["text"]) for r in REGISTRY.of("post") for wording in r.data.get("portfolio", ())]
    posts = [path for path, text in wordings if text == portfolio]

    assert len(posts) == 1, f"let one post have the wording “{portfolio}”; now {posts}"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("organisation/sim", "simplified comparison procedures"),
        ("body/tc", "TCP"),
        ("body/tc-1.12", "TC 1.1"),
        ("body/sc-4.1", "TC 4.1"),
        ("body/tc-1.3", "TC 1.2, TC 1.12"),
        ("meeting/cgpm-26", "25 th CGPM"),
        ("meeting/competition-7", 'VIII International Competition "The Best Young Metrologist of COOMET"'),
    ],
)
def test_what_is_not_said_is_not_found(path: str, text: str) -> None:
    assert not said(path, text)
