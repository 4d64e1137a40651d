"""What a document strikes out is not read, and is told: in the term it stands beside, and by a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from office import docx, p, tbl, tc, tr
from remit.documents.document import read
from remit.reading import FOREIGN, Reading

HEAD = "<tr><td>No.<td>Activity<td>Term<td>Responsible"
ROWS = {
    "a term replaced": ("<tr><td>1<td>Pruning<td><s>2031</s> 2032<td>Secretariat", "struck-and-replaced", "term"),
    "a term dropped": ("<tr><td>1<td>Pruning<td><del>2031</del><td>Secretariat", "struck-out", "term"),
    "an executor": ("<tr><td>1<td>Pruning<td>2032<td>Secretariat <s>Board</s>", "struck-and-replaced", "executors"),
    "a title": ("<tr><td>1<td>Pruning <s>of palms</s><td>2032<td>Secretariat", "struck-and-replaced", "title"),
    "another row": ("<tr><td>1<td>A<td>2032<td>B<tr><td><s>2</s><td><s>C</s><td><s>2033</s><td>", "row-struck-out", ""),
}


def read_page(tmp_path: Path, rows: str) -> Reading:
    path = tmp_path / "plan.html"
    path.write_text(f"<p>Work plan 2031–2034</p><table>{HEAD}{rows}</table>", encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("what", ROWS)
def test_struck_words_are_a_finding(what: str, tmp_path: Path) -> None:
    rows, rule, column = ROWS[what]

    (finding,) = [f for f in read_page(tmp_path, rows).findings if "struck" in f.rule]

    assert (finding.rule, finding.places[0].column) == (rule, column or finding.places[0].column)
    assert finding.places[0].row >= 2


def test_a_term_keeps_what_it_replaces(tmp_path: Path) -> None:
    (event,) = read_page(tmp_path, ROWS["a term replaced"][0]).events

    assert (event.term.text, event.term.start, event.term.struck) == ("2032", 2032, "2031")


def test_a_struck_term_without_another_is_none(tmp_path: Path) -> None:
    (event,) = read_page(tmp_path, ROWS["a term dropped"][0]).events

    assert (event.term.kind, event.term.struck) == ("none", "2031")


def test_a_row_that_is_struck_out_is_no_event(tmp_path: Path) -> None:
    assert [event.title for event in read_page(tmp_path, ROWS["another row"][0]).events] == ["A"]


def test_word_and_plain_text_agree(tmp_path: Path) -> None:
    cells = [tc("1"), tc("Pruning"), tc(p("2031", run="<w:strike/>") + p("2032")), tc("Secretariat")]
    names = [tc(name) for name in ("No.", "Activity", "Term", "Responsible")]
    (tmp_path / "plan.docx").write_bytes(docx(tbl(tr(*names), tr(*cells))))
    (tmp_path / "plan.txt").write_text("No.\tActivity\tTerm\tResponsible\n1\tPruning\t~~2031~~ 2032\tSecretariat\n")

    word, text = (read(tmp_path / name) for name in ("plan.docx", "plan.txt"))

    assert word.events[0].term.struck == text.events[0].term.struck == "2031"
    assert [f.rule for f in word.findings] == [f.rule for f in text.findings] == [FOREIGN, "struck-and-replaced"]
