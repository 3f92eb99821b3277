"""Text becomes text and edits: every change is written down, with its place in the decoded file."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.texts.formats.encodings import find_misreadings
from discourse.texts.joining import find_joins, join_paragraphs
from discourse.texts.formats.markdown import find_signs

EDIT_TYPES = {
    "doc": "str", "rule": "str", "raw_start": "int64", "raw_end": "int64", "line": "int64", "before": "str",
    "after": "str", "reason": "str", "origin": "str", "doubtful": "bool",
}  # fmt: skip

# rule, what it finds, what it puts there, why
TEXT_RULES = [
    ("invisible", r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+", "", "prints as nothing, yet parts words"),
    ("control", r"[\x00-\x08\x0e-\x1b\x7f]+", "", "no printed character"),
]


class Edit(NamedTuple):
    """One change to the decoded text; `raw_start` and `raw_end` are character offsets into it."""

    rule: str
    raw_start: int
    raw_end: int
    after: str
    reason: str
    origin: str = "automatic"
    doubtful: bool = False


@dataclass(frozen=True)
class Draft:
    """A decoded text with the edits made so far; each character of `text` knows its span in `raw`."""

    raw: str
    edits: tuple[Edit, ...] = ()
    remarks: tuple[Edit, ...] = ()
    text: str = field(init=False, repr=False)
    first: np.ndarray = field(init=False, repr=False)
    last: np.ndarray = field(init=False, repr=False)
    inserted: np.ndarray = field(init=False, repr=False)

    def __post_init__(self):
        characters, first, last, inserted, at = [], [], [], [], 0
        for edit in (*self.edits, Edit("", len(self.raw), len(self.raw), "", "")):
            kept = np.arange(at, edit.raw_start)
            characters += [self.raw[at : edit.raw_start], edit.after]
            first += [kept, np.full(len(edit.after), edit.raw_start)]
            last += [kept + 1, np.full(len(edit.after), edit.raw_end)]
            inserted += [np.zeros(len(kept), bool), np.ones(len(edit.after), bool)]
            at = edit.raw_end
        object.__setattr__(self, "text", "".join(characters))
        for name, parts in (("first", first), ("last", last), ("inserted", inserted)):
            object.__setattr__(self, name, np.concatenate(parts))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end], which is not empty, stands in `raw`."""
        return int(self.first[start]), int(self.last[end - 1])

    def replace(self, changes: list[tuple], **about) -> "Draft":
        """Make the changes (start, end, after), which are offsets into `text` and do not overlap.

        A fourth item is the reason of that change alone.
        """
        changes = sorted(changes, reverse=True)
        if not changes:
            return self
        if len(changes) > 1 and any(self.inserted[start:end].any() for start, end, *_ in changes):
            draft = self
            for change in changes:
                draft = draft.replace([change], **about)
            return draft
        made = [self._edit(*change[:3], **about | dict(zip(["reason"], change[3:]))) for change in reversed(changes)]
        return Draft(self.raw, tuple(merge(self.edits, made)), self.remarks)

    def _edit(self, start: int, end: int, after: str, **about) -> Edit:
        """Make the edit of one change; inside text that an earlier edit put there, it takes that edit in whole."""
        first, last = start, end
        while first > 0 and self.inserted[first] and self.raw_span(first - 1, first) == self.raw_span(first, first + 1):
            first -= 1
        while last < len(self.text) and self.inserted[last - 1] and self.raw_span(last, last + 1) == self.raw_span(last - 1, last):
            last += 1
        raw_start, raw_end = self.raw_span(first, last)
        after = self.text[first:start] + after + self.text[end:last]
        return Edit(raw_start=raw_start, raw_end=raw_end, after=after, **about)


def merge(earlier: tuple[Edit, ...], made: list[Edit]) -> list[Edit]:
    """Put new edits among the earlier ones, both in order; one that covers an earlier one takes its place.

    What was declared stays declared: the new edit takes over its rule and its reason.
    """
    kept, made = [], list(made)
    starts = [edit.raw_start for edit in made]
    for edit in earlier:
        at = bisect_right(starts, edit.raw_start) - 1
        if at < 0 or edit.raw_end > made[at].raw_end:
            kept.append(edit)
        elif edit.origin == "declared":
            reason = f"{edit.reason}; {made[at].reason}"
            made[at] = made[at]._replace(rule=edit.rule, reason=reason, origin="declared")
    return sorted(kept + made, key=lambda edit: edit.raw_start)


def keep_span(draft: Draft, starts_at: str | None, ends_before: str | None) -> Draft:
    """Leave out what stands before `starts_at` and from `ends_before` on.

    Raises DiscourseError where one of them is not in the text, or `starts_at` stands twice.
    """
    begin = find_once(draft.text, starts_at, "starts_at") if starts_at else 0
    end = len(draft.text)
    if ends_before:
        end = draft.text.find(ends_before, begin)
        if end < 0:
            raise DiscourseError(f"ends_before={ends_before!r} does not stand in the article; copy it from the file")
    outside = [(a, b, "") for a, b in [(0, begin), (end, len(draft.text))] if a < b]
    return draft.replace(outside, rule="outside", reason="no part of the article", origin="declared")


