"""The pages of the site: every link leads somewhere, none is too large, each is sound and says what it rests on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from pyoxigraph import Store

from published import bundled, files
from remit.publishing import pages
from remit.publishing.pages.frame import LARGEST
from remit.publishing.publication import Publication
from remit.workspace import Workspace

KINDS = [
    "index.html", "index.ru.html", "search.html", "list/all.html", "list/Event.html", "list/Country.ru.html",
    "questions/all.html", "questions/remit-of-body.html", "questions/glossary.html",
    "questions/duties-in-role/chair.html",
    "picture/timeline.html", "picture/load.html", "picture/network.ru.html", "vocabulary.html",
    "vocabulary/role/chair.ru.html", "body/tc-1.12.html", "post/president.html", "organisation/bipm.html",
    "country/am.ru.html", "programme/p1.html", "programme/p1/2017.html", "programme/p1/2017/section/2.1.html",
    "programme/p1/2017/event/2.1.3.html", "programme/p1/2017/event/2.1.3/term.html", "concept/cmc.html",
    "project/186-ru-99.html", "check/all.html", "check/term-within-period.html",
]  # fmt: skip


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Return the files of the site of the bundled workspace."""
    return files()


@pytest.fixture(scope="module")
def both_made(place: Workspace, whole: Store) -> dict[str, bytes]:
    """Return the pages of a site with two revisions."""
    return dict(pages.files(Publication(place, whole)))


def read(content: bytes) -> Any:
    return html.document_fromstring(content.decode())


def test_every_kind_of_page_is_there(made: dict[str, bytes]) -> None:
    assert [path for path in KINDS if path not in made] == []


def test_every_thing_has_a_page(made: dict[str, bytes]) -> None:
    workspace = Workspace.bundled()
    things = Publication(workspace, workspace.open_whole()).things.every.values()
    assert len(things) > 2000
    assert [thing.path for thing in things if f"{thing.path}.html" not in made] == []


def test_no_page_is_larger_than_50_kb(made: dict[str, bytes], both_made: dict[str, bytes]) -> None:
    sizes = {path: len(content) for path, content in {**made, **both_made}.items() if path.endswith(".html")}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}


@pytest.mark.parametrize("which", ["made", "both_made"])
def test_every_link_inside_the_site_leads_to_a_file_and_a_place_in_it(which: str, request: Any) -> None:
    every = request.getfixturevalue(which)
    names = set(every) if which == "made" else None
    ids = cache(lambda path: set(re.findall(r'\bid="([^"]+)"', every[path].decode())))
    broken = []
    for path, content in every.items():
        for link in links(content) if path.endswith(".html") else ():
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = normpath(f"{dirname(path)}/{unquote(parts.path)}".lstrip("/")) if parts.path else path
            if (names is None and not target.endswith((".html", ".css", ".js"))) or target.startswith("data:"):
                continue
            if target not in every or (parts.fragment and unquote(parts.fragment) not in ids(target)):
                broken.append((path, link))
    assert broken[:10] == []


def links(content: bytes) -> Iterator[str]:
    for _, value in re.findall(r'\b(href|src)="([^"]*)"', content.decode()):
        yield value.replace("&amp;", "&").replace("&#x27;", "'")


def test_no_page_asks_another_host_for_anything(made: dict[str, bytes]) -> None:
    for path, content in made.items():
        if path.endswith(".html"):
            text = content.decode()
            assert not re.search(
                r'<(img|script|iframe|source|video|audio|embed|object)[^>]*\b(src|data)="(https?:)?//', text
            )
            assert not re.search(r'<link rel="(stylesheet|icon|preload|preconnect)"[^>]*href="(https?:)?//', text)
    assert b"http" not in re.sub(rb"/\*.*?\*/", b"", made["style.css"]).replace(b'href^="http"', b"")
    assert b"fetch(" not in made["assets/search.js"]


@pytest.mark.parametrize("path", KINDS)
def test_a_page_has_landmarks_and_its_headings_in_order(made: dict[str, bytes], path: str) -> None:
    tree = read(made[path])
    levels = [int(each.tag[1]) for each in tree.iter("h1", "h2", "h3", "h4")]

    assert tree.get("lang") == ("ru" if ".ru." in path else "en")
    assert [len(tree.findall(f".//{name}")) for name in ("main", "header", "footer", "head/title", "h1")] == [1] * 5
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tree.xpath("//body/a[1]/@href") == ["#content"]
    assert tree.xpath("//link[@rel='icon']/@href")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", KINDS)
def test_every_table_has_a_caption_scopes_and_a_region_that_can_be_focused(made: dict[str, bytes], path: str) -> None:
    for table in read(made[path]).iter("table"):
        assert table.find("caption").text_content().strip()
        assert {cell.get("scope") for cell in table.iter("th")} <= {"col", "row"}
        region = table.getparent()
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-label")
        columns = len(table.find("thead").findall(".//th"))
        assert all(len(row) == columns for row in table.find("tbody"))


