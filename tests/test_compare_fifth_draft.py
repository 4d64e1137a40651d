"""A fifth fictional revision of P1, by somebody who had not read the code that compares; its truth was written first.

    python tests/test_compare_fifth_draft.py      prints what was missed and what was told falsely

When it was first compared 53 of 60 changes were told, and one link of work was wrong: the signing of a memorandum with
one partner went on as that with another, in another section and year. Titles that asked for something else to be done
with the same thing (signing, then implementation) were told as other words; two that do so are still.
"""

from __future__ import annotations

from drafted import Drafted, Said

DRAFT = Drafted("fifth")
#: Changes of meaning that are told as other words: what is to be done with a thing is another deed, or one deed less.
DEEDS: set[Said] = {
    ("deed-changed", ("2.2.8",), ("2.2.8",)),
    ("title-narrowed", ("1.3",), ("1.4",)),
}


def test_every_link_of_work_is_found_and_none_is_wrong() -> None:
    assert DRAFT.links_found() == DRAFT.links_wanted()


def test_the_changes_are_those_of_the_author() -> None:
    done_otherwise = {("title-reworded", old, new) for _, old, new in DEEDS}

    assert DRAFT.told - done_otherwise == DRAFT.wanted - DEEDS


if __name__ == "__main__":
    DRAFT.show()
