"""Where the terms of the glossary stand: each place once, the longest term, whole words, in any language.

The counts for P1/2017 were made by hand from the source and are held against a second method, one pattern a spelling.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from remit import bundle, read
from remit.contract import as_json
from remit.graph.dataset import build
from remit.names import expand
from remit.places import Place
from remit.reading import Cell, Occurrence, Reading
from remit.registry import Record, Registry
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.occurrences import read_occurrences
from remit.wording.texts import Text
from remit.workspace import Workspace

#: By hand, from the text of the source.
COUNTED = {
    "nmi": 11, "legal-metrology": 8, "qms": 6, "measurement-standard": 6, "jcrb": 5, "cipm-mra": 5, "rlmo": 4,
    "cmc": 3, "rmo": 3, "prepackage": 2, "cipm": 2, "si": 1, "rm": 1, "nscmetr": 1, "ncsli": 1, "ilac": 1,
    "legal-metrological-control": 1, "honorary-metrologist": 1, "eec": 1, "easc": 1, "eaeu": 1, "cgpm": 1, "biml": 1,
    "accreditation": 1,
}  # fmt: skip
#: The abbreviations and terms that a glossary of COOMET's programme must explain, each with its source.
WANTED = """
    accreditation biml ceems cgpm cipm cipm-mra cmc crm di eaeu easc eec ilac jcrb kcdb legal-metrological-control
    legal-metrology measurement-standard national-measurement-standard ncsli nmi nscmetr prepackage qms rlmo rm rmo si
    verification
