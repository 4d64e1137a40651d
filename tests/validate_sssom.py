"""Run by the Python of `build/sssom`: have sssom-py validate files of links, as `sssom validate` does.

Prints, as JSON, for each file why it is not valid (nothing where it is) and how many rows sssom-py kept: a row that
it cannot understand it leaves out, tells so, and calls the rest valid.
"""

from __future__ import annotations

import json
import sys

from sssom.parsers import parse_sssom_table, to_mapping_set_document
from sssom.validators import validate


def judged(path: str) -> tuple[str, int]:
    """Return why a file is not valid, and how many rows were kept."""
    try:
        table = parse_sssom_table(path)
        validate(table)
        return "", len(to_mapping_set_document(table).mapping_set.mappings or ())
    except Exception as error:  # whatever it stops with: the test tells it
        return f"{type(error).__name__}: {error}", 0


if __name__ == "__main__":
    sys.stdout.write(json.dumps({path: judged(path) for path in sys.argv[1:]}))
