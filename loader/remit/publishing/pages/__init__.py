"""The pages of the site, for people: complete without a script, readable on paper and at 320 pixels.

frame     what all pages have in common      cells     tables and quotes
thing     the page of a thing                answers   the questions, asked for all things at once
home      the first page and the pictures    plan      what they sum up      pictures  SVG
lists     lists, search, vocabularies        asked     the questions
ontology  its terms                      editor   where queries are asked in the browser
checked   what the check found               compared  what changed between two revisions
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from remit.publishing.pages import asked, editor, home, lists, ontology
from remit.publishing.pages.answers import Answers, answers_of
from remit.publishing.pages.frame import Here, Site
from remit.publishing.pages.plan import Plan, plan_of
from remit.publishing.pages.thing import page
from remit.publishing.publication import File, Publication
from remit.publishing.sharing import WHOLE, Share


def files(publication: Publication, share: Share = WHOLE) -> Iterator[File]:
    """Yield every page of the site, its style and its script; or a share of them."""
    answers = answers_of(publication)
    site, plan = answers.site, plan_of(answers.site)
    for make in share(_kinds(site, answers, plan)):
        yield from make()
    for iri, thing in share(site.every.items()):
        for language in site.languages[iri]:
            yield page(Here(site, thing.path, language, site.languages[iri], iri), thing, answers, plan)


def prepare(publication: Publication) -> None:
    """Find out what many pages rest on, once for all processes that make some of them."""
    answers = answers_of(publication)
    for question in answers.questions:
        answers.every(question)
    site, things = answers.site, answers.site.things
    _ = (things.owners, things.pointing, things.by_kind, site.languages, site.every, plan_of(site).load)


def _kinds(site: Site, answers: Answers, plan: Plan) -> list[Callable[[], Iterable[File]]]:
    """Return what makes the pages that are of the site's own; what takes longest stands first."""
    every: list[Callable[[], Iterable[File]]] = [
        lambda: asked.files(site, answers),
        lambda: ontology.files(site),
        lambda: lists.files(site),
        lambda: home.files(site, plan),
        lambda: editor.files(site),
    ]
    if site.compared:
        from remit.publishing.pages import compared

        every.insert(0, lambda: compared.files(site))
    if site.checked:
        from remit.publishing.pages import checked

        every.insert(0, lambda: checked.files(site))
    return every
