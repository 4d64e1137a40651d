"""Who is to do it, in five languages, without a registry: brackets, slashes, commas in names, persons.

All bodies are fictional, and so are the persons. `·` stands before the name of a holder, after its role.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit import bundle
from remit.reading import Cell
from remit.registry import Record, Registry
from remit.understand.executors import read_executors
from remit.understand.language import load
from remit.understand.lexicon import Lexicon

CODES = ("en", "ru", "de", "fr", "es")
LANGUAGES = {code: load(bundle.folder("data") / "language" / f"{code}.yaml") for code in CODES}


def record(path: str, label: str) -> tuple[str, Record]:
    return path, Record(path, {"id": path.partition("/")[2], "label": {"en": label}})


OWN = record("organisation/own", "The Own")
EMPTY = {code: Lexicon(Registry(dict([OWN])), LANGUAGES[code], "organisation/own") for code in CODES}


def said(text: str, code: str = "en", lexicon: Lexicon | None = None) -> list[str]:
    """Return role and name of each executor; a role alone where nobody is named, `unread` where nothing is read."""
    lexicon = lexicon or EMPTY[code]
    read = read_executors(Cell(text), lexicon)
    return ["unread" if not e.holder else f"{e.role}·{lexicon.bare(e.name)}".rstrip("·") for e in read]


@pytest.mark.parametrize(
    ("code", "text", "truth"),
    [
        ("en", "TC 4 (in coordination with the Board)", ["body·TC 4", "partner·Board"]),
        ("en", "Clay Office (approved by Council)", ["body·Clay Office", "approver·Council"]),
        ("en", "TC 4 (with the Board), WG 2 (together with WG 3, WG 5) and Council",
         ["body·TC 4", "partner·Board", "body·WG 2", "partner·WG 3", "partner·WG 5", "body·Council"]),
        ("en", "WG 3 (led by the Agency for Roads)", ["body·WG 3", "lead·Agency for Roads"]),
        ("en", "WG 3 (partners: Rail Office, WG 5), WG 7",
         ["body·WG 3", "partner·Rail Office", "partner·WG 5", "body·WG 7"]),
        ("en", "Council (two votes)", ["body·Council"]),
        ("ru", "РГ 3 (по согласованию с Правлением)", ["body·РГ 3", "partner·Правлением"]),
        ("ru", "Отдел контроля (с участием экспертов)", ["body·Отдел контроля", "partner"]),
        ("de", "AG 3 (in Abstimmung mit dem Vorstand)", ["body·AG 3", "partner·Vorstand"]),
        ("de", "Lenkungsausschuss (nach Anhörung des Beirats)", ["body·Lenkungsausschuss", "partner·Beirats"]),
        ("de", "AG 3 in Abstimmung mit dem Vorstand", ["body·AG 3", "partner·Vorstand"]),
        ("fr", "Comité directeur (en concertation avec le Bureau)", ["body·Comité directeur", "partner·Bureau"]),
        ("es", "GT 3 (en coordinación con la Junta)", ["body·GT 3", "partner·Junta"]),
        ("es", "Mesa del Agua, Confederaciones 1 a 3 y Ministra",
         ["body·Mesa del Agua", "body·Confederación 1", "body·Confederación 2", "body·Confederación 3", "other"]),
    ],
)  # fmt: skip
def test_a_party_in_brackets_is_read_as_outside_of_them(code: str, text: str, truth: list[str]) -> None:
    assert said(text, code) == truth


@pytest.mark.parametrize(
    ("code", "text", "truth"),
    [
        ("en", "WG 1/WG 2", ["body·WG 1", "body·WG 2"]),
        ("en", "WG 1|WG 2", ["body·WG 1", "body·WG 2"]),
        ("en", "WG 1 | WG 2", ["body·WG 1", "body·WG 2"]),
        ("en", "WG 1\\WG 2", ["body·WG 1", "body·WG 2"]),
        ("en", "WG 1 and/or WG 2", ["body·WG 1", "body·WG 2"]),
        ("en", "Clay Board/Fire Board", ["body·Clay Board", "body·Fire Board"]),
        ("en", "Chairs of TC 1/TC 2", ["chair·TC 1", "chair·TC 2"]),
        ("en", "ISO/TC 12, TC 1/SC 2", ["body·ISO/TC 12", "body·TC 1/SC 2"]),
        ("en", "Training/Education Unit", ["body·Training/Education Unit"]),
        ("ru", "РГ 2/РГ 3, Бюро/Секретариат", ["body·РГ 2", "body·РГ 3", "body·Бюро", "body·Секретариат"]),
        ("ru", "РГ 2 и/или РГ 5", ["body·РГ 2", "body·РГ 5"]),
        ("de", "AG 1/AG 2", ["body·AG 1", "body·AG 2"]),
        ("fr", "GT 1/GT 2 et/ou le Bureau", ["body·GT 1", "body·GT 2", "body·Bureau"]),
    ],
)
def test_a_slash_parts_names_that_are_names_each_by_itself(code: str, text: str, truth: list[str]) -> None:
    assert said(text, code) == truth


def test_a_registered_name_with_a_slash_or_commas_stays_whole() -> None:
    held = [record("body/cfb", "Clay Board/Fire Board"), record("body/ows", "Office of Water, Council and Secretariat")]
    lexicon = Lexicon(Registry(dict([OWN, *held])), LANGUAGES["en"], "organisation/own")
    read = read_executors(Cell("Clay Board/Fire Board; Office of Water, Council and Secretariat"), lexicon)

    assert [executor.holder for executor in read] == ["body/cfb", "body/ows"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "Committee on Science, Technology and Innovation"),
        ("en", "Ministry of Health, Education and Sports"),
        ("en", "Office for Roads, Inland Waterways, and Rural Bridges"),
        ("de", "Ausschuss für Bildung, Wissenschaft und Kultur"),
        ("de", "Fachausschuss für Haushalt, Finanzen und Recht"),
        ("fr", "Ministère de la Santé, de la Famille et des Sports"),
        ("es", "Subdirección de Normas, Recursos y Archivos"),
        ("ru", "Министерство образования, науки и культуры"),
        ("ru", "Комитет по экономике, финансам и бюджету"),
    ],
)
def test_the_commas_between_fields_of_work_belong_to_the_name(code: str, name: str) -> None:
    number = {"en": "WG 3", "ru": "РГ 3", "de": "AG 3", "fr": "GT 3", "es": "GT 3"}[code]

    assert said(name, code) == [f"body·{name}"]
    assert said(f"{number}, {name}; {number}", code) == [f"body·{number}", f"body·{name}", f"body·{number}"]


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("Committee on Finance, Secretariat and Council",
         ["body·Committee on Finance", "body·Secretariat", "body·Council"]),
        ("Department of Trade, Department of Health and Council",
         ["body·Department of Trade", "body·Department of Health", "body·Council"]),
        ("Board of Clay, WG 2 and WG 3", ["body·Board of Clay", "body·WG 2", "body·WG 3"]),
    ],
)  # fmt: skip
def test_the_commas_between_bodies_part_them(text: str, truth: list[str]) -> None:
    assert said(text) == truth


def test_the_commas_of_a_portfolio_belong_to_it() -> None:
    (post,) = read_executors(Cell("Vice-President for Science, Education and Outreach"), EMPTY["en"])

    assert (post.role, post.portfolio) == ("vice-president", "Science, Education and Outreach")


@pytest.mark.parametrize(
    ("code", "text", "truth"),
    [
        ("en", "Deputy Head responsible for clay, glass and kilns", ["other"]),
        ("en", "Director for Members, Branches and Fairs; Clay Office", ["other", "body·Clay Office"]),
        ("en", "Vice-Chair responsible for rules, ethics and kilns", ["deputy-chair"]),
        ("en", "Deputy Director, Kilns; Clay Office", ["other", "body·Clay Office"]),
        ("en", "WG 2, Director, Kilns", ["body·WG 2", "other", "body·Kilns"]),
        ("en", "Director of Clay, Council and Secretariat", ["other", "body·Council", "body·Secretariat"]),
        ("en", "Clay Manager in coordination with the Glass Unit", ["other", "partner·Glass Unit"]),
        ("en", "Clay Panel in consultation with the Legal Adviser", ["body·Clay Panel", "partner"]),
        ("en", "Clay Officer; decisions approved by the Glass Board", ["other", "approver·Glass Board"]),
        ("ru", "Заместитель директора по глине, стеклу и печам", ["other"]),
        ("ru", "Начальник двора по согласованию с Печным управлением", ["other", "partner·Печным управлением"]),
        ("ru", "Отдел учёта предприятий", ["body·Отдел учёта предприятий"]),
        ("ru", "Рабочая группа, указанная в п. 3", ["body·Рабочая группа"]),
        ("ru", "районные отделения № 1–2", ["body·Районное отделение 1", "body·Районное отделение 2"]),
        ("de", "Beauftragter für Ton, Glas und Öfen", ["other"]),
        ("fr", "Directrice de la communication, des sports et de la jeunesse", ["other"]),
        ("es", "Director de fiestas, deportes y juventud", ["other"]),
    ],
)  # fmt: skip
def test_a_post_has_its_fields_of_work_and_a_phrase_ends_it(code: str, text: str, truth: list[str]) -> None:
    assert said(text, code) == truth


@pytest.mark.parametrize(
    ("code", "text", "truth"),
    [
        ("en", "WG 2, the Chair of WG 4, WG 3", ["body·WG 2", "chair·WG 4", "body·WG 3"]),
        ("en", "The Board's Chair", ["chair·Board"]),
        ("en", "the Board’s Members", ["members·Board"]),
        ("en", "Convenor WG 7", ["chair·WG 7"]),
        ("de", "AG 4, der Vorsitzende der AG 3", ["body·AG 4", "chair·AG 3"]),
        ("fr", "le Bureau, le Président du GT 4", ["body·Bureau", "chair·GT 4"]),
        ("de", "AG 3, die AG 4", ["body·AG 3", "body·AG 4"]),
    ],
)
def test_an_article_or_a_possessive_makes_no_other_body(code: str, text: str, truth: list[str]) -> None:
    assert said(text, code) == truth


@pytest.mark.parametrize(
    ("code", "name"),
    [("en", "Dr. J. Example"), ("en", "Mr. Example"), ("en", "J. P. Example"), ("en", "Example, J."),
     ("ru", "Примеров И.И."), ("ru", "И. И. Примеров"), ("ru", "г-н Примеров"), ("de", "Herr Dr. K. Muster"),
     ("de", "Frau Muster"), ("fr", "Mme Exemple"), ("fr", "M. J. Exemple")],
)  # fmt: skip
def test_a_person_is_no_body(code: str, name: str) -> None:
    (executor,) = read_executors(Cell(name), EMPTY[code])

    assert (executor.holder, executor.name) == ("", "")
    assert executor.readings == ("unread", "person-named")


def test_beside_a_person_the_others_are_read() -> None:
    assert said("WG 2, Dr. J. Example, Board") == ["body·WG 2", "unread", "body·Board"]


@pytest.mark.parametrize("name", ["J. Example Institute", "U.S. Department of Clay", "Dr. Example Foundation"])
def test_a_body_called_after_a_person_is_a_body(name: str) -> None:
    assert said(name) == [f"body·{name}"]


def test_the_commas_between_russian_bodies_part_them() -> None:
    found = said("Национальный банк, Минэкономики и Госкомстат", "ru")

    assert found == ["body·Национальный банк", "body·Минэкономики", "body·Госкомстат"]


def test_a_body_may_end_in_a_letter() -> None:
    assert said("Directorate A / Directorate B") == ["body·Directorate A", "body·Directorate B"]


@pytest.mark.parametrize(
    ("code", "text", "bodies"),
    [
        ("en", "Glass Group (set up by item 1.2), Glass Group", ["body/glass-group", "body/glass-group"]),
        ("en", "Working group (set up by item 1.2)", ["body/working-group-1.2"]),
        ("ru", "Рабочая группа (создана по п. 1.2)", ["body/rabochaya-gruppa-1.2"]),
        ("fr", "Groupe de travail (créé par point 1.2)", ["body/groupe-de-travail-1.2"]),
    ],
)
def test_a_group_that_another_event_makes_has_its_number_only_where_it_has_no_name(
    code: str, text: str, bodies: list[str]
) -> None:
    assert [executor.holder for executor in read_executors(Cell(text), EMPTY[code])] == bodies


@pytest.mark.parametrize("piece", ["A, b and c, ", "Clay Board 1, ", "Board of Clay, Roads and Ports, ", "WG 1 (with "])
def test_a_long_cell_costs_no_second(piece: str) -> None:
    said("WG 1")
    begin = time.process_time()

    said(piece * 12)

    assert time.process_time() - begin < 1


@given(st.text(alphabet="WG12 BoardCouncil,;/|()and the's.\\", max_size=40))
def test_whatever_stands_in_a_cell_is_read_or_kept(text: str) -> None:
    for code in CODES:
        for executor in read_executors(Cell(text), EMPTY[code]):
            assert executor.text in text
