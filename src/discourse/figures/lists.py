"""What became of each item of each list."""

from typing import Any, NamedTuple

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from discourse.errors import DiscourseError, NothingToDrawError
from discourse.figures.base.arguments import compared_docs, refuse_doubled_rows, require_rows
from discourse.figures.base.facing_rows import from_middle, strike_out
from discourse.figures.base.focus import check_top
from discourse.figures.base.labels import ArticleStyle, all_labels, article_styles, printed_names, wrap
from discourse.figures.base.legends import legend_above
from discourse.figures.base.page import figure_height, figure_width, margin, new_axes
from discourse.figures.base.rows import cut_note
from discourse.figures.base.text_size import small_size, text_width, wrap_to_width
from discourse.figures.base.theme import current_language, localize, record_plot, themed
from discourse.schema import SIDES, check_codes, refuse_gaps

MADE_BY = "dc.compare_lists"
COLUMNS = ["change", "item", "old", "new", "pattern"] + [
    f"{column}_{side}" for column in ("item", "list", "rank", "section", "point", "head") for side in SIDES
]
# The space between the two versions for signs and lines, as a share of the width, and from it to either, in points.
BETWEEN, AIR = 0.08, 2.2
# The width below which the places of the lists stand over them, and what they need beside them, in points.
NARROW, MARGIN = 330, 75
# How long a line of items may be at most, in type sizes.
LONGEST = 21
# Rows and the gaps between lists, and what stands around all of them, in points.
ROW, GAP, FRAME = 10.5, 5.5, 52
# What stands for an item that was dropped or added, and the line between the two places of one that was not.
SIGNS = {"dropped": "−", "added": "+"}
LINES: dict[str, Any] = {
    "kept": {"marker": "", "ls": "-", "lw": 0.7},
    "moved": {"marker": "", "ls": (0, (3, 1.5)), "lw": 1.4},
}


class ListColumns(NamedTuple):
    """How wide a line of items may be in points, how many half-width characters it and a line of a place may have, and
    whether places stand above.

    The items of the versions begin `half` points left and right of the middle.
    """

    room: float
    line: int
    place: int
    above: bool
    half: float


