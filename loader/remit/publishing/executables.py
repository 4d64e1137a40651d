"""The questions as queries: each as it stands (`questions/members.rq`), and all as SHACL's executables.

`questions/all.ttl` describes each as a `sh:SPARQLSelectExecutable`, as catalogues of example queries have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remit.graph.facts import Facts, node, text
from remit.publishing.forms import FORMS, ordered
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.questions.header import HEADER

#: The media type of a query.
QUERY = "application/sparql-query"
FOLDER = "questions"


def files(publication: Publication) -> Iterator[File]:
    """Yield each question as a query, and the description of them all."""
    made = Facts(publication.base, FOLDER)
    for name, question in publication.catalogue.items():
        query = "".join(line for line in question.text.splitlines(keepends=True) if not line.startswith(HEADER))
        each = made.iri(f"{FOLDER}/{name}")
        made.add(each, "rdf:type", node("sh:SPARQLExecutable"), node("sh:SPARQLSelectExecutable"))
        made.add(each, "rdfs:label", text(question.question, "en"))
        made.add(each, "rdfs:comment", text(question.summary, "en"))
        made.add(each, "sh:select", text(query.strip() + "\n"))
        yield f"{FOLDER}/{name}.rq", question.text.encode()
    triples = ordered(quad.triple for quad in made.quads)
    yield f"{FOLDER}/all.ttl", FORMS["ttl"].write(triples, publication.base)


def alternates(publication: Publication, page: str, iri: str) -> Iterable[Alternate]:
    """Return the query of the page of a question, and the description of all for their list."""
    folder, _, name = page.removesuffix(".html").partition("/")
    if folder == FOLDER and name in publication.catalogue:
        return [Alternate(f"{FOLDER}/{name}.rq", QUERY, "SPARQL")]
    return [Alternate(f"{FOLDER}/all.ttl", "text/turtle", "Turtle")] if page == f"{FOLDER}/all.html" else []


ALTERNATES.append(alternates)
