"""The widget of a concordance: what is asked in the browser is looked up here, and the lines go back."""

from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
from traitlets import Bool, Dict, Enum, Int, List, Unicode, observe

from discourse.errors import DiscourseError
from discourse.evidence import evidence
from discourse.figures.base.labels import article_order
from discourse.schema import CONCORDANCE, make_frame
from discourse.strings import STRINGS, translate
from discourse.words.concordance import concordance

HERE = Path(__file__).parent
ORDERS = ["place", "left", "right"]
# So many lines are sent to the browser; `frame` has all.
MOST_LINES = 2000
# What the browser prints, beside what it is told: keys of the fixed texts.
SPOKEN = {
    "find": "report_page.find", "regex": "concordance_widget.regex", "width": "report_page.width",
    "order": "report_page.order", "place": "report_page.by_place", "left": "report_page.by_left",
    "right": "report_page.by_right", "copy": "report_page.copy", "copied": "report_page.copied",
    "texts": "concordance_widget.texts", "term": "unit.term", "speaker": "column.speaker",
    "match": "concordance_widget.match", "note": "concordance_widget.note",
}  # fmt: skip


class ConcordanceWidget(anywidget.AnyWidget):
    """A concordance in a notebook; see `show_concordance`."""

    _esm = HERE / "concordance_widget.js"
    _css = HERE / "concordance_widget.css"

    query = Unicode().tag(sync=True)
    regex = Bool(False).tag(sync=True)
    term = Unicode().tag(sync=True)
    docs = List(Unicode()).tag(sync=True)
    width = Int(20, min=0, max=200).tag(sync=True)
    order = Enum(ORDERS, default_value="place").tag(sync=True)

    language = Unicode("zh", read_only=True).tag(sync=True)
    spoken = Dict(read_only=True).tag(sync=True)
    articles = List(Dict(), read_only=True).tag(sync=True)
    terms = List(Dict(), read_only=True).tag(sync=True)
    lines = List(Dict(), read_only=True).tag(sync=True)
    counts = Dict(read_only=True).tag(sync=True)
    said = Unicode(read_only=True).tag(sync=True)

    def __init__(
        self, paragraphs: pd.DataFrame, mentions: pd.DataFrame | None, labels: dict[str, str], language: str
    ) -> None:
        self.paragraphs, self.labels = paragraphs, labels
        self.mentions = None if mentions is None else mentions[mentions["kind"] != "imprint"]
        self.frame = make_frame([], CONCORDANCE)
        docs = article_order(paragraphs["doc"].astype(str), labels)
        self.all_docs = docs
        super().__init__(docs=docs)
        self.set_trait("language", language)
        self.set_trait("spoken", {name: STRINGS[key][language] for name, key in SPOKEN.items()})
        self.set_trait("articles", [{"doc": doc, "label": labels.get(doc, doc)} for doc in docs])
        self.set_trait("terms", self.count_terms(docs))

    def count_terms(self, docs: list[str]) -> list[dict[str, Any]]:
        """Return the terms that stand anywhere, the most frequent first, with their counts in each article."""
        if self.mentions is None:
            return []
        counts = pd.crosstab(self.mentions["term"], self.mentions["doc"]).reindex(columns=docs, fill_value=0)
        ordered = sorted(counts.index, key=lambda term: (-counts.loc[term].sum(), term))
        return [
            {"term": term, "label": self.labels.get(term, term), "counts": counts.loc[term].tolist()}
            for term in ordered
        ]

    @observe("query", "regex", "term", "docs", "width", "order")
    def look_up(self, change: Any) -> None:
        """Find the lines of what is asked now, and send them; what is asked last stands, a string or a term."""
        if (
            change.name in ("query", "term")
            and change.new
            and (other := {"query": "term", "term": "query"}[change.name])
        ):
            self.set_trait(other, "")
        try:
            found, said = self.find(), ""
        except DiscourseError as error:
            found, said = make_frame([], CONCORDANCE), str(error)
        self.frame = found
        counts = found["doc"].value_counts(sort=False).to_dict()
        if (self.query.strip() or self.term) and not said:
            said = translate("report_page.found", language=self.language, n=len(found), docs=len(counts))
        if len(found) > MOST_LINES:
            said += translate("concordance_widget.first", language=self.language, most=MOST_LINES)
        with self.hold_sync():
            self.set_trait("lines", [self.line(row) for row in found.head(MOST_LINES).itertuples(index=False)])
            self.set_trait("counts", counts)
            self.set_trait("said", said)

    def find(self) -> pd.DataFrame:
        """Return the lines of the term chosen, else of the string typed, in the order chosen."""
        paragraphs = self.paragraphs[self.paragraphs["doc"].isin(self.docs)]
        if self.term:
            if self.mentions is None or self.term not in (each["term"] for each in self.terms):
                raise DiscourseError(f"term={self.term!r} stands nowhere among the mentions; pick one that is listed")
            places = self.mentions[self.mentions["term"].eq(self.term) & self.mentions["doc"].isin(self.docs)]
            found = evidence(places, places, paragraphs, width=self.width).drop(columns="row")
        elif self.query.strip():
            found = concordance(paragraphs, self.query, width=self.width, regex=self.regex, mentions=self.mentions)
        else:
            return make_frame([], CONCORDANCE)
        # The articles stand as everywhere, in the order of their labels.
        found = found.sort_values("doc", key=lambda docs: docs.map(self.all_docs.index), kind="stable")
        if self.order == "left":
            # From the match outward, so that lines with the same words before it stand together.
            found = found.sort_values("left", key=lambda left: left.str[::-1], kind="stable")
        if self.order == "right":
            found = found.sort_values("right", kind="stable")
        return found.reset_index(drop=True)

    def line(self, row: Any) -> dict[str, str]:
        """Print a line: its place, who speaks, the match between what stands around it, and why it is not counted."""
        place = f"{self.labels.get(row.doc, row.doc)} §{row.section} ¶{row.paragraph}"
        speaker = "" if pd.isna(row.speaker) else row.speaker
        texts = {"left": row.left, "match": row.match, "right": row.right, "note": getattr(row, "note", "")}
        return {"place": place, "speaker": speaker} | texts
