"""What a process at work knows: the graph, its states in time, the questions, the words of the workspace."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from remit.errors import RemitError, ServiceError
from remit.questions import Question, questions
from remit.revisions.known import known_in
from remit.revisions.state import state_graphs
from remit.revisions.view import view
from remit.serving.limits import Limits
from remit.serving.moments import State, states
from remit.serving.reply import Reply, problem
from remit.serving.words import environment
from remit.serving.work import about, asked, describe, queries, reconciling
from remit.serving.work.alone import alone
from remit.serving.work.entities import Entities, menu

if TYPE_CHECKING:
    from remit.workspace import Workspace

#: What can be asked of a process at work, by the word that says it.
WORK: dict[str, Callable[[Engine, dict[str, Any]], Reply]] = {
    "query": queries.answer,
    "question": asked.answer,
    "describe": describe.answer,
    "reconcile": reconciling.answer,
    "about": about.answer,
    "search": about.search,
}


class Engine:
    """A store in memory with the current state in its default graph, and one for each revision."""

    def __init__(self, workspace: Workspace, store: Store, limits: Limits) -> None:
        """Take the graph as it is now; what all work needs is made ready here, before any process forks."""
        self.workspace, self.limits, self.store = workspace, limits, store
        began = states(known_in(store))
        self._states = {each.name: self._state(each) for each in began} if len(began) > 1 else {}
        self.entities = Entities(store, workspace, menu(workspace))
        self.entities.matches("")
        self.catalogue  # noqa: B018  # read once, for all
        self.counts  # noqa: B018  # the same
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Read what the first question in time, and the first page, of each process would read."""
        from remit.revisions import asked as _  # noqa: F401

        with suppress(RemitError):
            view(self.store, (), self.workspace)
        for name in environment().list_templates():
            environment().get_template(name)

    @cached_property
    def catalogue(self) -> dict[str, Question]:
        """Return the questions."""
        return questions(self.workspace.folders("queries"))

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many triples each graph holds."""
        return describe.counts(self.store)

    def work(self, said: bytes) -> Reply:
        """Do what is asked; what stops it is one sentence."""
        what = json.loads(said)
        try:
            return WORK[what["do"]](self, what)
        except RemitError as error:
            return problem(400, "This cannot be answered", str(error))

    def state(self, revision: str) -> Store:
        """Return the state with a revision, or the current one."""
        return self._states.get(revision, self.store)

    def with_services(self, store: Store, text: str) -> str:
        """Return a query with the answers of its services in place; one that is not allowed is a PermissionError."""
        from remit.federation import federated, limits, plan
        from remit.services.service import service

        every = [service(self.workspace, name) for name in self.limits.services]
        allowed = {each.endpoint: each for each in every}
        with alone():
            others = {block.iri for block in plan(text).blocks} - set(allowed)
        if others:
            listed = ", ".join(f"<{each}>" for each in sorted(allowed))
            raise PermissionError(f"<{min(others)}> is not asked; there are: {listed}.")
        found = federated(store, text, allowed, limits(self.workspace), alone)
        if found.partial:
            raise ServiceError("; ".join(found.partial))
        return found.query

    def _state(self, state: State) -> Store:
        """Return what was in force in the default graph, beside the named graphs that it is made of."""
        made = view(self.store, state.revisions, self.workspace)
        chosen = {each.graph for each in state.revisions}
        for graph in state_graphs(self.store, chosen, self.workspace.base):
            made.extend(list(self.store.quads_for_pattern(None, None, None, graph)))
        return made
