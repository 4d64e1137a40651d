"""From IRIs to the paths of their files: the same steps where they are safe, else steps that are.

A step is kept if any file system, web server and relative link takes it as it stands. Another one, one that differs
from a sibling's in capitals only, or one that the site uses itself, is written as what can be kept of it and the
beginning of its hash, so that no IRI leaves the folder, hides a page of the site or shares its file with another.

>>> paths(["b/body/tc-1.12", "b/../../etc", "b/index", "b/A", "b/a"], "b/")["b/body/tc-1.12"]
'body/tc-1.12'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate
from unicodedata import is_normalized

#: The first steps that the site uses for pages and data of its own.
OWN = frozenset(
    "assets catalogue changes check context data dump feed findings htaccess index kind network"
    " ontology picture questions robots search shapes sitemap sparql style terms timeline vocabulary void".split()
)
LONGEST = 100
#: Where a step ends like the name of a file of the site (`tc-1.ttl`, `tc-1.ru`), it could be that of another thing.
_FILE = re.compile(
    r"\.(html?|ttl|nt|nq|trig|rdf|jsonld|json|md|csv|ics|atom|xml|rq|svg|css|js|gz|[a-z]{2,3}(-[a-z]{2,4})?)$",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$", re.IGNORECASE)


def paths(iris: Iterable[str], base: str) -> dict[str, str]:
    """Return the path of each IRI below the base, without suffix; no two are alike, not even in small letters."""
    met: dict[str, str] = {}
    found: dict[str, str] = {}
    for iri in sorted(iris):
        steps = [_step(step, first=not n) for n, step in enumerate(iri.removeprefix(base).split("/"))]
        path = "/".join(steps)
        if len(path.encode()) > 2 * LONGEST:
            path = f"{steps[0]}/{_hashed(iri)}"
        for stretch in accumulate(path.split("/"), "{}/{}".format):
            if met.setdefault(stretch.casefold(), stretch) != stretch:
                path = f"{steps[0].casefold()}/{_hashed(iri)}" if len(steps) > 1 else _hashed(iri)
                break
        found[iri] = path
    assert len(set(found.values())) == len(found), "two things have one path"
    return found


@lru_cache(maxsize=1 << 16)
def _step(step: str, first: bool) -> str:
    kept = re.sub(r"[^\w.~()+,=@-]", "-", step).strip(".-")
    safe = (
        kept == step
        and 0 < len(step.encode()) <= LONGEST
        and step != "index"
        and not (first and step.casefold() in OWN)
        and not _FILE.search(step)
        and not _DEVICE.match(step)
        and is_normalized("NFC", step)
    )
    return step if safe else f"{_FILE.sub('', kept)[:40].strip('.-') or 'thing'}-{_hashed(step)}"


def _hashed(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
