"""Lists of holders and of countries: names joined by *and*, ranges and rows of numbered bodies, exceptions.

A name that no registry has is provisional: it is kept, called by its own words, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from remit.names import slug
from remit.understand.crowds import is_crowd
from remit.understand.fields import (
    LONGEST_FIELD,
    describes,
    has_noun,
    is_described,
    is_firm,
    is_of_fields,
    several,
    slashed,
    with_capital,
)  # fmt: skip
from remit.understand.language import Language
from remit.understand.lexicon import NUMBER, Lexicon
from remit.understand.partings import UNQUOTED, joining
from remit.understand.persons import is_person
from remit.understand.words import DASHES, cut, pattern, plain

HOLDERS = ("body", "organisation")
#: How many words a name may have that no registry holds.
LONGEST_NAME = 9
#: From how many of 100 a name is near enough to be suggested.
NEAR = 78
#: A number of more digits and dots than these is a year, an amount, no number of a body.
LONGEST_NUMBER = 3
#: What a name may be made of: words, and signs that part none (*a/b*, but not *a / b*).
_NAME = re.compile(rf"[«“„\"]?[A-ZÀ-ÖØ-ÞА-ЯЁІЎЄЇӘҒҚҢӨҰҮҺ](?:[\w'’&.«»“”„\"№-]|/(?=\w)|\s+(?!/)|[{DASHES}])*")
#: An abbreviation in brackets at the end of a name: two capitals, and nothing small but what joins them.
_SHORT = re.compile(r"\s\(([A-ZА-ЯЁ][\w&/-]*[A-ZА-ЯЁ][\w&/-]*)\)$")
#: What a body with a number is called besides: *TC 5 "Silos"*.
_CALLED = re.compile(r"(?<=\d)\s*(?:«[^»]+»|“[^”]+”|\"[^\"]+\")$")
#: Words with a number that no language file knows as those of a body.
_WORDS_AND_NUMBER = re.compile(
    rf"(?P<words>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){{0,3}}?)\s*(?:№|No\.?|Nr\.?)?\s*(?P<number>{NUMBER})(?!\w)"
)


@dataclass(frozen=True)
class Holder:
    """One holder that a list names; `name` is its text, `known` whether a registry has it."""

    path: str
    name: str
    readings: tuple[str, ...] = ()
    known: bool = True
    near: str = ""


@lru_cache(maxsize=1 << 14)
def holders(text: str, lexicon: Lexicon, own: bool = False) -> tuple[Holder, ...]:
    """Return the holders that a text names, none if any part of it is no name.

    With `own`, the words that stand for the organisation's members are holders too.
    """
    text = text.strip()
    if own and (members := _own(text, lexicon)):
        return (members,)
    if record := lexicon.resolve(text, HOLDERS):
        collective = ("collective-plural",) if record.data.get("stands_for_each") else ()
        return (Holder(record.path, text, collective),)
    for form in dict.fromkeys((text, lexicon.bare(text), _CALLED.sub("", text))):
        if numbered := _numbered(form, lexicon) or _numbered_words(form, lexicon):
            return numbered
    if names := several(text, lexicon):
        return tuple(_by_words(name, (), lexicon) for name in names)
    if "," in text:
        return _provisional(text, lexicon) if is_of_fields(text, lexicon) else ()
    if "/" in text and (names := slashed(text, lexicon)):
        found = [holders(name, lexicon, own) for name in names]
        return tuple(holder for part in found for holder in part) if all(found) else ()
    parts = cut(text, _joint(lexicon.language))
    one = len(parts) < 2 or _is_one(parts, lexicon)
    if not one and any(part[:1].islower() and is_crowd(part, lexicon) for part in parts[1:]):
        return ()
    found = [] if one else [holders(part, lexicon, own) for part in parts]
    return tuple(h for part in found for h in part) if found and all(found) else _provisional(text, lexicon)


def _is_one(parts: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether words joined by *and* are one name: *Ministry of Trade and Industry*, *Offices of A and B*.

    They are where the first is not known by itself, and another goes on in small letters, but for a word that begins a
    collective, or is a single word after a name with a small word (*of*) in it.
    """
    first, *others = parts
    if lexicon.resolve(first, (*HOLDERS, "post", "country")) or lexicon.number_form.search(plain(first)):
        return False
    firm = is_firm(others[-1], lexicon.language)
    if firm or _is_abbreviation(first):
        return firm
    if first.endswith(tuple(DASHES)) or is_described(first, others, lexicon):
        return True
    small = {word.lower() for word in lexicon.language.data["unfinished"]}
    linked = bool(small & {word.lower() for word in first.split()[1:]})
    return any(_goes_on(lexicon.bare(part), linked, lexicon) for part in others)