@pytest.mark.parametrize("path", ["picture/timeline.html", "picture/load.html", "picture/network.html", "index.html"])
def test_every_picture_has_a_title_and_a_description(made: dict[str, bytes], path: str) -> None:
    pictures = read(made[path]).xpath("//svg[@role='img']")
    assert pictures
    for picture in pictures:
        said = [picture.xpath(f".//*[@id='{name}']")[0].text for name in picture.get("aria-labelledby").split()]
        assert all(said)


def test_no_head_of_a_row_is_empty(made: dict[str, bytes]) -> None:
    empty = re.compile(rb'<th scope="row">(<span[^>]*></span>|\s*)</th>')

    assert [path for path, content in made.items() if path.endswith(".html") and empty.search(content)] == []


def test_in_three_clicks_from_the_first_page_what_a_committee_must_do_in_a_year_and_why(made: dict[str, bytes]) -> None:
    start = read(made["index.html"])
    way = next(link.get("href") for link in start.iter("a") if link.text_content() == "TC 1.12")
    body = read(made[way])
    year = body.xpath("//h3[@id='y2018']/following-sibling::ul[1]/li")
    codes = [line.find("a").text for line in year]

    assert codes == "1.3 2.1.4 2.1.6 2.1.7 2.1.10 2.1.11 2.1.12 2.4.3 2.4.5 3.3 3.4".split()
    assert "2018" in year[0].text_content()
    row = next(
        row for row in body.xpath("//h2[@id='remit-of-body']/following::tbody[1]/tr") if row[0].text_content() == "1.3"
    )
    quotes = [quote.text_content() for quote in row.xpath(".//details//li")]
    assert "Page 1, row 9, Terms: 2018" in quotes
    assert any("Executors" in quote and "Chairpersons of JCMS and TCs" in quote for quote in quotes)


def test_an_event_says_its_row_its_executors_and_what_it_belongs_to(made: dict[str, bytes]) -> None:
    tree = read(made["programme/p1/2017/event/2.1.3.html"])
    text = " ".join(tree.text_content().split())

    assert "Page 2, row 21, Terms: Constantly" in text
    assert [cell.text_content() for cell in tree.xpath("//h2[@id='responsibility']/following::tbody[1]//th")] == [
        "COOMET Joint Committee for Measurement Standards",
        "SC 4.2 COOMET Informational Resources",
        "COOMET Secretariat",
    ]
    crumbs = [link.text_content() for link in tree.xpath("//nav[@class='crumbs']//a")]
    assert crumbs[-1] == "2.1 In the area of measurement standards"
    assert tree.xpath("//link[@rel='canonical']/@href") == [
        "https://w3id.org/remit/coomet/programme/p1/2017/event/2.1.3"
    ]
    assert tree.xpath("//link[@rel='alternate'][@type='text/turtle']/@href") == [
        "../../../../programme/p1/2017/event/2.1.3.ttl"
    ]


def test_a_row_without_number_is_called_by_its_group_too(made: dict[str, bytes]) -> None:
    title = read(made["programme/p1/2017/event/2.3.1a.html"]).find(".//h1").text_content()
    assert title.startswith("Development and realization of") and title.endswith("Development")


def test_the_page_of_a_revision_has_its_whole_table(made: dict[str, bytes]) -> None:
    rows = read(made["programme/p1/2017.html"]).xpath("//h2[@id='programme-table']/following::tbody[1]/tr")
    assert len(rows) == 70
    assert "Evaluation results of realization of COOMET Conception" in rows[1].text_content()


def test_a_heading_that_is_torn_over_cells_stands_whole_in_the_table(made: dict[str, bytes]) -> None:
    rows = read(made["programme/p1/2017.html"]).xpath("//h2[@id='programme-table']/following::tbody[1]/tr")
    (torn,) = [row for row in rows if "2 Activity in some fields of cooperation" in row.text_content()]

    assert [cell.text_content() for cell in torn] == ["", "2 Activity in some fields of cooperation", "", "", ""]
    assert torn.xpath(".//a/@href") == ["../../programme/p1/2017/section/2.html"]
    assert "| 2 Activity in s |" not in made["programme/p1/2017.md"].decode()
    assert b",2 Activity in s," in made["questions/programme-table.csv"]  # which says every cell as printed