def correct(draft: Draft, corrections: list[dict]) -> Draft:
    """Make the declared corrections: `find` becomes `replace`; one marked `doubtful` is noted and left as it is.

    Raises DiscourseError where `find` does not stand in the text exactly once.
    """
    remarks = list(draft.remarks)
    for correction in corrections:
        find, reason = correction["find"], correction["reason"]
        start = find_once(draft.text, find, "correction.find")
        if correction.get("doubtful"):
            raw_start, raw_end = draft.raw_span(start, start + len(find))
            remarks.append(Edit("doubtful", raw_start, raw_end, draft.raw[raw_start:raw_end], reason, "declared", True))
            continue
        head, tail = shared_ends(find, correction["replace"])
        middle = correction["replace"][head : len(correction["replace"]) - tail]
        change = (start + head, start + len(find) - tail, middle)
        draft = draft.replace([change], rule="correction", reason=reason, origin="declared")
    return Draft(draft.raw, draft.edits, tuple(remarks))


def clean(draft: Draft) -> Draft:
    """Apply the automatic rules of `TEXT_RULES`, in their order."""
    for rule, pattern, after, reason in TEXT_RULES:
        changes = [(match.start(), match.end(), after) for match in re.finditer(pattern, draft.text)]
        if changes:
            draft = draft.replace(changes, rule=rule, reason=reason)
    return draft


def take_signs(draft: Draft) -> Draft:
    """Take out the signs of a Markdown text, which are not printed."""
    return draft.replace([tuple(sign) for sign in find_signs(draft.text)], rule="markdown")


def note_misreadings(draft: Draft) -> Draft:
    """Note the places whose characters are probably not those printed, and leave them as they are."""
    spans = [(draft.raw_span(found.start, found.end), found.reason) for found in find_misreadings(draft.text)]
    remarks = [Edit("misread", *span, draft.raw[slice(*span)], reason, doubtful=True) for span, reason in spans]
    return Draft(draft.raw, draft.edits, (*draft.remarks, *remarks)) if remarks else draft


def join_lines(draft: Draft, *, paragraphs_apart: bool) -> Draft:
    """Join the lines that a page broke: all that no blank line parts, or else those for which the evidence is good."""
    joins = join_paragraphs(draft.text) if paragraphs_apart else find_joins(draft.text)
    return draft.replace(joins, rule="join", reason="line broken by the width of the page")


def edit_rows(doc: str, draft: Draft) -> list[tuple]:
    """Lay a draft's edits and remarks out as rows of the frame `edits`."""
    line = line_counter(draft.raw)
    return [
        (doc, e.rule, e.raw_start, e.raw_end, line(e.raw_start), draft.raw[e.raw_start : e.raw_end],
         e.after, e.reason, e.origin, e.doubtful)
        for e in sorted(draft.edits + draft.remarks, key=lambda e: (e.raw_start, e.raw_end))
    ]  # fmt: skip


def apply_edits(text: str, edits: pd.DataFrame) -> str:
    """Apply the `edits` of one article to its decoded text: the paragraphs' texts, one after the other.

    >>> edits = pd.DataFrame({"raw_start": [2], "raw_end": [4], "before": ["\\n\\n"], "after": [""]})
    >>> apply_edits("监管\\n\\n体系", edits)
    '监管体系'
    """
    parts, at = [], 0
    changing = edits[edits["before"] != edits["after"]]
    for edit in changing.sort_values("raw_start").itertuples():
        parts += [text[at : edit.raw_start], edit.after]
        at = edit.raw_end
    return "".join([*parts, text[at:]])


def find_once(text: str, part: str, parameter: str) -> int:
    """Return where `part` stands in `text`, which must hold it exactly once."""
    found = text.count(part)
    if found != 1:
        repair = "copy it from the file" if not found else "lengthen it until it is the only one"
        raise DiscourseError(f"{parameter}={part!r} stands {found} times in the article, not once; {repair}")
    return text.index(part)


def shared_ends(a: str, b: str) -> tuple[int, int]:
    """Count the characters that two strings share at their beginning and, beyond these, at their end.

    >>> shared_ends("腹地 and 关键", "腹地和关键")
    (2, 2)
    """
    shorter = min(len(a), len(b))
    head = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    tail = next((i for i in range(shorter - head) if a[-1 - i] != b[-1 - i]), shorter - head)
    return head, tail


def line_counter(text: str):
    """Return a function that gives the line number, from 1, of a character offset."""
    ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    return lambda offset: bisect_right(ends, offset) + 1
