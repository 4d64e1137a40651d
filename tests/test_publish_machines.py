"""What is published for machines is the same to the byte wherever it is made, and all that pages offer is there."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store

from published import fictional
from remit.publishing import site
from remit.publishing.publication import Publication

HERE = Path(__file__).parent
#: Prints the hash of each file of a site whose graph comes in the order of the store, or turned around.
SCRIPT = """
import hashlib, sys
import pytest
from published import fictional
from pyoxigraph import Store
from remit.publishing import site
from remit.publishing.publication import Publication

store, turned = fictional("ru").store, Store()
for quad in sorted(store, key=str, reverse=sys.argv[1] == "turned"):
    turned.add(quad)
for path, content in sorted(site.files(Publication(fictional("ru").workspace, turned))):
    print(hashlib.sha256(content).hexdigest(), path)
"""


def hashes(order: str, **settings: str) -> list[str]:
    paths = [str(HERE), str(HERE.parent / "loader"), *filter(None, sys.path)]
    environment = {**os.environ, **settings, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run([sys.executable, "-c", SCRIPT, order], env=environment, capture_output=True, check=True)
    return done.stdout.decode().splitlines()


@pytest.mark.long
def test_another_place_time_and_order_give_the_same_bytes() -> None:
    here = hashes("sorted", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    there = hashes("turned", PYTHONHASHSEED="77", TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8", LANG="ru_RU.UTF-8")

    assert len(here) > 100
    assert here == there


@cache
def fictional_files() -> dict[str, bytes]:
    return dict(site.files(fictional()))


def test_the_order_in_which_triples_came_changes_no_file() -> None:
    turned = Store()
    for quad in sorted(fictional().store, key=str, reverse=True):
        turned.add(quad)

    made = dict(site.files(Publication(fictional().workspace, turned)))

    assert [path for path, content in fictional_files().items() if made.get(path) != content] == []
    assert made.keys() == fictional_files().keys()


def test_every_form_that_a_page_offers_is_there() -> None:
    publication = fictional()
    made = fictional_files()
    things, languages = publication.things.every.values(), ("", *(f".{code}" for code in publication.languages))
    iris = {f"{thing.path}{code}.html": thing.iri for thing in things for code in languages}

    for page in sorted(path for path in made if path.endswith(".html")):
        for offered in publication.alternates(page, iris.get(page, "")):
            assert offered.path in made, (page, offered)