@themed
def plot_list_changes(changes: pd.DataFrame, *, top: int = 30, labels: object = None, ax: Axes | None = None) -> Axes:
    """Draw the lists whose items changed: the old version on the left, the new one on the right, in their order.

    A line joins an item that was kept, a dashed one an item that was moved; − and a stroke mark what was dropped, +
    what was added. Lists of one version only follow below, those of either version on its side. In the margin is the
    list's place, section and point, and what its items are called after 等. Of the lists with a change, the `top` with
    a partner in the other version, with the most changed items that `labels` know, and with the most changed items at
    all are drawn, as many as one page holds; a note counts the others. Items that `labels` do not know are printed as
    the papers do, in English figures too.

    `changes` has one row per item, as `dc.compare_lists` returns. Raises DiscourseError for missing columns, a frame
    of more than two versions, or one in which no list changed or every changed one is longer than the figure.

    >>> rows = {"item": ["光伏", "算力"], "change": ["dropped", "kept"], "rank_old": [1, 2], "rank_new": [None, 1]}
    >>> place = {f"{name}_{side}": 1 for name in ("list", "section", "point") for side in ("old", "new")}
    >>> names = {"item_old": ["光伏", "算力"], "item_new": [None, "算力"], "head_old": "领域", "head_new": "领域"}
    >>> changes = pd.DataFrame(rows | names).assign(**place, pattern="enumeration", old="a", new="b")
    >>> [text.get_text() for text in plot_list_changes(changes).texts if text.get_text() in ("光伏", "算力", "−")]
    ['光伏', '−', '算力', '算力']
    """
    old, new = compared_docs(require_rows(changes, COLUMNS, maker=MADE_BY))
    check_items(changes)
    names, looks = printed_names([old, new], labels), article_styles([old, new], labels)
    known = all_labels(labels)
    changed = changed_lists(changes, known)
    width, size = figure_width(ax, columns=2), matplotlib.rcParams["ytick.labelsize"]
    half, above = BETWEEN / 2 * width, width < NARROW
    # On a screen, letters are up to a twentieth wider than they measure.
    room = min(LONGEST * size, 0.95 * (width / 2 - half - (3 if above else MARGIN)))
    place = int(1.9 * (width if above else MARGIN) / small_size())
    columns = ListColumns(room, int(2 * room / size), place, above, half)
    # A given ax also loses what the layout keeps between it and its neighbours.
    page = figure_height(ax) - FRAME - (10 if ax else 0)
    laid_out = [ListBlock.lay_out(items, known, columns) for items in changed[: check_top(top)]]
    blocks: list[ListBlock] = []
    for block in laid_out:
        if stack_lists([*blocks, block])[1] <= page:
            blocks.append(block)
    if not blocks:
        least = min(stack_lists([block])[1] for block in laid_out)
        needed, given = ((points + FRAME) / 72 * 25.4 for points in (least, page))
        raise DiscourseError(
            f"the shortest changed list needs {needed:.0f} mm, the figure has {given:.0f}: leave out what was kept, as "
            "in changes[changes['change'] != 'kept'], or give a higher ax="
        )
    blocks.sort(key=lambda block: block.place_in_text)
    tops, height = stack_lists(blocks)
    ax, height = (ax, page) if ax else (new_axes(columns=2, height=FRAME + height), height)
    for top_of, block in zip(tops, blocks, strict=True):
        block.draw(ax, top_of, {"old": looks[old], "new": looks[new]}, columns)
    ax.set(xlim=(0, 1), ylim=(height, 0), xticks=[], yticks=[])
    ax.axis("off")
    for note in cut_note("note.lists_cut", len(changed) - len(blocks)):
        ax.text(0, 0, note, transform=margin(ax, up=-4, data_y=False), va="top", size=small_size())
    for x, doc, align in ((-half, old, "right"), (half, new, "left")):
        head, place = wrap(names[doc], columns.line), margin(ax, right=x, up=4, data_y=False)
        ax.text(0.5, 1, head, color=looks[doc].ink, ha=align, transform=place)
    _explain_lists(ax, blocks, tops, looks[old], looks[new], 0.95 * width)
    return record_plot(ax)


def check_items(changes: pd.DataFrame) -> None:
    """Refuse items that stand twice at one place, an unknown change, and a place without its item."""
    places = [f"{column}_{side}" for column in ("list", "rank") for side in SIDES]
    refuse_doubled_rows(changes, [*places, "item"], maker=MADE_BY)
    check_codes(changes, "change", [*SIGNS, *LINES])
    for side in SIDES:
        refuse_gaps(changes[changes[f"rank_{side}"].notna()], [f"item_{side}"], name="changes")


def changed_lists(changes: pd.DataFrame, known: dict[str, str]) -> list[dict[str, list[dict]]]:
    """Return the lists with a change, those that show most first: their items, by rank, of each side that has them.

    What a list shows: a partner, changed items that are `known`, changed items; of equals, the old lists come first, in
    the order of the text. Each item says in `away` if it moved to another list than the partner of its own. Where no
    list stands in a section, the lead is no place, but all there is, and sections are "".
    """
    if not (changes[["section_old", "section_new"]].fillna(0) != 0).any(axis=None):
        changes = changes.assign(section_old="", section_new="")
    table = changes.astype(object).where(changes.notna(), None)
    moved = table["change"].eq("moved")
    stayed = table[~moved & table["list_old"].notna() & table["list_new"].notna()]
    partners = dict(zip(stayed["list_old"], stayed["list_new"], strict=True))
    table["away"] = moved & (table["list_old"].map(partners.get) != table["list_new"])
    lists = {}
    for side in SIDES:
        there = table[table[f"rank_{side}"].notna()].sort_values(f"rank_{side}")
        lists[side] = {number: rows.to_dict("records") for number, rows in there.groupby(f"list_{side}")}
    paired = [(items, lists["new"].pop(partners.get(number), [])) for number, items in lists["old"].items()]
    paired += [([], items) for items in lists["new"].values()]
    changed = []
    for pair in paired:
        names = [row["item"] for items in pair for row in items if row["change"] != "kept"]
        weight = all(pair), sum(name in known for name in names), len(names)
        if names:
            changed.append((weight, {side: items for side, items in zip(SIDES, pair, strict=True) if items}))
    if not changed:
        raise NothingToDrawError("no list changed between these versions: there is nothing to draw")
    return [sides for _, sides in sorted(changed, key=lambda each: each[0], reverse=True)]


