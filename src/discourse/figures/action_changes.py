"""What became of the actions and commitments of a text."""

import pandas as pd
from matplotlib.axes import Axes

from discourse.figures.base.arguments import compared_docs, in_text_order, refuse_doubled_rows, require_rows
from discourse.figures.base.facing_rows import FacingRow, draw_facing_rows
from discourse.figures.base.focus import check_top
from discourse.figures.base.theme import localize, localize_name, themed
from discourse.schema import SIDES, check_codes

MADE_BY = "dc.compare_actions"
WORDS = ["modal", "degree", "verb", "object", "quantity", "deadline"]
COLUMNS = ["change", "what", "old", "new"] + [f"{column}_{side}" for column in WORDS for side in SIDES]
# What stands between both versions of an action.
SIGNS = {"strengthened": "↑", "weakened": "↓", "changed": "→", "added": "+", "dropped": "−", "kept": "="}


@themed
def plot_action_changes(changes: pd.DataFrame, *, top: int = 40, labels: object = None, ax: Axes | None = None) -> Axes:
    """Draw what is to be done by the old version on the left and by the new one on the right, as it is worded.

    ↑ stands between an action that was strengthened, ↓ one that was weakened, → one that was changed, = one that was
    kept, in grey, − beside one that was dropped, struck out, + beside one that was added. In the margins are the
    deadlines, and on the right what differs (modal, degree, verb, object, number, hedge, deadline). The first `top`
    rows are drawn, as many as one page holds: what has a counterpart first, then what has a number, what was kept last;
    a note counts the others.

    `changes` has one row per action, as `dc.compare_actions` returns. Raises DiscourseError for missing columns,
    doubled rows, and a frame of more than two versions.

    >>> row = {"change": "added", "degree_new": "大力", "verb_new": "发展", "object_new": "6G"}
    >>> changes = pd.DataFrame([row]).reindex(columns=COLUMNS).assign(old="a", new="b")
    >>> [text.get_text() for text in plot_action_changes(changes).texts if text.get_text()][:2]
    ['大力发展6G', '+']
    """
    docs = compared_docs(require_rows(changes, COLUMNS, maker=MADE_BY))
    places = [column for column in changes if column.startswith(("paragraph_", "start_", "end_", "verb_", "object_"))]
    if len(places) == 10:
        refuse_doubled_rows(changes, places, maker=MADE_BY)
    table = in_text_order(changes).astype(object)
    table = table.where(table.notna(), None)
    alone, counted = (
        table["change"].isin(["added", "dropped"]),
        table[["quantity_old", "quantity_new"]].notna().any(axis=1),
    )
    check_codes(table, "change", SIGNS)
    # What a page may leave out stands last.
    ranks = table["change"].map({change: rank for rank, change in enumerate(SIGNS)}).mask(alone, 4 - 0.5 * counted)
    drawn = table.loc[ranks.sort_values(kind="stable").index].head(check_top(top))
    rows = []
    for row in drawn.to_dict("records"):
        texts = [
            "".join(row[f"{word}_{side}"] or "" for word in WORDS[:4]) or row[f"quantity_{side}"] or ""
            for side in SIDES
        ]
        due = [str(row[f"deadline_{side}"] or "") for side in SIDES]
        what = " ".join(localize_name("what", each) for each in (row["what"] or "").split("|") if each)
        styles = {"quiet": row["change"] == "kept", "struck": row["change"] == "dropped"}
        texts = [text.replace("$", r"\$") for text in texts]
        rows.append(
            FacingRow(texts[0], SIGNS[row["change"]], texts[1], due[0], " ".join([what, due[1]]).strip(), **styles)
        )
    signs = [f"{SIGNS[change]} {localize(f'change.{change}')}" for change in SIGNS if change in set(drawn["change"])]
    head, notes, left_out = localize("legend.what"), ["   ".join(signs)], len(changes) - len(drawn)
    return draw_facing_rows(rows, docs, note_head=head, notes=notes, left_out=left_out, labels=labels, ax=ax)
