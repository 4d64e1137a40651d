"""What is no change is not said: other typography, another order, another file format of the same text."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

import remit
from remit import bundle
from remit.comparison.change import Change
from remit.comparison.changes import compare
from remit.comparison.edition import Edition, edition
from remit.comparison.settings import settings
from remit.comparison.texts import folded
from remit.documents.document import read
from remit.graph.facts import node
from remit.workspace import Workspace

REVISION = node("remit:Revision")
RANDOM = st.randoms(use_true_random=False)
#: Each example is a whole programme.
FEWER = hypothesis.settings(max_examples=max(hypothesis.settings.default.max_examples // 5, 5))  # type: ignore[union-attr]
HERE = Path(__file__).parent / "documents"
#: The same text in every format that is shipped.
PROGRAMME = [
    bundle.folder("data") / "source" / "coomet-p1-2017.txt",
    *sorted(path for path in HERE.glob("*p1-2017*") if path.suffix not in (".md", ".txt")),
]
FOLDERS = sorted(path.parent for path in HERE.glob("fictional-*/truth.yaml"))


@cache
def of_document(path: Path, root: Path | None = None) -> Edition:
    """Return the only revision that a document holds, by way of its graph."""
    workspace = Workspace.at(root) if root else Workspace.bundled()
    store = remit.build([read(path, workspace)], workspace).state
    (iri,) = (str(quad.subject)[1:-1] for quad in store.quads_for_pattern(None, node("rdf:type"), REVISION))
    return edition(store, iri)


def of_folder(folder: Path) -> Edition:
    (source,) = (folder / "data" / "source").glob("programme.*")
    return of_document(source, folder)


def said(old: Edition, new: Edition) -> tuple[Change, ...]:
    found = compare(old, new, settings())
    assert len(found.matches) == len(old.rows)
    assert all(match.one_to_one for match in found.matches)
    return found.changes


programmes = pytest.mark.parametrize("root", [None, *FOLDERS], ids=lambda root: root.name if root else "p1-2017")


def first(root: Path | None) -> Edition:
    return of_folder(root) if root else of_document(PROGRAMME[0])


#: By default each format is held against the next, and the last against the first.
ROUND = list(pairwise([*PROGRAMME, PROGRAMME[0]]))
EVERY = pytest.param(list(permutations(PROGRAMME, 2)), marks=pytest.mark.long)


@pytest.mark.parametrize("pairs", [ROUND, EVERY], ids=["round", "every pair"])
def test_a_programme_is_the_same_in_every_format_it_comes_in(pairs: list[tuple[Path, Path]]) -> None:
    assert len({path.suffix for path in PROGRAMME}) == 7

    different = [
        (one.name, other.name, change) for one, other in pairs for change in said(of_document(one), of_document(other))
    ]
    assert different == []


@programmes
def test_a_programme_is_the_same_as_itself(root: Path | None) -> None:
    assert said(first(root), first(root)) == ()


@programmes
@FEWER
@given(rng=RANDOM)
def test_the_order_of_rows_and_of_executors_says_nothing(root: Path | None, rng: random.Random) -> None:
    old = first(root)
    rows = [replace(row, duties=tuple(rng.sample(row.duties, len(row.duties)))) for row in old.rows]
    rng.shuffle(rows)
    new = replace(old, rows=tuple(replace(row, order=at) for at, row in enumerate(rows)))

    assert said(old, new) == ()


# --- typography ----------------------------------------------------------------------------------

Mutation = Callable[[str, random.Random], str]


def _sometimes(pattern: str, into: str | list[str]) -> Mutation:
    """Return the mutation that writes some places of a text in another way."""
    ways = [into] if isinstance(into, str) else into

    def mutate(text: str, rng: random.Random) -> str:
        return re.sub(pattern, lambda m: m.expand(rng.choice(ways)) if rng.random() < 0.5 else m[0], text)

    return mutate


_WORD = re.compile(r"\w+")
CASES = (str.upper, str.lower, str.title, str)
TYPOGRAPHY: dict[str, Mutation] = {
    "dashes": _sometimes(r"[-–—‑−]", ["-", "–", "—", "‑", "−"]),
    "blanks around dashes": _sometimes(r" ?([-–—]) ?", [r" \1 ", r"\1 ", r" \1"]),
    "quotes": _sometimes(r"[\"“”„«»]", ["“", "”", "„", "«", "»", '"', "‹", "''"]),
    "apostrophes": _sometimes(r"['’]", ["'", "’", "ʼ", "`"]),
    "blanks": _sometimes(r" ", ["  ", "\u00a0", "\u2009", "\u202f", "\n", "\t", " \u00a0 "]),
    "capitals": lambda text, rng: _WORD.sub(lambda m: rng.choice(CASES)(m[0]), text),
    "stops at the end": lambda text, rng: f"{text.rstrip(' .;,')}{rng.choice(['', '.', ' .', ';', '…', ','])}",
    "blanks at the ends": lambda text, rng: f" {text}  ",
    "ligatures": _sometimes(r"fi", "ﬁ"),
    "other ligatures": lambda text, rng: text.replace("ffi", "ﬃ").replace("fl", "ﬂ").replace("ff", "ﬀ"),
    "soft hyphens": _sometimes(r"(?<=[^\W\d]{3})(?=[^\W\d]{3})", "\u00ad"),
    "no width": _sometimes(r" ", [" \u200b", "\u2060 ", "\ufeff "]),
    "yo": lambda text, rng: text.replace("ё", "е").replace("Ё", "Е"),
    "decomposed": lambda text, rng: unicodedata.normalize("NFD", text),
}


def written(old: Edition, change: Callable[[str], str]) -> Edition:
    """Return a revision with every text that people read written in another way; numbers get a stop, or lose it."""
    rows = tuple(
        replace(
            row,
            title=change(row.title),
            remark=change(row.remark) if row.remark else "",
            number=f"{row.number.rstrip('.')}." if row.number else "",
            duties=tuple(
                replace(duty, text=change(duty.text), portfolio=change(duty.portfolio)) for duty in row.duties
            ),
        )
        for row in old.rows
    )
    sections, groups = (
        tuple(replace(each, title=change(each.title)) for each in side) for side in (old.sections, old.groups)
    )
    return replace(old, rows=rows, sections=sections, groups=groups)


@programmes
@pytest.mark.parametrize("name", TYPOGRAPHY)
def test_typography_says_nothing(root: Path | None, name: str) -> None:
    rng = random.Random(name)
    old = first(root)

    new = written(old, lambda text: TYPOGRAPHY[name](text, rng))

    assert name in ("yo", "ligatures", "quotes", "other ligatures", "decomposed") or new.rows != old.rows
    assert said(old, new) == said(new, old) == ()


@programmes
@given(
    rng=st.randoms(use_true_random=False), names=st.lists(st.sampled_from(sorted(TYPOGRAPHY)), min_size=1, max_size=5)
)
def test_all_kinds_of_typography_together_say_nothing(root: Path | None, rng: random.Random, names: set[str]) -> None:
    def change(text: str) -> str:
        for name in sorted(names):
            text = TYPOGRAPHY[name](text, rng)
        return text

    old = first(root)

    assert said(old, written(old, change)) == ()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("R/GM/11:2010", "R/GM/11:2017", "title-changed"),
        ("TC 1.2", "TC 12", "title-changed"),
        ("at most 10", "at least 10", "title-reworded"),
        ("2017-2018", "2017-2019", "title-changed"),
    ],
)
def test_what_is_no_typography_is_said(before: str, after: str, kind: str) -> None:
    old = first(None)
    rows = [replace(row, title=f"{row.title} {before}") for row in old.rows]
    new = [replace(row, title=f"{row.title} {after}") for row in old.rows]

    changes = said(replace(old, rows=tuple(rows)), replace(old, rows=tuple(new)))
    assert {change.kind for change in changes} == {kind}
    assert len(changes) == len(rows)


@given(st.text(st.sampled_from("aB12 .,'`-_\"\t\x1f"), max_size=12))
def test_a_text_of_plain_letters_is_folded_as_one_with_others(text: str) -> None:
    assert folded(text) + "ж" == folded(text + "ж")