def _goes_on(part: str, linked: bool, lexicon: Lexicon) -> bool:
    """Return whether a part after *and* is rather the end of a name than a name of its own."""
    if part[:1].islower():
        return not (lexicon.collective.match(plain(part)) or (not linked and is_crowd(part, lexicon)))
    if has_noun(part, lexicon):
        return False
    alone = len(part.split()) == 1 and not _is_abbreviation(part) and not part[:1].isdigit()
    return alone and linked and not lexicon.resolve(part, HOLDERS) and not lexicon.is_common(part)


def _is_abbreviation(text: str) -> bool:
    return len(text.split()) == 1 and sum(map(str.isupper, text)) > 1


def _own(text: str, lexicon: Lexicon) -> Holder | None:
    """Return the organisation itself for words such as *countries*, which stand for its members."""
    own = {lexicon.key(word) for word in lexicon.language.data.get("own", ())}
    return Holder(lexicon.organisation, text, ("post-without-body",)) if lexicon.key(text) in own else None


def _numbered(text: str, lexicon: Lexicon) -> tuple[Holder, ...]:
    """Return the bodies of a row of numbers: `TC 1.2 – 1.12`, `TCs 1.1, 1.3 and 1.5`, `TC 1.1–1.4 except TC 1.2`."""
    whole, left_out = text, ""
    if found := _except(lexicon.language).search(plain(text)):
        whole, left_out = text[: found.start()], text[found.end() :]
    whole = _without_kind(whole, lexicon)
    first = lexicon.number_form.match(plain(whole))
    if not first:
        return ()
    prefix = whole[slice(*first.span("prefix"))]
    spans = _spans(plain(whole)[first.start("number") :], first["prefix"], lexicon)
    dropped = {holder.path for holder in _numbered(left_out, lexicon)} if left_out else set()
    if not spans or (left_out and not dropped):
        return ()
    kind = lexicon.kind_of(first["prefix"])
    bodies = [_body(kind, number, prefix, readings, lexicon) for number, readings in spans]
    return tuple(holder for holder in bodies if holder.path not in dropped)


def _numbered_words(text: str, lexicon: Lexicon) -> tuple[Holder, ...]:
    """Return a body a number for numbered words that no kind of body has: `Department 1`, `Units 2 and 3`, `секция 4`.

    Words in small letters must be among those that the language calls bodies with a number.
    """
    found = _WORDS_AND_NUMBER.match(text)
    if not found or lexicon.number_form.search(plain(text)):
        return ()
    one = lexicon.singular(found["words"])
    if not one and not _is_name(found["words"], lexicon):
        return ()
    spans = _spans(plain(text)[found.start("number") :], plain(found["words"]), lexicon)
    if any(len(number) > LONGEST_NUMBER for number, _ in spans):
        return ()
    stem = one or (found["words"] if len(spans) == 1 else re.sub("s$", "", found["words"]))
    return tuple(_by_words(f"{stem} {number}", readings, lexicon) for number, readings in spans)


def _without_kind(text: str, lexicon: Lexicon) -> str:
    """Return a text without the kind of body that its abbreviation says again: *subcommittee SC 2*."""
    found = lexicon.number_form.search(plain(text))
    before = text[: found.start()].strip() if found else ""
    if not found or not before:
        return text
    kinds = {lexicon.kind_of(before), lexicon.kind_of(lexicon.singular(before) or before)}
    return text[found.start() :] if lexicon.kind_of(found["prefix"]) in kinds else text


def _by_words(name: str, readings: tuple[str, ...], lexicon: Lexicon) -> Holder:
    if record := lexicon.resolve(name, HOLDERS):
        return Holder(record.path, name, readings)
    return Holder(f"body/{slug(name)}", name, (*readings, "unknown-body"), known=False)


def _spans(text: str, prefix: str, lexicon: Lexicon) -> list[tuple[str, tuple[str, ...]]]:
    """Return the numbers of a row, spelt out, each with the readings of its range; nothing where it is no row."""
    stem = re.escape(re.sub("s$", "", prefix))
    again = rf"(?:{stem}s?\s*)?"
    upto = rf"(?:\s*[{DASHES}]+\s*|\s*(?:…|\.\.\.)\s*|\s+(?:{pattern(lexicon.language.data['to'], {})})\s+)"
    joint = pattern(lexicon.language.data["and"], {})
    one = rf"(?P<first>{NUMBER})(?:(?P<to>{upto})(?P<again>{again})(?P<last>{NUMBER}))?(?!\w)"
    part = re.compile(one, re.IGNORECASE)
    parts = re.split(rf"(?:\s*,\s*(?:(?:{joint})\s+)?|\s+(?:{joint})\s+)(?=\d)", text, flags=re.IGNORECASE)
    found: list[tuple[str, tuple[str, ...]]] = []
    for each in parts:
        match = part.fullmatch(each.strip())
        if not match:
            return []
        found += _spelt_out(match, lexicon.kind_of(prefix), lexicon)
        if not found:
            return []
    return found


