"""The forms in which executors are written, as patterns: which of them a stretch of words may have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from remit.understand.crowds import crowd
from remit.understand.language import Language
from remit.understand.lexicon import NUMBER
from remit.understand.many import begin
from remit.understand.persons import person
from remit.understand.pieces import Form
from remit.understand.words import pattern

#: What begins a form that names somebody: an article belongs to the name.
NAMING = ("body", "bodies", "post", "organisation", "countries", "each", "many", "others", "crowd", "person")
#: Only a portfolio and a list of countries have more words than this.
NAME = 24


@cache
def possible(words: int, commas: bool, language: Language) -> tuple[Form, ...]:
    """Return the forms that a stretch of so many words may have, with commas in it or without."""
    wide = ("{portfolio}", "{countries}", "{person}")
    return tuple(
        form
        for form in forms(language)
        if not re.search(r"\{fields?\}", form.data["form"])
        and (
            any(name in form.data["form"] for name in wide)
            or (words <= NAME and (not commas or "{bodies}" in form.data["form"] or "," in form.data["form"]))
        )
    )


@cache
def of_fields(language: Language) -> tuple[Form, ...]:
    """Return the forms that name bodies or fields of work, for names with commas in them."""
    wide = re.compile(r"\{(?:body|bodies|fields)\}")
    return tuple(form for form in forms(language, wide=True) if wide.search(form.data["form"]))


@cache
def of_one_field(language: Language) -> tuple[Form, ...]:
    """Return the forms in which one field of work follows a post after a comma."""
    return tuple(form for form in forms(language) if "{field}" in form.data["form"])


@cache
def forms(language: Language, wide: bool = False) -> tuple[Form, ...]:
    """Return the forms of a language; in the wide ones a name may have commas."""
    some, joint = r"[^;\n]+?" if wide else r"[^,;\n]+?", f"(?:{pattern(language.data['and'], {})})"
    numbers = rf"(?:[^,;\n]|,\s*(?=\d|{joint}\s+\d))+?"
    names = {
        **{name: f"(?P<{name}>{some})" for name in ("body", "parent", "organisation", "post")},
        "bodies": f"(?P<bodies>{some if wide else numbers})",
        "person": f"(?P<person>{person(language)})",
        **{name: rf"(?P<{name}>[^;\n]+?)" for name in ("each", "countries")},
        "place": rf"(?P<place>{language.choice([language.data.get('place', '(?!)')])}\s+{some})",
        "words": r"(?P<words>[^,;:()\n]+?)",
        "fields": r"(?P<fields>[^;()\n]+?)",
        "field": r"(?P<field>[^,;:()\n]+?)",
        "note": r"(?P<note>[^()\n]{1,80}?)",
        "titles": rf"(?:(?!(?:{'|'.join(map(re.escape, language.data['unfinished']))})\s)[\w'’&-]+\s+){{0,4}}",
        "adjectives": _adjectives(language),
        "many": rf"(?P<many>{begin(language)}{some})",
        "others": f"(?P<many>{some})",
        "crowd": f"(?P<crowd>{crowd(language)})",
        "office": f"(?P<office>{language.choice(language.data.get('offices', ()))})",
        "portfolio": r"(?P<portfolio>[^\s].*)",
        "refers": rf"(?P<refers>{NUMBER}[a-z]?)",
        **{phrase: language.choice(words) for phrase, words in language.data.get("phrases", {}).items()},
    }
    entries = ({**e, "form": form} for e in language.data["executors"] for form in _listed(e["form"]))
    return tuple(Form(re.compile(_with_article(e["form"], names, language), re.I | re.S), e) for e in entries)


def _with_article(form: str, names: Mapping[str, str], language: Language) -> str:
    """Return the pattern of a form, before whose own words an article may stand: *the Chair of WG 4*."""
    begins = re.match(r"\{(\w+)\}|[\w(]", form)
    if not begins or begins[1] in NAMING or "{many}" in form:
        return pattern(form, names)
    words = [word for word in language.data.get("articles", ()) if word not in language.data.get("collective", ())]
    return rf"(?:{language.choice(words)}(?:\s+|(?<=['’])))?{pattern(form, names)}" if words else pattern(form, names)


def _adjectives(language: Language) -> str:
    """Return the pattern of words before a role that only describe it: *authorised*, *полномочные*."""
    endings = (rf"[\w-]{{3,}}{pattern(ending, {})}" for ending in language.data.get("cases", {}).get("adjectives", ()))
    words = (pattern(word, {}) for word in language.data.get("adjectives", ()))
    choice = "|".join([*words, *endings])
    return rf"(?:(?:{choice})\s+){{0,2}}" if choice else ""


def _listed(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said
