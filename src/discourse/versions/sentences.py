"""The sentences of one version, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.schema import SIDES, check_paragraphs
from discourse.texts.normalize import letters
from discourse.texts.sentences import split_sentences


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence of a version, with its place; `index` counts the sentences of the version from 0, `start` the
    characters of its paragraph, and `sentence` is the key of the frames: a sentence of several rows has it in all."""

    index: int
    kind: str
    section: int
    turn: int
    point: int | None
    paragraph: int
    sentence: int
    start: int
    text: str

    @cached_property
    def letters(self) -> str:
        """Its letters and digits, folded for comparing."""
        return letters(self.text)


def check_versions(paragraphs: pd.DataFrame, columns: Iterable[str], *, old: str, new: str) -> None:
    """Refuse paragraphs that lack one of `columns` or a version, and one version given as both."""
    check_paragraphs(paragraphs, columns)
    for side, doc in zip(SIDES, (old, new), strict=True):
        one_of(side, doc, paragraphs["doc"].unique())
    if old == new:
        raise DiscourseError(f"old={old!r} and new={new!r} are one doc; give two")


def read_sentences(paragraphs: pd.DataFrame, doc: str) -> list[Sentence]:
    """List the sentences of a doc in the order of its paragraphs, whatever the order of the rows.

    >>> frame = pd.DataFrame({"doc": "a", "section": 0, "turn": 0, "paragraph": [2, 1], "kind": "body", "point": None,
    ...                       "text": ["三。", "一。二。"]})
    >>> [(s.index, s.paragraph, s.start, s.text) for s in read_sentences(frame, "a")]
    [(0, 1, 0, '一。'), (1, 1, 2, '二。'), (2, 2, 0, '三。')]
    """
    paragraphs = paragraphs[paragraphs["doc"] == doc].sort_values("paragraph", kind="stable")
    sentences: list[Sentence] = []
    for p, (first, starts) in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        point = None if pd.isna(p.point) else int(p.point)
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True), first):
            place = (p.kind, p.section, p.turn, point, p.paragraph, number, start)
            sentences.append(Sentence(len(sentences), *place, p.text[start:end]))
    return sentences


def version_order(sentences: list[Sentence]) -> tuple:
    """Return what two versions are sorted by before they are compared, whichever of them is the old one.

    Of equals one is taken by the order of the versions: in an order of their own, the mirror image is the same
    comparison, turned round.
    """
    return len(sentences), [(s.text, s.kind, s.section, s.turn, s.point or 0) for s in sentences]
