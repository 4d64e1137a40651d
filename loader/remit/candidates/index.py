"""Find among many things those that a name may mean: groups of three letters, weighted by how rare they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from remit.candidates.spelling import Name

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
#: Groups of letters in more names than this do not lead to a name; they still count when two names are compared.
_OFTEN = 250
#: How many names are looked at for one name, and how alike they must be by rare groups of letters.
_NEAREST = 16
_LEAST = 0.12
_WORDS = 8


class Index:
    """The names of an authority by their groups of letters; rows are names, in the order given."""

    def __init__(self, names: Sequence[Name]) -> None:
        """Index names."""
        self._grams: dict[str, int] = {}
        self._of_word: dict[str, list[int]] = {}
        counts = self._counts(names, grow=True)
        often = np.bincount(counts.indices, minlength=counts.shape[1])
        self._rarity = np.log((1 + len(names)) / (1 + often)) + 0.1
        self._rows = self._weighed(counts)
        leading = self._rows.copy()
        leading.data[often[leading.indices] > max(_OFTEN, len(names) // 100)] = 0
        leading.eliminate_zeros()
        self._leading = leading.T.tocsr()

    def near(self, names: Sequence[Name]) -> tuple[Ints, Ints, Floats]:
        """Return the nearest rows of each name as pairs: number of the name, of the row, cosine from 0 to 1."""
        asked = self._weighed(self._counts(names, grow=False))
        product = (asked @ self._leading).tocoo()
        keep = product.data > _LEAST
        name, row, rough = product.row[keep], product.col[keep], product.data[keep]
        order = np.lexsort((row, -rough, name))
        name, row = name[order], row[order]
        first = np.searchsorted(name, name)
        keep = np.arange(len(name)) - first < _NEAREST
        name, row = name[keep].astype(np.int64), row[keep].astype(np.int64)
        return name, row, _dots(asked, self._rows, name, row)

    def _counts(self, names: Sequence[Name], grow: bool) -> csr_matrix:
        lists = [self._name(name.words, grow) for name in names]
        lengths = np.fromiter((len(each) for each in lists), dtype=np.int64, count=len(lists))
        indices = np.fromiter(chain.from_iterable(lists), dtype=np.int64, count=int(lengths.sum()))
        pointers = np.concatenate(([0], np.cumsum(lengths)))
        made = csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(names), max(1, len(self._grams))))
        made.sum_duplicates()
        return made

    def _weighed(self, counts: csr_matrix) -> csr_matrix:
        """Return counts weighed by rarity, each row of length 1."""
        made = counts.copy()
        made.data = np.sqrt(made.data) * self._rarity[made.indices]
        filled = np.diff(made.indptr)
        squares: Floats = np.asarray(made.multiply(made).sum(axis=1)).ravel()
        made.data /= np.repeat(np.sqrt(squares), filled)
        return made

    def _name(self, words: Sequence[str], grow: bool) -> list[int]:
        """Return the groups of letters of a name: of each word, and of each two words by their beginnings."""
        found = list(chain.from_iterable(self._word(word, grow) for word in words))
        beginnings = [word[:3] for word in words[:_WORDS]]
        for first, second in combinations(beginnings, 2):
            both = f"{first}+{second}"
            if grow:
                found.append(self._grams.setdefault(both, len(self._grams)))
            elif both in self._grams:
                found.append(self._grams[both])
        return found

    def _word(self, word: str, grow: bool) -> Iterable[int]:
        if (known := self._of_word.get(word)) is not None:
            return known
        padded = f" {word} "
        grams = [padded[at : at + 3] for at in range(max(1, len(padded) - 2))]
        if grow:
            found = [self._grams.setdefault(gram, len(self._grams)) for gram in grams]
            self._of_word[word] = found
            return found
        return [self._grams[gram] for gram in grams if gram in self._grams]


def _dots(left: csr_matrix, right: csr_matrix, i: Ints, j: Ints) -> Floats:
    """Return the products of the rows i of one matrix with the rows j of another, pair by pair."""
    if not len(i):
        return np.zeros(0)
    return np.asarray(left[i].multiply(right[j]).sum(axis=1)).ravel()
