"""The page that asks in the browser, and what it is built from.

sparql.html          a field for a query, the catalogue's questions to begin with, the answer; how to ask without it
assets/sparql.js     what it does; assets/queries.js holds the questions
assets/editor.js     an editor in the place of the field       built from npm packages by `make assets`; where they
assets/engine.js     Oxigraph, as WebAssembly in a worker      were not built, the page says what can be done instead
assets/dump.js       the dump for it, as letters in a script, so that the page works opened from disk too

Where the site is served with an endpoint, that one is asked, and neither engine nor dump is there.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from remit.names import prefixes
from remit.publishing import dumps
from remit.publishing.pages import assets, form
from remit.publishing.pages.assets import EDITOR, ENGINE
from remit.publishing.pages.filling import environment
from remit.publishing.pages.frame import Here, Site, anchor, in_languages, render
from remit.publishing.publication import File

#: The longest a query may take in the browser, in seconds; the most rows that are shown of its answer.
SECONDS, ROWS = 60, 500
#: What the script says.
SAID = (
    "answer", "yes", "no", "ask_loading", "ask_not_loaded", "ask_running", "ask_failed", "ask_stopped",
    "ask_too_long", "ask_found", "ask_done", "ask_none", "ask_first", "ask_wrong",
)  # fmt: skip


def files(site: Site) -> Iterator[File]:
    """Yield the page in each language, and its scripts."""
    made = dict(_assets(site))
    for here in in_languages(site, "sparql"):
        yield _page(here, made)
    yield from made.items()


def _assets(site: Site) -> Iterator[File]:
    for name in ("sparql.js", "sparql.css"):
        yield f"assets/{name}", environment().loader.get_source(environment(), name)[0].encode()  # type: ignore[union-attr]
    yield "assets/queries.js", _script(remitQueries=_queries(site), remitAsked=_asked(site), remitMoved=_moved(site))
    for name, content in assets.built().items():
        if name != ENGINE or not site.publication.endpoint:
            yield f"assets/{name}", content
    if assets.built() and not site.publication.endpoint:
        yield "assets/dump.js", _script(remitDump=b64encode(dumps.whole(site.publication)).decode())


def _script(**values: Any) -> bytes:
    lines = (f"window.{name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in values.items())
    return "".join(lines).encode()


def _queries(site: Site) -> dict[str, str]:
    """Return the text of each question, with its words in the place of its header."""
    every = sorted(site.publication.catalogue.items())
    return {name: f"# {each.question}\n{each.query}" for name, each in every}


def _asked(site: Site) -> dict[str, dict[str, dict[str, object]]]:
    """Return by question what turns the values of its form into terms."""
    every = sorted(site.publication.catalogue.items())
    return {name: form.told(site.publication.base, each) for name, each in every if each.parameters}


def _moved(site: Site) -> dict[str, str]:
    """Return the paths of things that are not the ends of their IRIs, by what they would be."""
    begin, base = prefixes()["vocabulary"], site.publication.base
    expected = {
        f"vocabulary/{iri.removeprefix(begin)}" if iri in site.concepts else iri.removeprefix(base): thing.path
        for iri, thing in site.every.items()
    }
    return {path: where for path, where in sorted(expected.items()) if path != where}


def _page(here: Here, made: dict[str, bytes]) -> File:
    publication, names = here.site.publication, here.site.names
    endpoint, every = publication.endpoint, sorted(publication.catalogue)
    able = bool(endpoint or assets.built())
    scripts = [path for path in ("assets/queries.js", f"assets/{EDITOR}", "assets/sparql.js") if path in made]
    words = [(name, names.question(name, here.language)) for name in every]

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": here.words["ask_title"],
            "where": here.words["ask_there" if endpoint else "ask_here"] if able else "",
            "unable": "" if able else here.words["ask_unable"],
            "able": able,
            "endpoint": endpoint,
            "address": publication.base + endpoint if endpoint else "",
            "scripts": scripts,
            "questions": words,
            "example": _queries(here.site)[_first(here.site)] if every else "",
            "first": _first(here.site),
            "links": [anchor(text, here.own(f"questions/{name}"), here.language) for name, text in words],
            "told": _told(here, made),
        }

    return render("sparql.html", here, fill)


def _first(site: Site) -> str:
    """Return the question that the page begins with: the first of the shortest that need to be told nothing."""
    every = site.publication.catalogue.values()
    plain = [each for each in every if not any(not parameter.optional for parameter in each.parameters)]
    return min((len(each.query), each.name) for each in plain or every)[1] if every else ""


def _told(here: Here, made: dict[str, bytes]) -> dict[str, Any]:
    """Return what the script has to know."""
    publication = here.site.publication
    size = sum(len(made.get(f"assets/{name}", b"")) for name in (ENGINE, "dump.js"))
    return {
        "words": {key: here.words[key] for key in SAID},
        "base": publication.base,
        "places": [[publication.base, ""], [prefixes()["vocabulary"], "vocabulary/"]],
        "up": here.up,
        "endpoint": here.to(publication.endpoint) if publication.endpoint else "",
        "engine": here.to(f"assets/{ENGINE}"),
        "dump": here.to("assets/dump.js"),
        "megabytes": round(size / 1e6, 1),
        "seconds": SECONDS,
        "rows": ROWS,
    }
