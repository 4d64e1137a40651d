"""A Word document comes back with its findings as comments: at the words meant, and nothing else is changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checked import TESTS, finding
from office import STRICT, docx, p, packed, tbl, tc, tr
from remit.annotating import annotate
from remit.checking import check_subject
from remit.errors import SourceError
from remit.places import Place
from remit.reports.checked import Checked
from remit.reports.comments import with_comments
from remit.workspace import Workspace

P1 = TESTS / "documents" / "coomet-p1-2017.docx"
NAME = Path("draft.docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLUMNS = {"number": "No.", "title": "Name of event", "term": "Terms", "executors": "Executors"}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def comments(data: bytes) -> list[tuple[str, str]]:
    """Return the words at which each comment stands, and what it says, in the order of the comments."""
    every = parts(data)
    told = {
        each.get(f"{W}id", ""): "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in each.iter(f"{W}p"))
        for each in ElementTree.fromstring(every["word/comments.xml"])
    }
    words: dict[str, str] = {}
    open_: set[str] = set()
    for element in ElementTree.fromstring(every["word/document.xml"]).iter():
        if element.tag == f"{W}commentRangeStart":
            open_.add(element.get(f"{W}id", ""))
            words.setdefault(element.get(f"{W}id", ""), "")
        elif element.tag == f"{W}commentRangeEnd":
            open_.remove(element.get(f"{W}id", ""))
        elif element.tag == f"{W}t":
            for each in open_:
                words[each] += element.text or ""
    assert not open_
    return [(words[each], told[each]) for each in told]


def finding_at(*places: Place) -> Checked:
    """Return what is found at some places, each with a message of its own."""
    found = tuple(finding(f"see no. {number}.", place) for number, place in enumerate(places, start=1))
    return Checked(findings=found, columns=COLUMNS)


def place(text: str, start: int = 0, row: int = 2, column: str = "title") -> Place:
    return Place(NAME.name, 0, row, column, start, start + len(text), text, 1)


def document(*cells: str) -> bytes:
    """Return a document with one table: the names of the columns, and a row of cells."""
    return docx(tbl(tr(*(tc(name) for name in COLUMNS.values())), tr(*map(tc, cells))))


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def anchored(data: bytes, *places: Place) -> list[str]:
    return [words for words, _ in comments(with_comments(data, NAME, finding_at(*places)).data)]


# --- a whole programme --------------------------------------------------------------------


@pytest.fixture(scope="module")
def found() -> Checked:
    return check_subject(P1, Workspace.bundled())


@pytest.fixture(scope="module")
def commented(found: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "out.docx"
    annotate(found, out)
    return out


def test_every_finding_of_p1_2017_is_a_comment_at_its_words(found: Checked, commented: Path) -> None:
    made = comments(commented.read_bytes())

    assert len(made) == len(found.findings) > 80
    for (words, said), each in zip(made, found.findings, strict=True):
        assert re.sub(r"\s", "", words) == re.sub(r"\s", "", each.places[0].text)
        assert each.message.rstrip(".") in said and each.hint in said and each.rule in said


def test_all_but_text_and_comments_keeps_its_bytes(commented: Path) -> None:
    before, after = parts(P1.read_bytes()), parts(commented.read_bytes())

    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    assert list(after)[: len(before)] == list(before)


def test_the_copy_is_read_and_checked_as_the_original_is(found: Checked, commented: Path) -> None:
    again = check_subject(commented, Workspace.bundled())

    def told(checked: Checked) -> list[tuple[object, ...]]:
        return [(f.rule, f.message, [(p.row, p.column, p.start, p.text) for p in f.places]) for f in checked.findings]

    assert told(again) == told(found)


def test_the_copy_is_a_sound_document_for_the_library(found: Checked, commented: Path) -> None:
    made = python_docx.Document(str(commented))

    assert {comment.author for comment in made.comments} == {"Remit"}
    assert len(list(made.comments)) == len(found.findings)


def test_one_document_gives_one_copy(found: Checked, commented: Path) -> None:
    assert with_comments(P1.read_bytes(), P1, found).data == commented.read_bytes()


def test_a_copy_takes_comments_again_beside_the_old_ones(commented: Path) -> None:
    once = comments(commented.read_bytes())
    twice = comments(with_comments(commented.read_bytes(), NAME, finding_at(place("2017", row=3, column="term"))).data)

    assert twice[: len(once)] == once
    assert len(twice) == len(once) + 1


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_with_all_its_comments(found: Checked, commented: Path, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}", "--headless", "--convert-to", "fodt"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(commented)], check=True, capture_output=True, timeout=300)
    text = (tmp_path / "out.fodt").read_text(encoding="utf-8")

    assert text.count("<office:annotation ") == len(found.findings)


# --- cells --------------------------------------------------------------------------------


WORDS = {
    "in one run": ("by TC 2, TC 3 and us", "TC 3", 9),
    "over two runs": ("<w:p>" + t("by TC") + t(" 3 and") + "</w:p>", "TC 3", 3),
    "over two paragraphs": (p("by TC 2,") + p("TC 3"), "TC 2,\nTC 3", 3),
    "inserted": ("<w:p>" + t("by ") + '<w:ins w:id="9">' + t("TC 3") + "</w:ins></w:p>", "TC 3", 3),
    "beside deleted ones": (
        "<w:p>" + t("by ") + "<w:del><w:r><w:delText>TC 2</w:delText></w:r></w:del>" + t("TC 3") + "</w:p>",
        "TC 3",
        3,
    ),
    "in a link": ("<w:p>" + t("see ") + "<w:hyperlink>" + t("the page") + "</w:hyperlink></w:p>", "page", 8),
    "in a content control": ("<w:p><w:sdt><w:sdtContent>" + t("by TC 3") + "</w:sdtContent></w:sdt></w:p>", "TC 3", 3),
    "behind a tab": ("<w:p><w:r><w:t>by</w:t><w:tab/><w:t>TC 3</w:t></w:r></w:p>", "TC 3", 3),
    "before a line break": ("<w:p><w:r><w:t>TC 3</w:t><w:br/><w:t>and us</w:t></w:r></w:p>", "TC 3", 0),
    "on a new page": ("<w:p><w:r><w:lastRenderedPageBreak/><w:t>by TC 3 </w:t><w:t>too</w:t></w:r></w:p>", "TC 3", 3),
    "over both ends of a run": (
        "<w:p><w:r><w:t>by TC</w:t><w:noBreakHyphen/><w:t>3 and TC 4</w:t></w:r></w:p>",
        "TC‑3 and",
        3,
    ),
    "with signs of XML": ("5 &lt; 6 &amp; 7", "6 & 7", 4),
    "in a table within": (tbl(tr(tc("by TC 3"))) + p(""), "TC 3", 3),
}


@pytest.mark.parametrize(("cell", "words", "start"), WORDS.values(), ids=WORDS)
def test_a_comment_stands_at_the_words(cell: str, words: str, start: int) -> None:
    data = document("1.1", cell, "2031", "TC 1")

    assert anchored(data, place(words, start)) == [re.sub("[\n‑]", "", words)]


def test_several_findings_in_one_cell_are_several_comments_each_at_its_words() -> None:
    data = document("1.1", "by TC 2, TC 3 and us", "2031", "TC 1")
    spots = [place("TC 2, TC 3", 3), place("TC 3", 9), place("by TC 2, TC 3 and us"), place("us", 18), place("TC 3", 9)]

    assert anchored(data, *spots) == [each.text for each in spots]


def test_parted_runs_keep_their_look_and_their_order() -> None:
    run = '<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>by TC 2</w:t><w:tab/><w:t>and TC 3</w:t><w:br/></w:r>'
    data = document("1.1", f"<w:p>{run}</w:p>", "2031", "TC 1")
    made = with_comments(data, NAME, finding_at(place("TC 2", 3), place("TC 3", 12), place("TC 2\tand TC 3", 3)))
    cell = ElementTree.fromstring(parts(made.data)["word/document.xml"]).findall(f".//{W}tc")[5]
    runs = [each for each in cell.iter(f"{W}r") if each.find(f"{W}commentReference") is None]
    written = [child.text or child.tag.removeprefix(W) for each in runs for child in each if child.tag != f"{W}rPr"]

    assert written == ["by ", "TC 2", "tab", "and ", "TC 3", "br"]
    assert all(each.find(f"{W}rPr/{W}b") is not None and each.get(f"{W}rsidR") == "00A1" for each in runs)
    assert [words for words, _ in comments(made.data)] == ["TC 2", "TC 3", "TC 2and TC 3"]


def test_an_empty_cell_takes_a_comment_too() -> None:
    made = with_comments(document("1.1", "School", "", "TC 1"), NAME, finding_at(place("", column="term")))
    (box,) = [
        cell
        for cell in ElementTree.fromstring(parts(made.data)["word/document.xml"]).iter(f"{W}tc")
        if cell.find(f".//{W}commentRangeStart") is not None
    ]

    row = ElementTree.fromstring(parts(made.data)["word/document.xml"]).findall(f".//{W}tr")[1]
    at = [cell.find(f".//{W}commentRangeStart") is not None for cell in row.iter(f"{W}tc")]
    assert "".join(box.itertext()) == ""
    assert at == [False, False, True, False]


def test_an_empty_cell_behind_merged_ones_takes_the_comment() -> None:
    wide = tc("1.1 School", '<w:gridSpan w:val="2"/>')
    data = docx(tbl(tr(*(tc(name) for name in COLUMNS.values())), tr(wide, tc(""), tc("TC 1"))))
    made = with_comments(data, NAME, finding_at(place("", column="term")))
    row = ElementTree.fromstring(parts(made.data)["word/document.xml"]).findall(f".//{W}tr")[1]

    assert [cell.find(f".//{W}commentRangeStart") is not None for cell in row.iter(f"{W}tc")] == [False, True, False]


def test_words_that_stand_in_no_cell_are_commented_at_the_first_paragraph() -> None:
    data = docx(p("A plan") + tbl(tr(tc("No."), tc("School"))))

    assert anchored(data, place("nowhere", row=9)) == [""]


def test_what_stands_above_the_table_is_commented_there() -> None:
    data = docx(p("A plan for 2031") + tbl(tr(tc("No."), tc("School"))))
    head = Place(NAME.name, 0, 1, "head", 11, 15, "2031", 0)

    assert anchored(data, head) == ["2031"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["TC 2", ", ", "TC 3", "灯", " & ", "x"]), st.booleans()), min_size=1, max_size=6
    ),
    st.data(),
)
def test_words_are_found_however_they_are_parted_into_runs(
    pieces: Sequence[tuple[str, bool]], data: st.DataObject
) -> None:
    text = "by " + "".join(words for words, _ in pieces) + " us"
    runs = t("by ") + "".join(t(words.replace("&", "&amp;")) for words, _ in pieces) + t(" us")
    for words, own in pieces:  # some share a run with what stands before them
        joint = f"</w:t></w:r>{t(words.replace('&', '&amp;'))}"
        runs = runs if own else runs.replace(joint, joint.replace("</w:r><w:r>", ""), 1)
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=3))
    spots = [place(text[start : start + data.draw(st.integers(1, 9))], start) for start in starts]

    made = with_comments(document("1.1", f"<w:p>{runs}</w:p>", "2031", "TC 1"), NAME, finding_at(*spots))

    assert [found for found, _ in comments(made.data)] == [spot.text for spot in spots]
    written = ElementTree.fromstring(parts(made.data)["word/document.xml"]).findall(f".//{W}tc")[5]
    assert "".join(t.text or "" for t in written.iter(f"{W}t")) == text


# --- what is refused ----------------------------------------------------------------------


def with_part(name: str, content: bytes, data: bytes) -> bytes:
    return packed({**parts(data), name: content})


PLAIN = docx(p("A plan"))
KINDS = {
    "of the strict form": (docx(p("A plan"), space=STRICT), "save it as a plain .docx"),
    "with macros": (
        with_part("[Content_Types].xml", parts(PLAIN)["[Content_Types].xml"].replace(b"main+xml", b"macro+xml"), PLAIN),
        "save it as a plain .docx",
    ),
    "with a signature": (with_part("_xmlsignatures/sig1.xml", b"<s/>", PLAIN), "is signed"),
    "with a bomb": (with_part("word/media/a.png", b"\0" * 60_000_000, PLAIN), "unpacks to more than"),
}


@pytest.mark.parametrize(("data", "said"), KINDS.values(), ids=KINDS)
def test_a_document_that_takes_no_comments_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as error:
        with_comments(data, NAME, Checked())

    assert "\n" not in str(error.value)
