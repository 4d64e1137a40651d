"""Sound fictional programmes, and one defect of each kind to plant in them: the truth is what stood there before."""

from __future__ import annotations

import html
import io
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st

from office import docx, tbl, tc, tr
from remit import rules
from remit.documents.seams import is_word
from remit.findings import Finding
from remit.formats.word import rows_of_docx
from remit.mending import Outcome, mend
from remit.mending.state import first
from remit.workspace import Workspace

HEAD = ("WORK PROGRAMME OF THE CONCORD OF BOTANICAL GARDENS FOR 2031–2034 (fictional)", "COBOGA WP/2031")
HEADER = ("No.", "Activity", "Time frame", "Responsible", "Comments")
NUMBER, TITLE, TERM, EXECUTORS = range(4)
WORDS = ("seeds", "palms", "mosses", "labels", "ferns", "pests", "guides", "trees")
VERBS = ("Exchange of", "Study of", "Record of", "Care for", "Publication on", "Course on")
TITLES = st.builds("{} {} & {}".format, st.sampled_from(VERBS), st.sampled_from(WORDS), st.sampled_from(WORDS))
BODIES = ("WG 1", "WG 2", "Seed Forum", "Steering Council", "Treasurer", "General Assembly", "Label Design Group")
NAMES = ("Seed Forum", "Steering Council", "Treasurer", "General Assembly", "Label Design Group")
HEADINGS = ("Labels, signs and glasshouses", "Seeds, trees and ferns", "Palms, mosses and the care for them")
DASHES = (" – ", "-", " - ", "— ", " –")
FORMATS = ("", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>')
MAYAKS = Workspace.at(Path(__file__).parent / "documents" / "fictional-ru")
GARDENS = Workspace.at(Path(__file__).parent / "documents" / "fictional-en")

Row = tuple[str, ...]


@dataclass(frozen=True)
class Sound:
    """A sound programme: its rows, headings and events; how its text ends lines."""

    rows: tuple[Row, ...]
    end: str = "\n"
    mark: str = ""

    def text(self) -> bytes:
        """Return the programme as tab-separated text."""
        lines = ["\t\t".join(HEAD), "", "\t".join(HEADER), *("\t".join(row) for row in self.rows)]
        return (self.mark + self.end.join(lines) + self.end).encode("utf-8")

    def word(self, cuts: Callable[[str], Sequence[str]] = lambda text: [text]) -> bytes:
        """Return the programme as a Word document; `cuts` parts the text of a cell into runs."""
        table = tbl(*(tr(*(tc(_paragraph(cuts(cell))) for cell in row)) for row in (HEADER, *self.rows)))
        return docx("".join(_paragraph(cuts(line)) for line in HEAD) + table + "<w:p/>")

    def with_cell(self, row: int, column: int, text: str) -> Sound:
        """Return the programme with another text in one cell."""
        cells = (*self.rows[row][:column], text, *self.rows[row][column + 1 :])
        return replace(self, rows=(*self.rows[:row], cells, *self.rows[row + 1 :]))


def _paragraph(runs: Sequence[str]) -> str:
    made = (
        f'<w:r><w:rPr>{FORMATS[at % len(FORMATS)]}</w:rPr><w:t xml:space="preserve">{html.escape(run)}</w:t></w:r>'
        for at, run in enumerate(runs)
    )
    return f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{"".join(made)}</w:p>'


@st.composite
def sound(draw: st.DrawFn) -> Sound:
    """A programme in which most ranges are 2031–2034 with one dash, and WG 1 is always spelled so."""
    rows: list[Row] = []
    for section in (1, 2):
        rows.append((str(section), draw(st.sampled_from(HEADINGS)), "", "", ""))
        for number in range(1, draw(st.integers(4, 6))):
            title = draw(TITLES.filter(lambda title: title not in {row[TITLE] for row in rows}))
            executors = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3, unique=True))
            term = "2031–2034" if number < 4 else draw(st.sampled_from(("2032", "2032–2033")))
            rows.append((f"{section}.{number}", title, term, ", ".join(executors), ""))
    last = len(rows) - [row[NUMBER] for row in rows].index("2")
    rows.append((f"2.{last}", "Care for all", "2033", "Treasurer, WG 1 – WG 8", ""))
    rows.append((f"2.{last + 1}", "Signs", "2032", "WG 1, Seed Forum", ""))
    rows.append((f"2.{last + 2}", "Letters", "2032", "WG 1, Vice President responsible for external relations", ""))
    rows.append((f"2.{last + 3}", "Lists", "2032", "WG 2 – WG 7", ""))
    rows.append((f"2.{last + 4}", "Notes", "2031", "WG 1", ""))
    end, mark = draw(st.sampled_from(("\n", "\r\n"))), draw(st.sampled_from(("", "\ufeff")))
    return Sound(tuple(rows), end, mark)


