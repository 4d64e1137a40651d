"""Several terms in one cell: *2017 – draft; 2018 – adoption*.

Each stage is a term with years and the words that say what is done then.
The words hold no year and no number glued to letters: what looks like a misspelt year is no label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from remit.reading import Bound, Term
from remit.understand.words import DASHES

#: How many words a cell may have that is taken apart at each of them, how many stages, how many joints in each.
MOST_WORDS, MOST_STAGES, MOST_JOINTS = 14, 12, 4
_JOINT = re.compile(rf"\s*:\s+|\s+[{DASHES}]\s+|\s*[{DASHES}](?=[^\W\d])|\s*\((?=[^()]*\)$)")
_BLANK = re.compile(r"\s+")
#: A figure glued to a letter, but for an ordinal.
_GLUED = r"\d(?!(?:st|nd|rd|th)\b)[^\W\d_]|[^\W\d_]\d"
#: What is done then, in words or as a share: *draft*, *30 %*.
_LABEL = re.compile(rf"\d{{1,3}}\s?%|(?=.*[^\W\d_]{{2}})(?!.*\d{{3}})(?!.*(?:{_GLUED}))[^\ue000\ue001]+", re.DOTALL)
_OUTSIDE = r"(?![^()]*\))"

Read = Callable[[str], Term | None]


def parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text parted in two at each blank, comma, colon or bracket, the first part as long as possible."""
    cuts = list(re.finditer(rf"\s*[,;:]\s*|\s+[{DASHES}]\s+|\s*\(|\s+", text))
    for cut in reversed(cuts if len(cuts) < MOST_WORDS else []):
        left, right = text[: cut.start()], text[cut.end() :]
        if left and right and ("(" in cut[0]) == (right.endswith(")") and right.count("(") < right.count(")")):
            yield left, right.removesuffix(")") if "(" in cut[0] else right


def staged(text: str, read: Read, turned: Container[str] = ()) -> Term | None:
    """Return a term of the kind `staged` with its stages, or None where a part is no stage.

    A label with a word that is `turned` says that the stage does not hold (*except 2024*, *was 2024*): no stage then.
    """
    parts = _parts(text)
    if not parts or len(parts) > MOST_STAGES:
        return None
    joints = (_JOINT, _BLANK) if len(parts) > 1 else (_JOINT,)
    found = next((stages for joint in joints if (stages := _stages(parts, read, joint))), None)
    if not found:
        return None
    if any(word in turned for stage in found for word in re.findall(r"\w+", stage.label.lower())):
        return None
    return _spanned(Term(text, "staged", stages=tuple(found), precision=found[0].precision, direction="during"))


def _stages(parts: Sequence[str], read: Read, joint: re.Pattern[str]) -> list[Term] | None:
    """Return the stages that all parts say, some of them with a label; where only blanks join them, all of them."""
    stages = [stage for part in parts if (stage := _stage(part, read, joint, alone=len(parts) == 1))]
    if any(stage.label for stage in stages):
        stages = [stage if stage.label else _labelled(stage, read) for stage in stages]
    labelled = sum(bool(stage.label) for stage in stages)
    enough = labelled == len(stages) if joint is _BLANK else labelled
    return stages if len(stages) == len(parts) and enough else None


def _labelled(stage: Term, read: Read) -> Term:
    """Return a stage beside labelled ones with the words before its colon as its label too: *launch: May 2031*."""
    label, colon, said = stage.text.partition(": ")
    term = read(said) if colon and _LABEL.fullmatch(label) and not read(label) else None
    return replace(term, label=label.strip()) if term and _dated(term) else stage


def _parts(text: str) -> list[str]:
    """Return the parts of a cell: its lines, else what semicolons, commas or an *and* behind a bracket part."""
    for separator in (r"\s*[;\n]\s*", rf"\s*,\s*{_OUTSIDE}", r"(?<=\))\s+(?:&|[^\W\d]{1,3})\s+"):
        parts = [part.strip(" ;,.") for part in re.split(separator, text)]
        parts = [part for part in parts if part]
        if len(parts) > 1:
            return parts
    return [text.strip()]


def _stage(part: str, read: Read, joints: re.Pattern[str], alone: bool) -> Term | None:
    """Return the stage that a part says; one that stands alone must have its words in brackets."""
    if not alone and (term := read(part)) and _dated(term):
        return term
    for joint in islice(joints.finditer(part), MOST_JOINTS):
        if alone and "(" not in joint[0]:
            continue
        left, right = part[: joint.start()], part[joint.end() :].removesuffix(")" if "(" in joint[0] else "")
        for said, label in ((left, right), (right, left)):
            if _LABEL.fullmatch(label) and not read(label) and (term := read(said)) and _dated(term):
                return replace(term, label=label.strip())
    return None


def _dated(term: Term) -> bool:
    return term.kind not in ("staged", "status") and (term.start is not None or term.end is not None)


def _spanned(term: Term) -> Term:
    """Return the term with the first and the last bound of its stages, where all are said."""
    starts = [stage.start for stage in term.stages if stage.start is not None]
    ends = [stage.end for stage in term.stages if stage.end is not None]
    start: Bound | None = min(starts, key=str) if len(starts) == len(term.stages) else None
    end: Bound | None = max(ends, key=lambda bound: f"{bound}-99") if ends else None
    return replace(term, start=start, end=end if len(ends) == len(term.stages) else None)
