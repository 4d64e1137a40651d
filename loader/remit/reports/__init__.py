"""What was found, as somebody wants to have it: one small module a format, all of one form.

A report is a function that takes what was checked and returns a text; nothing is printed and no file is written.
To add a format: a module with such a function, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from remit.reports.checked import Checked

#: What turns that which was checked into a text.
Report = Callable[[Checked], str]

#: Format → the module that writes it, and its function.
_WRITERS: dict[str, tuple[str, str]] = {
    "text": ("text", "as_text"),
    "lines": ("lines", "as_lines"),
    "json": ("plain", "as_json"),
    "sarif": ("sarif", "as_sarif"),
    "github": ("github", "as_github"),
    "turtle": ("turtle", "as_turtle"),
    "html": ("html", "as_html"),
}

#: The names of the formats; the first is for people.
FORMATS = tuple(_WRITERS)


def report(form: str) -> Report:
    """Return the report of a format, imported when it is first asked for."""
    module, function = _WRITERS[form]
    return cast(Report, getattr(import_module(f"remit.reports.{module}"), function))
