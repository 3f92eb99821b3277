"""What became of each item of each list."""

from typing import NamedTuple

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import (
    Affine2D,
    ScaledTranslation,
    Transform,
    blended_transform_factory,
)

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import at_least_one, one_pair, require
from discourse.figures.base.labels import ArticleStyle, article_styles, label_tables, printed, wrap
from discourse.figures.base.legends import legend_over
from discourse.figures.base.page import figure_height, figure_width, margin, new_axes
from discourse.figures.base.text_size import small_size, text_extent
from discourse.figures.base.theme import current_language, localize, themed

MADE_BY = "dc.compare_lists"
COLUMNS = ["change", "item", "old", "new", "pattern"] + [
    f"{column}_{side}" for column in ("item", "list", "rank", "section", "point", "head") for side in ("old", "new")
]
# The room between the two versions for signs and lines, as a share of the paper, and from it to either, in points.
BETWEEN, AIR = 0.08, 2.2
# The paper below which the places of the lists stand over them, and what they need beside them, in points.
NARROW, MARGIN = 330, 75
# Rows and the gaps between lists, and what stands around all of them, in points.
ROW, GAP, FRAME = 10.5, 5.5, 52


class Sheet(NamedTuple):
    """How many half-width characters a line of items, and of a place, may have, and whether places stand above.

    The items of the versions begin `half` points left and right of the middle.
    """

    line: int
    place: int
    above: bool
    half: float


class Block(NamedTuple):
    """One list as it is drawn: its place and head, its items in the order of either version, and its height.

    Its items begin `under` points below its top, where its place stands above them.
    """

    place: str
    olds: list[dict]
    news: list[dict]
    height: float
    under: float = 0

    @property
    def sides(self) -> list[tuple[list[dict], str]]:
        """The versions that have the list, with its items there."""
        return [(rows, side) for rows, side in ((self.olds, "old"), (self.news, "new")) if rows]


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
    require(changes, COLUMNS, maker=MADE_BY)
    old, new = one_pair(changes)
    names, looks = printed([old, new], labels), article_styles([old, new], labels)
    known = {name: text for source in reversed(label_tables(labels)) for name, text in source.items()}
    changed = changed_lists(_sectioned(changes), known)
    if not changed:
        raise DiscourseError("no list changed between these versions: there is nothing to draw")
    sheet = sheet_for(paper := figure_width(ax, columns=2))
    # A given ax also loses what the layout keeps between it and its neighbours.
    page = figure_height(ax) - FRAME - (10 if ax else 0)
    blocks = fitting([make_block(*pair, known, sheet) for pair in changed], at_least_one(top), page)
    places, height = lay_out(blocks)
    height = page if ax else height
    ax = ax or new_axes(columns=2, height=FRAME + height)
    for y, block in places:
        _draw_block(ax, block, y, {"old": looks[old], "new": looks[new]}, known, sheet)
    _draw_frame(ax, places, height, len(changed) - len(blocks))
    for x, doc, side in ((-sheet.half, old, "right"), (sheet.half, new, "left")):
        head, above = wrap(names[doc], sheet.line), margin(ax, right=x, up=4, data_y=False)
        ax.text(0.5, 1, head, color=looks[doc].color, ha=side, transform=above)
    _draw_legend(
        ax, looks[old], looks[new], {row["change"] for block in blocks for row in [*block.olds, *block.news]}, paper
    )
    return ax


def sheet_for(paper: float) -> Sheet:
    """Return how the width of the paper is used: places in the margins, or where that is narrow above their lists."""
    size, above = matplotlib.rcParams["ytick.labelsize"], paper < NARROW
    half = BETWEEN / 2 * paper
    line = paper / 2 - half - (3 if above else MARGIN)
    return Sheet(min(42, int(2 * line / size)), int(1.9 * (paper if above else MARGIN) / small_size()), above, half)


def from_middle(ax: Axes) -> Transform:
    """Return the transform by which x is points right of the middle of the Axes, and y data.

    So items, signs and lines keep their distances when the Axes shrink while a figure fills.
    """
    middle = ScaledTranslation(0.5, 0, ax.transAxes)
    return blended_transform_factory(Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans + middle, ax.transData)


def _sectioned(changes: pd.DataFrame) -> pd.DataFrame:
    """Return `changes` without sections where no list stands in one: the lead is then no place, but all there is."""
    sections = changes[["section_old", "section_new"]]
    return changes if (sections.fillna(0) != 0).any(axis=None) else changes.assign(section_old="", section_new="")


def changed_lists(changes: pd.DataFrame, known: dict[str, str]) -> list[tuple[list[dict], list[dict]]]:
    """Return the lists with a change as (old items, new items), those that show most first."""
    rows = changes.astype(object).where(changes.notna(), None).to_dict("records")
    partners = {row["list_old"]: row["list_new"] for row in rows if row["change"] != "moved" and row["list_old"]}
    olds, news = {}, {}
    for row in rows:
        row["away"] = row["change"] == "moved" and partners.get(row["list_old"]) != row["list_new"]
        for lists, side in ((olds, "old"), (news, "new")):
            if row[f"rank_{side}"]:
                lists.setdefault(row[f"list_{side}"], []).append(row)
    pairs = [(items, news.pop(partners.get(number), [])) for number, items in olds.items()]
    pairs += [([], items) for items in news.values()]
    changed = [pair for pair in pairs if any(row["change"] != "kept" for side in pair for row in side)]
    return sorted(changed, key=lambda pair: _weight(*pair, known), reverse=True)


