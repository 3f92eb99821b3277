"""Text becomes text and edits: every change is written down, with its place in the decoded file."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from discourse.errors import DiscourseError
from discourse.tables import make_frame

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
    spans: list[tuple[int, int]] = field(init=False, repr=False)
    inserted: list[bool] = field(init=False, repr=False)

    def __post_init__(self):
        characters, spans, inserted, at = [], [], [], 0
        for edit in (*self.edits, Edit("", len(self.raw), len(self.raw), "", "")):
            kept = range(at, edit.raw_start)
            characters += [self.raw[at : edit.raw_start], edit.after]
            spans += [(i, i + 1) for i in kept] + [(edit.raw_start, edit.raw_end)] * len(edit.after)
            inserted += [False] * len(kept) + [True] * len(edit.after)
            at = edit.raw_end
        object.__setattr__(self, "text", "".join(characters))
        object.__setattr__(self, "spans", spans)
        object.__setattr__(self, "inserted", inserted)

    def replace(self, changes: list[tuple[int, int, str]], **about) -> "Draft":
        """Make the changes (start, end, after), which are offsets into `text` and do not overlap."""
        changes = sorted(changes, reverse=True)
        if len(changes) > 1 and any(any(self.inserted[start:end]) for start, end, _ in changes):
            draft = self
            for change in changes:
                draft = draft.replace([change], **about)
            return draft
        edits = list(self.edits)
        for start, end, after in changes:
            edits = self._with(edits, start, end, after, about)
        return Draft(self.raw, tuple(sorted(edits, key=lambda edit: edit.raw_start)), self.remarks)

    def _with(self, edits, start, end, after, about):
        # A change inside text that an earlier edit put there takes that edit in, so that edits never overlap.
        first, last = start, end
        while first > 0 and self.inserted[first] and self.spans[first - 1] == self.spans[first]:
            first -= 1
        while last < len(self.text) and self.inserted[last - 1] and self.spans[last] == self.spans[last - 1]:
            last += 1
        after = self.text[first:start] + after + self.text[end:last]
        new = Edit(raw_start=self.spans[first][0], raw_end=self.spans[last - 1][1], after=after, **about)
        taken = [e for e in edits if new.raw_start <= e.raw_start and e.raw_end <= new.raw_end]
        for edit in taken:
            if edit.origin == "declared":
                new = new._replace(rule=edit.rule, reason=f"{edit.reason}; {new.reason}", origin="declared")
        return [e for e in edits if e not in taken] + [new]


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
            raw_start, raw_end = draft.spans[start][0], draft.spans[start + len(find) - 1][1]
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


def edits_frame(doc: str, draft: Draft) -> pd.DataFrame:
    """Lay a draft's edits and remarks out as the frame `edits`."""
    line = line_counter(draft.raw)
    rows = [
        (doc, e.rule, e.raw_start, e.raw_end, line(e.raw_start), draft.raw[e.raw_start : e.raw_end],
         e.after, e.reason, e.origin, e.doubtful)
        for e in sorted(draft.edits + draft.remarks, key=lambda e: (e.raw_start, e.raw_end))
    ]  # fmt: skip
    return make_frame(rows, EDIT_TYPES)


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
