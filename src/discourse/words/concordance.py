"""The way back: from a string or a number to the places in the text behind it."""

import re

import pandas as pd

from discourse.errors import DiscourseError
from discourse.schema import CONCORDANCE, make_frame
from discourse.texts.normalize import fold
from discourse.texts.sentences import sentence_at, split_sentences


def concordance(
    paragraphs: pd.DataFrame,
    pattern: str,
    *,
    width: int = 20,
    regex: bool = False,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Show every place where a string stands, with `width` characters of its paragraph on either side.

    Characters are matched, their width and script folded (ＡＩ is found by AI), so there may be more lines than a term has
    counts; give `mentions` and the column `note` says why: the place lies inside a longer term, or in the imprint.
    `regex=True` takes `pattern` as a regular expression.

    Returns doc, section, paragraph, sentence, left, match, right, then kind, speaker, start, end, note.

    Raises DiscourseError for an empty pattern or one that is no regular expression, and a width below 0.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, paragraph=1, kind="body", speaker=None,
    ...                                 text="打造低空经济等新增长引擎。")])
    >>> concordance(paragraphs, "低空经济", width=4)[["left", "match", "right"]]
      left match right
    0   打造  低空经济  等新增长
    """
    find = compile_pattern(pattern, regex)
    check_width(width)
    owner = (
        {}
        if mentions is None
        else {(m.doc, m.paragraph, m.start): (m.end, m.term) for m in mentions.itertuples(index=False)}
    )
    rows = []
    for p, sentences in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        for found in find.finditer(fold(p.text)):
            start, end = found.span()
            context = p.text[max(0, start - width) : start], p.text[start:end], p.text[end : end + width]
            rows.append(
                (p.doc, p.section, p.paragraph, sentence_at(sentences, start), *context, p.kind, p.speaker, start, end,
                 note_on(p, start, end, owner))
            )  # fmt: skip
    return make_frame(rows, CONCORDANCE | {"note": "str"})


def compile_pattern(pattern: str, regex: bool) -> re.Pattern:
    """Compile what to look for, its width and script folded."""
    if not isinstance(pattern, str) or not pattern:
        raise DiscourseError(f"pattern={pattern!r} is empty or no text; give the characters to look for")
    try:
        return re.compile(fold(pattern) if regex else re.escape(fold(pattern)))
    except re.error as error:
        raise DiscourseError(
            f"pattern={pattern!r} is no regular expression: {error}; mend it or leave regex out"
        ) from error


def check_width(width: int) -> None:
    """Refuse a width that is no number of characters."""
    if width < 0:
        raise DiscourseError(f"width={width!r} is below 0; give the characters to show on either side, for example 20")


def note_on(paragraph, start: int, end: int, owner: dict) -> str:
    """Say why a place is not counted as the term searched for, or nothing."""
    if paragraph.kind == "imprint":
        return "imprint: not counted"
    for at in range(start, max(-1, start - 40), -1):
        stop, term = owner.get((paragraph.doc, paragraph.paragraph, at), (0, ""))
        if stop >= end and (at, stop) != (start, end):
            return f"inside {term}"
    return ""
