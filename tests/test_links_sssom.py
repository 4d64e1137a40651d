"""Links are read from SSSOM files as people write them, written in one form, and a broken row is named."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.errors import WorkspaceError
from remit.links import sssom
from remit.links.mapping import Mapping, MappingSet
from remit.names import expand

HEAD = """\
mapping_set_id: https://example.org/links
license: https://creativecommons.org/licenses/by/4.0/
curie_map:
  ours: https://example.org/choir/
  theirs: https://authority.example/id/"""
COLUMNS = "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tobject_label\tobject_type\tmapping_justification"
BY_HAND = "semapv:ManualMappingCuration"
FILE = "choirs.sssom.tsv"


def written(folder: Path, *rows: str, columns: str = COLUMNS, head: str = HEAD) -> Path:
    path = folder / FILE
    lines = [*(f"# {line}" for line in head.split("\n")), columns, *rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def row(subject: str, predicate: str, object: str, *, modifier: str = "", label: str = "", kind: str = "") -> str:
    return "\t".join((subject, modifier, predicate, object, label, kind, BY_HAND))


def test_a_row_is_read_in_full_iris(tmp_path: Path) -> None:
    path = written(tmp_path, row("ours:body/alto", "skos:exactMatch", "theirs:7", label="Altos"))

    (link,) = sssom.read(path).mappings

    assert link.subject == "https://example.org/choir/body/alto"
    assert (link.predicate, link.object) == (expand("skos:exactMatch"), "https://authority.example/id/7")
    assert (link.justification, link.object_label) == (expand(BY_HAND), "Altos")
    assert link.place == (path, 7)


def test_a_text_that_no_iri_stands_for_is_a_literal(tmp_path: Path) -> None:
    path = written(tmp_path, row("ours:body/alto", "skos:notation", "", label="A-7", kind="rdfs literal"))

    (link,) = sssom.read(path).mappings

    assert (link.literal, link.object, link.object_label) == (True, "A-7", "")


def test_what_the_header_says_for_all_rows_holds_for_each(tmp_path: Path) -> None:
    columns = f"{COLUMNS}\tmapping_date"
    rows = [row("ours:a", "skos:closeMatch", "theirs:1") + end for end in ("", "\t2026-01-02")]
    path = written(tmp_path, *rows, columns=columns, head=f"mapping_date: 2026-11-21\n{HEAD}")

    assert [link.date for link in sssom.read(path).mappings] == ["2026-11-21", "2026-01-02"]


def test_namespaces_known_beforehand_need_not_be_declared(tmp_path: Path) -> None:
    path = written(tmp_path, row("base:a", "skos:closeMatch", "theirs:1"))

    (link,) = sssom.read(path, {"base": "https://example.org/base/"}).mappings

    assert link.subject == "https://example.org/base/a"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (row("odd:1", "skos:exactMatch", "theirs:1"), "“odd:1” is no IRI, and its prefix"),
        (row("ours:1", "skos:exactMatch", "theirs:1", modifier="Maybe"), "the predicate_modifier is Not or nothing"),
        (row("ours:1", "skos:exactMatch", ""), "says no object_id"),
        (row("ours:1", "skos:exactMatch", "https://a.example/a b"), "has a space or another character"),
        (row("ours:1", "skos:notation", "theirs:1", kind="rdfs literal"), "leave object_id empty"),
        (row("ours:1", "skos:notation", "", kind="rdfs literal"), "has no object_label"),
        ("ours:1\t\tskos:exactMatch\ttheirs:1", "says no mapping_justification; for a person: semapv:Manual"),
        (row("ours:1", "skos:exactMatch", "theirs:1") + "\tmore", "has 8 cells under 7 columns"),
        ("garbage", "has 1 cells under 7 columns"),
    ],
)
def test_a_broken_row_is_named_with_what_to_do(broken: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as stopped:
        sssom.read(written(tmp_path, broken))

    assert f"{FILE}: line 7: " in str(stopped.value)
    assert said in str(stopped.value)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("confidence", "high", "the confidence is a number from 0 to 1"),
        ("confidence", "1.5", "the confidence is a number from 0 to 1"),
        ("confidence", "nan", "the confidence is a number from 0 to 1"),
        ("mapping_date", "2026", "the mapping_date is a day"),
        ("mapping_date", "2026-02-30", "the mapping_date is a day"),
    ],
)
def test_a_broken_cell_is_named(column: str, cell: str, said: str, tmp_path: Path) -> None:
    path = written(tmp_path, row("ours:1", "skos:exactMatch", "theirs:1") + f"\t{cell}", columns=f"{COLUMNS}\t{column}")

    with pytest.raises(WorkspaceError, match=f"line 7: {said}"):
        sssom.read(path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"# a: [\n", b"# - a list\n", b"# curie_map: none\n", b"a\tb\n"])
