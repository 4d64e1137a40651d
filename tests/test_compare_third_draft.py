"""A third fictional revision of P1, in the habits of a secretariat; its truth was written before any program read it.

    python tests/test_compare_third_draft.py      prints what was missed and what was told falsely

When it was first compared all links of work were found and none was wrong; of 61 changes 57 were told, and three that
are none. Missed were an abbreviation in the plural (told as another one), "three" that became "two" (told as other
words) and a remark that stays at one part of a split (told nowhere); a clause in other words was told as gone.
"""

from __future__ import annotations

from drafted import Drafted

DRAFT = Drafted("third")


def test_every_link_of_work_is_found_and_none_is_wrong() -> None:
    assert DRAFT.links_found() == DRAFT.links_wanted()


def test_the_changes_are_those_of_the_author() -> None:
    assert DRAFT.told == DRAFT.wanted


def test_the_title_of_a_number_that_is_used_again_says_its_group() -> None:
    reused = {each.new: each.before for each in DRAFT.comparison.changes if each.kind == "number-reused"}

    assert reused[("2.3.1",)].startswith("Development and realization of the Collaboration Program")


if __name__ == "__main__":
    DRAFT.show()
