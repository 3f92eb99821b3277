"""Where a text gives the words of another: in quotation marks, after 《…》提出 and its like, and in titles."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

# Who or what is quoted, right before a verb of saying: a document, a meeting, a leader.
SOURCE = re.compile(
    r"(?:《[^《》]{1,80}》|[^,，。;；:：、!！?？《》“”]{0,8}(?:全会|会议|大会|总书记|党中央|二十大|十[一二三四五六七八九]大))$"
)
# What one of them may end with, before a line end, too.
SOURCE_ENDS = "》会议记央大\n"
REPORT = re.compile(
    "(?P<mark>强调指出|明确提出|明确要求|明确指出|提出|指出|强调|要求|明确|写道|宣布)(?![的了过])[:：,，]?"
)
CLAUSE = r"[^,，。;；!！?？]"
SAID = re.compile(rf"(?:[“「『][^”」』]{{0,400}}[”」』]){{1,9}}|{CLAUSE}{{4,200}}")
# A source stands within so many characters before what is said, and holds for so many after it.
AROUND, HOLDS = 90, 300
CALLED_FOR = re.compile(
    rf"对(?P<text>{CLAUSE}{{4,40}}?)等?(?P<mark>(?:提出|作出|做出){CLAUSE}{{0,6}}?(?:要求|部署|安排))"
)
MARKS = re.compile(r"[“「『]([^“”「」『』]*)[”」』]")
TITLE = re.compile(r"《([^《》]*)》")
# So many characters in marks are the words of another; fewer are a name: “小巨人”企业.
LEAST = 10
SENTENCE = re.compile(r"[。！？!?;；]")
MAY_QUOTE = re.compile("[“「『《]|全会|会议|大会|总书记|党中央|[二十一三四五六七八九]大")


class Quote(NamedTuple):
    """Words of another: where they stand, where their source is named, the word or sign that marks them, the rule."""

    start: int
    end: int
    source: tuple[int, int] | None
    mark: str
    rule: str


def find_quoted(text: str) -> list[Quote]:
    """Find the words of another in a text, in their order: quotations, reported words, and titles.

    `rule` is "marks" (in quotation marks behind a source), "reported" (behind a source without marks), "called_for"
    (对…提出要求), "marks_alone" (ten characters or more in marks, no source) or "title". A source holds for what its
    sentence calls for after it.

    >>> [(quote.start, quote.end, quote.rule) for quote in find_quoted("《决定》提出健全体制机制。“小巨人”企业")]
    [(1, 3, 'title'), (6, 12, 'reported')]
    """
    if not MAY_QUOTE.search(text):
        return []
    found = [Quote(*match.span(1), None, match[0][0], "title") for match in TITLE.finditer(text) if match[1]]
    reported = list(find_reported(text))
    sources = sorted({quote.source for quote in reported if quote.source})
    for match in CALLED_FOR.finditer(text):
        at, known = match.start(), None
        for source in sources[bisect_left(sources, (at,)) - 1 :][:1] if sources else []:
            known = source if at - HOLDS < source[0] < at and not SENTENCE.search(text, source[0], at) else None
        reported.append(Quote(*match.span("text"), known, match["mark"], "called_for"))
    taken = sorted([*found, *reported])
    for match in MARKS.finditer(text):
        start, end = match.span(1)
        if end - start < LEAST:
            continue
        before = taken[bisect_left(taken, (start + 1,)) - 1 :][:1] if taken else []
        if not any(quote.start <= start < quote.end for quote in before):
            found.append(Quote(start, end, None, match[0][0], "marks_alone"))
    return sorted([*found, *reported])


def find_reported(text: str) -> Iterator[Quote]:
    """Give what stands behind a source and a verb of saying, in marks or not."""
    free = 0
    for match in REPORT.finditer(text):
        if match.start() < free or text[max(0, match.start() - 1) : match.start()] not in SOURCE_ENDS:
            continue
        before, said = text[max(0, match.start() - AROUND) : match.start()], SAID.match(text, match.end())
        named = SOURCE.search(before)
        if named and said:
            free, marked = said.end(), said[0][0] in "“「『"
            spans = [each.span(1) for each in MARKS.finditer(text, *said.span())] if marked else [said.span()]
            source = match.start() - len(named[0]), match.start()
            for span in spans:
                yield Quote(*span, source, match["mark"], "marks" if marked else "reported")


def quoted_places(texts: Sequence[str], rows: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Tell of places, by the row of their text and their offset in it, whether they stand in the words of another.

    >>> quoted_places(["全会提出发展算力，发展算力"], np.array([0, 0]), np.array([6, 11]))
    array([ True, False])
    """
    found = [(row, *quote[:2]) for row in np.unique(rows).tolist() for quote in find_quoted(texts[row])]
    row, *ends = np.array(found, dtype="int64").reshape(-1, 3).T
    # Those that have begun and not ended, of all in their order.
    width = max(max(map(len, texts), default=0), offsets.max(initial=0)) + 1
    begun, ended = (np.searchsorted(np.sort(row * width + end), rows * width + offsets, side="right") for end in ends)
    return begun > ended
