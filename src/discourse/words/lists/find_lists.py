"""Paragraphs become lists: a row for each item, numbered and placed."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from discourse.schema import LISTS, READ, check_paragraphs, make_frame
from discourse.texts.sentences import sentence_at, split_sentences
from discourse.words.lexicon import Lexicon
from discourse.words.lists.items import Listing, find_enumerations
from discourse.words.lists.points import find_points
from discourse.words.segment import check_lexicon


class FoundList(NamedTuple):
    """A list as found in a doc: its items (place, start, end), what it is, and from where to where each point goes."""

    items: list[tuple]
    listing: Listing
    extents: list[tuple]


def find_lists(paragraphs: pd.DataFrame, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Find the enumerations of every paragraph, and the points 一是 … 四是, one row for each item.

    Patterns: `enumeration` (A、B和C, with or without 等领域), `quoted` (“选种、育苗、培优”, “点”“线”“面”), `example`
    (one item before 等 and a noun: 低空经济等新增长引擎), `points` (the first sentence of each point, without its
    number). 和 makes a list only beside 、 or before 等. The first item begins, and the last ends, where it is most
    like the others in length and kind; the terms of `lexicon` (a `Lexicon` or None) are never cut. The posts of one
    person, what stands in 《》, the numbers of paragraphs and the imprint are no lists.

    Points are numbered 一是, 一要, 第一, 其一, 首先 … 其次 … 最后, 一方面 … 另一方面, （一）, （1）, ① or 1., several
    in one paragraph or one a paragraph (there as `point` says). They run 1, 2, 3 … in one style, 首先 also on to
    第二; a list ends before a gap, and one point alone is none. Points inside a point are a list of their own.

    Returns doc, section, turn, paragraph, sentence, kind, speaker, point, list (from 1 within the doc, in the order
    of their starts), parent (the list in one of whose items it stands, or points in one of whose points, else missing),
    pattern, head (the noun after 等), lead (the word that governs the first item), rank (from 1), length (items), item,
    start, end: offsets into the paragraph's text.

    Raises DiscourseError for missing columns.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, turn=0, paragraph=1, kind="body", speaker=None,
    ...                                 point=None, text="聚焦光伏、锂电池等领域，加强服务和管理。")])
    >>> find_lists(paragraphs)[["list", "lead", "rank", "item", "head", "start", "end"]]
       list lead  rank item head  start  end
    0     1   聚焦     1   光伏   领域      2    4
    1     1   聚焦     2  锂电池   领域      5    8
    """
    check_paragraphs(paragraphs, READ)
    if lexicon is not None:
        check_lexicon(lexicon)
    docs = pd.Index(paragraphs["doc"].unique())
    paragraphs = paragraphs.sort_values(
        ["doc", "paragraph"], key=lambda column: docs.get_indexer(column) if column.name == "doc" else column
    )
    places: dict[str, list] = {doc: [] for doc in docs}
    for paragraph, sentences in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        if paragraph.kind != "imprint":
            places[paragraph.doc].append((paragraph, sentences))
    rows = []
    for mine in places.values():
        found = [FoundList(*points) for points in find_points(mine)]
        for at, (paragraph, _) in enumerate(mine):
            for listing in sorted(find_enumerations(paragraph.text, lexicon)):
                found.append(FoundList([(at, *span) for span in listing.spans], listing, []))
        found.sort(key=lambda each: (each.items[0][:2], -each.items[0][2]))
        for number, (each, parent) in enumerate(zip(found, parent_lists(found), strict=True), 1):
            _, pattern, head, lead = each.listing
            for rank, (at, start, end) in enumerate(each.items, 1):
                p, sentences = mine[at]
                rows.append(
                    (p.doc, p.section, p.turn, p.paragraph, sentence_at(sentences, start), p.kind, p.speaker, p.point,
                     number, parent, pattern, head, lead, rank, len(each.items), p.text[start:end], start, end)
                )  # fmt: skip
    return make_frame(rows, LISTS)


def parent_lists(found: list[FoundList]) -> Iterator[int | None]:
    """Give for each list the number of the one whose item holds all its items most closely.

    A point holds the points that stand anywhere in it, an item the lists that stand in its words.
    """
    items = [
        ((at, start), (at, end), number, False) for number, each in enumerate(found, 1) for at, start, end in each.items
    ]
    points = [(*extent, number, True) for number, each in enumerate(found, 1) for extent in each.extents]
    to_come, begun = sorted([*items, *points], reverse=True), []
    # The lists stand in the order of their first items: what has ended before one of them holds no later one either.
    for number, each in enumerate(found, 1):
        first, last = each.items[0][:2], each.items[-1][::2]
        while to_come and to_come[-1][0] <= first:
            begun.append(to_come.pop())
        begun = [span for span in begun if span[1] >= first]
        around = [
            (stop[0] - begin[0], stop[1] - begin[1], other)
            for begin, stop, other, is_point in begun
            if other != number and last <= stop and (each.extents or not is_point)
        ]
        yield min(around)[-1] if around else None