def _spelt_out(match: re.Match[str], kind: str, lexicon: Lexicon) -> list[tuple[str, tuple[str, ...]]]:
    first, last = (re.sub(r"\s", "", match[name]) if match[name] else "" for name in ("first", "last"))
    if not last:
        return [(first, ())]
    reading = ("range" if match["again"] else "short-range",)
    return [(number, reading) for number in lexicon.numbers_between(kind, first, last)]


def _body(kind: str, number: str, prefix: str, readings: tuple[str, ...], lexicon: Lexicon) -> Holder:
    name = f"{re.sub('s$', '', prefix)} {number}"
    if record := lexicon.body_of(kind, number):
        return Holder(record.path, name, readings)
    short = lexicon.language.data["numbered"][kind][0]
    return Holder(f"body/{slug(short)}-{number}", name, (*readings, "unknown-body"), known=False)


def _provisional(text: str, lexicon: Lexicon) -> tuple[Holder, ...]:
    """Return a holder for a name that no registry has: a few words that begin with a capital."""
    text = with_capital(lexicon.bare(text), lexicon)
    if not _is_name(text, lexicon):
        return ()
    short = _SHORT.search(text)
    known = lexicon.resolve(short[1], HOLDERS) if short else None
    if known and not known.data.get("number"):
        return (Holder(known.path, text),)
    if short and _is_abbreviation(text[: short.start()]):  # the bracket says where it is: *UNA (FN)*
        return ()
    name = short[1] if short else text
    return (Holder(f"body/{slug(name)}", text, ("unknown-body",), known=False, near=_nearest(text, lexicon)),)


def _is_name(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text may be the name of a body: a few words that begin with a capital, none of them a role.

    A body with a number is no name but within another (`ISO/TC 12/WG 3`).
    """
    small = {word.lower() for word in lexicon.language.data["unfinished"]}
    roles = {word.lower() for word in lexicon.language.data.get("role-words", ())}
    posts = {word.lower() for word in lexicon.language.data.get("phrases", {}).get("officer", ())}
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    ends = not words or words[-1].lower() not in small or (len(words[-1]) == 1 and words[-1].isupper())
    words = [word.lower() for word in words]
    if is_person(text, lexicon):
        return False
    longest = LONGEST_NAME + LONGEST_FIELD * text.count(",")
    text = re.sub(r",\s*", " ", text)
    if has_noun(text.split()[-1] if text.split() else "", lexicon):
        roles -= {word.lower() for word in lexicon.language.data.get("role-adjectives", ())}
    if not words or len(text.split()) > longest or roles & set(words) or not ends:
        return False
    bent = "cases" in lexicon.language.data
    office = words[0] in posts and (len(words) == 1 or words[1] in small or bent)
    office = office or (words[-1] in posts and not describes(text, lexicon))
    if office or joining(lexicon.language).search(plain(text)):
        return False
    if not _NAME.fullmatch(_SHORT.sub("", text)) or _has_number(text, lexicon):
        return False
    return not lexicon.resolve(text, ("country", "post", "project", "publication", "instrument", "concept"))


def _has_number(text: str, lexicon: Lexicon) -> bool:
    """Return whether a body with a number stands in a text, but for one of another's (`ISO/TC 12`, `LAB WG 3`)."""
    found = lexicon.number_form.search(plain(text))
    if not found or "/" in text:
        return False
    known = lexicon.body_numbered(found[0]) is not None
    return known or found.end() < len(text) or not _is_abbreviation(text[: found.start()])


def _nearest(text: str, lexicon: Lexicon) -> str:
    """Return the label of what is registered under nearly the same name; never a match, only a suggestion."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(lexicon.key(text), lexicon.spellings.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return lexicon.spellings[found[0]][0].record.label if found else ""


@cache
def _joint(language: Language) -> re.Pattern[str]:
    joint = pattern(language.data["and"], {})
    return re.compile(rf"\s+(?:{joint})\s+{UNQUOTED}", re.IGNORECASE)


@cache
def _except(language: Language) -> re.Pattern[str]:
    words = pattern(language.data.get("except", "(?!)"), {}) if "except" in language.data else "(?!)"
    return re.compile(rf",?\s+({words})\s+", re.IGNORECASE)
