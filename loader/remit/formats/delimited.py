r"""Delimited text (CSV, TSV): records of fields, which may be quoted.

The delimiter is the one with which most records have the same number of fields.
Quotes are read as spreadsheets write them; where they do not come out so, they are letters like others.
Lines of one field before the table are paragraphs.
Rows carry the number of their record in the file, as a spreadsheet shows it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from remit.errors import SourceError
from remit.formats import limits
from remit.formats.charsets import plain_text
from remit.formats.row import Row, cell_of

#: What parts fields, in the order in which it is preferred where the evidence is equal.
DELIMITERS = ("\t", ";", ",", "|")
#: How much of a text is looked at to find the delimiter, in characters.
SAMPLE = 1_000_000
#: The first line by which some spreadsheets name the delimiter.
_NAMED = re.compile(r"sep=([\t;,|])\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How a text is parted; `quoted` says whether quotes enclose fields; `evidence` orders dialects."""

    delimiter: str
    quoted: bool
    evidence: tuple[float, int] = (0.0, 0)


def rows_of_csv(data: bytes, path: Path) -> list[Row]:
    """Return the rows of a delimited text; what is no text, or too large, is a SourceError."""
    text = plain_text(data, path)
    named = _NAMED.match(text)
    dialect = _dialect(text[named.end() :][:SAMPLE], (named[1],)) if named else dialect_of(text)
    records = list(_bounded(_records(text[named.end() if named else 0 :], dialect), path))
    first = next((i for i, record in enumerate(records) if _filled(record) > 1), len(records))
    rows = []
    for number, record in enumerate(records, start=1 + bool(named)):
        paragraph = number - bool(named) <= first
        fields = [field for field in record if field.strip()] if paragraph else record
        cells = tuple(cell_of(field, path.name, number, index) for index, field in enumerate(fields))
        if any(cell.text for cell in cells):
            rows.append(Row(number, cells, table=0 if paragraph else 1))
    return rows


def dialect_of(text: str) -> Dialect:
    """Return how a text is parted, by the evidence of its first records.

    >>> dialect_of("No.;Event;Terms\\n1.1;Review, report;2017\\n").delimiter
    ';'
    """
    return _dialect(text[:SAMPLE], DELIMITERS)


def _dialect(sample: str, delimiters: Sequence[str]) -> Dialect:
    present = [delimiter for delimiter in delimiters if delimiter in sample] or [","]
    return max((_tried(sample, delimiter) for delimiter in present), key=lambda dialect: dialect.evidence)


def _tried(text: str, delimiter: str) -> Dialect:
    """Return a dialect with its evidence: the share of records of the commonest width, and that width."""
    quoted = '"' in text and _quotes_close(text, delimiter)
    records = islice(_until_torn(_records(text, Dialect(delimiter, quoted))), 2_000)
    widths = Counter(len(record) for record in records if any(field.strip() for field in record))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return Dialect(delimiter, quoted)
    width, count = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    return Dialect(delimiter, quoted, (round(count / sum(widths.values()), 2), width))


def _until_torn(records: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield records as long as there are sound ones."""
    with suppress(csv.Error):
        yield from records


def _quotes_close(text: str, delimiter: str) -> bool:
    """Return whether each quote at the begin of a field closes at an end of a field, in what is looked at."""
    try:
        for _ in _records(text, Dialect(delimiter, True)):
            pass
    except csv.Error as error:
        return len(text) >= SAMPLE and "end of data" in str(error)
    return True


def quotes_enclose(text: str, delimiter: str) -> bool:
    """Return whether quotes enclose what only they can: line ends, delimiters or doubled quotes within a field."""
    if '"' not in text or not _quotes_close(text, delimiter):
        return False
    signs = ("\n", delimiter, '"') if '""' in text else ("\n", delimiter)
    try:
        return any(sign in field for row in _records(text, Dialect(delimiter, True)) for field in row for sign in signs)
    except csv.Error:
        return False  # the text was cut within a field


def _records(text: str, dialect: Dialect) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if dialect.quoted:
        return csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=True, strict=True)
    return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE, skipinitialspace=True, strict=True)


def _filled(record: Sequence[str]) -> int:
    return sum(bool(field.strip()) for field in record)


def _bounded(records: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    """Yield the records of one table until it is too large; what is torn is a SourceError."""
    cells = 0
    try:
        for record in records:
            cells += len(record)
            if cells > limits.now().cells or len(record) > limits.now().columns:
                raise limits.too_many(path)
            yield record
    except csv.Error as error:
        if "field limit" in str(error):
            most = csv.field_size_limit()
            raise SourceError(f"{path}: a cell has more than {most:,} characters; take it out") from error
        raise SourceError(f"{path}: the quotes of this table do not close ({error}); save it anew as CSV") from error
