"""Find among many names those that a name may be: words and groups of three letters, weighted by rarity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from remit.candidates.spelling import Name

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
#: What stands in more names than this leads to none of them, but to those that have nothing rarer.
_OFTEN = 200
#: So many of what is rarest in a name lead to it, however often they are elsewhere.
_RAREST = 6
#: How many names are looked at for one; and as many of the same country, for a name may be borne in all of them.
_NEAREST = 16
#: How alike two names must be by what leads from one to the other; or else so much of what the best one is.
_LEAST, _OF_BEST = 0.2, 0.5


class Index:
    """The names of an authority; rows are names, in the order given."""

    def __init__(self, names: Sequence[Name]) -> None:
        """Index names."""
        self._columns: dict[str, int] = {}
        self._by_word: dict[str, list[int]] = {}
        counts = self._counts(names, grow=True)
        often = np.bincount(counts.indices, minlength=counts.shape[1])
        self._rarity = np.log((1 + len(names)) / (1 + often)) + 0.1
        rows = self._weighed(counts)
        common = often[rows.indices] > max(_OFTEN, len(names) // 60)
        rows.data[common & (_ranks(rows, often[rows.indices]) >= _RAREST)] = 0
        rows.eliminate_zeros()
        self._leading = rows.T.tocsr()

    def near(self, names: Sequence[Name], country: Ints, countries: Ints) -> tuple[Ints, Ints]:
        """Return the nearest rows of each name as pairs: the number of the name, that of the row.

        `country` is that of each name, `countries` those of the rows; 0 is none that is known.
        """
        product = self._weighed(self._counts(names, grow=False)) @ self._leading
        found = np.diff(product.indptr)
        best = np.zeros(len(names))
        best[found > 0] = np.maximum.reduceat(product.data, product.indptr[:-1][found > 0])
        enough = np.flatnonzero(product.data > np.repeat(np.minimum(_LEAST, _OF_BEST * best), found))
        name = np.repeat(np.arange(len(names)), found)[enough]
        row, cosine = product.indices[enough], product.data[enough]
        # One key instead of two: a cosine is at most 1, so that the names stay apart.
        order = np.lexsort((row, 2.0 * name - cosine))
        name, row = name[order], row[order]
        starts = np.searchsorted(name, np.arange(len(names)))
        same = (country[name] == countries[row]) & (country[name] > 0)
        before = np.cumsum(same) - same
        keep = np.arange(len(name)) - starts[name] < _NEAREST
        keep |= same & (before - before[starts[name]] < _NEAREST)
        return name[keep].astype(np.int64), row[keep].astype(np.int64)

    def _counts(self, names: Sequence[Name], grow: bool) -> csr_matrix:
        pointers, indices = [0], list[int]()
        for name in names:
            found = set(self._known(_pairs(name), grow)) if name.concepts else set[int]()
            for word in name.rest.split():
                if word not in self._by_word:
                    self._by_word[word] = self._known([word, *_threes(word)], grow)
                found.update(self._by_word[word])
            indices += sorted(found)
            pointers.append(len(indices))
        shape = (len(names), max(1, len(self._columns)))
        return csr_matrix((np.ones(len(indices)), np.array(indices, dtype=np.int64), pointers), shape=shape)

    def _known(self, features: Iterable[str], grow: bool) -> list[int]:
        """Return the columns of features; what leads nowhere has none, but gets one while the index grows."""
        if grow:
            return [self._columns.setdefault(feature, len(self._columns)) for feature in features]
        return [self._columns[feature] for feature in features if feature in self._columns]

    def _weighed(self, counts: csr_matrix) -> csr_matrix:
        """Return counts weighed by rarity, each row of length 1."""
        made = counts.copy()
        made.data = made.data * self._rarity[made.indices]
        squares: Floats = np.asarray(made.multiply(made).sum(axis=1)).ravel()
        made.data /= np.repeat(np.sqrt(squares), np.diff(made.indptr))
        return made


def _ranks(rows: csr_matrix, often: Ints) -> Ints:
    """Return for each entry of a matrix how many of its row are rarer."""
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    ranks = np.empty(len(row), dtype=np.int64)
    ranks[np.lexsort((often, row))] = np.arange(len(row)) - np.repeat(rows.indptr[:-1], np.diff(rows.indptr))
    return ranks


def _threes(word: str) -> list[str]:
    """Return the groups of three letters of a word, with a blank at each end."""
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]


def _pairs(name: Name) -> list[str]:
    """Return the pairs of what a name's known words stand for."""
    bits = [bit for bit in range(name.concepts.bit_length()) if name.concepts >> bit & 1]
    return [f"={one}+{other}" for one, other in combinations(bits, 2)]
