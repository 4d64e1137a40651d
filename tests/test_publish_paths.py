"""IRIs become paths: readable ones stay as they are, no other leaves the folder or hides a file of the site."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from remit.publishing.paths import paths

BASE = "https://example.org/x/"
STEP = st.text(st.sampled_from("aAbB.%?#:/\\ ~é\u0301Я\0\n*<>|\"'&;index"), max_size=12)
KEPT = ["body/tc-1.12", "programme/p1/2017/event/2.1.3a", "organisation/метрология", "concept", "year/2016"]
HOSTILE = [
    "../../etc/passwd", "..", ".", "a//b", "/root", "index", "body/index", "Index", "search", "body/TC-1", "body/tc-1",
    "a?b", "a#b", "a%2e%2e/b", "%2e%2e/%2e%2e", "con", "nul.txt", ".htaccess", ".well-known/void", "a.html", "a.html/b",
    "a", "a.ttl", "a.ru", "x" * 5000, "x" * 5001, "/".join(["deep"] * 200), "c:\\windows", "javascript:alert(1)", "a b",
    "Body/x", "body/x", "é", "e\u0301", "style",
]  # fmt: skip


def found(ends: list[str]) -> dict[str, str]:
    return {iri.removeprefix(BASE): path for iri, path in paths([BASE + end for end in ends], BASE).items()}


def test_readable_iris_keep_their_paths() -> None:
    assert found(KEPT) == {end: end for end in KEPT}


def test_hostile_iris_have_safe_paths_that_nothing_else_has() -> None:
    check(found([*KEPT, *HOSTILE]))


def test_a_path_does_not_depend_on_the_order_of_the_iris() -> None:
    assert found(HOSTILE) == found(HOSTILE[::-1])


@given(st.lists(st.lists(STEP, min_size=1, max_size=3).map("/".join), max_size=8, unique=True))
def test_any_iris_have_safe_paths_that_nothing_else_has(ends: list[str]) -> None:
    check(found(ends))


def check(every: dict[str, str]) -> None:
    files = [f"{path}{suffix}" for path in every.values() for suffix in (".html", ".ru.html", ".ttl", ".md")]
    folders = {path.rpartition("/")[0].casefold() for path in files}
    assert len({path.casefold() for path in files}) == len(files)
    assert not folders.intersection(path.casefold() for path in files)
    for path in files:
        assert len(path.encode()) < 250
        assert all(re.fullmatch(r"[\w.~()+,=@-]{1,120}", step) for step in path.split("/")), path
        assert not any(step.startswith(".") for step in path.split("/")), path
        assert path not in ("index.html", "search.html", "style.html")
        assert not path.endswith("/index.html")
