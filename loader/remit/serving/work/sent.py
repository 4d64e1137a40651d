"""Read what a client of the Reconciliation Service API sends: JSON of the form that its specification has.

It is read in the process that answers it: to read 262,144 bytes may take two seconds, which would hold up all others.
"""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from remit.serving.reply import Reply, problem

#: So many names at once.
NAMES = 100
TEXT: dict[str, Any] = {"type": "string"}
#: How much it may be is a matter of the whole: of its bytes, and of the time and memory of the process.
QUERIES: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "description": "a query has a name as its “query”, or “properties”, or both",
        "anyOf": [{"required": ["query"]}, {"required": ["properties"], "properties": {"properties": {"minItems": 1}}}],
        "properties": {
            "query": TEXT,
            "type": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
            "limit": {"type": "integer", "minimum": 1},
            "properties": {
                "type": "array",
                "items": {"type": "object", "properties": {"pid": TEXT}, "required": ["pid"]},
            },
        },
    },
}
EXTEND: dict[str, Any] = {
    "type": "object",
    "required": ["ids", "properties"],
    "properties": {
        "ids": {"type": "array", "items": TEXT},
        "properties": {
            "type": "array",
            "items": {"type": "object", "properties": {"id": TEXT}, "required": ["id"]},
        },
    },
}
FORMS = {"queries": QUERIES, "extend": EXTEND}


class Unread(Exception):
    """What was sent has another form; `reply` says where."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        """Keep what is answered."""
        super().__init__(title)
        self.reply: Reply = problem(status, title, detail)


def read(text: str, name: str) -> dict[str, Any]:
    """Return what is said under one of the names of `FORMS`; what has another form is Unread.

    >>> read('{"q": {"query": "WG 1"}}', "queries")
    {'q': {'query': 'WG 1'}}
    """
    said, title = _object(text, name), f"“{name}” cannot be read"
    if name == "queries" and len(said) > NAMES:
        raise Unread(413, "Too many names at once", f"{NAMES} are the most; they are asked in several batches.")
    if error := best_match(Draft202012Validator(FORMS[name]).iter_errors(said)):
        why = error.schema.get("description") if error.validator == "anyOf" else ""
        raise Unread(400, title, f"{error.json_path}: {why or error.message[:200]}")
    return said


def _object(text: str, name: str) -> dict[str, Any]:
    title = f"“{name}” cannot be read"
    try:
        said = json.loads(text)
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Unread(400, title, "It is no JSON.") from None
    if not isinstance(said, dict):
        raise Unread(400, title, "It is no object.")
    return said
