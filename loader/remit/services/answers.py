"""Judge the body of an answer: a page instead of data, data that breaks off, data of another form."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

from remit.services.exchange import Response
from remit.services.http import failure
from remit.services.service import Service

T = TypeVar("T")
#: How long a text of one value is at most: a status, an identifier.
_LONG = 500
#: How JSON writes half of a letter, which no text can hold.
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def no_page(service: Service, response: Response) -> None:
    """Stop where the answer is a page for people, or nothing."""
    form = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if "html" in form or response.body.lstrip()[:1] == b"<":
        raise failure(service, "answered with a page instead of data")
    if not response.body.strip():
        raise failure(service, "gave an empty answer")


def as_json(service: Service, response: Response) -> Any:
    """Return the JSON of an answer."""
    no_page(service, response)
    try:
        said = json.loads(response.body)
        if _HALF.search(response.body):
            json.dumps(said, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise failure(service, "gave an answer with a text that breaks off within a letter; it was not used") from error
    except (ValueError, RecursionError) as error:
        raise failure(service, "gave an answer that breaks off or is no JSON; it was not used") from error
    return said


def expect(service: Service, value: Any, form: type[T], what: str) -> T:
    """Return a value of an expected form; another is a ServiceError."""
    if not isinstance(value, form):
        raise failure(service, f"gave an answer of another form than its protocol has: {what} is no {form.__name__}")
    return value


def text(service: Service, value: Any, what: str) -> str:
    """Return a text that is no longer than one value can be; another is a ServiceError."""
    said = expect(service, value, str, what)
    if len(said) > _LONG:
        raise failure(service, f"gave an answer of another form than its protocol has: {what} is no short text")
    return said


def year(service: Service, value: Any, what: str) -> int | None:
    """Return a year of four figures at most, or None where none is given; what is no year is a ServiceError."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10_000:
        raise failure(service, f"gave an answer of another form than its protocol has: {what} is no year")
    return value
