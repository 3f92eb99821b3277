"""What was put in the place of what."""

import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.arguments import compared_docs, refuse_doubled_rows, require_rows
from discourse.figures.base.facing_rows import FacingRow, draw_facing_rows
from discourse.figures.base.focus import check_top
from discourse.figures.base.labels import all_labels
from discourse.figures.base.theme import localize, themed
from discourse.schema import refuse_gaps
from discourse.texts.normalize import substitution_rank

MADE_BY = "dc.substitutions"
COLUMNS = ["before", "after", "n", "before_in_old", "before_in_new", "after_in_old", "after_in_new", "old", "new"]


@themed
def plot_substitutions(
    substitutions: pd.DataFrame, *, top: int = 20, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw what stood in the old version beside what the new one has in its place.

    What recurs stands first, then the longest. Between the two stands an arrow, with how often it happened, if more
    than once. In the margins is how often either text stands in the whole old and the whole new version: 0 → 6 came,
    4 → 2 went. The first `top` rows are drawn, as many as one page holds; a note counts the others. Of a text of many
    lines only the first are printed. Texts that `labels` do not know are printed as the papers do, in English figures
    too.

    `substitutions` is what `dc.substitutions` returns, or rows of it. Raises DiscourseError for missing columns,
    doubled rows, and a frame of more than two versions.

    >>> row = {"before": "全会", "after": "《决定》", "n": 3, "before_in_old": 4, "before_in_new": 2, "after_in_old": 0,
    ...     "after_in_new": 6, "old": "a", "new": "b"}
    >>> [text.get_text() for text in plot_substitutions(pd.DataFrame([row])).texts][:5]
    ['全会', '4 → 2', '《决定》', '0 → 6', '×3 →']
    """
    docs = compared_docs(require_rows(substitutions, COLUMNS, maker=MADE_BY))
    refuse_gaps(substitutions, ["before", "after"], name="substitutions")
    units = [column for column in ("before", "after", "unit") if column in substitutions]
    refuse_doubled_rows(substitutions, units, maker=MADE_BY)
    known = all_labels(labels)
    ranks = list(map(substitution_rank, *(substitutions[column] for column in ("before", "after", "n"))))
    drawn = substitutions.iloc[sorted(range(len(ranks)), key=ranks.__getitem__)].head(check_top(top))
    rows = [
        FacingRow(
            known.get(row.before, row.before).replace("$", r"\$"),
            f"×{row.n} →" if row.n > 1 else "→",
            known.get(row.after, row.after).replace("$", r"\$"),
            f"{row.before_in_old} → {row.before_in_new}",
            f"{row.after_in_old} → {row.after_in_new}",
        )
        for row in drawn.itertuples(index=False)
    ]
    head, notes = localize("legend.in_versions"), [localize("note.in_versions")]
    left_out = len(substitutions) - len(drawn)
    return draw_facing_rows(rows, docs, note_head=head, notes=notes, left_out=left_out, labels=labels, ax=ax)
