"""Compare two revisions: which event goes on as which, what changed, and what that means for whom.

The package can be called as the verb is, for Python gives `remit.compare` to whichever of the two came first.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Verb(ModuleType):
    """A package that is called as the verb of its name."""

    def __call__(self, *sides: Any, **options: Any) -> Any:
        from remit.verbs import compare

        return compare(*sides, **options)


sys.modules[__name__].__class__ = _Verb
