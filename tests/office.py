"""Small office documents from the XML of their bodies, so that each test shows what it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from remit.formats.row import Row
from remit.reading import Struck

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    + "</Types>"
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    [*(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "style", "text", "table")),
     f'xmlns:draw="{_ODF}drawing:1.0" xmlns:fo="{_ODF}xsl-fo-compatible:1.0"']
)  # fmt: skip


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a zipped package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def part(tag: str, inner: str, space: str = W) -> str:
    """Return a part of a Word document."""
    return f'<w:{tag} xmlns:w="{space}" {_MORE}>{inner}</w:{tag}>'


def relations(*each: tuple[str, str], more: str = "") -> str:
    """Return the relations of a part: pairs of kind and target."""
    rows = "".join(f'<Relationship Id="r{i}" Type="{_KINDS}/{k}" Target="{t}"/>' for i, (k, t) in enumerate(each))
    return f'<Relationships xmlns="{_RELATIONS}">{rows}{more}</Relationships>'


def docx(body: str, numbering: str = "", styles: str = "", space: str = W, more: str = "") -> bytes:
    """Return a Word document with the given body, lists and styles."""
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(
                ("styles", "styles.xml"), ("numbering", "numbering.xml"), more=more
            ),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>", space),
            "word/styles.xml": part("styles", styles, space),
            "word/numbering.xml": part("numbering", numbering, space),
        }
    )


def p(text: str = "", inner: str = "", about: str = "", run: str = "") -> str:
    """Return a paragraph: a run of text, then more XML; `about` are its properties, `run` those of the run."""
    words = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{about}</w:pPr>{words}{inner}</w:p>"


def tc(content: str, about: str = "") -> str:
    """Return a cell of XML or of words."""
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, about: str = "") -> str:
    """Return a row of cells."""
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, grid: tuple[int, ...] = ()) -> str:
    """Return a table of rows; `grid` are the widths of its columns."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def opened(body: str, what: str, automatic: str = "", common: str = "") -> bytes:
    """Return an OpenDocument whose body holds `what`: a `text` or a `spreadsheet`."""
    return packed(
        {
            "content.xml": f"<office:document-content {_SPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:{what}>{body}</office:{what}></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {_SPACES}><office:styles>{common}</office:styles>"
            "</office:document-styles>",
        }
    )


def odt(body: str, automatic: str = "", common: str = "") -> bytes:
    """Return an OpenDocument text."""
    return opened(body, "text", automatic, common)


def ods(body: str) -> bytes:
    """Return an OpenDocument sheet."""
    return opened(body, "spreadsheet")


def struck_in(rows: Iterable[Row]) -> list[Struck]:
    """Return what is struck out in the cells of rows."""
    return [words for row in rows for at in row.struck for words in row.cells[at].struck]
