"""The media types of the files of a site, by the ends of their names, and which of them are forms of a page."""

from __future__ import annotations

#: Suffix → media type, in the order of preference where several are accepted alike.
MEDIA = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
    "ics": "text/calendar",
    "atom": "application/atom+xml",
    "xml": "application/xml",
    "rq": "application/sparql-query",
    "svg": "image/svg+xml",
    "css": "text/css",
    "js": "text/javascript",
    "wasm": "application/wasm",
    "txt": "text/plain",
    "gz": "application/gzip",
}
#: Files whose names have no suffix.
BY_NAME = {".well-known/void": "text/turtle"}
UNKNOWN = "application/octet-stream"
#: What is one of several forms of a page; other files are asked for by their names only.
FORMS = ("html", "ttl", "jsonld", "nt", "rdf", "trig", "md", "csv", "ics", "atom", "rq")
#: Those of them that are in a language.
SPOKEN = ("html", "md", "ics", "atom")


def media_of(path: str) -> str:
    """Return the media type of a file by its name, with its character set where it is text."""
    media = BY_NAME.get(path) or MEDIA.get(path.rpartition(".")[2], UNKNOWN)
    return with_charset(media)


def with_charset(media: str) -> str:
    """Return a media type with its character set, if it is text."""
    return f"{media}; charset=utf-8" if media.startswith("text/") or media == "image/svg+xml" else media
