"""Namespaces, and the only place that makes an IRI.

>>> slug("186/RU/99"), slug("R/GM/11:2010"), slug("Контрольная комиссия")
('186-ru-99', 'r-gm-11-2010', 'kontrol-naya-komissiya')
"""

from __future__ import annotations

import re
from functools import cache

import yaml
from anyascii import anyascii

from remit import bundle


@cache
def prefixes() -> dict[str, str]:
    """Return prefix → namespace, from `ontology/prefixes.yaml`."""
    text = (bundle.folder("ontology") / "prefixes.yaml").read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@cache
def expand(curie: str) -> str:
    """Return the IRI of `prefix:local`; a prefix that is not declared is a KeyError.

    >>> expand("remit:Event").endswith("/remit/ontology#Event")
    True
    """
    prefix, _, local = curie.partition(":")
    return prefixes()[prefix] + local


@cache
def shorten(iri: str) -> str:
    """Return `prefix:local` of an IRI; one of no namespace that is declared stays as it is.

    >>> shorten(expand("remit:Event"))
    'remit:Event'
    """
    begins = [(space, name) for name, space in prefixes().items() if iri.startswith(space) and iri != space]
    space, name = max(begins, key=lambda pair: len(pair[0]), default=("", ""))
    return f"{name}:{iri.removeprefix(space)}" if name else iri


def end(iri: str) -> str:
    """Return the last step of an IRI, which names the thing among its like.

    >>> end("body/tc-2"), end(expand("remit:Event"))
    ('tc-2', 'Event')
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri


def concept(scheme: str, name: str) -> str:
    """Return the IRI of a concept of one of Remit's vocabularies."""
    return f"{prefixes()['vocabulary']}{scheme}/{name}"


@cache
def slug(text: str) -> str:
    """Return `text` as the end of an IRI: small Latin letters, digits, dots and hyphens."""
    return re.sub(r"[^a-z0-9.]+", "-", anyascii(text).lower()).strip("-.")
