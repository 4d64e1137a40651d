"""The few pages that the server writes itself: what went wrong, for people."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def problem_page(said: dict[str, Any]) -> bytes:
    """Return what went wrong as a page."""
    return environment().get_template("problem.html").render(said).encode()


@cache
def environment() -> Environment:
    """Return the templates of the server; what is put into pages is escaped, what is put into Turtle is not."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=PackageLoader("remit.serving", "templates"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
