"""Many texts as one, so that each step is taken once for all of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

# No letter and no blank, as wide as a Chinese character, and in no text: blanks beside it part nothing.
SEPARATOR = "\uffef"
# So many characters are taken at once: as many more take no less time for each.
CHARACTERS = 100_000


class JoinedTexts(NamedTuple):
    """Texts, all of them one after the other with a separator behind each, and where each begins."""

    texts: Sequence[str]
    text: str
    starts: np.ndarray

    @classmethod
    def of(cls, texts: Sequence[str]) -> "JoinedTexts":
        """Join texts.

        >>> JoinedTexts.of(["发展", "6G"]).starts
        array([0, 3])
        """
        ends = np.cumsum([len(text) + 1 for text in texts])
        return cls(texts, SEPARATOR.join([*texts, ""]), np.concatenate([[0], ends[:-1]]).astype("int64"))

    def texts_at(self, places: Sequence[int] | np.ndarray) -> np.ndarray:
        """Return the number of the text that each place of the whole lies in.

        >>> JoinedTexts.of(["发展", "6G"]).texts_at([0, 1, 3])
        array([0, 0, 1])
        """
        return np.searchsorted(self.starts, places, side="right") - 1


def number_texts(texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """Return texts, each once however often it stands there, and which of these each text is.

    What is printed again, lines of an imprint and whole articles, is worked out once.

    >>> number_texts(["发展", "6G", "发展"])
    (['发展', '6G'], array([0, 1, 0]))
    """
    numbers: dict[str, int] = {}
    which = [numbers.setdefault(text, len(numbers)) for text in texts]
    return list(numbers), np.array(which, dtype="int64")


def rows_of_parts(counts: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Return the rows of some parts, one after the other, where each has so many rows and all stand in their order.

    >>> rows_of_parts(np.array([2, 1, 3]), np.array([2, 0, 2]))
    array([3, 4, 5, 0, 1, 3, 4, 5])
    """
    sizes = counts[which]
    before = (np.cumsum(counts) - counts)[which] - (np.cumsum(sizes) - sizes)
    return np.arange(sizes.sum()) + np.repeat(before, sizes)


def join_texts(texts: Sequence[str]) -> Iterator[JoinedTexts]:
    """Join as many texts at once as have so many characters.

    >>> [len(joined.texts) for joined in join_texts(["发展", "6G"])]
    [2]
    """
    batch = np.cumsum([len(text) for text in texts]) // CHARACTERS
    edges = [*(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(texts)] if len(texts) else []
    for first, last in zip([0, *edges], edges, strict=False):
        yield JoinedTexts.of(texts[first:last])
