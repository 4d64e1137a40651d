"""Names are known in all cases of a language, and kept letter by letter. All bodies are fictional."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit import bundle
from remit.reading import Cell
from remit.registry import Record, Registry
from remit.understand import language
from remit.understand.cases import cases
from remit.understand.executors import read_executors
from remit.understand.lexicon import Lexicon
from remit.understand.mentions import read_mentions
from remit.understand.words import key

FOLDER = bundle.folder("data") / "language"
LANGUAGES = {code: language.load(FOLDER / f"{code}.yaml") for code in ("en", "de", "fr", "ru")}
RUSSIAN = LANGUAGES["ru"]


def record(path: str, label: str, **more: str) -> tuple[str, Record]:
    return path, Record(path, {"id": path.partition("/")[2], "label": {"ru": label}, **more})


LEXICON = Lexicon(
    Registry(
        dict(
            [
                record("body/committee", "Комитет МСМ", kind="governing-committee"),
                record("body/forum", "Форум смотрителей", kind="forum"),
                record("body/tc-1", "ТК 1", kind="technical-committee", number="1"),
                record("body/tc-2", "ТК 2", kind="technical-committee", number="2"),
                record("country/am", "Армения"),
                record("country/cu", "Куба"),
                record("organisation/mal", "Международная ассоциация лоцманов", abbreviation="МАЛ"),
                record("organisation/msm", "Международный союз маяков", abbreviation="МСМ"),
                record("post/president", "Президент МСМ", kind="president"),
            ]
        )
    ),
    RUSSIAN,
    "organisation/msm",
)


@pytest.mark.parametrize(
    ("name", "bent"),
    [
        ("Комитет", "Комитета Комитету Комитетом Комитете"),
        ("Армения", "Армении Армению Арменией"),
        ("Беларусь", "Беларуси Беларусью"),
        ("Китай", "Китая Китаю Китаем Китае"),
        ("Куба", "Кубы Кубе Кубу Кубой"),
        ("Вице-президент", "Вице-президента Вице-президенту Вице-президентом"),
    ],
)
def test_a_noun_is_bent(name: str, bent: str) -> None:
    assert set(bent.split()) <= set(cases(name, RUSSIAN))


@pytest.mark.parametrize(
    ("name", "bent"),
    [
        ("Гидрографическое бюро северных морей", "Гидрографическому бюро северных морей"),
        ("Конкурсная комиссия", "Конкурсной комиссией"),
        ("Рабочая группа", "Рабочую группу"),
        ("Технические комитеты", "Технических комитетов"),
        ("Республика Армения", "Республики Армения"),
    ],
)
def test_adjectives_agree_with_their_noun_and_the_rest_stays(name: str, bent: str) -> None:
    assert bent in cases(name, RUSSIAN)


def test_abbreviations_and_names_of_other_languages_stay() -> None:
    assert cases("МСМ", RUSSIAN) == ("МСМ",)
    assert cases("Committee", LANGUAGES["en"]) == ("Committee",)


@given(st.text(max_size=40))
def test_any_text_is_bent_without_harm_and_stands_first(text: str) -> None:
    for each in LANGUAGES.values():
        assert cases(text, each)[0] == text


def read(text: str) -> list[tuple[str, str]]:
    return [(executor.holder, executor.role) for executor in read_executors(Cell(text), LEXICON)]


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("Председатель Комитета", [("body/committee", "chair")]),
        ("Заместитель председателя Форума смотрителей", [("body/forum", "deputy-chair")]),
        ("ТК 1 совместно с Комитетом", [("body/tc-1", "body"), ("body/committee", "partner")]),
        ("ТК 1 по согласованию с Президентом МСМ", [("body/tc-1", "body"), ("post/president", "partner")]),
        ("ТК 1; утверждается Комитетом", [("body/tc-1", "body"), ("body/committee", "approver")]),
        ("ТК 1 с представлением Комитету МСМ", [("body/tc-1", "body"), ("body/committee", "recipient")]),
        ("Отв. исполнитель – ТК 1, соисполнители: ТК 2, МАЛ", [
            ("body/tc-1", "lead"), ("body/tc-2", "partner"), ("organisation/mal", "partner"),
        ]),
        ("МАЛ (по согласованию)", [("organisation/mal", "partner")]),
        ("Члены Комитета от Армении и Кубы", [("body/committee", "member-from")]),
        ("представители Армении и Кубы", [("organisation/msm", "representative")]),
        ("Все заинтересованные страны-участницы", [("organisation/msm", "participants")]),
        ("Рабочая группа, созданная по п. 1.5", [("body/rabochaya-gruppa-1.5", "body")]),
    ],
)  # fmt: skip
def test_russian_executors_are_read(text: str, truth: list[tuple[str, str]]) -> None:
    assert read(text) == truth


def test_what_is_kept_has_the_letters_of_the_source() -> None:
    (executor,) = read_executors(Cell("Президент, ответственный за тексты, карты и сборник"), LEXICON)

    assert executor.portfolio == "тексты, карты и сборник"


def test_a_provisional_body_is_called_by_its_own_letters() -> None:
    assert read("РГ 9, Ночной совет") == [("body/rg-9", "body"), ("body/nochnoy-sovet", "body")]


def test_mentions_are_found_in_all_cases_and_countries_by_their_capital() -> None:
    text = "Доклады Международной ассоциации лоцманов с Кубой; кубы и кубок"
    found = [(mention.text, mention.entity) for mention in read_mentions([Cell(text)], (), LEXICON)]

    assert found == [("Международной ассоциации лоцманов", "organisation/mal"), ("Кубой", "country/cu")]


@given(st.text(alphabet="ТКМНВткмнвёеЁЕ абв", max_size=30))
def test_capitals_make_no_other_spelling(text: str) -> None:
    assert key(text, RUSSIAN.alike) == key(text.upper(), RUSSIAN.alike) == key(text.lower(), RUSSIAN.alike)


# --- bodies in small letters ---------------------------------------------------------------------


def said(text: str, code: str = "ru") -> list[tuple[str, str]]:
    lexicon = LEXICON if code == "ru" else Lexicon(LEXICON.registry, LANGUAGES[code], LEXICON.organisation)
    return [(each.holder, each.role) for each in read_executors(Cell(text), lexicon)]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("секция 1", ["body/sektsiya-1"]),
        ("секции 2 и 3", ["body/sektsiya-2", "body/sektsiya-3"]),
        ("Секции 1–3", ["body/sektsiya-1", "body/sektsiya-2", "body/sektsiya-3"]),
        ("отдел 3, сектор 1", ["body/otdel-3", "body/sektor-1"]),
        ("технический комитет ТК 2", ["body/tc-2"]),
        ("подкомитет ПК 2", ["body/pk-2"]),
        ("технический отдел", ["body/tekhnicheskiy-otdel"]),
        ("аппарат Правления", ["body/apparat-pravleniya"]),
    ],
)
def test_a_body_may_be_written_in_small_letters(text: str, bodies: list[str]) -> None:
    assert said(text) == [(body, "body") for body in bodies]


def test_words_in_small_letters_that_are_no_body_stay_unread() -> None:
    assert said("пункт 3") == [("", "other")]


@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        ("совместно с секцией 2", "ru", [("body/sektsiya-2", "partner")]),
        ("assisted by section 3", "en", [("body/section-3", "partner")]),
        ("units 2 and 3", "en", [("body/unit-2", "body"), ("body/unit-3", "body")]),
        (
            "Secretariat under the guidance of the Bureau",
            "en",
            [("body/secretariat", "body"), ("body/bureau", "partner")],
        ),
        ("Полномочные представители ТК 1", "ru", [("body/tc-1", "representative")]),
        ("Authorised representatives of the Glass Board", "en", [("body/glass-board", "representative")]),
        ("приглашённые эксперты", "ru", [("organisation/msm", "experts")]),
    ],
)
def test_words_around_a_body_give_its_role(text: str, code: str, read: list[tuple[str, str]]) -> None:
    assert said(text, code) == read
