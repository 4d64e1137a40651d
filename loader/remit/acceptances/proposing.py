"""From what somebody types to an acceptance: which finding is meant, and how it is told in terms that last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from remit.acceptances.acceptance import Acceptance, event_of
from remit.errors import UnknownName
from remit.findings import Finding

#: How many findings a message lists.
LISTED = 8


def propose(found: Mapping[str, Sequence[Finding]], wanted: Acceptance, base: str) -> tuple[Acceptance, int]:
    """Return the acceptance of the one thing that `wanted` may mean, told in full, and how many findings it covers.

    `found` are the findings of each revision; nothing that fits, or things that differ, is an UnknownName.
    """
    open_ones = {
        (revision, finding.subject.removeprefix(base), finding): None
        for revision, findings in found.items()
        for finding in findings
        if finding.rule == wanted.rule and not finding.accepted
    }
    fitting = [each for each in open_ones if wanted.covers(each[2], each[1], each[0])]
    if not open_ones:
        raise UnknownName(f"[{wanted.rule}] finds nothing here that is not accepted already")
    told = {_told(wanted, *each): None for each in fitting}
    if len(told) != 1:
        said = f"[{wanted.rule}] is found at {_list(told)}; say which" if told else _nothing(wanted, list(open_ones))
        raise UnknownName(f"{said} with --event, --about or --words")
    (acceptance,) = told
    if not acceptance.subject:
        raise UnknownName(f"[{wanted.rule}] points at nothing that lasts; leave it out with: remit check --ignore")
    return acceptance, len(fitting)


def _told(wanted: Acceptance, revision: str, subject: str, finding: Finding) -> Acceptance:
    """Return `wanted`, completed by what a finding is about; what is registered is so in every revision."""
    event = event_of(subject)
    of_document = not subject or subject.startswith("programme/")
    about = "" if event else subject
    return replace(wanted, event=event, about=about, words=finding.words, revision=revision if of_document else "")


def _nothing(wanted: Acceptance, open_ones: Sequence[tuple[str, str, Finding]]) -> str:
    told = {_told(wanted, *each): None for each in open_ones}
    return f"[{wanted.rule}] is not found at {wanted.subject}, but at {_list(told)}; say which"


def _list(told: Mapping[Acceptance, None]) -> str:
    subjects = [each.subject for each in told]
    more = f" and {len(subjects) - LISTED} more" if len(subjects) > LISTED else ""
    return f"{'; '.join(subjects[:LISTED])}{more}"