#: A row, a column, and the text with the defect that stands there.
Defect = tuple[int, int, str]


def _cells(programme: Sound, column: int, *holding: str) -> list[int]:
    """Return the rows of events in whose cell one of some words stands."""
    rows = enumerate(programme.rows)
    return [at for at, row in rows if row[TERM] and any(words in row[column] for words in holding)]


def misspelt_body(draw: st.DrawFn, programme: Sound) -> Defect:
    """A letter too many, too few, or two in the wrong order, in a name of a body or a post."""
    at = draw(st.sampled_from(_cells(programme, EXECUTORS, *NAMES)))
    cell = programme.rows[at][EXECUTORS]
    name = draw(st.sampled_from([name for name in NAMES if name in cell]))
    return at, EXECUTORS, cell.replace(name, draw(st.sampled_from(slips(name))))


def slips(name: str) -> list[str]:
    """Return a name with each slip of typing that makes no other word of the language."""
    found = set()
    for at in range(1, len(name) - 1):
        if name[at : at + 2].isalpha():
            one, two = name[at], name[at + 1]
            found |= {name[:at] + pair + name[at + 2 :] for pair in (one + one + two, two, two + one, one + two + two)}
    return sorted(slip for slip in found - {name} if not _other_word(slip, name))


def _other_word(slip: str, name: str) -> bool:
    return any(is_word(word.lower(), "en") for word in slip.split() if word not in name.split())


def reversed_years(draw: st.DrawFn, programme: Sound) -> Defect:
    """A range of years the wrong way round."""
    at = draw(st.sampled_from(_cells(programme, TERM, "–")))
    first, last = programme.rows[at][TERM].split("–")
    return at, TERM, f"{last}–{first}"


def reversed_bodies(draw: st.DrawFn, programme: Sound) -> Defect:
    """A range of bodies the wrong way round."""
    (at,) = _cells(programme, EXECUTORS, "WG 1 – WG 8")
    return at, EXECUTORS, programme.rows[at][EXECUTORS].replace("WG 1 – WG 8", "WG 8 – WG 1")


def another_dash(draw: st.DrawFn, programme: Sound) -> Defect:
    """A range of years with another dash, or other blanks, than most."""
    at = draw(st.sampled_from(_cells(programme, TERM, "2031–2034")))
    return at, TERM, f"2031{draw(st.sampled_from(DASHES))}2034"


def reversed_with_another_dash(draw: st.DrawFn, programme: Sound) -> Defect:
    """Two defects in one cell, the second of which nobody sees before the first is mended."""
    at = draw(st.sampled_from(_cells(programme, TERM, "2031–2034")))
    return at, TERM, f"2034{draw(st.sampled_from(DASHES))}2031"


def dot_after_a_number(draw: st.DrawFn, programme: Sound) -> Defect:
    """A number with a dot at its end."""
    at = draw(st.integers(0, len(programme.rows) - 1))
    return at, NUMBER, programme.rows[at][NUMBER] + "."


def stop_after_a_title(draw: st.DrawFn, programme: Sound) -> Defect:
    """A title with a full stop."""
    at = draw(st.integers(0, len(programme.rows) - 1))
    return at, TITLE, programme.rows[at][TITLE] + "."


def no_blank_after_a_comma(draw: st.DrawFn, programme: Sound) -> Defect:
    """A comma in a heading with no blank behind it."""
    at = draw(st.sampled_from([at for at, row in enumerate(programme.rows) if not row[TERM]]))
    return at, TITLE, programme.rows[at][TITLE].replace(", ", ",", 1)


def another_spelling(draw: st.DrawFn, programme: Sound) -> Defect:
    """A name that is spelled otherwise than everywhere else."""
    return len(programme.rows) - 1, EXECUTORS, draw(st.sampled_from(("WG1", "WG-1")))


def short_range(draw: st.DrawFn, programme: Sound) -> Defect:
    """A range of bodies whose second end has lost its letters."""
    (at,) = _cells(programme, EXECUTORS, "WG 1 – WG 8")
    return at, EXECUTORS, programme.rows[at][EXECUTORS].replace("WG 1 – WG 8", "WG 1 – 8")


def comma_in_a_post(draw: st.DrawFn, programme: Sound) -> Defect:
    """A comma inside the name of a post."""
    (at,) = _cells(programme, EXECUTORS, "President responsible")
    return at, EXECUTORS, programme.rows[at][EXECUTORS].replace("President resp", "President, resp")


