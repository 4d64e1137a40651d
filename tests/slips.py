"""Sound programmes, and the slips that a drafter makes in them: one small function a rule.

The programme is fictional; only its bodies are real ones, so that the registries know them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

HEAD = (
    "COOMET DEVELOPMENT PROGRAM FOR 2017–2019\t\tCOOMET P1/2017\n"
    "Approved at the 26th COOMET Committee Meeting (November, 2016)\n"
)
COLUMNS = "No.\tName of event\tTerms\tExecutors\tRemarks"
FIRST = (
    "Cooperation of the technical committees (TC) "
    "of the Euro-Asian Cooperation of National Metrological Institutions (COOMET)"
)
WORKS = (
    "Improvement",
    "Comparison",
    "Publication",
    "Analysis",
    "Discussion",
    "Translation",
    "Inspection",
    "Collection",
)
THINGS = (
    "thermometers", "barometers", "balances", "microscopes", "telescopes", "lanterns", "candles", "clocks", "compasses",
    "textbooks", "photographs", "drawings", "laboratories", "workshops", "journals", "calendars", "archives", "maps",
    "exhibitions", "examinations", "questionnaires", "dictionaries", "catalogues", "instruments", "containers",
    "electrodes", "magnets", "batteries", "generators", "transformers", "amplifiers", "receivers", "antennas", "cables",
    "switches", "bearings", "cylinders", "pumps", "valves", "pipelines", "turbines", "propellers", "engines", "brakes",
    "bridges", "tunnels", "towers", "harbours", "warehouses", "gardens",
)  # fmt: skip
PLACES = ("schools", "universities", "hospitals", "factories", "museums", "libraries", "airports")


@dataclass(frozen=True)
class Row:
    """One event of a programme as it is typed."""

    number: str
    title: str
    term: str = "2017–2019"
    executors: str = "JCMS"
    remarks: str = ""


def sound(count: int = 50) -> list[Row]:
    """Return the rows of a programme in which nobody finds anything."""
    rows = [Row("1.1", FIRST, executors="COOMET Committee")]
    for n in range(count):
        title = f"{WORKS[n % len(WORKS)]} of {THINGS[n % len(THINGS)]} for {PLACES[n % len(PLACES)]}"
        rows.append(Row(f"1.{n + 2}", title, executors=f"TC 1.{n % 12 + 1}"))
    return rows


def written(rows: list[Row]) -> str:
    """Return a programme as a text dump."""
    lines = [f"{r.number}\t{r.title}\t{r.term}\t{r.executors}\t{r.remarks}" for r in rows]
    return "\n".join([HEAD, COLUMNS, "1\tMeasurement and knowledge", *lines, ""])


def _word(title: str, rng: Random, least: int = 8) -> str:
    long: list[str] = [word for word in re.findall(r"\b[a-z]+", title) if len(word) >= least]
    return rng.choice(long or ["laboratories"])


def _in_word(change: Callable[[str, Random], str]) -> Callable[[Row, Random], Row]:
    def slip(row: Row, rng: Random) -> Row:
        title = row.title if re.search(r"\b[a-z]{8}", row.title) else f"{row.title} and laboratories"
        word = _word(title, rng)
        return replace(row, title=re.sub(rf"\b{word}\b", change(word, rng), title, count=1))

    return slip


def _misspelt(word: str, rng: Random) -> str:
    """Return a word with a letter lost, doubled, changed or moved inside."""
    at = rng.randrange(2, len(word) - 3)
    turned = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    lost, doubled = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
    return rng.choice([one for one in (turned, lost, doubled, word[:at] + "x" + word[at + 1 :]) if one != word])


def _cyrillic(word: str, rng: Random) -> str:
    at = rng.choice([n for n, letter in enumerate(word) if letter in "aeocpx"] or [0])
    return word[:at] + word[at].translate(str.maketrans("aeocpx", "аеосрх")) + word[at + 1 :]


def _title(after: str) -> Callable[[Row, Random], Row]:
    return lambda row, rng: replace(row, title=row.title + after)


SLIPS = (
    " in the frames of cooperation", " by the reason of age", " in accordance to the plan",
    " on the base of experience",
    " with the purpose to teach", ", which pose interest to pupils", " and informations", ", which are not still ready",
    " and data base", " in compliance to the rules", " from the side of teachers", " for adaption in practice",
)  # fmt: skip
LETTERS = "QXZJKVWY"
_DIGITS = str.maketrans("0123456789", "BCDFGHKLMN")

#: Rule → the slip that breaks it, made in one row.
DEFECTS: dict[str, Callable[[Row, Random], Row]] = {
    "word-spelled": _in_word(_misspelt),
    "letters-of-one-script": _in_word(_cyrillic),
    "words-in-small-letters": _in_word(lambda word, rng: word.upper()),
    "word-once": _in_word(lambda word, rng: f"{word} {word}"),
    "comma-spaced": _in_word(lambda word, rng: rng.choice([f"{word} , laws", f"{word},laws"])),
    "signs-once": _in_word(lambda word, rng: rng.choice([f"{word},, laws", f"{word}.. laws"])),
    "brackets-closed": _in_word(lambda word, rng: rng.choice([f"({word}", f"{word})", f'"{word}'])),
    "brackets-tight": _in_word(lambda word, rng: rng.choice([f"{word} ( laws)", f"{word} (laws )"])),
    "ordinal-closed": lambda row, rng: replace(row, title=f"{row.title} at the {rng.randrange(4, 20)} th fair"),
    "title-no-final-stop": _title("."),
    "title-one-sentence": _title(". Exchange of experience"),
    "list-closed": _title(" and clocks, scales etc."),
    "party-named": lambda row, rng: replace(
        row, title=row.title + rng.choice([" for interested parties", " by relevant bodies", " with several countries"])
    ),
    "expression-usual": lambda row, rng: replace(row, title=row.title + rng.choice(SLIPS)),
    "abbreviation-written-out": lambda row, rng: replace(
        row, title=f"{row.title} with {''.join(rng.sample(LETTERS, 3))}{row.number.split('.')[1].translate(_DIGITS)}"
    ),
    "rhythm-in-term": lambda row, rng: replace(
        row, title=f"{row.title} {rng.choice(['twice a year', 'per month', 'annually'])}"
    ),
    "making-ends": lambda row, rng: replace(
        row,
        title=f"{rng.choice(['Development', 'Creation', 'Drafting'])} of rules on {row.title.split(' of ')[1]}",
        term="Constantly",
    ),
    "remark-complete": lambda row, rng: replace(
        row, remarks=rng.choice(["Is approved by JCMS", "Was discussed by JCMS", "Will be reported"])
    ),
    "partner-among-executors": lambda row, rng: replace(
        row, remarks=f"{rng.choice(['Together', 'Jointly'])} with BIPM"
    ),
    "remark-adds": lambda row, rng: replace(
        row, term="Constantly", remarks=rng.choice(["On a continuous basis", "Permanently"])
    ),
    "term-agrees-with-condition": lambda row, rng: replace(row, remarks="As new rules are adopted"),
    "bodies-in-order": lambda row, rng: replace(
        row, executors=f"TC 1.{rng.randrange(7, 13)}, TC 1.{rng.randrange(1, 7)}"
    ),
    "executor-once": lambda row, rng: replace(row, executors=f"{row.executors}, {row.executors}"),
    "executor-registered": lambda row, rng: replace(row, executors=f"TC {rng.randrange(20, 90)}"),
    "executors-present": lambda row, rng: replace(row, executors=""),
    "term-present": lambda row, rng: replace(row, term=""),
    "term-read": lambda row, rng: replace(row, term=rng.choice(["in due course", "when the moon is full", "some day"])),
    "term-within-period": lambda row, rng: replace(row, term=rng.choice(["2016", "2020", "2018–2021", "2015–2017"])),
    "term-ordered": lambda row, rng: replace(row, term=rng.choice(["2019–2017", "2018–2017", "2019 - 2018"])),
    "range-ordered": lambda row, rng: replace(
        row, executors=f"TC 1.{rng.randrange(7, 13)} – TC 1.{rng.randrange(1, 7)}"
    ),
    "placeholder-filled": lambda row, rng: replace(row, remarks=rng.choice(["TBD", "???", "TBA"])),
    "title-finished": lambda row, rng: replace(row, title=f"{row.title} {rng.choice(['of', 'and', 'for the'])}"),
    "row-exists": lambda row, rng: replace(row, remarks=f"see event 9.{rng.randrange(1, 40)}"),
    "remark-within-period": lambda row, rng: replace(row, remarks=rng.choice(["Report in 2016", "To be held in 2031"])),
    "range-closed": lambda row, rng: replace(row, term=rng.choice(["2018–", "– 2019", "2017 -"])),
    "cell-ends-with-words": lambda row, rng: replace(row, executors=row.executors + rng.choice([",", ";"])),
    "done-is-past": lambda row, rng: replace(row, term=f"Completed in {rng.choice([2017, 2018, 2019])}"),
    "separators-alike": lambda row, rng: replace(
        row, executors=rng.choice(["TC 1.1; TC 2, TC 4", "TC 3.1 & TC 2, TC 4"])
    ),
    "meeting-of-executor": lambda row, rng: replace(row, title=f"Meeting of TC {rng.choice([2, 4])}"),
    "title-year-in-term": lambda row, rng: replace(
        row,
        title=f"{rng.choice(['Holding', 'Hosting'])} of a fair of {_word(row.title, rng)} in 2018",
        term=rng.choice(["2017", "2019"]),
    ),
    "remark-not-done-yet": lambda row, rng: replace(
        row,
        term=rng.choice(["2018", "2019"]),
        remarks=rng.choice(["The fair was held", "Courses were conducted", "It took place"]),
    ),
    "date-exists": lambda row, rng: replace(
        row,
        term=f"{rng.choice(['31 June', '31 April', '30 February', '31 November'])} {rng.choice([2017, 2018, 2019])}",
    ),
    "chair-of-committee": lambda row, rng: replace(row, executors="Chairperson of COOMET Secretariat"),
    "number-joined-alike": lambda row, rng: replace(row, executors=rng.choice(["TC-5", "TC5", "SC-4.2"])),
    "organisation-current": lambda row, rng: replace(row, title=f"{row.title} with EUROMET"),
    "number-well-formed": lambda row, rng: replace(row, number=row.number + "."),
}
