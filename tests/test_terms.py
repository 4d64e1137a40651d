"""What Terms cells say, in four languages: tables of cells with their meaning, and whatever else people may write.

A line of `tests/terms/<language>.tsv` is a cell and its meaning: kind, bounds, direction, and what else is said;
`\\n` in a cell is a line end. The cells are made up in the manner of real programmes.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Literal, get_args

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from remit import bundle
from remit.reading import Bound, Term
from remit.understand.language import Language, load
from remit.understand.period import NOTHING, Period
from remit.understand.terms import read_term

TABLES = Path(__file__).parent / "terms"
CODES = ("en", "ru", "de", "fr", "es")
LANGUAGES = {code: load(bundle.folder("data") / "language" / f"{code}.yaml") for code in CODES}
AT_LEAST = {"en": 150, "ru": 120, "de": 30, "fr": 30, "es": 30}
MORE = ("every", "offset", "after", "refers", "status", "struck", "label")


def table(code: str) -> list[tuple[str, str]]:
    lines = (TABLES / f"{code}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text.replace("\\n", "\n"), meaning) for text, meaning in (line.split("\t") for line in lines)]


def short(term: Term) -> str:
    """Return what a term says in one line, as the tables have it."""
    said = [term.kind]
    if (term.start, term.end) != (None, None):
        said.append("..".join("" if bound is None else str(bound) for bound in (term.start, term.end)))
    if term.years:
        said.append("years=" + ",".join(map(str, term.years)))
    said += [term.direction] if term.direction not in ("", "during") else []
    said += [f"{name}={value}" for name in MORE if (value := getattr(term, name))]
    said += ["[" + "; ".join(map(short, term.stages)) + "]"] if term.stages else []
    return " ".join(said)


def english(text: str, period: Period | tuple[int | None, int | None] = NOTHING) -> Term:
    return read_term(text, LANGUAGES["en"], period)


# --- tables ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_cell_means_what_the_table_says(code: str) -> None:
    read = [(text, short(read_term(text, LANGUAGES[code])), meaning) for text, meaning in table(code)]

    assert [f"{text!r} is {found!r}, not {meaning!r}" for text, found, meaning in read if found != meaning] == []


@pytest.mark.parametrize("code", CODES)
def test_a_table_is_long_enough_and_names_no_cell_twice(code: str) -> None:
    texts = [text for text, _ in table(code)]

    assert len(texts) == len(set(texts)) >= AT_LEAST[code]


@pytest.mark.parametrize("code", CODES)
def test_capitals_and_blanks_do_not_matter(code: str) -> None:
    read = [(text, short(read_term(f"  {text.upper()} ", LANGUAGES[code])), meaning) for text, meaning in table(code)]

    wrong = [row for row in read if len({each.casefold().replace("ё", "е") for each in row[1:]}) > 1]
    assert [f"{text!r} in capitals is {found!r}, not {meaning!r}" for text, found, meaning in wrong] == []


def test_kinds_directions_and_states_are_those_of_the_vocabularies() -> None:
    said: dict[str, set[str]] = {"kind-of-term": {"unread", "list", "staged"}, "direction": set(), "status": set()}
    for language in LANGUAGES.values():
        said["kind-of-term"] |= {*language.data["terms"], *language.data["times"]} - {"during"}
        for entry in (e for entries in language.data["terms"].values() for e in entries if isinstance(e, dict)):
            for name in ("direction", "status"):
                said[name] |= {entry[name]} if name in entry else set()
    said["direction"] |= {"from", "until", "during"}
    said["kind-of-term"] |= {"years"}

    for scheme, names in said.items():
        text = (bundle.folder("ontology") / f"vocabulary-{scheme}.ttl").read_text(encoding="utf-8")
        assert set(re.findall(rf"^<{scheme}/([a-z-]+)>", text, re.M)) == names


# --- the period of the programme ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "period", "meaning"),
    [
        ("during the programme", (2020, 2022), "whole-period 2020..2022"),
        ("during the year", (2020, 2020), "year 2020..2020"),
        ("during the year", (2020, 2022), "whole-period 2020..2022"),
        ("by the end of the year", (2020, 2020), "until ..2020 until"),
        ("before the end of the plan period", (2020, 2022), "until ..2022 until"),
        ("by the end of the year", (2020, 2022), "vague"),
        ("autumn", (2020, 2020), "vague 2020..2020"),
        ("autumn", (2020, 2022), "vague"),
        ("March", (2020, 2020), "month 2020-03..2020-03"),
        ("by 1 July", (2020, 2020), "until ..2020-07-01 until"),
        ("March", (2020, 2022), "unread"),
        ("annually in March", (2020, 2020), "recurring every=P1Y"),
        ("March 2021", (2020, 2020), "month 2021-03..2021-03"),
        ("November of the current year", (2020, 2020), "month 2020-11..2020-11"),
        ("November of the current year", (2020, 2022), "unread"),
        ("week 23", (2020, 2020), "range 2020-06-01..2020-06-07"),
        ("week 23", (2020, 2022), "unread"),
    ],
)
def test_the_period_gives_what_the_cell_leaves_out(text: str, period: tuple[int, int], meaning: str) -> None:
    assert short(english(text, period)) == meaning


def test_what_the_document_strikes_out_is_kept() -> None:
    found = read_term("2019", LANGUAGES["en"], struck="2018")

    assert (found.start, found.struck, found.as_json()["struck"]) == (2019, "2018", "2018")


def test_json_keeps_the_five_keys_and_adds_what_is_said() -> None:
    assert english("2017").as_json() == {
        "text": "2017", "kind": "year", "start": 2017, "end": 2017, "years": [],
        "precision": "year", "direction": "during",
    }  # fmt: skip
    assert set(english("constantly").as_json()) == {"text", "kind", "start", "end", "years"}


@pytest.mark.parametrize(
    ("text", "precision"),
    [("2017", "year"), ("H1 2022", "half-year"), ("Q2 2022", "quarter"), ("March 2022", "month"),
     ("15 March 2022", "day"), ("March 2022 – 2023", "year")],
)  # fmt: skip
def test_precision_is_that_of_the_coarsest_time(text: str, precision: str) -> None:
    assert english(text).precision == precision


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "week 23, 2025"),
        ("en", "2025-W23"),
        ("de", "KW 23/2025"),
        ("de", "23. KW 2025"),
        ("ru", "23-я неделя 2025 г."),
        ("fr", "semaine 23 de 2025"),
    ],
)
def test_a_week_has_the_days_that_iso_8601_gives_it(code: str, text: str) -> None:
    assert short(read_term(text, LANGUAGES[code])) == "range 2025-06-02..2025-06-08"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("KW 23–25/2025", "range 2025-06-02..2025-06-22"),
        ("KW 1/2025", "range 2024-12-30..2025-01-05"),
        ("KW 53/2026", "range 2026-12-28..2027-01-03"),
        ("KW 53/2025", "unread"),
        ("KW 23", "unread"),
    ],
)
def test_weeks_may_reach_over_a_year_and_must_exist(text: str, meaning: str) -> None:
    assert short(read_term(text, LANGUAGES["de"])) == meaning


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "ноябрь текущего года"),
        ("ru", "в ноябре текущего года"),
        ("de", "November des laufenden Jahres"),
        ("fr", "novembre de l'année en cours"),
        ("en", "November this year"),
    ],
)
def test_the_current_year_is_known_in_a_programme_of_one_year_alone(code: str, text: str) -> None:
    assert short(read_term(text, LANGUAGES[code], Period(2031, 2031))) == "month 2031-11..2031-11"
    assert read_term(text, LANGUAGES[code], Period(2031, 2033)).kind == "unread"


# --- whatever people write ---------------------------------------------------------------

years = st.integers(1990, 2049)


def months(code: str) -> list[tuple[int, str]]:
    """Return every month's name in every width and case that CLDR gives."""
    names = [
        get_month_names(width, context, locale=code)
        for width in get_args(Literal["wide", "abbreviated"])
        for context in get_args(Literal["format", "stand-alone"])
    ]
    return sorted({(number, name) for each in names for number, name in each.items()})


