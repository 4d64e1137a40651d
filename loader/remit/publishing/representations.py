"""The data of each thing, in every format: `body/tc-1.12.ttl` beside the page `body/tc-1.12.html`."""

from __future__ import annotations

from collections.abc import Iterator

from remit.publishing.forms import FORMS, ordered
from remit.publishing.publication import File, Publication


def files(publication: Publication) -> Iterator[File]:
    """Yield the data of each thing in each format."""
    for thing in publication.things.every.values():
        triples = ordered(publication.things.description(thing))
        for form in FORMS.values():
            yield f"{thing.path}.{form.suffix}", form.write(triples, publication.base)
