"""What no pattern can say: the right text of a cell that needs the registries, the reading, the letters.

A mender is given a finding and the state of its document.
It returns the ways in which the finding may be mended, each a row of edits; none where only a person knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

import yaml

from remit import bundle
from remit.findings import Finding
from remit.mending.edits import Edit
from remit.mending.nearest import nearest_names
from remit.mending.state import State
from remit.places import Place
from remit.understand.scripts import script

#: One way to mend a finding.
Way = tuple[Edit, ...]
Mender = Callable[[Finding, State], list[Way]]


def as_read(finding: Finding, state: State) -> list[Way]:
    """Put the pieces of a heading together in its first cell, in the words in which it is read; the others are emptied.

    The heading is read as before, so nothing can be lost.
    """
    pieces = finding.places
    titles = [section.title for section in state.reading.sections if set(pieces) <= set(section.places)]
    if len(titles) != 1 or len(pieces) < 2 or len({(piece.table, piece.row) for piece in pieces}) > 1:
        return []
    return [(Edit(pieces[0], titles[0]), *(Edit(piece, "") for piece in pieces[1:]))]


def nearest_name(finding: Finding, state: State) -> list[Way]:
    """Write a misspelt name as the one registered name that is near to it."""
    found = [nearest_names(place, state.lexicon) for place in finding.places]
    return [edits for edits in found if edits] if len(found) == 1 else []


def comma_before(finding: Finding, state: State) -> list[Way]:
    """Put a comma before a name that runs on from the one before it."""
    wholes = [(place, whole) for place in finding.places for whole in state.whole(place) if _begins_in(place, whole)]
    if len(wholes) != 1 or len(finding.places) != 1:
        return []
    ((place, whole),) = wholes
    end = place.start - whole.start
    begin = len(whole.text[:end].rstrip())
    return [(Edit(whole.part(begin, end), ", "),)] if 0 < begin < end else []


def _begins_in(place: Place, whole: Place) -> bool:
    return (place.table, place.row) == (whole.table, whole.row) and whole.start <= place.start < whole.end


def one_script(finding: Finding, state: State) -> list[Way]:
    """Write each word that mixes letters of two scripts in the one to which most of its letters belong."""
    edits = []
    for place in finding.places:
        for word in re.finditer(r"[^\W\d_]+", place.text):
            right = in_one_script(word[0], state.reading.language)
            if right != word[0]:
                edits.append(Edit(place.part(*word.span()), right))
    return [tuple(edits)] if edits else []


def in_one_script(word: str, language: str) -> str:
    """Return a word in one script; one that no look-alikes can make so stays as it is.

    Letters that look alike in both belong to neither: the others decide, and where there are none the language does.

    >>> in_one_script("Сommittee", "en") == "Committee", in_one_script("кoмитет", "ru") == "комитет"
    (True, True)
    """
    scripts = {_script(letter) for letter in word}
    if scripts != {"latin", "cyrillic"}:
        return word
    alike = _alike()
    sure = {_script(letter) for letter in word if letter not in alike}
    if len(sure) > 1:
        return word
    wanted = next(iter(sure), script(language))
    letters = [letter if _script(letter) == wanted else alike.get(letter, "") for letter in word]
    return "".join(letters) if all(letters) else word


def _script(letter: str) -> str:
    if re.match("[A-Za-z\u00c0-\u024f]", letter):
        return "latin"
    return "cyrillic" if re.match("[\u0400-\u04ff]", letter) else "other"


@cache
def _alike() -> Mapping[str, str]:
    """Return each Cyrillic letter that looks Latin → the Latin one, and the other way round."""
    data = yaml.safe_load((bundle.folder("data") / "language" / "lookalikes.yaml").read_text(encoding="utf-8"))
    pairs = {letter: like for letter, like in data.items() if _script(letter) == "cyrillic"}
    seen = Counter(pairs.values())
    return pairs | {like: letter for letter, like in pairs.items() if seen[like] == 1}


def same_letters(edit: Edit) -> bool:
    """Return whether two words have the same letters and one slip between them: a letter doubled, two changed about."""
    from rapidfuzz.distance import OSA

    before, after = edit.place.text, edit.after
    return set(before) == set(after) and OSA.distance(before, after) == 1


JUDGES: dict[str, Callable[[Edit], bool]] = {"same-letters": same_letters}
MENDERS: dict[str, Mender] = {
    "as-read": as_read,
    "comma-before": comma_before,
    "nearest-name": nearest_name,
    "one-script": one_script,
}
