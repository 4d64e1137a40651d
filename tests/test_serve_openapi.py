"""The description of the addresses is one of OpenAPI 3.1, and true."""

from __future__ import annotations

from endpoint import Live
from remit import bundle
from remit.questions import questions


def test_each_question_is_described(server: Live) -> None:
    said = server.get("openapi.json").json()

    assert said["openapi"] == "3.1.0"
    names = {path.removeprefix("/questions/") for path in said["paths"] if path.startswith("/questions/")}
    catalogue = questions([bundle.folder("queries")]).values()
    assert names == {each.name for each in catalogue if not each.services}


def test_what_is_described_is_answered(server: Live) -> None:
    """Each address, with the examples of the description: never a fault, and never a status that is not told."""
    paths = server.get("openapi.json").json()["paths"]
    for path, methods in paths.items():
        if "get" not in methods:
            continue
        said = {p["name"]: p.get("example", "") for p in methods["get"]["parameters"] if p["required"]}
        at = path.lstrip("/").format(**{name: value for name, value in said.items() if f"{{{name}}}" in path})
        query = "&".join(f"{name}={value}" for name, value in said.items() if f"{{{name}}}" not in path)
        told = server.get(f"{at}?{query}" if query else at)

        assert str(told.status_code) in methods["get"]["responses"], (path, told.text[:200])