class ListBlock(NamedTuple):
    """One list as it is drawn: the lines of its place and head, its items and their lines by version, and its height.

    `items` and `texts` are by the sides, "old" and "new", that have the list, the items by rank. They begin `under`
    points below its top, where its place stands above them.
    """

    place: list[str]
    items: dict[str, list[dict]]
    texts: dict[str, list[list[str]]]
    height: float
    under: float

    @classmethod
    def lay_out(cls, items: dict[str, list[dict]], known: dict[str, str], columns: ListColumns) -> "ListBlock":
        """Lay one list out: its place, what its items are called, after 等 where that is Chinese, and the items."""
        first = {side: rows[0] for side, rows in items.items()}
        heads = [head for head in dict.fromkeys(row[f"head_{side}"] for side, row in first.items()) if head]
        heads = [known[head] if known.get(head, head) != head else f"等{head}" for head in heads]
        side = next(iter(items))
        line = columns.line if columns.above and len(items) == 1 else columns.place
        text = wrap("  ".join([place_name(first[side], side), " / ".join(heads)]).strip(), line)
        texts = {side: item_texts(rows, side, known, columns.room) for side, rows in items.items()}
        place = text.split("\n")
        under = ROW * len(place) if columns.above and text else 0
        most = max(sum(len(lines) for lines in mine) for mine in texts.values())
        return cls(place, items, texts, under + ROW * (most if columns.above else max(most, len(place))), under)

    @property
    def place_in_text(self) -> tuple:
        """Section and point of the list, what is of the old version before what is of the new one alone."""
        side, (first, *_) = next(iter(self.items.items()))
        return first[f"section_{side}"], first[f"point_{side}"] or 0, SIDES.index(side), first[f"list_{side}"]

    def draw(self, ax: Axes, top: float, looks: dict[str, ArticleStyle], columns: ListColumns) -> None:
        """Draw the place of the list, its items with their signs, and lines between those that are in both versions.

        What was dropped is struck out and has a −, what was added a +.
        """
        grey, size, across = (
            matplotlib.rcParams["xtick.labelcolor"],
            matplotlib.rcParams["ytick.labelsize"],
            from_middle(ax),
        )
        half, left = columns.half, "old" in self.items
        # In the margin of its side, or over its items.
        x, align, transform = (0.0, "left", ax.transData) if left else (1, "right", ax.transData)
        if columns.above and len(self.items) == 1:
            x, align, transform = (-half, "right", across) if left else (half, "left", across)
        for at, line in enumerate(self.place):
            style = {"ha": align, "va": "center", "size": small_size(), "color": grey, "transform": transform}
            ax.text(x, top + ROW * (at + 0.5), line, **style)
        middles = {}
        for side, rows in self.items.items():
            y, (out, align, inner) = top + self.under, (-1, "right", "left") if side == "old" else (1, "left", "right")
            for row, lines in zip(rows, self.texts[side], strict=False):
                sign = SIGNS.get(row["change"], "")
                color = looks[side].ink if sign or row["change"] == "moved" else matplotlib.rcParams["text.color"]
                style = {"color": color, "va": "center", "transform": across}
                for at, line in enumerate(lines):
                    middle = y + ROW * (at + 0.5)
                    ax.text(out * half, middle, line, ha=align, size=size, **style)
                    if row["change"] == "dropped":
                        strike_out(ax, line, -half, middle, size, color)
                if sign:
                    ax.text(out * (half - AIR), y + ROW / 2, sign, ha=inner, size=size + 1.5, **style)
                middles[side, row[f"rank_{side}"]] = y + ROW * len(lines) / 2
                y += ROW * len(lines)
        for row in self.items.get("old", []):
            if row in self.items.get("new", []):
                heights = middles["old", row["rank_old"]], middles["new", row["rank_new"]]
                ax.plot([AIR - half, half - AIR], heights, color=grey, transform=across, **LINES[row["change"]])


