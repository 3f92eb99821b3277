"""Numbers that came and went."""

import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.arguments import compared_docs, in_text_order, refuse_doubled_rows, require_rows
from discourse.figures.base.facing_rows import FacingRow, draw_facing_rows
from discourse.figures.base.focus import check_top
from discourse.figures.base.labels import all_labels
from discourse.figures.base.theme import localize, themed
from discourse.schema import SIDES, check_codes

MADE_BY = "dc.compare_quantities"
COLUMNS = ["change", "old", "new"] + [
    f"{column}_{side}" for column in ("form", "counted", "hedge", "status", "deadline") for side in SIDES
]
# What stands before a number that is not exact, and between both versions of one.
HEDGES = {"over": "> ", "under": "< ", "about": "≈ "}
SIGNS = {"kept": "=", "changed": "→", "dropped": "−", "added": "+"}


@themed
def plot_quantity_changes(
    changes: pd.DataFrame, *, top: int = 40, labels: object = None, ax: Axes | None = None
) -> Axes:
    """Draw the numbers of the old version on the left and those of the new one on the right, with what they count.

    > is printed before what is more than the number, < less, ≈ about. = stands between a number that was kept, in
    grey, → one that was changed, − beside one that was dropped, struck out, + beside one that was added. In the
    margins is how far a number is meant: reached (done), to be reached (goal) with the year by which, to be done
    (plan), or a condition. The first `top` rows are drawn, as many as one page holds, what was kept last; a note
    counts the others.

    `changes` has one row per number, as `dc.compare_quantities` returns. Raises DiscourseError for missing columns,
    doubled rows, and a frame of more than two versions.

    >>> row = {"change": "added", "form_new": "100个", "counted_new": "应用场景", "status_new": "plan", "new": "b"}
    >>> row |= dict.fromkeys(["form_old", "counted_old", "status_old", "hedge_old", "hedge_new"])
    >>> row |= {"old": "a", "deadline_old": None, "deadline_new": None}
    >>> [text.get_text() for text in plot_quantity_changes(pd.DataFrame([row])).texts if text.get_text()][:3]
    ['100个 应用场景', '计划', '+']
    """
    docs = compared_docs(require_rows(changes, COLUMNS, maker=MADE_BY))
    # One number may stand at two places: rows are doubled where the places are the same, too.
    places = [column for column in changes if column.startswith(("sentence_", "start_"))]
    if len(places) == 4:
        refuse_doubled_rows(changes, places, maker=MADE_BY)
    known = all_labels(labels)
    table = in_text_order(changes).astype(object)
    table = table.where(table.notna(), None)
    check_codes(table, "change", SIGNS)
    # What was kept stands last: it is what a page may leave out.
    drawn = table.sort_values("change", key=lambda change: change.eq("kept"), kind="stable").head(check_top(top))
    rows = []
    for row in drawn.to_dict("records"):
        texts, notes = [], []
        for side in SIDES:
            counted = known.get(row[f"counted_{side}"], row[f"counted_{side}"])
            text = f"{HEDGES.get(row[f'hedge_{side}'], '')}{row[f'form_{side}'] or ''} {counted or ''}".strip()
            texts.append(text.replace("$", r"\$"))
            status = localize(f"status.{row[f'status_{side}']}") if row[f"status_{side}"] else ""
            notes.append(" ".join([status, str(row[f"deadline_{side}"] or "")]).strip())
        change = row["change"]
        styles = {"quiet": change == "kept", "struck": change == "dropped"}
        rows.append(FacingRow(texts[0], SIGNS[change], texts[1], *notes, **styles))
    signs = [f"{SIGNS[change]} {localize(f'change.{change}')}" for change in SIGNS if change in set(drawn["change"])]
    head, notes, left_out = localize("legend.status"), ["   ".join(signs)], len(changes) - len(drawn)
    return draw_facing_rows(rows, docs, note_head=head, notes=notes, left_out=left_out, labels=labels, ax=ax)