def blanks_too_many(draw: st.DrawFn, programme: Sound) -> Defect:
    """Two blanks, or three, between two words of a title."""
    at = draw(st.sampled_from([at for at, row in enumerate(programme.rows) if " " in row[TITLE]]))
    return at, TITLE, programme.rows[at][TITLE].replace(" ", draw(st.sampled_from(("  ", "   ", " \u00a0"))), 1)


def _title(draw: st.DrawFn, programme: Sound, holding: str) -> tuple[int, str]:
    """Return the row of an event and its title, in which something stands."""
    at = draw(st.sampled_from([at for at, row in enumerate(programme.rows) if row[TERM] and holding in row[TITLE]]))
    return at, programme.rows[at][TITLE]


def misspelt_word(draw: st.DrawFn, programme: Sound) -> Defect:
    """A word of a title with two letters in the wrong order, or one doubled."""
    at, title = _title(draw, programme, " of ")
    word = title.split()[0]
    slip = draw(st.sampled_from((word[:2] + word[3] + word[2] + word[4:], word[:3] + word[2:])))
    return at, TITLE, title.replace(word, slip)


def word_twice(draw: st.DrawFn, programme: Sound) -> Defect:
    """A word of a title that stands twice in a row."""
    at, title = _title(draw, programme, " of ")
    return at, TITLE, title.replace(" of ", " of of ")


def letter_of_another_script(draw: st.DrawFn, programme: Sound) -> Defect:
    """A Cyrillic letter that looks Latin in a word of a title."""
    at, title = _title(draw, programme, "e")
    return at, TITLE, title.replace("e", "е", 1)


def blank_before_a_comma(draw: st.DrawFn, programme: Sound) -> Defect:
    """A blank before the comma between two executors."""
    at = draw(st.sampled_from([at for at, row in enumerate(programme.rows) if ", " in row[EXECUTORS]]))
    return at, EXECUTORS, programme.rows[at][EXECUTORS].replace(", ", " , ", 1)


#: Kind of defect → the rule that finds it, and what plants it.
KINDS: dict[str, tuple[str, Callable[[st.DrawFn, Sound], Defect]]] = {
    "misspelt body": ("executor-registered", misspelt_body),
    "reversed years": ("term-ordered", reversed_years),
    "reversed bodies": ("range-ordered", reversed_bodies),
    "another dash": ("range-dash-alike", another_dash),
    "reversed with another dash": ("term-ordered", reversed_with_another_dash),
    "dot after a number": ("number-well-formed", dot_after_a_number),
    "stop after a title": ("title-no-final-stop", stop_after_a_title),
    "no blank after a comma": ("blank-missing", no_blank_after_a_comma),
    "another spelling": ("spelled-alike", another_spelling),
    "short range": ("range-ends-alike", short_range),
    "blanks too many": ("blanks-single", blanks_too_many),
    "misspelt word": ("word-spelled", misspelt_word),
    "word twice": ("word-once", word_twice),
    "letter of another script": ("letters-of-one-script", letter_of_another_script),
    "blank before a comma": ("comma-spaced", blank_before_a_comma),
    "comma in a post": ("post-without-comma", comma_in_a_post),
}


@dataclass(frozen=True)
class Planted:
    """A sound programme, the same with one defect, and the rule that finds it."""

    sound: Sound
    defective: Sound
    rule: str


@st.composite
def planted(draw: st.DrawFn, kind: str) -> Planted:
    programme = draw(sound())
    rule, plant = KINDS[kind]
    return Planted(programme, programme.with_cell(*plant(draw, programme)), rule)


@st.composite
def cuts(draw: st.DrawFn) -> Callable[[str], Sequence[str]]:
    every = draw(st.integers(1, 12))
    return lambda text: [text[at : at + every] for at in range(0, len(text), every)]


def told(findings: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.message) for finding in findings)


def mended(data: bytes, name: str = "draft.txt", tracked: bool = False) -> tuple[Outcome, bytes]:
    """Mend a document in a folder of its own; the document must be as it was."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / name, Path(folder) / f"mended-{name}"
        path.write_bytes(data)
        outcome = mend(path, out, GARDENS, tracked=tracked)
        assert path.read_bytes() == data
        assert sorted(Path(folder).iterdir()) == sorted((path, out))
        return outcome, out.read_bytes()


SHAPES = rules.rules()


@lru_cache(maxsize=256)
def found(data: bytes, name: str = "draft.txt") -> Counter[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return told(first(path, GARDENS, SHAPES).findings)


def part(data: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


def cells(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows_of_docx(data, Path("draft.docx"))]
