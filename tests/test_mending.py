"""What has one right answer is mended in a copy: the finding is gone, none is new, and all else is as it was."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mendable import GARDENS, KINDS, MAYAKS, NAMES, Planted, cells, cuts, found, mended, part, planted, slips, told
from remit.mending.edits import Edit
from remit.mending.menders import in_one_script, same_letters
from remit.mending.nearest import nearest_names
from remit.places import Place
from remit.understand.lexicon import Lexicon
from remit.workspace import Workspace

#: Each example reads and checks four times; the long profile tries fifty.
EXAMPLES = max(2, settings().max_examples // 40)
#: A Word document is written and read twice more for each; what a kind of defect is does not hang on the format.
FEWER = EXAMPLES if settings().max_examples > 25 else 1
#: Whole programmes take long to make smaller, and the cell with the defect says enough.
TRIES = settings(max_examples=EXAMPLES, phases=(Phase.generate,), report_multiple_bugs=False)
IN_WORD = settings(TRIES, max_examples=FEWER)


def skeleton(xml: str) -> str:
    """Return XML without the words that are printed."""
    return re.sub(r">[^<]*</w:t>", "></w:t>", xml)


# --- each kind of defect --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@TRIES
def test_a_defect_in_a_text_is_mended_to_the_letter(kind: str, data: st.DataObject) -> None:
    case: Planted = data.draw(planted(kind))

    outcome, copy = mended(case.defective.text())

    assert copy == case.sound.text()
    assert outcome.done[0].rule == case.rule
    assert told(outcome.left) == found(case.sound.text())


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@IN_WORD
def test_a_defect_in_a_word_document_is_mended_in_its_runs(kind: str, data: st.DataObject) -> None:
    case: Planted = data.draw(planted(kind))
    runs = data.draw(cuts())
    before = case.defective.word(runs)

    outcome, copy = mended(before, "draft.docx")

    assert cells(copy) == cells(case.sound.word())
    assert outcome.done[0].rule == case.rule
    assert told(outcome.left) == found(case.sound.word(), "draft.docx")
    assert skeleton(part(copy)) == skeleton(part(before))
    names = zipfile.ZipFile(io.BytesIO(before)).namelist()
    assert zipfile.ZipFile(io.BytesIO(copy)).namelist() == names
    assert all(part(copy, name) == part(before, name) for name in names if name != "word/document.xml")


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@IN_WORD
def test_a_tracked_change_can_be_accepted_and_rejected(kind: str, data: st.DataObject) -> None:
    case: Planted = data.draw(planted(kind))
    before = case.defective.word(data.draw(cuts()))

    _, copy = mended(before, "draft.docx", tracked=True)

    assert cells(copy) == cells(case.sound.word())
    rejected = re.sub(r'<w:ins w:id="\d+" w:author="remit">.*?</w:ins>', "", part(copy))
    rejected = re.sub(r'</?w:del(?: w:id="\d+" w:author="remit")?>', "", rejected).replace("delText", "t")
    assert re.findall(">([^<]*)</w:t>", rejected) != []
    assert "".join(re.findall(">([^<]*)</w:t>", rejected)) == "".join(re.findall(">([^<]*)</w:t>", part(before)))


# --- misspelt names -------------------------------------------------------------------------------


def near(text: str) -> str:
    """Return an executor with its name mended; as it was where it is not."""
    place = Place("draft.txt", 1, 1, "executors", 0, len(text), text)
    return mended_name(place, GARDENS.lexicon(2031))


def mended_name(place: Place, lexicon: Lexicon) -> str:
    ways = nearest_names(place, lexicon)
    assert len(ways) <= 1
    for edit in ways:
        return place.text[: edit.place.start] + edit.after + place.text[edit.place.end :]
    return place.text


@pytest.mark.parametrize("form", ["{}", "{} Members", "Chair of the {}"])
@pytest.mark.parametrize("name", [name for name in NAMES if name != "Treasurer"])
def test_every_slip_of_typing_in_a_name_is_mended(name: str, form: str) -> None:
    for slip in slips(name):
        assert near(form.format(slip)) == form.format(name)


@pytest.mark.parametrize(
    "text",
    [
        "WG 9",  # a number is no slip
        "Seed Form",  # a form is something else than a forum
        "Seed Foundation",
        "Label Group",
        "WX 1",
        "ISEC",  # not the letters of ISEB
        "Council of Elders",
    ],
)
def test_what_may_be_something_else_is_left(text: str) -> None:
    assert near(text) == text


def test_a_name_near_to_two_registered_ones_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "gardens"
    shutil.copytree(GARDENS.root, folder)
    bodies = folder / "data" / "registry" / "bodies.yaml"
    text = bodies.read_text(encoding="utf-8")
    bodies.write_text(
        text + "\n- id: rose-forum\n  kind: forum\n  label: {en: Roses Forum}\n  parent: body/council\n"
        "  source: [fictional]\n  confidence: stated\n"
        "\n- id: noses-forum\n  kind: forum\n  label: {en: Rosas Forum}\n  parent: body/council\n"
        "  source: [fictional]\n  confidence: stated\n",
        encoding="utf-8",
    )
    place = Place("draft.txt", 1, 1, "executors", 0, 11, "Rosss Forum")

    assert mended_name(place, Workspace.at(folder).lexicon(2031)) == "Rosss Forum"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Председатель Комиетта", "Председатель Комитета"),
        ("Секретраиат МСМ", "Секретариат МСМ"),
        ("ТК 1 по согласованию с Секретариаттом МСМ", "ТК 1 по согласованию с Секретариатом МСМ"),
    ],
)
def test_russian_names_are_mended_in_their_case(written: str, right: str) -> None:
    place = Place("draft.txt", 1, 1, "executors", 0, len(written), written)

    assert mended_name(place, MAYAKS.lexicon(2031, MAYAKS.languages[0])) == right


@pytest.mark.parametrize(
    ("written", "language", "right"),
    [
        ("Сommittee", "en", "Committee"),
        ("кoмитет", "ru", "комитет"),
        ("ТC", "en", "TC"),
        ("ТC", "ru", "ТС"),
        ("Plan", "ru", "Plan"),
        ("Жournal", "en", "Жournal"),
    ],
)
def test_a_word_of_two_scripts_is_written_in_one(written: str, language: str, right: str) -> None:
    assert in_one_script(written, language) == right


@pytest.mark.parametrize(
    ("written", "better", "slip"),
    [
        ("developmment", "development", True),
        ("ect", "etc", True),
        ("Improvemnet", "Improvement", True),
        ("informations", "information", False),
        ("manual", "mutual", False),
    ],
)
def test_the_right_words_are_taken_where_only_letters_changed_places(written: str, better: str, slip: bool) -> None:
    place = Place("draft.txt", 1, 1, "title", 0, len(written), written)

    assert same_letters(Edit(place, better)) == slip
