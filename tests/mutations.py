"""Documents damaged at random: bytes, parts of a zipped document, elements of its XML, objects of a PDF.

A damaged document is made from a sound one and a number; the same number makes the same bytes again.
"""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from xml.etree import ElementTree

from pdf_writing import written

#: Words that the reader of a kind of document takes notice of.
XML = (
    b"<", b">", b"&", b"&lt;", b"&#x0;", b"</w:tc>", b"<w:tc>", b"<w:tr>", b"<w:p>", b"<w:vMerge/>", b"<w:del>",
    b'<w:gridSpan w:val="99999999999"/>', b"<text:p>", b"<table:table-row>", b"</text:list>", b"<text:s/>", b"<row>",
    b'<c r="ZZZ9999999">', b"<v>", b"<f>", b'r="B0"', b' t="s"', b' s="99999"', b'ref="A1:XFD1048576"', b"1e999",
    b'w:val="-1"', b"-1", b"nan", b"99999999999", b"\0", b"\xff",
)  # fmt: skip
PDF = (
    b"<<", b">>", b"[", b"]", b"(", b"/Kids", b"/Parent", b"/Length", b"/Count -1", b"99999999999", b"-1", b"1 0 R",
    b"0 R", b"endobj", b"stream", b"endstream", b"Tj", b"TJ", b"Tf", b"Tm", b"cm", b"re", b"BT", b"ET", b"Do", b"q",
    b"nan", b"1e38", b"/Filter/LZWDecode", b"/Rotate 90", b"beginbfrange", b"\0",
)  # fmt: skip
PLAIN = (b"<", b">", b'"', b"\0", b"|", b"&#x0;", b"</td>", b"<table>", b'<td rowspan="99999">', b"\t", b"\n", b"\xff")
#: Values that an attribute may be given.
VALUES = ("", "0", "-1", "1", "2", "9", "1.5", "A1", "s", "nan", "99999999999", "true", "restart", "page", "none", "x")


def mutated(data: bytes, chance: random.Random, words: tuple[bytes, ...] = PLAIN) -> bytes:
    """Return bytes with a few of them changed, cut, doubled, or written over by words."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 8, 30))):
        at, length = chance.randrange(len(made) or 1), chance.choice((1, 1, 2, 8, 60, 200))
        match chance.randrange(6):
            case 0:
                made[at : at + 1] = chance.randbytes(1)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length] * chance.choice((1, 1, 2, 50))
            case 3:
                made[at:at] = chance.choice(words)
            case 4:
                word = chance.choice(words)
                made[at : at + len(word)] = word
            case _:
                if chance.random() < 0.1:
                    del made[at + length * 16 :]
    return bytes(made)


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zipped document of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def reshaped(data: bytes, chance: random.Random) -> bytes:
    """Return an XML text, still well-formed, with elements moved, doubled, dropped or renamed and values changed."""
    root = ElementTree.fromstring(data)
    for _ in range(chance.randint(1, 6)):
        every = list(root.iter())
        if len(every) > 2_000:
            break
        _reshape(chance.choice(every), chance.choice(every), chance)
    return ElementTree.tostring(root)


def _reshape(one: ElementTree.Element, other: ElementTree.Element, chance: random.Random) -> None:
    kind = chance.randrange(6)
    if kind == 0 and len(one):
        one.remove(chance.choice(list(one)))
    elif kind == 1:
        one.insert(chance.randint(0, len(one)), copy.deepcopy(other))
    elif kind == 2 and one.attrib:
        one.set(chance.choice(sorted(one.attrib)), chance.choice(VALUES))
    elif kind == 3:
        one.tag, one.text = other.tag, other.text
    elif kind == 4:
        one.text = chance.choice(VALUES)
    else:
        one.attrib.update(other.attrib)


def zipped(data: bytes, chance: random.Random) -> bytes:
    """Return a zipped document that is damaged as a whole, in the text of one part, or in its elements."""
    kind = chance.random()
    if kind < 0.3:
        return mutated(data, chance, (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", *XML[-4:]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(name for name, part in parts.items() if part))
    well_formed = kind > 0.6 and name.endswith((".xml", ".rels"))
    parts[name] = reshaped(parts[name], chance) if well_formed else mutated(parts[name], chance, XML)
    return packed(parts)


_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\s*endobj", re.DOTALL)
_STREAM = re.compile(rb"(<<.*?>>)\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def objects(data: bytes, chance: random.Random) -> bytes:
    """Return a PDF that is damaged as a whole, or one of whose objects is, its streams unpacked and packed again."""
    if chance.random() < 0.3:
        return mutated(data, chance, PDF)
    found = {int(number): body for number, body in _OBJECT.findall(data)}
    bodies = [found.get(number, b"null") for number in range(1, max(found) + 1)]
    root = re.search(rb"/Root\s+(\d+) 0 R", data)
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(len(bodies))
        bodies[at] = _damaged(bodies[at], chance)
    return written(bodies).replace(b"/Root 1 0 R", b"/Root %d 0 R" % int(root[1] if root else 1))


def _damaged(body: bytes, chance: random.Random) -> bytes:
    """Return an object with its words or what its stream holds damaged."""
    stream = _STREAM.fullmatch(body)
    if stream is None or chance.random() < 0.2:
        return mutated(body, chance, PDF)
    said, held = stream[1], stream[2]
    unpacked = _unpacked(held) if b"FlateDecode" in said else None
    held = mutated(held, chance, PDF) if unpacked is None else zlib.compress(mutated(unpacked, chance, PDF), 1)
    said = re.sub(rb"/Length\s+\d+( 0 R)?", b"/Length %d" % len(held), said)
    return said + b"\nstream\n" + held + b"\nendstream"


def _unpacked(held: bytes) -> bytes | None:
    """Return what a stream holds, None where it was damaged before."""
    try:
        return zlib.decompressobj().decompress(held)
    except zlib.error:
        return None


#: What damages a document of a kind; of others their bytes are damaged.
DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "docx": zipped, "odt": zipped, "ods": zipped, "xlsx": zipped, "pdf": objects,
}  # fmt: skip
