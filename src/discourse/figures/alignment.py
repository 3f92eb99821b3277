"""How one version of a text was rewritten into another: by section, and as a ribbon from one to the other."""

from collections.abc import Iterator
from typing import NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from discourse.errors import DiscourseError
from discourse.figures.base.arguments import one_pair, require
from discourse.figures.base.labels import ArticleStyle, article_styles, printed, section_name, wrap
from discourse.figures.base.legends import legend_height, legend_over, mark
from discourse.figures.base.page import (
    axes_box,
    counts_in_margin,
    figure_height,
    figure_width,
    new_axes,
)
from discourse.figures.base.text_size import small_size, text_extent, text_width, wrap_to_width
from discourse.figures.base.theme import localize, themed

MADE_BY = "dc.align_versions"
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
# Lengths in points: a section's bar at most and at least, and what stands around the bars without the legend; the paper
# below which the counts stand close and the legend names the versions; the height of the ribbon.
ROW, LEAST_ROW, FRAME, NARROW, RIBBON = 16.5, 10.5, 62, 330, 190
# Where bands are narrower than this on average, their hatches could not be seen.
LEAST_BAND = 2.0


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
    >>> [text.get_text() for text in plot_rewriting(aligned).texts][-1:]
    ['100']
    """
    blocks, old, new = counted_blocks(aligned)
    names, looks = printed([old, new], labels), article_styles([old, new], labels)
    sections = sorted(blocks["place"].unique())
    words = blocks.assign(words=blocks["words_old"] + blocks["words_new"])
    table = words.pivot_table(index="place", columns="drawn", values="words", aggfunc="sum", fill_value=0)
    table = table.reindex(index=sections, columns=CHANGES, fill_value=0)
    shares = 100 * table.div(table.sum(axis="columns"), axis="index")
    fills = fills_of(looks[old], looks[new])
    used = [change for change in CHANGES if table[change].any()]
    paper = figure_width(ax, columns=2)
    narrow = {looks[doc]: f"{names[doc]} (n)" for doc in (old, new)} if paper < NARROW else {}
    heads = [_place_name(*place, alone=sections == [place]) for place in sections]
    room = paper - text_width(heads, matplotlib.rcParams["ytick.labelsize"]) - (18 if narrow else 13 * small_size())
    frame = FRAME + legend_height([*narrow.values(), *map(_change_name, used)], room)
    ax = ax or new_axes(columns=2, height=frame + len(sections) * _row(len(sections), figure_height(None) - frame))
    _row(len(sections), figure_height(ax) - frame)
    _explain(ax, used, fills, versions=narrow, room=room, up=1.5 * small_size() if narrow else 2)
    _draw_axis(ax, heads, paper)
    sums = blocks.groupby("place")[["words_old", "words_new"]].sum().reindex(sections)
    for side, doc, right in (("old", old, 4 if narrow else 6.5), ("new", new, 8 if narrow else 13)):
        place = {"right": right * small_size(), "look": looks[doc], "head": "" if narrow else wrap(names[doc], 10)}
        counts_in_margin(ax, sums[f"words_{side}"], **place)
    _draw_shares(ax, shares, fills)
    return ax


@themed
def plot_alignment(aligned: pd.DataFrame, *, labels: object = None, ax: Axes | None = None) -> Axes:
    """Draw a ribbon from one version to the other: bands join the paired blocks, in the look of their change.

    The bars are the two texts, the old above, as long as their words, parted by section. What only one version has is
    a stub at its bar. A block that moved is drawn above the others, with a dark outline. The imprint is left out. Where
    the blocks are too many for hatches to be seen, all that are not word for word the same have one grey, as changed.

    `aligned` is read as in `plot_rewriting`. Raises DiscourseError for missing columns, a frame without words, or one
    with more than one pair of versions.

    >>> sides = {f"{name}_{side}": value for name, value in {"kind": "answer", "section": 1, "words": 5,
    ...     "first_sentence": 1}.items() for side in ("old", "new")}
    >>> aligned = pd.DataFrame([{"change": "same", "moved": False, "old": "a", "new": "b"} | sides])
    >>> [label.get_text() for label in plot_alignment(aligned).get_yticklabels()]
    ['a\\nn = 5', 'b\\nn = 5']
    """
    blocks, old, new = counted_blocks(aligned)
    names, looks = printed([old, new], labels), article_styles([old, new], labels)
    fills = fills_of(looks[old], looks[new])
    paper = figure_width(ax, columns=2)
    sums = {old: blocks["words_old"].sum(), new: blocks["words_new"].sum()}
    rows = [f"{wrap(names[doc], 12)}\nn = {words:.0f}" for doc, words in sums.items()]
    room = paper - text_width(rows, matplotlib.rcParams["ytick.labelsize"]) - 8
    fine = room / len(blocks) > LEAST_BAND
    blocks = blocks if fine else blocks.assign(drawn=blocks["drawn"].replace(dict.fromkeys(HATCHES, "changed")))
    gap = GAP * max(sums.values())
    spans = {side: spans_of(blocks, side, gap) for side in SIDES}
    shown = [change for change in fills if (blocks["drawn"] == change).any()]
    made, moved = ax is None, bool(blocks["moved"].any())
    named = legend_height([_change_name(change) for change in [*shown, *["moved"] * moved]], room)
    ax = ax or new_axes(columns=2, height=RIBBON + named)
    ax.set_xlim(0, max(span.end for each in spans.values() for span in each.values()))
    ax.set_ylim(-BAR, 1 + BAR)
    for number, block in blocks.sort_values("moved", kind="stable").iterrows():
        _draw_block(ax, spans["old"].get(number), spans["new"].get(number), fills[block["drawn"]], bool(block["moved"]))
    for doc, side, foot in ((old, "old", 1.0), (new, "new", -BAR)):
        for span in spans[side].values():
            cell = {"facecolor": looks[doc].color, "edgecolor": "white", "lw": min(0.4, 0.07 * room / len(blocks))}
            ax.add_patch(Rectangle((span.start, foot), span.end - span.start, BAR, zorder=4, **cell))
    ax.set_yticks([1 + BAR / 2, -BAR / 2], rows)
    ax.set_xticks([])
    ax.set_xlabel(_lines("axis.ribbon", paper), labelpad=1.8 * small_size())
    ax.spines[:].set_visible(False)
    _explain(ax, shown, fills, moved=moved, room=room, up=1.8 * small_size())
    _name_sections(ax, blocks, spans, room if made else 0.5 * paper)
    return ax


def counted_blocks(aligned: pd.DataFrame) -> tuple[pd.DataFrame, str, str]:
    """Return the blocks that hold counted words, with `drawn` and `place` (version, section), and the two docs."""
    require(aligned, COLUMNS, maker=MADE_BY)
    old, new = one_pair(aligned)
    kinds = aligned[["kind_old", "kind_new"]]
    counted = ((kinds != "imprint") & kinds.notna()).any(axis="columns")
    words = aligned[["words_old", "words_new"]].fillna(0)
    blocks = aligned.assign(**words)[counted & (words.sum(axis="columns") > 0)].reset_index(drop=True)
    if blocks.empty:
        raise DiscourseError(
            f"no block holds a word outside the imprint: look at the filter before it, or at {MADE_BY}"
        )
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


def _place_name(section: int, version: str = "new", *, alone: bool = False) -> str:
    """Return what is printed for a section; one that only the old version has says so; one `alone` is all there is."""
    if section == 0 and alone:
        return localize("legend.whole")
    return localize("section.number_old", n=section) if section and version == "old" else section_name(section)


def fills_of(old: ArticleStyle, new: ArticleStyle) -> dict[str, dict]:
    """Return how each change is filled."""
    grey = matplotlib.rcParams["xtick.labelcolor"]
    colors = {"expanded": new.color, "shortened": old.color}
    hatched = {
        change: {"facecolor": "white", "edgecolor": colors.get(change, grey), "hatch": hatch}
        for change, hatch in HATCHES.items()
    }
    middle = matplotlib.rcParams["axes.edgecolor"]
    full = {"same": matplotlib.rcParams["grid.color"], "changed": middle, "added": new.color, "dropped": old.color}
    fills = hatched | {change: {"facecolor": color, "edgecolor": color} for change, color in full.items()}
    return {change: fills[change] for change in [*CHANGES[:-2], "changed", *CHANGES[-2:]]}


def spans_of(blocks: pd.DataFrame, side: str, gap: float) -> dict[int, Span]:
    """Return where each block stands on the bar of one side, in its own order, sections `gap` words apart."""
    mine = blocks[blocks[f"words_{side}"] > 0].sort_values(f"first_sentence_{side}")
    breaks = (mine[f"section_{side}"] != mine[f"section_{side}"].shift(fill_value=-1)).cumsum() - 1
    ends = mine[f"words_{side}"].cumsum() + gap * breaks
    return {number: Span(end - n, end) for number, end, n in zip(mine.index, ends, mine[f"words_{side}"], strict=True)}


def _row(sections: int, room: float) -> float:
    """Return the height in points of each of so many sections in `room` points, or raise where they do not fit."""
    if sections * LEAST_ROW > max(room, LEAST_ROW):
        raise DiscourseError(
            f"{sections} sections do not fit into the height of a figure that holds {max(1, int(room / LEAST_ROW))}: "
            "draw a part, as in aligned[aligned['section_new'] <= 10], or on a higher ax="
        )
    return min(ROW, room / sections)


def _lines(key: str, paper: float) -> str:
    """Return a fixed word in as many lines as it needs below Axes on `paper` points."""
    return wrap_to_width(localize(key), 0.75 * paper, matplotlib.rcParams["axes.labelsize"])


def _draw_axis(ax: Axes, heads: list[str], paper: float) -> None:
    ax.set_yticks(range(len(heads)), heads)
    ax.set_ylim(len(heads) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_xlabel(_lines("axis.rewriting", paper))
    ax.spines["left"].set_visible(False)


def _draw_shares(ax: Axes, shares: pd.DataFrame, fills: dict[str, dict]) -> None:
    starts = np.zeros(len(shares))
    for change in shares:
        ax.barh(range(len(shares)), shares[change], left=starts, height=0.62, **fills[change])
        starts += shares[change].to_numpy()
    left, _, right, _ = axes_box(ax)
    room = (right - left) / 100
    ends = shares.cumsum(axis="columns")
    ground = {"facecolor": "white", "edgecolor": "none", "boxstyle": "square,pad=0.15"}
    for y, place in enumerate(shares.index):
        for change in shares:
            share, text = shares.at[place, change], f"{shares.at[place, change]:.0f}"
            if share * room > text_extent(text, small_size()).width + 0.9 * small_size():
                middle = ends.at[place, change] - share / 2
                ax.text(middle, y, text, ha="center", va="center_baseline", size=small_size(), bbox=ground)


def _draw_block(ax: Axes, old: Span | None, new: Span | None, fill: dict, moved: bool) -> None:
    """Draw a block between the bars: a band, or a stub where one side is missing."""
    base, tip = (1.0, 1 - STUB) if old else (0.0, STUB)
    path = band(old, new) if old and new else stub(old or new, base=base, tip=tip)
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


def _name_sections(ax: Axes, blocks: pd.DataFrame, spans: dict[str, dict[int, Span]], most: float) -> None:
    """Print each section's name and words beyond its part of the bar, or as much as fits beside all others of its bar.

    The bar is taken to be `most` points long at the most: a given ax may shrink while the rest of its figure fills.
    """
    left, _, right, _ = axes_box(ax)
    room = min(most, right - left) / np.ptp(ax.get_xlim())
    for side, y, up, align in (("old", 1 + BAR, 3, "bottom"), ("new", -BAR, -3, "top")):
        sections = list(_sections(blocks, spans[side], side))
        for middle, text in _fitting_names(sections, room):
            place = {"xytext": (0, up), "textcoords": "offset points", "annotation_clip": False}
            ax.annotate(text, (middle, y), ha="center", va=align, size=small_size(), **place)


def _sections(blocks: pd.DataFrame, spans: dict[int, Span], side: str) -> Iterator[tuple[list[str], Span]]:
    """Yield what may be printed for each section of one side, the longest first, and where the section stands."""
    groups = blocks.loc[list(spans)].groupby(f"section_{side}")
    for section, mine in groups:
        own = [spans[number] for number in mine.index]
        name = _place_name(section, alone=len(groups) == 1)
        choices = [f"{name} · n = {mine[f'words_{side}'].sum():.0f}", name, f"§{section}" if section else name]
        yield choices, Span(min(span.start for span in own), max(span.end for span in own))


def _fitting_names(sections: list[tuple[list[str], Span]], room: float) -> list[tuple[float, str]]:
    """Return the middle and the name of sections: long names where they fit most of them, else § for all that fit.

    Of the latter, those that would touch the one before are left out: their numbers can be told from its own.
    """
    width = [
        [text_extent(text, small_size()).width + 0.5 * small_size() for text in choices] for choices, _ in sections
    ]
    spans = [(room * span.start, room * span.end) for _, span in sections]
    fits = [[each < end - start for each in some] for some, (start, end) in zip(width, spans, strict=True)]
    fits = np.array(fits, dtype=bool).reshape(-1, 3)
    # The lead is short, and would cut all others short.
    most = fits[[choices[2] != choices[1] for choices, _ in sections]]
    best = next((choice for choice in (0, 1) if len(most) and most[:, choice].mean() > 0.9), 2 if len(most) else 0)
    named, end = [], -np.inf
    for (choices, _), some, (low, high), fit in zip(sections, width, spans, fits, strict=True):
        middle = (low + high) / 2
        at = best if fit[best] or best == 2 else 1
        if middle - some[at] / 2 >= end and (fit[at] or (best == 2 and "§" in choices[2])):
            named.append((middle / room, choices[at]))
            end = middle + some[at] / 2
    return named


def _change_name(change: str) -> str:
    return localize("change.punctuation_damage" if change == "punctuation" else f"change.{change}")


def _explain(
    ax: Axes,
    changes: list[str],
    fills: dict,
    *,
    room: float,
    up: float,
    moved: bool = False,
    versions: dict | None = None,
) -> None:
    """Explain the fills, and the marks of the versions where those have no room for their names."""
    entries = [(mark(look), name) for look, name in (versions or {}).items()]
    entries += [(Patch(lw=0.6, **fills[change]), _change_name(change)) for change in changes]
    if moved:
        outline = Patch(facecolor="none", edgecolor=matplotlib.rcParams["text.color"], lw=1.1)
        entries.append((outline, _change_name("moved")))
    legend_over(ax, *zip(*entries, strict=True), room=room, up=up)
