"""The reports of a comparison: each says the same in its form, needs nothing else, and can be trusted with any text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from unicodedata import category

import pytest
from docx import Document
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from lxml import html as lxml_html

from remit.comparison.change import Change
from remit.comparison.changes import compare
from remit.comparison.edition import Edition
from remit.comparison.impact import Impact, Stake
from remit.comparison.redline import Redline
from remit.comparison.reports import FORMATS, report
from remit.comparison.settings import settings
from remit.comparison.sides import Side
from remit.comparison.wording import Wording, kinds, labels, languages
from remit.registry import read_yaml
from remit.workspace import Workspace
from revised import first, simulate

#: The forms that tell in words; the others are data and need the stores of both sides.
TOLD = [form for form in FORMATS if form not in ("turtle", "patch")]
WORKSPACE = Workspace.bundled()


def redline(old: Edition, new: Edition, language: str = "en") -> Redline:
    """Return a redline of two editions that stand in no store."""
    from pyoxigraph import Store

    sides = [Side(each.name, each, Store(), WORKSPACE) for each in (old, new)]
    found = compare(old, new, settings())
    meant = Impact((Stake(old.rows[0].duties[0].holder, ("1.1",), (), (("2.1", "2.1"),)),), (("1.1", "a", "b"),))
    return Redline(sides[0], sides[1], found, Wording(language, old, new), impact=meant)


OLD = first()
SIMULATED = redline(OLD, simulate(OLD, 5).new)


@pytest.fixture(scope="module")
def hostile() -> Redline:
    """Return a redline in which a title, a remark and a name hold signs of every form."""
    bad = "<script>alert(1)</script> | **b** [x](javascript:y) \x1b[31m ~~z~~ {0} {about} %s"
    row = replace(OLD.rows[0], title=OLD.rows[0].title + " " + bad, remark=bad)
    return redline(OLD, replace(OLD, rows=(row, *OLD.rows[1:]), name=bad))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("form", TOLD)
def test_every_form_can_be_made_in_every_language(form: str, language: str) -> None:
    assert len(report(form)(redline(OLD, simulate(OLD, 6).new, language))) > 2000


@pytest.mark.parametrize("form", TOLD)
def test_nothing_changed_is_said(form: str) -> None:
    made = report(form)(redline(OLD, replace(OLD, name="same")))

    text = made if isinstance(made, str) else word_text(made)
    assert "Nothing changed." in text


@pytest.mark.parametrize("form", TOLD)
def test_every_form_is_the_same_each_time(form: str) -> None:
    one, other = (report(form)(SIMULATED) for _ in range(2))

    assert (one == other) if isinstance(one, str) else word_text(one) == word_text(other)


def word_text(made: str | bytes) -> str:
    assert isinstance(made, bytes)
    return zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()


def test_all_that_changed_is_told_or_counted() -> None:
    told = {change for entry in SIMULATED.shown for change in entry.changes}
    counted = sum(int(n) for line in SIMULATED.counted for n in re.findall(r": (\d+) \(", line))
    silent = [entry for entry in SIMULATED.entries if entry.changes and not set(entry.changes) & told]

    assert len(silent) == counted
    assert told | {c for e in silent for c in e.changes} | set(SIMULATED.headings) == set(SIMULATED.comparison.changes)


def test_every_row_of_both_revisions_is_in_one_entry() -> None:
    old = [row.code for entry in SIMULATED.entries for row in entry.old]
    new = [row.code for entry in SIMULATED.entries for row in entry.new]

    assert sorted(old) == sorted(row.code for row in SIMULATED.comparison.old.rows)
    assert sorted(new) == sorted(row.code for row in SIMULATED.comparison.new.rows)


def test_the_page_asks_nobody_for_anything_and_has_both_sides() -> None:
    page = str(report("html")(SIMULATED))
    tree = lxml_html.document_fromstring(page)

    assert not re.findall(r"(?:src|href)=\"(?!#)", page) and "@import" not in page and "url(" not in page
    assert tree.get("lang") == "en"
    assert len(tree.findall(".//article")) == len(SIMULATED.shown)
    assert tree.findall(".//del") and tree.findall(".//ins")
    assert all(th.get("scope") for th in tree.findall(".//th"))


@pytest.mark.parametrize(("choice", "said"), [("body", "bodies"), ("kind", "kinds")])
def test_every_choice_of_a_filter_is_a_rule_of_the_style_sheet(choice: str, said: str) -> None:
    page = str(report("html")(SIMULATED))
    tree = lxml_html.document_fromstring(page)
    offered = {option.get("value") or "" for option in tree.findall(f".//select[@id='{choice}']/option")} - {""}
    told = {name for each in tree.iter("article") for name in (each.get(f"data-{said}") or "").split()}

    rule = 'body:has(#{0} option[value="{1}"]:checked) article:not([data-{2}~="{1}"]) {{ display: none; }}'
    assert offered and offered == told
    assert all(rule.format(choice, name, said) in page for name in offered)


def test_signs_of_a_form_are_words_in_it(hostile: Redline) -> None:
    page, text, table = (str(report(form)(hostile)) for form in ("html", "text", "markdown"))

    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert "\x1b" not in text
    assert "\\<script\\>" in table and "\\*\\*b\\*\\*" in table
    assert "alert(1)" in word_text(report("docx")(hostile))


@settings_of(max_examples=12, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_words_can_be_told_in_every_form(title: str, remark: str, name: str) -> None:
    row = OLD.rows[0]
    duty = replace(row.duties[0], text=title)
    other = replace(row, title=f"{row.title} {title}", remark=remark, number=name[:8] or "1", duties=(duty,))
    made = redline(OLD, replace(OLD, rows=(other, *OLD.rows[1:9]), name=name))

    assert all(report(form)(made) for form in TOLD)
    assert not [sign for sign in str(report("text")(made)) if category(sign) == "Cc" and sign != "\n"]
    assert lxml_html.document_fromstring(str(report("html")(made))).findall(".//article")
    assert Document(io.BytesIO(bytes(report("docx")(made)))).tables  # type: ignore[arg-type]


def test_colours_are_for_terminals_alone() -> None:
    coloured = str(report("text")(replace(SIMULATED, colour=True)))

    assert "\033[31;9m" in coloured and "[-" not in coloured
    assert "\033" not in str(report("text")(SIMULATED))


def test_lines_of_titles_fit_the_width() -> None:
    told = str(report("text")(replace(SIMULATED, width=60)))
    titles = [line for line in told.splitlines() if "[-" in line or "{+" in line]

    assert titles and max(map(len, titles)) <= 60


def test_word_marks_what_went_and_what_came() -> None:
    text = word_text(report("docx")(SIMULATED))

    assert "<w:strike/>" in text and '<w:u w:val="single"/>' in text and "w:tblHeader" in text


# --- the words -----------------------------------------------------------------------------------


def test_every_kind_of_change_has_a_label_and_a_sentence_in_every_language() -> None:
    texts = read_yaml(Path(__file__).resolve().parent.parent / "data" / "changes.yaml")

    for language in languages():
        assert set(texts[language]["says"]) == set(kinds())
        assert {kind for kind in kinds() if (kind, language) in labels()} == set(kinds())
        assert set(texts[language]["words"]) == set(texts["en"]["words"])
    assert {kind for each in texts["counted"].values() for kind in each} == set(kinds())
    assert SIMULATED.wording.quiet <= set(kinds())


def test_every_kind_that_is_found_is_in_the_vocabulary() -> None:
    found = {change.kind for seed in range(8) for change in _changes(seed)}

    assert found and found <= set(kinds())


def _changes(seed: int) -> tuple[Change, ...]:
    return compare(OLD, simulate(OLD, seed).new, settings()).changes