def _weight(olds: list[dict], news: list[dict], known: dict[str, str]) -> tuple[bool, int, int]:
    """Weigh what a list shows: a partner, changed items that have a label, changed items."""
    items = [row["item"] for row in [*olds, *news] if row["change"] != "kept"]
    return bool(olds and news), sum(item in known for item in items), len(items)


def fitting(blocks: list[Block], top: int, page: float) -> list[Block]:
    """Return the first `top` blocks, as many as `page` points hold, in the order of the text."""
    chosen = []
    for block in blocks[:top]:
        if lay_out([*chosen, block])[1] <= page:
            chosen.append(block)
    if not chosen:
        least = min(lay_out([block])[1] for block in blocks[:top]) + FRAME
        raise DiscourseError(
            f"the shortest changed list needs {least / 72 * 25.4:.0f} mm, "
            f"the figure has {(page + FRAME) / 72 * 25.4:.0f}: "
            "leave out what was kept, as in changes[changes['change'] != 'kept'], or give a higher ax="
        )
    return sorted(chosen, key=lambda block: _order([*block.olds, *block.news][0]))


def lay_out(blocks: list[Block]) -> tuple[list[tuple[float, Block]], float]:
    """Return each block with its top, lists of both versions first, and the height of all, in points."""
    places, tops = [], {"both": ROW + GAP}
    for block in blocks:
        if len(block.sides) == 2:
            places.append((tops["both"], block))
            tops["both"] += block.height + GAP
    below = tops["both"] + ROW + GAP
    tops |= {"old": below, "new": below}
    for block in blocks:
        if len(block.sides) == 1:
            side = block.sides[0][1]
            places.append((tops[side], block))
            tops[side] += block.height + GAP
    return places, max(tops.values())


def _order(row: dict) -> tuple:
    side = "old" if row["rank_old"] else "new"
    return row[f"section_{side}"], row[f"point_{side}"] or 0, side, row[f"list_{side}"]


def make_block(olds: list[dict], news: list[dict], known: dict[str, str], sheet: Sheet) -> Block:
    """Lay one list out: its items by rank, and the height that they need."""
    olds, news = (sorted(rows, key=lambda row: row[f"rank_{side}"]) for rows, side in ((olds, "old"), (news, "new")))
    sides = Block("", olds, news, 0).sides
    place, heads = _place(*sides[0]), dict.fromkeys(rows[0][f"head_{side}"] for rows, side in sides)
    width = sheet.line if sheet.above and len(sides) == 1 else sheet.place
    text = wrap("  ".join([place, " / ".join(_head(head, known) for head in heads if head)]).strip(), width)
    under = ROW * _lines(text) if sheet.above and text else 0
    lines = max(sum(_lines(each) for each in _texts(rows, side, known, sheet.line)) for rows, side in sides)
    return Block(text, olds, news, under + ROW * (lines if sheet.above else max(lines, _lines(text))), under)


def _lines(text: str) -> int:
    return text.count("\n") + 1


def _place(rows: list[dict], side: str) -> str:
    """Name where a list stands: section and point, as in 1.3."""
    row = rows[0]
    section, point = row[f"section_{side}"], row[f"point_{side}"]
    if section == "":
        return ""
    if not section:
        return localize("section.front")
    return f"{int(section)}.{int(point)}" if point and row["pattern"] != "points" else f"{int(section)}"


def _head(head: str, known: dict[str, str]) -> str:
    """Return what the items are called, after 等 where it is Chinese."""
    label = known.get(head, head)
    return f"等{head}" if label == head else label


def _texts(rows: list[dict], side: str, known: dict[str, str], line: int) -> list[str]:
    """Return what is printed for the items of one side: a text each, or one for all where there is no other side."""
    names = [_name(row, side, known) for row in rows]
    if any(row["change"] not in ("added", "dropped") or row[f"list_{_other(side)}"] for row in rows):
        return [wrap(name, line) for name in names]
    text, *others = [wrap(name, line) for name in names]
    for name in others:
        longer = f"{text}{localize('punctuation.enumeration')}{name}"
        fits = all(wrap(each, line) == each for each in longer.split("\n"))
        text = longer if fits else f"{text}{localize('punctuation.enumeration').rstrip()}\n{name}"
    return [text]


def _other(side: str) -> str:
    return "new" if side == "old" else "old"


