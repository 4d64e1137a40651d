"""Ask a question of a revision, of a day, or across all revisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from remit.errors import QuestionError, UnknownName
from remit.names import expand
from remit.questions import naming
from remit.questions.answer import Answer, Resolve, ask
from remit.questions.question import Question
from remit.revisions.known import Known, called, in_force_on, known_in
from remit.revisions.view import view, view_of_all

if TYPE_CHECKING:
    from remit.workspace import Workspace

#: How a question says that it is asked across all revisions.
ALL = "revisions"


def ask_in_time(
    whole: Store,
    question: Question,
    parameters: Mapping[str, str],
    workspace: Workspace,
    revision: str | None = None,
    as_of: str | None = None,
) -> Answer:
    """Ask a question: of the current state, of a revision, of what was in force on a day, or of all revisions.

    `whole` holds the current state in its default graph and each revision in a named graph. A question over all
    revisions takes `revision` and `as_of` to say whose number is meant. Neither known, or both, is a QuestionError.
    """
    _check_one(revision, as_of)
    parameters = _on_day(question, parameters, as_of)
    own = any(parameter.name == "revision" for parameter in question.parameters)
    if revision is None and as_of is None and question.over != ALL:
        return ask(whole, question, parameters, workspace=workspace)
    known = known_in(whole)
    if own and revision is not None and not known:
        return ask(whole, question, {**parameters, "revision": revision}, workspace=workspace)
    chosen = _chosen(known, revision, as_of)
    state = view(whole, chosen, workspace, as_of or "") if chosen else whole
    if question.over == ALL:
        every = view_of_all(whole, workspace)
        return ask(every, question, parameters, resolve=_first_in(state), workspace=workspace)
    named = {**parameters, "revision": chosen[0].iri} if own and revision is not None else parameters
    resolve = _there(whole, as_of) if as_of else naming.resolve_name
    return ask(state, question, named, resolve=resolve, workspace=workspace)


def meant(
    whole: Store, text: str, classes: tuple[str, ...], workspace: Workspace, revision: str | None, as_of: str | None
) -> tuple[str, str]:
    """Return of which of the classes a thing is that a name means, and its IRI; a number is the chosen revision's."""
    _check_one(revision, as_of)
    chosen = _chosen(known_in(whole), revision, as_of)
    state = view(whole, chosen, workspace, as_of or "") if chosen else whole
    every = view_of_all(whole, workspace)
    thing = _first_in(state)(every, text, classes)
    kind = NamedNode(expand("rdf:type"))
    return next(c for c in classes if Quad(thing, kind, NamedNode(expand(f"remit:{c}"))) in every), thing.value


def outlived(whole: Store, as_of: str) -> list[Known]:
    """Return the revisions in force on a day whose period was over by then: no later one has taken their place."""
    return [each for each in in_force_on(known_in(whole), as_of) if each.end and as_of[: len(each.end)] > each.end]


def _on_day(question: Question, parameters: Mapping[str, str], as_of: str | None) -> Mapping[str, str]:
    """Return the parameters; a question that asks about a day is told the one as of which it is asked."""
    asks = as_of is not None and any(parameter.kind == "day" for parameter in question.parameters)
    return {"day": as_of, **parameters} if asks and as_of else parameters


def _check_one(revision: str | None, as_of: str | None) -> None:
    if revision is not None and as_of is not None:
        raise QuestionError("a revision and a day were named; name one of them, --revision or --as-of")


def _chosen(known: Iterable[Known], revision: str | None, as_of: str | None) -> list[Known]:
    if revision is not None:
        return [called(known, revision)]
    return in_force_on(known, _day(as_of)) if as_of is not None else []


def _day(text: str) -> str:
    """Return a day as it is written: four digits, two, two; another text is a QuestionError."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise QuestionError(f"“{text}” is no day; write year, month and day, for example 2018-05-01")


def _first_in(state: Store) -> Resolve:
    """Return a resolver that prefers what a name means in one state, for numbers return in every revision."""

    def resolve(store: Store, text: str, classes: Iterable[str]) -> NamedNode:
        classes = tuple(classes)
        try:
            return naming.resolve_name(state, text, classes)
        except UnknownName as error:
            try:
                return naming.resolve_name(store, text, classes)
            except UnknownName:
                raise error from None

    return resolve


def _there(whole: Store, day: str) -> Resolve:
    """Return a resolver that tells what is not known from what was not there on a day."""

    def resolve(store: Store, text: str, classes: Iterable[str]) -> NamedNode:
        classes = tuple(classes)
        try:
            return naming.resolve_name(store, text, classes)
        except UnknownName as error:
            try:
                found = naming.resolve_name(whole, text, classes)
            except UnknownName:
                raise error from None
            raise UnknownName(f"{_not_there(whole, found)}; it was not there on {day}") from None

    return resolve


def _not_there(store: Store, thing: NamedNode) -> str:
    """Return the name of a thing with its times and what followed it."""
    said = {quad.predicate.value: quad.object for quad in store.quads_for_pattern(thing, None, None)}
    begins, ends, next_ = (said.get(expand(f"remit:{name}")) for name in ("since", "until", "isSucceededBy"))
    parts = [f"{word} {term.value}" for word, term in (("since", begins), ("until", ends)) if term is not None]  # type: ignore[union-attr]
    parts += [f"followed by {naming.end(next_)}"] if isinstance(next_, NamedNode) else []
    return f"{naming.notation(store, thing)} ({naming.end(thing)}) is registered " + (", ".join(parts) or "for no day")
