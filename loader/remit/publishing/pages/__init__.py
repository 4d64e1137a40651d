"""The pages of the site, for people: complete without a script, readable on paper and at 320 pixels.

frame     what all pages have in common      cells     tables and quotes
thing     the page of a thing                answers   the questions, asked for all things at once
home      the first page and the pictures    plan      what they sum up      pictures  SVG
lists     lists, search, vocabularies        asked     the questions
ontology  its terms                      editor   where queries are asked in the browser
checked   what the check found               compared  what changed between two revisions
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.publishing.pages import asked, checked, editor, home, lists, ontology
from remit.publishing.pages.answers import answers_of
from remit.publishing.pages.frame import Here
from remit.publishing.pages.plan import Plan
from remit.publishing.pages.thing import page
from remit.publishing.publication import File, Publication


def files(publication: Publication) -> Iterator[File]:
    """Yield every page of the site, its style and its script."""
    answers = answers_of(publication)
    site, plan = answers.site, Plan(answers.site)
    for iri, thing in site.every.items():
        for language in site.languages[iri]:
            yield page(Here(site, thing.path, language, site.languages[iri], iri), thing, answers, plan)
    yield from home.files(site, plan)
    yield from lists.files(site)
    yield from asked.files(site, answers)
    yield from ontology.files(site)
    yield from editor.files(site)
    if site.compared:
        from remit.publishing.pages import compared

        yield from compared.files(site)
    if publication.checked:
        yield from checked.files(site)
