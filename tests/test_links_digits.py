"""A slip of the hand in an identifier is found by its check digits, one wrong character or two exchanged."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from remit.links.checkdigits import isni, ror

crockford = "0123456789abcdefghjkmnpqrstvwxyz"


def with_ror_digits(six: str) -> str:
    """Return a ROR id with the digits that the rule demands, computed over the number written in base 32."""
    number = sum(crockford.index(letter) * 32**place for place, letter in enumerate(reversed(f"0{six}")))
    return f"0{six}{98 - number * 100 % 97:02}"


def with_isni_digit(digits: str) -> str:
    """Return an ISNI with its check character: the weighted sum with it is 1 modulo 11."""
    total = sum(int(digit) * pow(2, 15 - place, 11) for place, digit in enumerate(digits))
    return digits + "0123456789X"[(1 - total) % 11]


@given(st.text(crockford, min_size=6, max_size=6), st.integers(0, 8), st.sampled_from(crockford))
def test_every_wrong_character_of_a_ror_id_is_found(six: str, place: int, letter: str) -> None:
    right = with_ror_digits(six)

    assert ror(right)
    wrong = right[:place] + letter + right[place + 1 :]
    assert ror(wrong) == (wrong == right)


@given(st.text(crockford, min_size=6, max_size=6), st.integers(1, 5))
def test_swapped_neighbours_of_a_ror_id_are_found(six: str, place: int) -> None:
    right = with_ror_digits(six)

    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]

    assert ror(wrong) == (wrong == right)


@given(st.text(string.digits, min_size=15, max_size=15), st.integers(0, 15), st.sampled_from("0123456789X"))
def test_every_wrong_character_of_an_isni_is_found(digits: str, place: int, letter: str) -> None:
    right = with_isni_digit(digits)

    assert isni(right)
    wrong = right[:place] + letter + right[place + 1 :]
    assert isni(wrong) == (wrong == right)


@given(st.text(string.digits, min_size=15, max_size=15), st.integers(0, 14))
def test_swapped_neighbours_of_an_isni_are_found(digits: str, place: int) -> None:
    right = with_isni_digit(digits)

    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]

    assert isni(wrong) == (wrong == right)


@given(st.text(max_size=20))
def test_any_text_may_be_asked(text: str) -> None:
    assert not (ror(text) and isni(text))
