"""The data of each thing, in every format: `body/tc-1.12.ttl` beside the page `body/tc-1.12.html`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remit.publishing.forms import FORMS, ordered
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.publishing.sharing import WHOLE, Share


def files(publication: Publication, share: Share = WHOLE) -> Iterator[File]:
    """Yield the data of each thing in each format; or of a share of the things."""
    for thing in share(publication.things.every.values()):
        triples = ordered(publication.things.description(thing))
        for form in FORMS.values():
            yield f"{thing.path}.{form.suffix}", form.write(triples, publication.base)


def alternates(publication: Publication, page: str, iri: str) -> Iterable[Alternate]:
    """Return the data of a thing as other forms of its page."""
    thing = publication.things.every.get(iri)
    forms = FORMS.values() if thing else ()
    return [Alternate(f"{thing.path}.{form.suffix}", form.media, form.name) for form in forms if thing]


ALTERNATES.insert(0, alternates)
