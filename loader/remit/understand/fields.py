"""Names that are lists themselves: *Committee on Science, Technology and Innovation*, *Clay Board/Fire Board*.

A comma belongs to a name where a body is *for* or *on* several fields, and none of these is a body.
A slash parts two names where each is one by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from remit.understand.cases import cases
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.words import cut, key, pattern, plain

#: How many words one field may have: *Rural and Northern Roads*.
LONGEST_FIELD = 4
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
#: Small words and a name in quotation marks: *издательство «Мера»*.
_QUOTED = re.compile(r"(?:[^\W\d_A-ZА-Я][\w-]*\s+){1,3}(?:«[^»]+»|“[^”]+”|„[^“”]+[“”]|\"[^\"]+\")")
#: A slash with or without blanks.
SLASH = re.compile(r"\s*/\s*")


@cache
def listed(language: Language) -> re.Pattern[str]:
    """Return the pattern of a list in which *and* stands before the last: *A, B and C*."""
    joint = pattern(language.data["and"], {})
    return re.compile(rf"[^,;\n]+(?:,[^,;\n]+)+?,?\s(?:{joint})\s[^,;\n]+", re.IGNORECASE)


def is_of_fields(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text with commas is the name of one body: a body, *for*, and fields that are no bodies."""
    if not listed(lexicon.language).fullmatch(plain(text)):
        return False
    head, *others = parts(text, lexicon.language)
    words = _WORD.findall(head)
    begins = has_noun(" ".join(words[:-1]), lexicon)
    return begins and _is_about(words, lexicon.language) and are_fields(others, lexicon)


def is_firm(text: str, language: Language) -> bool:
    """Return whether a text ends as the name of a firm does: *Kites & Strings Ltd*."""
    ends = language.data.get("firm")
    return bool(ends) and re.search(rf"\s(?:{ends})$", text) is not None


def _is_pair(one: str, other: str, language: Language) -> bool:
    """Return whether the last word before an *and* and the first after it go together: *Fire and Rescue*."""
    words = [key(word, language.alike) for word in (*one.split()[-1:], *other.split()[:1])]
    return tuple(words) in _pairs(language)


@cache
def _pairs(language: Language) -> frozenset[tuple[str, ...]]:
    """Return the words of a language that go together as the name of one field of work."""
    joint = re.compile(rf"\s+(?:{pattern(language.data['and'], {})})\s+", re.IGNORECASE)
    both = (cut(said, joint) for said in language.data.get("pairs", ()))
    return frozenset(tuple(key(word, language.alike) for word in words) for words in both)


def parts(text: str, language: Language) -> list[str]:
    """Return the items of a list: *A*, *B* and *C*."""
    joint = pattern(language.data["and"], {})
    parting = re.compile(rf"\s*,\s*(?:(?:{joint})\s+)?|\s+(?:{joint})\s+", re.IGNORECASE)
    return cut(text, parting)


def _is_about(words: Sequence[str], language: Language) -> bool:
    """Return whether a word before the last says what a body is for; a language with cases needs none."""
    about = {word.lower() for word in language.data.get("about", ())}
    return bool(about & {word.lower() for word in words[1:-1]}) or "cases" in language.data