def item_texts(rows: list[dict], side: str, known: dict[str, str], room: float) -> list[list[str]]:
    """Return the lines printed for each item of one side, or one text for all where there is no other side.

    A line is up to `room` points wide. An item is printed as its paper does; in English by its label, if there is one.
    """
    size = matplotlib.rcParams["ytick.labelsize"]
    other, arrow, names = ("new", "→", []) if side == "old" else ("old", "←", [])
    for row in rows:
        name = row[f"item_{side}"].replace("$", r"\$")
        name = known.get(row["item"], name) if current_language() != "zh" else name
        moved = f" ({f'{arrow} {place_name(row, other)}'.strip()})" if row["away"] else ""
        names.append(wrap_to_width(f"{name}{moved}", room, size))
    if any(row["change"] not in SIGNS or row[f"list_{other}"] for row in rows):
        return [name.split("\n") for name in names]
    comma, (text, *others) = localize("punctuation.enumeration"), names
    for name in others:
        longer = f"{text}{comma}{name}"
        fits = text_width(longer.split("\n"), size) <= room
        text = longer if fits else f"{text}{comma.rstrip()}\n{name}"
    return [text.split("\n")]


def place_name(row: dict, side: str) -> str:
    """Name where a list stands: section and point, as in 1.3."""
    section, point = row[f"section_{side}"], row[f"point_{side}"]
    if section == "":
        return ""
    if not section:
        return localize("section.front")
    return f"{int(section)}.{int(point)}" if point and row["pattern"] != "points" else f"{int(section)}"


def stack_lists(blocks: list[ListBlock]) -> tuple[list[float], float]:
    """Return the top of each block, lists of both versions above all others, and the height of all, in points."""
    both = [block for block in blocks if len(block.items) == 2]
    below = ROW + GAP + sum(block.height + GAP for block in both) + ROW + GAP
    ends, tops = {"both": ROW + GAP, "old": below, "new": below}, []
    for block in blocks:
        side = "both" if len(block.items) == 2 else next(iter(block.items))
        tops.append(ends[side])
        ends[side] += block.height + GAP
    return tops, max(ends.values())


def _explain_lists(
    ax: Axes, blocks: list[ListBlock], tops: list[float], old: ArticleStyle, new: ArticleStyle, room: float
) -> None:
    """Say above each part which versions have its lists, and explain in `room` points the lines and signs drawn."""
    for count, key in ((2, "legend.lists_both"), (1, "legend.lists_one")):
        begins = [top for top, block in zip(tops, blocks, strict=True) if len(block.items) == count]
        if begins:
            rule = {"color": matplotlib.rcParams["grid.color"], "lw": matplotlib.rcParams["grid.linewidth"]}
            ax.text(0, min(begins) - GAP / 2 - ROW / 2, localize(key), va="center")
            ax.axhline(min(begins) - GAP / 2, **rule)
    grey = matplotlib.rcParams["xtick.labelcolor"]
    handles = {change: Line2D([], [], color=grey, **line) for change, line in LINES.items()}
    for change, look in (("dropped", old), ("added", new)):
        handles[change] = Line2D([], [], color=look.ink, ls="none", marker=f"${SIGNS[change]}$")
    drawn = {row["change"] for block in blocks for rows in block.items.values() for row in rows}
    shown = [change for change in handles if change in drawn]
    names = [localize(f"change.{change}") for change in shown]
    legend_above(ax, [handles[change] for change in shown], names, room=room, up=2.6 * small_size())
