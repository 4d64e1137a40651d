"""Whose document is it? One of another organisation is read without the bodies and posts of the bundled workspace.

What every organisation has, a director or a secretariat, says nothing of whose it is; a name that no other has does.
"""

from __future__ import annotations

from collections.abc import Sequence

from remit.reading import Event
from remit.understand.lexicon import Lexicon
from remit.wording import Text


def is_foreign(events: Sequence[Event], texts: Sequence[Text], lexicon: Lexicon) -> bool:
    """Return whether a document names neither the organisation nor a body of it by a name that others do not have."""
    executors = (executor for event in events for executor in event.executors)
    own = (executor for executor in executors if lexicon.registry.is_own(executor.holder))
    if any(_is_telling(executor.name, lexicon) for executor in own):
        return False
    named = (record.path for text in texts for *_, record in lexicon.names(text.text, ("organisation",)))
    return lexicon.organisation not in named


def _is_telling(name: str, lexicon: Lexicon) -> bool:
    """Return whether a name is one organisation's: one of several words, with a number, or an abbreviation."""
    is_word = name.isalpha() and sum(map(str.isupper, name)) < 2
    return not (is_word or lexicon.is_common(name))