@given(years, st.sampled_from(CODES), st.data())
def test_every_month_is_read_in_every_case_of_its_name(year: int, code: str, data: st.DataObject) -> None:
    number, name = data.draw(st.sampled_from(months(code)))

    found = read_term(f"{name} {year}", LANGUAGES[code])

    assert (found.kind, found.start, found.end) == ("month", *(f"{year}-{number:02}",) * 2)


@given(years, st.integers(1, 28), st.sampled_from(CODES), st.data())
def test_every_day_is_read(year: int, day: int, code: str, data: st.DataObject) -> None:
    number, name = data.draw(st.sampled_from(months(code)))
    iso = f"{year}-{number:02}-{day:02}"
    text = data.draw(st.sampled_from([f"{day} {name} {year}", f"{day:02}.{number:02}.{year}", iso]))

    assert (read_term(text, LANGUAGES[code]).start, read_term(text, LANGUAGES[code]).end) == (iso, iso)


@given(years, st.integers(1, 4), st.sampled_from(CODES))
def test_every_quarter_is_read(year: int, quarter: int, code: str) -> None:
    roman = ("I", "II", "III", "IV")[quarter - 1]
    noun = {"en": "quarter", "ru": "квартал", "de": ". Quartal", "fr": "trimestre", "es": "trimestre"}[code]
    months = (f"{year}-{3 * quarter - 2:02}", f"{year}-{3 * quarter:02}")

    for number in (str(quarter), roman):
        found = read_term(f"{number} {noun} {year}".replace(" .", "."), LANGUAGES[code])
        assert (found.kind, found.start, found.end) == ("quarter", *months)