def test_a_file_that_is_no_sssom_is_refused_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)

    with pytest.raises(WorkspaceError) as stopped:
        sssom.read(path)

    assert FILE in str(stopped.value) and "\n" not in str(stopped.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty: a file of links has at least the line of its columns"),
        (b"# curie_map: {}\n", "is empty"),
        (b"subject_id\tpredicate_id\tobject_id\tconfidance\n", "is confidence meant?"),
        (b"# curie_map: {}\nsubject_id\nM\xfcnchen\n", "line 3: has a letter that is not written in UTF-8"),
    ],
)
def test_a_file_edited_by_hand_is_said_what_is_wrong_with_it(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)

    with pytest.raises(WorkspaceError) as stopped:
        sssom.parse(sssom.words(path), path, reviewed=True)

    assert said in str(stopped.value)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("\thttps://a.example/", "says no reviewer_label: in which role"),
        ("editor\t", "says no see_also: the address of its evidence"),
        ("editor\thttps://a.example/", ""),
    ],
)
def test_a_reviewed_row_says_who_looked_at_it_and_where_its_evidence_stands(
    cells: str, said: str, tmp_path: Path
) -> None:
    columns = f"{COLUMNS}\treviewer_label\tsee_also"
    path = written(tmp_path, row("ours:1", "skos:exactMatch", "theirs:1") + f"\t{cells}", columns=columns)
    text = sssom.words(path)

    assert len(sssom.parse(text, path).mappings) == 1
    if said:
        with pytest.raises(WorkspaceError, match=f"line 7: {said}"):
            sssom.parse(text, path, reviewed=True)
    else:
        assert len(sssom.parse(text, path, reviewed=True).mappings) == 1


def test_columns_of_sssom_that_remit_does_not_read_are_no_slips(tmp_path: Path) -> None:
    path = written(tmp_path, row("ours:1", "skos:exactMatch", "theirs:1") + "\ta", columns=f"{COLUMNS}\tsubject_source")

    (link,) = sssom.read(path).mappings

    assert link.others == (("subject_source", "a"),)


# --- writing -----------------------------------------------------------------------------

words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Z")) | st.sampled_from(' "#'), min_size=1, max_size=12
).map(lambda text: " ".join(text.split()))
names = st.text(string.ascii_letters + string.digits + "-./", min_size=1, max_size=8)
iris = st.builds(
    "".join,
    st.tuples(st.sampled_from(["https://example.org/choir/", "https://authority.example/id/", "urn:x:"]), names),
)
links = st.builds(
    Mapping,
    subject=iris,
    predicate=st.sampled_from([expand("skos:exactMatch"), expand("rdfs:seeAlso")]),
    object=iris,
    negated=st.booleans(),
    justification=st.just(expand(BY_HAND)),
    confidence=st.none() | st.integers(0, 100).map(lambda number: number / 100),
    source=st.just("") | iris,
    reviewer=words,
    date=st.just("") | st.dates().map(str),
    comment=words,
    subject_label=words,
    object_label=words,
    others=st.just(()) | words.filter(bool).map(lambda text: (("author_label", text),)),
) | st.builds(
    Mapping,
    subject=iris,
    predicate=st.just(expand("skos:notation")),
    object=words.filter(bool),
    justification=st.just(expand(BY_HAND)),
    literal=st.just(True),
    authority=st.just("") | iris,
)


@given(st.lists(links, max_size=6, unique=True), st.randoms())
def test_what_was_written_is_read_again_and_order_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, some: list[Mapping], chance: object
) -> None:
    path = tmp_path_factory.getbasetemp() / FILE
    prefixes = {"ours": "https://example.org/choir/", "theirs": "https://authority.example/id/"}
    sssom.write(path, MappingSet(tuple(some), HEAD, prefixes))
    before = path.read_bytes()

    again = sssom.read(path)

    assert set(again.mappings) == set(some)
    assert (again.header, again.prefixes) == (HEAD, prefixes)
    chance.shuffle(some)  # type: ignore[attr-defined]
    assert sssom.text(MappingSet(tuple(some), HEAD, prefixes)).encode() == before
    assert sssom.text(again).encode() == before


def test_a_file_in_which_nothing_changed_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / FILE
    link = Mapping("https://example.org/choir/a", expand("skos:closeMatch"), "urn:x:1", justification=expand(BY_HAND))
    sssom.write(path, MappingSet((link,), HEAD, {"ours": "https://example.org/choir/"}))
    before = path.stat().st_ino

    sssom.write(path, sssom.read(path))

    assert path.stat().st_ino == before
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


def test_a_file_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    from remit.errors import RemitError

    with pytest.raises(RemitError, match="cannot be written"):
        sssom.write(tmp_path / "nowhere" / FILE, MappingSet())