def are_fields(items: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether items are fields of work: a few words each, none of them a body, a post, a role or a country."""
    return all(is_field(item, lexicon) for item in items)


def is_field(item: str, lexicon: Lexicon, small: bool = False, first: bool = False) -> bool:
    """Return whether an item is a field of work; `small` ones are in small letters, the `first` may be a role's."""
    language = lexicon.language
    roles = {word.lower() for word in language.data.get("role-words", ())}
    posts = {word.lower() for word in language.data.get("phrases", {}).get("officer", ())}
    about = {word.lower() for word in language.data.get("about", ())}
    words = _WORD.findall(item)
    if not words or re.search(r"[\d()]", item) or (not first and (roles | posts) & set(map(str.lower, words))):
        return False
    begins = (
        item[:1].islower() if small or "cases" in language.data else item[:1].isupper() or words[0].lower() in about
    )
    own = [word for word in words if word.lower() not in about]
    if not begins or not 0 < len(own) <= LONGEST_FIELD or any(sum(map(str.isupper, word)) > 1 for word in own):
        return False
    if len(words) == 1 and key(item, language.alike) in _many(language):  # *Branches*, of which none is named
        return True
    named = " ".join(word for word in words if not (first and word.lower() in roles))
    if lexicon.collective.match(plain(item)) or has_noun(named, lexicon):
        return False
    return not lexicon.resolve(item, ("body", "organisation", "post", "country"))


def has_noun(text: str, lexicon: Lexicon) -> bool:
    """Return whether a word that bodies are called by stands in a text: *Committee*, *Ministry*, *Fachausschuss*."""
    return has_body_noun(text, lexicon.language)


def has_body_noun(text: str, language: Language) -> bool:
    """Return the same for a language alone."""
    nouns, joined = _nouns(language)
    words = [key(word, language.alike) for word in _WORD.findall(text)]
    return any(word in nouns or (joined and word.endswith(joined)) for word in words)


def several(text: str, lexicon: Lexicon) -> list[str]:
    """Return the names of bodies that one noun names together: *Ministries of Health and Education*, one by one."""
    nouns = {key(many): one for many, one in lexicon.language.data.get("several", {}).items()}
    noun, _, rest = text.strip().partition(" ")
    one = nouns.get(key(noun))
    items = parts(rest, lexicon.language) if one else []
    if len(items) < 2 or not are_fields(items[1:], lexicon):
        return []
    about = {word.lower() for word in lexicon.language.data.get("about", ())}
    begin, _, first = items[0].partition(" ")
    joint = f"{begin} " if begin.lower() in about else ""
    if not (joint or "cases" in lexicon.language.data) or not are_fields([first if joint else items[0]], lexicon):
        return []
    return [f"{one} {item if item.split()[0].lower() in about else joint + item}" for item in items]


def describes(text: str, lexicon: Lexicon) -> bool:
    """Return whether the last word only describes a body, where names turn on their first word: *Comité directeur*."""
    words = text.split()
    turning = lexicon.language.data.get("column-words", {}).get("turns-on")
    return turning == "first" and words[-1].islower() and has_noun(words[0], lexicon)


def is_described(first: str, others: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a word before *and* only describes what follows: *Communications and Marketing Committee*.

    So it is where two words go together (*Fire and Rescue*), and where names turn on their last word, the last part has
    a noun for bodies there, and the first has none.
    """
    if any(_is_pair(one, other, lexicon.language) for one, other in pairwise([first, *others])):
        return True
    last = others[-1].split()
    turning = lexicon.language.data.get("column-words", {}).get("turns-on") == "last"
    alone = turning and len(first.split()) == 1 and not has_noun(first, lexicon) and not lexicon.is_common(first)
    return alone and len(last) > 1 and has_noun(last[-1], lexicon)


def with_capital(text: str, lexicon: Lexicon) -> str:
    """Return a name in small letters as a name, where its noun is one for bodies: *технический отдел*."""
    language = lexicon.language
    if _QUOTED.fullmatch(text):
        return text[:1].upper() + text[1:]
    nouns = {lexicon.key(word) for word in language.data.get("body-words", ())}
    endings = tuple(language.data.get("cases", {}).get("adjectives", ()))
    noun = next((word for word in text.split() if not word.endswith(endings)), "") if nouns else ""
    return text[:1].upper() + text[1:] if text[:1].islower() and noun and lexicon.key(noun) in nouns else text


@cache
def _many(language: Language) -> frozenset[str]:
    """Return the plurals of the nouns of bodies with a number, where a language does not bend them."""
    forms = [form for many in language.data.get("numbered-words", {}).values() for form in many]
    return frozenset() if "cases" in language.data else frozenset(key(form, language.alike) for form in forms)


@cache
def heads(language: Language) -> frozenset[str]:
    """Return the nouns of bodies and posts as they name one: *Отдел*, *Начальник*."""
    said = [*language.data.get("numbered-words", {}), *language.data.get("body-words", ())]
    said += [*language.data.get("body-nouns", ()), *language.data.get("phrases", {}).get("officer", ())]
    return frozenset(key(word, language.alike) for word in said)


@cache
def _nouns(language: Language) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the nouns of bodies in all their cases, and where a language joins its words, their endings."""
    said = [*language.data.get("numbered-words", {}), *language.data.get("body-words", ())]
    said += language.data.get("body-nouns", ())
    forms = {key(form, language.alike) for word in said for form in cases(word, language)}
    forms |= {key(form, language.alike) for many in language.data.get("numbered-words", {}).values() for form in many}
    joined = language.data.get("column-words", {}).get("endings")
    return frozenset(forms), tuple(form for form in forms if len(form) > 3) if joined else ()


def slashed(text: str, lexicon: Lexicon) -> list[str]:
    """Return the names that slashes part in a text; none where the text is one name (`ISO/TC 12`, `TC 1/SC 2`).

    Each must be a name by itself: one of the registry, a body with a number of the kind of the others, or words with a
    noun for bodies.
    """
    names = SLASH.split(text)
    if len(names) < 2 or not all(names):
        return []
    kinds = {found["prefix"].lower() for name in names if (found := lexicon.number_form.fullmatch(plain(name)))}
    alone = all(
        lexicon.resolve(name, ("body", "organisation"))
        or lexicon.number_form.fullmatch(plain(name))
        or (name[:1].isupper() and has_noun(name, lexicon) and not lexicon.number_form.search(plain(name)))
        for name in names
    )
    return names if alone and len({lexicon.kind_of(kind) for kind in kinds}) < 2 else []