def test_a_page_in_russian_says_so_and_leads_to_the_english_one(made: dict[str, bytes]) -> None:
    tree = read(made["country/am.ru.html"])
    assert tree.find(".//h1").text_content() == "Армения"
    assert tree.xpath("//link[@hreflang='en']/@href") == ["../country/am.html"]
    assert read(made["country/am.html"]).xpath("//link[@hreflang='ru']/@href") == ["../country/am.ru.html"]
    assert tree.xpath("//q/@lang")[0] == "en"
    start = read(made["index.ru.html"])
    assert {each.get("lang") for each in start.xpath("//summary/*[1]")} == {"en"}
    assert {term.get("lang") for term in start.xpath("//span[.='Constantly']")} == {None, "en"}


def test_the_search_has_every_thing_that_is_no_part(made: dict[str, bytes]) -> None:
    script = made["assets/search-index.js"].decode()
    rows = json.loads(script.removeprefix("window.remitThings = ").rstrip(";\n"))
    assert [row[3] for row in rows if unquote(row[3]) not in made] == []
    assert ["TC 1.12 Reference Materials", "Body"] in [row[:2] for row in rows]
    listed = "".join(made[path].decode() for path in made if re.fullmatch(r"list/all(-\d+)?\.html", path))
    things = [row for row in rows if not row[3].startswith(("questions/", "vocabulary/"))]
    assert [row[0] for row in things if f'href="../{row[3]}"' not in listed] == []
    others = {row[3].removesuffix(".html") for row in rows} - {row[3].removesuffix(".html") for row in things}
    assert {f"questions/{name}" for name in bundled().catalogue} < others
    assert "vocabulary/role/chair" in others


def test_the_search_of_each_language_has_the_same_things_under_their_names_in_it(made: dict[str, bytes]) -> None:
    def rows(path: str) -> list[list[str]]:
        found: list[list[str]] = json.loads(made[path].decode().removeprefix("window.remitThings = ").rstrip(";\n"))
        return found

    english, russian = rows("assets/search-index.js"), rows("assets/search-index.ru.js")
    assert len(english) == len(russian)
    assert [row[3] for row in russian if unquote(row[3]) not in made] == []
    assert ["Армения", "Страна"] in [row[:2] for row in russian]
    assert next(row[3] for row in russian if row[0] == "Армения") == "country/am.ru.html"
    assert "Армения" in next(row[2] for row in english if row[0] == "Armenia")
    assert ["объединённый комитет", "виды органов"] in [row[:2] for row in russian]
    assert {row[4] for row in russian if row[3].startswith("programme/")} == {"en"}


def test_the_page_of_a_year_quotes_why_each_event_stands_there(made: dict[str, bytes]) -> None:
    lines = read(made["year/2017.html"]).xpath("//main//ul[@class='many']/li")

    assert len(lines) > 40
    assert [line.text_content() for line in lines if not line.xpath(".//q")] == []
    (line,) = [line for line in lines if line.text_content().startswith("1.6 ")]
    assert line.xpath(".//q")[0].text == "2017" and "Terms:" in line.text_content()


def test_a_question_that_wants_a_year_has_a_page_for_each(made: dict[str, bytes]) -> None:
    tree = read(made["questions/events-in-year.html"])
    assert [link.get("href") for link in tree.xpath("//main//h2[1]/following-sibling::ul[1]//a")] == [
        f"../questions/events-in-year/{year}.html" for year in (2016, 2017, 2018, 2019)
    ]
    rows = [
        cell.text_content()
        for path in ("2018", "2018-2")
        for cell in read(made[f"questions/events-in-year/{path}.html"]).xpath("//tbody//th")
    ]
    assert len(rows) == len(set(rows)) == 46  # as load-by-year says
    assert "remit ask events-in-year --year 2018" in made["questions/events-in-year/2018.html"].decode()


def test_no_answer_of_the_bundled_data_is_cut(made: dict[str, bytes]) -> None:
    cut = [path for path, content in made.items() if path.endswith(".html") and b"The first " in content]
    assert [path for path in cut if re.search(rb"The first \d+ of \d+ rows", made[path])] == []


def test_two_revisions_have_a_page_of_what_changed(both_made: dict[str, bytes]) -> None:
    text = read(both_made["changes/p1-2017-to-p1-2020.html"]).text_content()
    assert "What changed from COOMET P1/2017 to COOMET P1/2020" in text
    assert b"<ins>" in both_made["changes/p1-2017-to-p1-2020.html"]
    assert "../changes/p1-2017-to-p1-2020.html" in both_made["changes/all.html"].decode()


@pytest.mark.long
def test_the_site_is_the_same_in_another_process_with_other_hashes(made: dict[str, bytes]) -> None:
    code = (
        "import hashlib; from remit.publishing import pages; from remit.publishing.publication import Publication;"
        "from remit.workspace import Workspace; w = Workspace.bundled();"
        "print(hashlib.sha256(b''.join(c for _, c in pages.files(Publication(w, w.open_whole())))).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(said) == 1
