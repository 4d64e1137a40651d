"""The pages that the server writes itself are valid HTML, too, by the Nu checker of the W3C."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from endpoint import Live
from test_publish_validator import checker, told

__all__ = ["checker"]
HTML = "text/html"
PAGES = [
    "questions/remit-of-body?body=WG+1",
    "questions/events-about?words=" + quote('<b>"&'),
    "questions/remit-of-body?body=" + quote("<WG 1>"),
    "questions/events-in-year?year=abc",
    "body/wg-11",
    "memento/nothing/body/wg-1",
    "reconcile/preview?id=body/wg-1",
    "sparql",
]


def test_the_pages_of_the_server_are_valid(server: Live, tmp_path: Path) -> None:
    for number, path in enumerate(PAGES):
        page = server.get(path, HTML)
        assert page.headers["content-type"].startswith(HTML), path
        (tmp_path / f"{number}.html").write_bytes(page.content)
    flyout = server.get("reconcile/flyout/entity?id=body/wg-1").json()["html"]
    whole = f'<!doctype html><html lang="en"><head><title>x</title></head><body>{flyout}</body></html>'
    (tmp_path / "flyout.html").write_text(whole, encoding="utf-8")

    assert told(tmp_path, sorted(each.name for each in tmp_path.iterdir())) == []
