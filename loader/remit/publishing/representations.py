"""The data of each thing, in every format: `body/tc-1.12.ttl` beside the page `body/tc-1.12.html`.

So for the concepts of the vocabularies; the data of a scheme holds its concepts, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

from remit.names import expand
from remit.publishing.forms import FORMS, ordered
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.publishing.sharing import WHOLE, Share
from remit.publishing.things import Thing


def files(publication: Publication, share: Share = WHOLE) -> Iterator[File]:
    """Yield the data of each thing and concept in each format; or of a share of them."""
    for thing in share(publication.things.every.values()):
        yield from _written(publication, thing.path, publication.things.description(thing))
    members = _members(publication.concepts.values())
    for concept in share(publication.concepts.values()):
        yield from _written(publication, concept.path, (*concept.triples, *members[concept.iri]))


def _written(publication: Publication, path: str, said: Iterable[Triple]) -> Iterator[File]:
    triples = ordered(said)
    for form in FORMS.values():
        yield f"{path}.{form.suffix}", form.write(triples, publication.base)


def _members(concepts: Iterable[Thing]) -> dict[str, list[Triple]]:
    """Return the triples of the concepts of each scheme, by its IRI."""
    found: dict[str, list[Triple]] = defaultdict(list)
    for concept in concepts:
        for scheme in concept.by_property.get(expand("skos:inScheme"), ()):
            found[scheme.value] += concept.triples
    return found


def alternates(publication: Publication, page: str, iri: str) -> Iterable[Alternate]:
    """Return the data of a thing as other forms of its page."""
    thing = publication.things.every.get(iri) or publication.concepts.get(iri)
    forms = FORMS.values() if thing else ()
    return [Alternate(f"{thing.path}.{form.suffix}", form.media, form.name) for form in forms if thing]


ALTERNATES.insert(0, alternates)