""".split()


@cache
def p1() -> Reading:
    return read(bundle.folder("data") / "source" / "coomet-p1-2017.txt")


@cache
def english() -> Language:
    return next(one for one in Workspace.bundled().languages if one.code == "en")


@cache
def lantern() -> Lexicon:
    """Return a fictional glossary, in two languages; a body bears the name of a term."""
    entries = [
        {"id": "wk", "abbreviation": "WK", "label": {"en": "wick keeper", "ru": "хранитель фитиля"}},
        {"id": "wk-act", "abbreviation": "WK ACT", "label": {"en": "Wick Keepers Act"}},
        {"id": "wick", "label": {"en": "wick"}},
        {"id": "long-wick", "label": {"en": "long wick"}},
        {"id": "lantern-oil", "label": {"en": "lantern oil", "ru": "масло"}, "mention": "none"},
    ]
    body = {"id": "wg", "kind": "working-group", "label": {"en": "Wick Group"}}
    records = {f"concept/{entry['id']}": Record(f"concept/{entry['id']}", entry) for entry in entries}
    return Lexicon(Registry({**records, "body/wg": Record("body/wg", body)}), english(), "")


def found(text: str, lexicon: Lexicon | None = None) -> list[tuple[str, str, int, int]]:
    cell = Cell(text, ((0, Place("", 1, 1, "title", 0, len(text), text)),) if text else ())
    made = read_occurrences([Text(("event", "1.1"), "title", cell)], lexicon or lantern())
    return [(o.entry.removeprefix("concept/"), o.text, o.places[0].start, o.places[0].end) for o in made]


def names(text: str) -> list[str]:
    return [f"{entry}:{words}" for entry, words, *_ in found(text)]


# ---------------------------------------------------------------- one text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay for WK and WKs", ["wk:WK", "wk:WKs"]),
        ("the WK's lamp", ["wk:WK's"]),
        ("wk, Wk and WKx, XWK, WK2", []),
        ("Under the WK ACT", ["wk-act:WK ACT"]),
        ("under the Wick Keepers Act", ["wk-act:Wick Keepers Act"]),
        ("a long wick, two long wicks, a Wick", ["long-wick:long wick", "long-wick:long wicks", "wick:Wick"]),
        ("candlewick, wicked", []),
        ("Lantern  Oil and lantern-oil", ["lantern-oil:Lantern  Oil", "lantern-oil:lantern-oil"]),
        ("Хранитель фитиля и Масло", ["wk:Хранитель фитиля", "lantern-oil:Масло"]),
        ("The Wick Group meets", ["wick:Wick"]),  # inside a longer name that is no term: the word stands there
        ("", []),
    ],
)
def test_a_text_is_searched_for_whole_terms(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_workspace_without_glossary_has_no_occurrences() -> None:
    assert found("WK", Lexicon(Registry({}), english(), "")) == []


FILLER = st.sampled_from(
    ["the", "of", "Lamp", "and", "2031", "(", ")", ",", "–", "Group", "и", "ACT9", "keeper", "oil"]
)
TERMS = {
    "WK": "wk",
    "WKs": "wk",
    "WK ACT": "wk-act",
    "long wick": "long-wick",
    "wick": "wick",
    "Lantern Oil": "lantern-oil",
}


@given(st.lists(st.tuples(st.lists(FILLER, min_size=1, max_size=3), st.sampled_from(sorted(TERMS)))), st.lists(FILLER))
def test_every_term_that_was_put_in_is_found_and_nothing_else(
    parts: list[tuple[list[str], str]], rest: list[str]
) -> None:
    # What stands before a term must not make it a longer one, and what follows it neither.
    text = " ".join(f"{' '.join(before)} of {term} of" for before, term in parts) + " of " + " ".join(rest)

    assert [entry for entry, *_ in found(text)] == [TERMS[term] for _, term in parts]


@given(st.text(alphabet="WKACTwick longeratoil -–’'()s2и\n", max_size=80))
def test_places_are_in_order_do_not_overlap_and_hold_the_words(text: str) -> None:
    made = found(text)

    assert all(text[start:end] == words and words.strip() for _, words, start, end in made)
    assert all(first[3] <= second[2] for first, second in pairwise(made))
    for _, _, start, end in made:
        assert not (start and text[start - 1].isalnum()) and not (text[end:] and text[end].isalnum())


@given(st.text(alphabet="WK ACTwicklongs ", max_size=40))
def test_what_stands_around_changes_nothing(text: str) -> None:
    around = [(entry, words, start - 4, end - 4) for entry, words, start, end in found(f"for {text} of")]

    assert around == found(text)


# ---------------------------------------------------------------- P1/2017


def test_the_glossary_explains_every_term_and_says_from_where() -> None:
    entries = {record.path: record.data for record in Workspace.bundled().registry.of("concept")}

    for name in WANTED:
        entry = entries[f"concept/{name}"]
        assert entry["definition"]["en"] and entry["source"] and entry["label"]["en"], name


def test_the_places_counted_by_hand_are_found() -> None:
    assert Counter(o.entry.removeprefix("concept/") for o in p1().occurrences) == COUNTED


def test_a_second_method_finds_the_same_words_in_the_same_cells() -> None:
    assert Counter((o.entry, cell(o)) for o in p1().occurrences) == by_pattern(cells())


def cell(occurrence: Occurrence) -> tuple[int, str]:
    return occurrence.places[0].row, occurrence.places[0].column


def cells() -> dict[tuple[int, str], str]:
    """Return the cells of the source that hold words, by row and column; one cut by a page stands where it begins."""
    reading = p1()
    found = {(section.places[0].row, "title"): section.title for section in reading.sections}
    found |= {(group.places[0].row, "title"): group.title for group in reading.groups}
    for event in reading.events:
        for name, cell in event.cells.items():
            if cell.text and name != "number":
                found[cell.places[0].row, name] = cell.text
    return found


def by_pattern(cells: dict[tuple[int, str], str]) -> Counter[tuple[str, tuple[int, str]]]:
    """Count the terms by one pattern of all spellings, the longest first."""
    forms: dict[str, str] = {}
    for entry in yaml.load(
        (bundle.folder("data") / "registry" / "glossary.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    ):
        path = f"concept/{entry['id']}"
        if "abbreviation" in entry:
            forms[re.escape(entry["abbreviation"])] = path
        words = [*entry["label"].values(), *(spelling["text"] for spelling in entry.get("spellings", ()))]
        forms |= {f"(?i:{re.escape(text)})": path for text in words}
    longest = sorted(forms, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w)(?P<g{i}>{form})(?:['’]?s)?(?!\w)" for i, form in enumerate(longest)))
    counted: Counter[tuple[str, tuple[int, str]]] = Counter()
    for place, text in cells.items():
        counted.update((forms[longest[int(str(m.lastgroup)[1:])]], place) for m in pattern.finditer(text))
    return counted


def test_the_contract_of_the_reading_knows_nothing_of_them() -> None:
    assert "occurrence" not in str(as_json(p1())).lower()


def test_every_occurrence_is_a_node_with_a_place_called_by_term_and_place() -> None:
    quads = build([p1()]).named
    nodes = {str(q.subject).strip("<>") for q in quads if q.predicate.value == expand("remit:isOccurrenceOf")}
    placed = {str(q.subject).strip("<>") for q in quads if q.predicate.value == expand("remit:standsAt")}

    assert len(nodes) == len(p1().occurrences) == sum(COUNTED.values())
    assert nodes <= placed
    base = Workspace.bundled().base
    assert f"{base}programme/p1/2017/event/2.1.8/occurrence/cmc-title-26-70-73" in nodes
    assert f"{base}programme/p1/2017/section/2.3/occurrence/qms-title-49-16-19" in nodes


def test_both_texts_of_a_revision_have_their_occurrences() -> None:
    folder = Path(__file__).parent / "documents" / "sides"  # fictional
    workspace = Workspace.at(folder)
    texts = [read(folder / "data" / "source" / f"wp-2045.{code}.txt", workspace) for code in ("en", "ru")]

    quads = build(texts, workspace).named
    held = [(str(q.subject), str(q.object)) for q in quads if q.predicate.value == expand("remit:hasOccurrence")]

    assert all(text.occurrences for text in texts)
    assert len({node for _, node in held}) == sum(len(text.occurrences) for text in texts)
    assert any("/ru/" in node and "/ru/" not in part for part, node in held), (
        "the leading row has the other's words too"
    )
    assert any("/ru/" in node and "/ru/" in part for part, node in held)
