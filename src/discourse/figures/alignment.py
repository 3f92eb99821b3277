"""How one version of a text was rewritten into another: by section, and as a ribbon from one to the other."""

from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from discourse.errors import DiscourseError
from discourse.figures.canvas import ink, legend_above, margin_column, new_axes, row_height, small
from discourse.figures.frames import one_pair, require
from discourse.figures.labels import Look, article_looks, printed, wrap
from discourse.figures.theme import themed, word

MAKER = "dc.align_versions"
SIDES = ("old", "new")
SIDE_COLUMNS = ["kind", "section", "words", "first_sentence"]
COLUMNS = ["change", "moved", *(f"{name}_{side}" for name in SIDE_COLUMNS for side in SIDES), *SIDES]
# A kind of change as it is drawn: damage and punctuation are too rare to be told apart.
DRAWN = {"damage": "punctuation"}
# From kept to lost. Colour says whose words they are, full colour that only one version has them; the hatch tells
# them apart without colour.
CHANGES = ["same", "punctuation", "reworded", "expanded", "shortened", "added", "dropped"]
HATCHES = {"punctuation": ".....", "reworded": "/////", "expanded": "|||||", "shortened": "-----"}
# The ribbon, in units of its height: how high the bars of the texts are, and how far what has no partner reaches.
BAR, STUB = 0.06, 0.2
# Between two sections, as a share of the longer text.
GAP = 0.012


class Span(NamedTuple):
    """Where a block stands on the bar of one version, in words from its beginning."""

    start: float
    end: float