def _name(row: dict, side: str, known: dict[str, str]) -> str:
    """Return the item as its paper prints it; in English the label, if there is one."""
    name = row[f"item_{side}"].replace("$", r"\$")
    name = known.get(row["item"], name) if current_language() != "zh" else name
    other = _other(side)
    return (
        f"{name} ({'→' if side == 'old' else '←'} {_place([row], other)})".replace(" )", ")") if row["away"] else name
    )


def _draw_block(
    ax: Axes, block: Block, top: float, looks: dict[str, ArticleStyle], known: dict[str, str], sheet: Sheet
) -> None:
    """Draw the items of one list, and the lines between those that are in both versions."""
    grey = matplotlib.rcParams["xtick.labelcolor"]
    x, align, across = _place_of(ax, block, sheet)
    for at, line in enumerate(block.place.split("\n")):
        place = {"ha": align, "va": "center", "transform": across}
        ax.text(x, top + ROW * (at + 0.5), line, size=small_size(), color=grey, **place)
    heights = {}
    for rows, side in block.sides:
        y = top + block.under
        for row, text in zip(rows, _texts(rows, side, known, sheet.line), strict=False):
            _draw_item(ax, text.split("\n"), side, y, row["change"], looks[side], sheet.half)
            heights[side, row[f"rank_{side}"]] = y + ROW * _lines(text) / 2
            y += ROW * _lines(text)
    for row in block.olds:
        if row in block.news:
            ends = heights["old", row["rank_old"]], heights["new", row["rank_new"]]
            reach = sheet.half - AIR
            ax.plot([-reach, reach], ends, color=grey, transform=from_middle(ax), **_line(row["change"]))


def _place_of(ax: Axes, block: Block, sheet: Sheet) -> tuple[float, str, Transform]:
    """Return where a list's place is printed, in the margin of its side or over its items, and how it is aligned."""
    if sheet.above and len(block.sides) == 1:
        return (-sheet.half, "right", from_middle(ax)) if block.olds else (sheet.half, "left", from_middle(ax))
    return (0, "left", ax.transData) if block.olds else (1, "right", ax.transData)


def _line(change: str) -> dict:
    return {"marker": "", "ls": (0, (3, 1.5)), "lw": 1.4} if change == "moved" else {"marker": "", "ls": "-", "lw": 0.7}


def _draw_item(ax: Axes, lines: list[str], side: str, y: float, change: str, look: ArticleStyle, half: float) -> None:
    """Print one item; what was dropped is struck out and has a −, what was added a +."""
    left, out, across = side == "old", -1 if side == "old" else 1, from_middle(ax)
    sign = {"dropped": "−", "added": "+"}.get(change, "")
    color = look.color if sign or change == "moved" else matplotlib.rcParams["text.color"]
    size = matplotlib.rcParams["ytick.labelsize"]
    for at, line in enumerate(lines):
        middle = y + ROW * (at + 0.5)
        place = {"ha": "right" if left else "left", "va": "center", "transform": across}
        ax.text(out * half, middle, line, color=color, size=size, **place)
        if change == "dropped":
            ends = [-half, -half - text_extent(line, size).width - 1]
            ax.plot(ends, [middle, middle], color=color, lw=0.6, marker="", clip_on=False, transform=across)
    if sign:
        place = {"ha": "left" if left else "right", "va": "center", "transform": across}
        ax.text(out * (half - AIR), y + ROW / 2, sign, color=color, size=size + 1.5, **place)


def _draw_frame(ax: Axes, places: list[tuple[float, Block]], height: float, cut: int) -> None:
    """Head both parts of the figure, and say how many lists were left out."""
    for count, key in ((2, "legend.lists_both"), (1, "legend.lists_one")):
        tops = [top for top, block in places if len(block.sides) == count]
        if tops:
            ax.text(0, min(tops) - GAP / 2 - ROW / 2, localize(key), va="center")
            ax.axhline(
                min(tops) - GAP / 2, color=matplotlib.rcParams["grid.color"], lw=matplotlib.rcParams["grid.linewidth"]
            )
    ax.set_xlim(0, 1)
    ax.set_ylim(height, 0)
    ax.axis("off")
    ax.set_xticks([])
    ax.set_yticks([])
    if cut:
        ax.text(
            0,
            0,
            localize("note.lists_cut", cut=cut),
            transform=margin(ax, up=-4, data_y=False),
            va="top",
            size=small_size(),
        )


def _draw_legend(ax: Axes, old: ArticleStyle, new: ArticleStyle, drawn: set[str], paper: float) -> None:
    """Explain the lines and signs that are drawn."""
    grey = matplotlib.rcParams["xtick.labelcolor"]
    handles = {
        "kept": Line2D([], [], color=grey, **_line("kept")),
        "moved": Line2D([], [], color=grey, **_line("moved")),
        "dropped": Line2D([], [], color=old.color, ls="none", marker="$−$"),
        "added": Line2D([], [], color=new.color, ls="none", marker="$+$"),
    }
    shown = [key for key in handles if key in drawn]
    names = [localize(f"change.{key}") for key in shown]
    legend_over(ax, [handles[key] for key in shown], names, room=0.95 * paper, up=2.6 * small_size())
