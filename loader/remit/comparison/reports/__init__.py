"""What changed, as somebody wants to have it: one small module a format, all of one form.

A report is a function that takes a redline and returns a text (bytes for a Word document).
To add a format: a module with such a function, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from remit.comparison.redline import Redline

Report = Callable[[Redline], str | bytes]

#: Format → the module that writes it, and its function.
_WRITERS: dict[str, tuple[str, str]] = {
    "text": ("text", "as_text"),
    "markdown": ("markdown", "as_markdown"),
    "json": ("plain", "as_json"),
    "html": ("html", "as_html"),
    "docx": ("word", "as_word"),
    "turtle": ("rdf", "as_turtle"),
    "patch": ("rdf", "as_patch"),
}

#: The names of the formats; the first is for people.
FORMATS = tuple(_WRITERS)


def report(form: str) -> Report:
    """Return the report of a format, imported when it is first asked for."""
    module, function = _WRITERS[form]
    return cast(Report, getattr(import_module(f"remit.comparison.reports.{module}"), function))
