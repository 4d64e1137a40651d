"""A comparison as a Word document: a table in which words that went are struck out, words that came underlined.

It is laid before the people who decide, in the form they know: the number before and after, title, executors, terms,
remark, and what changed in plain words.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from remit.comparison.cells import executors, number, remark, term
from remit.comparison.entries import Entry
from remit.comparison.redline import Redline
from remit.comparison.texts import Mark, marks

#: The widths of the columns of the table, in millimetres: together those of a landscape page.
WIDTHS = (21, 21, 62, 42, 25, 29, 67)
GONE, NEW = "A3201A", "0D5226"
#: Characters that XML cannot hold.
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
#: A document is the same to the byte whenever it is made.
_NO_TIME = datetime(2000, 1, 1)


def as_word(redline: Redline) -> bytes:
    """Return the document."""
    from docx import Document

    document = Document()
    _page(document, redline)
    document.add_heading(_clean(f"{redline.wording.word('title')}: {redline.old.name} → {redline.new.name}"), 1)
    for line in redline.summary:
        document.add_paragraph(_clean(line), style="List Bullet")
    if redline.loud_headings:
        document.add_heading(redline.wording.word("headings"), 2)
        for change in redline.loud_headings:
            document.add_paragraph(_clean(redline.says(change)), style="List Bullet")
    if redline.parts:
        _table(document, redline)
    if redline.told_findings:
        document.add_heading(redline.wording.word("sound"), 2)
        for finding in redline.told_findings:
            said = f"{finding.severity.name}: {finding.message} ({redline.where(finding)})"
            document.add_paragraph(_clean(said), style="List Bullet")
    if redline.counted:
        document.add_heading(redline.wording.word("counted"), 2)
        for line in redline.counted:
            document.add_paragraph(_clean(line), style="List Bullet")
    _impact(document, redline)
    if redline.meaning and redline.meaning.links:
        document.add_heading(redline.wording.word("links"), 2)
        for link in redline.meaning.links:
            document.add_paragraph(_clean(redline.link_says(link)), style="List Bullet")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Any, redline: Redline) -> None:
    """Turn the page, and say what the document is called and which language it is in."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    document.styles["Normal"].font.size = Pt(9)
    properties = document.core_properties
    properties.title, properties.author = redline.wording.word("title"), "Remit"
    properties.language = redline.wording.language
    properties.created = properties.modified = _NO_TIME


def _table(document: Any, redline: Redline) -> None:
    word = redline.wording.word
    heads = [f"{word('number')} ({word('old')})", f"{word('number')} ({word('new')})"]
    heads += [word("event"), word("executors"), word("term"), word("remark"), word("changed")]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    _repeated(table.rows[0])
    for title, entries in redline.parts:
        line = table.add_row().cells
        heading = line[0].merge(line[-1]).paragraphs[0]
        heading.add_run(_clean(title or word("nowhere"))).bold = True
        heading.paragraph_format.keep_with_next = True
        for entry in entries:
            _row(table.add_row(), entry, redline)
    _sized(table)


def _row(line: Any, entry: Entry, redline: Redline) -> None:
    cells = line.cells
    cells[0].paragraphs[0].add_run(_clean(number(entry.old)))
    cells[1].paragraphs[0].add_run(_clean(number(entry.new)))
    _marked(cells[2].paragraphs[0], entry.marks)
    for cell, read in zip(cells[3:6], (executors, term, remark), strict=True):
        _marked(cell.paragraphs[0], marks(read(entry.old), read(entry.new)))
    said = redline.sentences(entry)
    said += [f"{redline.wording.word('doubtful')}: {look}" for look in (redline.look(entry),) if look]
    for at, each in enumerate(said):
        paragraph = cells[6].paragraphs[0] if at == 0 else cells[6].add_paragraph()
        paragraph.add_run(_clean(each))
    _whole(line)


def _marked(paragraph: Any, stretches: Iterable[Mark]) -> None:
    """Write stretches of words, those that went struck out and red, those that came underlined and green."""
    from docx.shared import RGBColor

    for at, (how, text) in enumerate(stretches):
        if at:
            paragraph.add_run(" ")
        run = paragraph.add_run(_clean(text))
        if how != "same":
            run.font.strike, run.font.underline = how == "gone", how == "new"
            run.font.color.rgb = RGBColor.from_string(GONE if how == "gone" else NEW)


def _impact(document: Any, redline: Redline) -> None:
    stakes = redline.meaning.of(redline.only) if redline.meaning else ()
    if not stakes:
        return
    word = redline.wording.word
    document.add_heading(word("impact"), 2)
    document.add_paragraph(word("sides"))
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, name in zip(table.rows[0].cells, ("whom", "gained", "lost", "kept"), strict=True):
        cell.paragraphs[0].add_run(word(name)).bold = True
    _repeated(table.rows[0])
    for stake in stakes:
        said = (redline.stake_name(stake), *(text for _, text in redline.stake_says(stake)))
        line = table.add_row()
        for cell, text in zip(line.cells, said, strict=True):
            cell.paragraphs[0].add_run(_clean(text))
        _whole(line)


def _sized(table: Any) -> None:
    from docx.shared import Mm

    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in _cells(row):
            cell.width = Mm(width)


def _cells(row: Any) -> Iterator[tuple[Any, int]]:
    """Yield the cells of a row with their widths; a heading over all columns has that of all."""
    own = row.cells
    if own[0]._tc is own[-1]._tc:
        yield own[0], sum(WIDTHS)
    else:
        yield from zip(own, WIDTHS, strict=True)


def _repeated(row: Any) -> None:
    """Have a row printed again at the top of each page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """Keep a row on one page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _clean(text: str) -> str:
    return text.translate(_FORBIDDEN)