@themed
def plot_rewriting(aligned: pd.DataFrame, *, labels: object = None, ax: Axes | None = None) -> Axes:
    """Draw how each section was rewritten: the shares of its words that were kept, changed, added or dropped.

    A bar is all words of the section in both versions together (n in the margin), a part the words of its blocks of
    one type in both versions; its share is printed where it fits. A block belongs to its section in the new version,
    a dropped one to the section that its own is paired with. The imprint is not counted.

    `aligned` has one row per block: change, moved, and for the sides old and new kind, section, words and
    first_sentence (with the suffixes _old and _new); old, new, as `dc.align_versions` returns. Raises DiscourseError
    for missing columns, a frame without words, or one with more than one pair of versions.

    >>> sides = {f"{name}_{side}": value for name, value in {"kind": "answer", "section": 1, "words": 5,
    ...     "first_sentence": 1}.items() for side in ("old", "new")}
    >>> aligned = pd.DataFrame([{"change": "same", "moved": False, "old": "a", "new": "b"} | sides])
    >>> [text.get_text() for text in plot_rewriting(aligned).texts][:1]
    ['100']
    """
    blocks, old, new = counted_blocks(aligned)
    names, looks = printed([old, new], labels), article_looks([old, new], labels)
    sections = sorted(blocks["place"].unique())
    words = blocks.assign(words=blocks["words_old"] + blocks["words_new"])
    table = words.pivot_table(index="place", columns="drawn", values="words", aggfunc="sum", fill_value=0)
    table = table.reindex(index=sections, columns=CHANGES, fill_value=0)
    shares = 100 * table.div(table.sum(axis="columns"), axis="index")
    fills = fills_of(looks[old], looks[new])
    heads = [section_name(*place) for place in sections]
    ax = ax or new_axes(columns=2, height=len(sections) * 1.3 * row_height(heads, least=1.8) + 84)
    _draw_shares(ax, shares, fills)
    ax.set_yticks(range(len(sections)), heads)
    ax.set_ylim(len(sections) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_xlabel(word("rewriting"))
    ax.spines["left"].set_visible(False)
    sums = blocks.groupby("place")[["words_old", "words_new"]].sum().reindex(sections)
    for side, doc, right in (("old", old, 6.5), ("new", new, 13)):
        place = {"right": right * small(), "look": looks[doc], "head": wrap(names[doc], 10)}
        margin_column(ax, [f"{n:.0f}" for n in sums[f"words_{side}"]], **place)
    _explain(ax, [change for change in CHANGES if table[change].any()], fills)
    return ax


@themed
def plot_alignment(aligned: pd.DataFrame, *, labels: object = None, ax: Axes | None = None) -> Axes:
    """Draw a ribbon from one version to the other: bands join the paired blocks, in the look of their change.

    The bars are the two texts, the old above, as long as their words, parted by section. What only one version has is
    a stub at its bar. A block that moved is drawn above the others, with a dark outline. The imprint is left out.

    `aligned` is read as in `plot_rewriting`. Raises DiscourseError for missing columns, a frame without words, or one
    with more than one pair of versions.

    >>> sides = {f"{name}_{side}": value for name, value in {"kind": "answer", "section": 1, "words": 5,
    ...     "first_sentence": 1}.items() for side in ("old", "new")}
    >>> aligned = pd.DataFrame([{"change": "same", "moved": False, "old": "a", "new": "b"} | sides])
    >>> [label.get_text() for label in plot_alignment(aligned).get_yticklabels()]
    ['a\\nn = 5', 'b\\nn = 5']
    """
    blocks, old, new = counted_blocks(aligned)
    names, looks = printed([old, new], labels), article_looks([old, new], labels)
    fills = fills_of(looks[old], looks[new])
    gap = GAP * max(blocks["words_old"].sum(), blocks["words_new"].sum())
    spans = {side: spans_of(blocks, side, gap) for side in SIDES}
    ax = ax or new_axes(columns=2, height=210)
    ax.set_xlim(0, max(span.end for each in spans.values() for span in each.values()))
    ax.set_ylim(-0.24, 1.24)
    for number, block in blocks.sort_values("moved", kind="stable").iterrows():
        _draw_block(ax, spans["old"].get(number), spans["new"].get(number), fills[block["drawn"]], bool(block["moved"]))
    for doc, side, foot in ((old, "old", 1.0), (new, "new", -BAR)):
        for span in spans[side].values():
            cell = {"facecolor": looks[doc].color, "edgecolor": "white", "lw": 0.4}
            ax.add_patch(Rectangle((span.start, foot), span.end - span.start, BAR, zorder=4, **cell))
    totals = {side: blocks[f"words_{side}"].sum() for side in SIDES}
    ax.set_yticks(
        [1 + BAR / 2, -BAR / 2],
        [f"{wrap(names[doc], 12)}\nn = {totals[side]:.0f}" for side, doc in (("old", old), ("new", new))],
    )
    ax.set_xticks([])
    ax.set_xlabel(word("ribbon"))
    ax.spines[:].set_visible(False)
    _name_sections(ax, blocks, spans)
    shown = [change for change in CHANGES if (blocks["drawn"] == change).any()]
    _explain(ax, shown, fills, moved=bool(blocks["moved"].any()))
    return ax


def counted_blocks(aligned: pd.DataFrame) -> tuple[pd.DataFrame, str, str]:
    """Return the blocks that hold counted words, with `drawn` and `place` (version, section), and the two docs."""
    require(aligned, COLUMNS, maker=MAKER)
    old, new = one_pair(aligned)
    kinds = aligned[["kind_old", "kind_new"]]
    counted = ((kinds != "imprint") & kinds.notna()).any(axis="columns")
    blocks = aligned[counted & (aligned["words_old"] + aligned["words_new"] > 0)].reset_index(drop=True)
    if blocks.empty:
        raise DiscourseError(f"no block holds a word outside the imprint: look at the filter before it, or at {MAKER}")
    return blocks.assign(drawn=blocks["change"].replace(DRAWN), place=_places(blocks)), old, new


def _places(blocks: pd.DataFrame) -> list[tuple[int, str]]:
    """Return the section under which each block is drawn, and the version that counts it so."""
    fixed = blocks[~blocks["moved"].astype(bool)].dropna(subset=["section_old", "section_new"])
    paired = dict(zip(fixed["section_old"][::-1], fixed["section_new"][::-1], strict=True))
    rows = zip(blocks["section_old"], blocks["section_new"], strict=True)
    return [
        (int(new), "new") if pd.notna(new) else (int(paired[old]), "new") if old in paired else (int(old), "old")
        for old, new in rows
    ]


def section_name(section: int, version: str = "new") -> str:
    """Return what is printed for a section; one that only the old version has says so."""
    if section == 0:
        return word("front")
    return word("section" if version == "new" else "section_old", section=section)


def fills_of(old: Look, new: Look) -> dict[str, dict]:
    """Return how each change is filled."""
    grey = matplotlib.rcParams["xtick.labelcolor"]
    colors = {"expanded": new.color, "shortened": old.color}
    hatched = {
        change: {"facecolor": "white", "edgecolor": colors.get(change, grey), "hatch": hatch}
        for change, hatch in HATCHES.items()
    }
    full = {"same": matplotlib.rcParams["grid.color"], "added": new.color, "dropped": old.color}
    return hatched | {change: {"facecolor": color, "edgecolor": color} for change, color in full.items()}


def spans_of(blocks: pd.DataFrame, side: str, gap: float) -> dict[int, Span]:
    """Return where each block stands on the bar of one side, in its own order, sections `gap` words apart."""
    mine = blocks[blocks[f"words_{side}"] > 0].sort_values(f"first_sentence_{side}")
    breaks = (mine[f"section_{side}"] != mine[f"section_{side}"].shift(fill_value=-1)).cumsum() - 1
    ends = mine[f"words_{side}"].cumsum() + gap * breaks
    return {number: Span(end - n, end) for number, end, n in zip(mine.index, ends, mine[f"words_{side}"], strict=True)}


def _draw_shares(ax: Axes, shares: pd.DataFrame, fills: dict[str, dict]) -> None:
    starts = np.zeros(len(shares))
    for change in shares:
        ax.barh(range(len(shares)), shares[change], left=starts, height=0.62, **fills[change])
        starts += shares[change].to_numpy()
    ax.set_xlim(0, 100)
    ax.figure.draw_without_rendering()
    room = ax.get_window_extent().width * 72 / ax.figure.dpi / 100
    ends = shares.cumsum(axis="columns")
    ground = {"facecolor": "white", "edgecolor": "none", "boxstyle": "square,pad=0.15"}
    for y, place in enumerate(shares.index):
        for change in shares:
            share, text = shares.at[place, change], f"{shares.at[place, change]:.0f}"
            if share * room > ink(text, small()).width + 0.9 * small():
                middle = ends.at[place, change] - share / 2
                ax.text(middle, y, text, ha="center", va="center_baseline", size=small(), bbox=ground)


def _draw_block(ax: Axes, old: Span | None, new: Span | None, fill: dict, moved: bool) -> None:
    """Draw a block between the bars: a band, or a stub where one side is missing."""
    if old and new:
        path = band(old, new)
    else:
        path = stub(old or new, base=1.0 if old else 0.0, tip=1 - STUB if old else STUB)
    ax.add_patch(PathPatch(path, lw=0.3, **fill))
    if moved:
        outline = {"facecolor": "none", "edgecolor": matplotlib.rcParams["text.color"], "lw": 1.1}
        ax.add_patch(PathPatch(path, zorder=3, **outline))


def band(old: Span, new: Span) -> Path:
    """Return the outline of a band that joins a span of the upper bar with one of the lower, its sides curved."""
    points = [
        (old.start, 1), (old.start, 0.5), (new.start, 0.5), (new.start, 0),
        (new.end, 0), (new.end, 0.5), (old.end, 0.5), (old.end, 1), (old.start, 1),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    return Path(points, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])


def stub(span: Span, *, base: float, tip: float) -> Path:
    """Return the outline of what leads nowhere: a tongue from the bar, half as wide at its tip."""
    quarter = (span.end - span.start) / 4
    points = [(span.start, base), (span.start + quarter, tip), (span.end - quarter, tip), (span.end, base)]
    return Path([*points, points[0]], [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY])


def _name_sections(ax: Axes, blocks: pd.DataFrame, spans: dict[str, dict[int, Span]]) -> None:
    """Print each section's name and words beyond its part of the bar, or as much of them as there is room for."""
    ax.figure.draw_without_rendering()
    room = ax.get_window_extent().width * 72 / ax.figure.dpi / np.ptp(ax.get_xlim())
    for side, y, align in (("old", 1 + BAR + 0.03, "bottom"), ("new", -BAR - 0.03, "top")):
        for section, mine in blocks.loc[list(spans[side])].groupby(f"section_{side}"):
            own = [spans[side][number] for number in mine.index]
            start, end = min(span.start for span in own), max(span.end for span in own)
            name, n = section_name(section), f"{mine[f'words_{side}'].sum():.0f}"
            choices = f"{name} · n = {n}", name, n
            fitting = [each for each in choices if ink(each, small()).width < (end - start) * room]
            if fitting:
                ax.text((start + end) / 2, y, fitting[0], ha="center", va=align, size=small())


def _explain(ax: Axes, changes: list[str], fills: dict[str, dict], *, moved: bool = False) -> None:
    handles = [Patch(lw=0.6, **fills[change]) for change in changes]
    names = [word(f"change_{change}") for change in changes]
    if moved:
        handles.append(Patch(facecolor="none", edgecolor=matplotlib.rcParams["text.color"], lw=1.1))
        names.append(word("change_moved"))
    legend_above(ax, handles, names, up=2)