@given(years, st.integers(1, 9), st.sampled_from(["{}–{}", "{} - {}", "from {} to {}", "between {} and {}"]))
def test_every_range_is_read_and_a_range_that_runs_back_is_not(year: int, more: int, form: str) -> None:
    there, back = english(form.format(year, year + more)), english(form.format(year + more, year))

    assert (there.kind, there.start, there.end) == ("range", year, year + more)
    assert back.kind == "unread"


ALPHABET = "0123456789 .,;:-–/()~\n" + "abcdeiIlOoQMxyz" + "вгдеикноптIХО"


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Language, str]:
    """A cell of a table with up to three letters put in, taken out or changed."""
    code = draw(st.sampled_from(CODES))
    text = draw(st.sampled_from([text for text, _ in table(code)]))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 1))
        text = text[:at] + draw(st.sampled_from(["", *ALPHABET])) + text[at + gone :]
    return LANGUAGES[code], text


def allowed(text: str) -> set[int]:
    """Return the years that a text names, whole or as the short end of a range."""
    whole = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)}
    ends = {int(end) for end in re.findall(r"[-–/]\s*(\d\d)(?!\d)", text)}
    return whole | {year // 100 * 100 + end for year in whole for end in ends}


def bounds(term: Term) -> list[Bound]:
    own = [bound for bound in (term.start, term.end) if bound is not None]
    return own + [bound for stage in term.stages for bound in bounds(stage)]


@given(mutated())
def test_a_misspelt_cell_never_gives_a_year_that_it_does_not_name(case: tuple[Language, str]) -> None:
    language, text = case

    found = read_term(text, language)

    assert {int(str(bound)[:4]) for bound in bounds(found)} <= allowed(re.sub("~~[^~]+~~", " ", text))
    if found.kind != "years" and not found.years and "~" not in text:
        assert found.kind not in ("year", "range") or len(set(re.findall(r"(?:19|20)\d\d", text))) <= 2
    assert found.text == text


@given(st.text(max_size=80), st.sampled_from(CODES))
def test_any_text_is_read_or_kept(text: str, code: str) -> None:
    assert read_term(text, LANGUAGES[code]).text == text


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "piece",
    ["2017 ", "2017, ", "a", "1", "2017–", "(", "1.", "March ", "after the ", "\n", "~", "~~a", "в течение ", " - ",
     ", ", "Q1 ", "2017 – draft; ", "2017 (a), ", "a (2017) - b, ", "с 2017 по ", " 1 марта "],
)  # fmt: skip
def test_a_long_cell_never_runs_away(code: str, piece: str) -> None:
    begin = time.process_time()
    for length in (60, 300, 600, 10_000):
        read_term((piece * length)[: length - 1] + "x", LANGUAGES[code])

    assert time.process_time() - begin < 2, "milliseconds are usual; a pattern that tries every way takes minutes"
