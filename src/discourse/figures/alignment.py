"""How one version of a text was rewritten into another: by section, and as a ribbon from one to the other."""

from typing import Any, NamedTuple

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from discourse.errors import DiscourseError, NothingToDrawError
from discourse.figures.base.arguments import compared_docs, refuse_doubled_rows, require_rows
from discourse.figures.base.labels import ArticleStyle, article_styles, printed_names, section_name, wrap
from discourse.figures.base.legends import article_mark, legend_above, legend_height
from discourse.figures.base.page import axes_box, counts_in_margin, figure_height, figure_width, new_axes
from discourse.figures.base.text_size import small_size, text_extent, text_width, wrap_to_width
from discourse.figures.base.theme import localize, record_plot, themed
from discourse.schema import SIDES, check_codes

MADE_BY = "dc.align_versions"
SIDE_COLUMNS = ["kind", "section", "words", "first_sentence"]
COLUMNS = ["change", "moved", *(f"{name}_{side}" for name in SIDE_COLUMNS for side in SIDES), *SIDES]
# From kept to lost. Colour says whose words they are, full colour that only one version has them; the hatch tells them
# apart without colour.
FILL_ORDER = ["same", "punctuation_damage", "reworded", "expanded", "shortened", "changed", "added", "dropped"]
HATCHES = {"punctuation_damage": ".....", "reworded": "/////", "expanded": "|||||", "shortened": "-----"}
# Damage and punctuation are too rare to be told apart; nor are hatches to be seen in very narrow bands.
MERGED, ALL_CHANGED = dict.fromkeys(["damage", "punctuation"], "punctuation_damage"), dict.fromkeys(HATCHES, "changed")
# The ribbon, in units of its height: how high the bars of the texts are, and how far what has no partner reaches.
BAR, STUB = 0.06, 0.2
# Between two sections, as a share of the longer text.
GAP = 0.012
# Lengths in points: a section's bar at most and at least, and what stands around the bars without the legend; the width
# below which the counts stand close and the legend names the versions; the height of the ribbon.
MOST_HEIGHT, LEAST_HEIGHT, FRAME, NARROW, RIBBON = 16.5, 10.5, 62, 330, 190
# Where bands are narrower than this on average, their hatches could not be seen.
LEAST_BAND = 2.0


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
    blocks, old, new = countable_blocks(aligned)
    names, looks = printed_names([old, new], labels), article_styles([old, new], labels)
    sections = sorted(blocks["place"].unique())
    words = blocks.assign(words=blocks["words_old"] + blocks["words_new"])
    table = words.pivot_table(index="place", columns="drawn", values="words", aggfunc="sum", fill_value=0)
    changes = [change for change in FILL_ORDER if change != "changed"]
    table = table.reindex(index=sections, columns=changes, fill_value=0)
    used = [change for change in changes if table[change].any()]
    fills, width = change_fills(looks[old], looks[new]), figure_width(ax, columns=2)
    narrow = {looks[doc]: f"{names[doc]} (n)" for doc in (old, new)} if width < NARROW else {}
    heads = [_section_title(*place, alone=sections == [place]) for place in sections]
    room = width - text_width(heads, matplotlib.rcParams["ytick.labelsize"]) - (18 if narrow else 13 * small_size())
    frame = FRAME + legend_height([*narrow.values(), *(localize(f"change.{change}") for change in used)], room)
    height = figure_height(ax) - frame
    if len(sections) * LEAST_HEIGHT > max(height, LEAST_HEIGHT):
        raise DiscourseError(
            f"{len(sections)} sections do not fit into the height of a figure that holds "
            f"{max(1, int(height / LEAST_HEIGHT))}: draw a part, as in aligned[aligned['section_new'] <= 10], or on a "
            "higher ax="
        )
    ax = ax or new_axes(columns=2, height=frame + min(MOST_HEIGHT * len(sections), height))
    _change_legend(ax, used, fills, versions=narrow, room=room, up=1.5 * small_size() if narrow else 2)
    ax.set_yticks(range(len(heads)), heads)
    ax.set_ylim(len(heads) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_xlabel(wrap_to_width(localize("axis.rewriting"), 0.75 * width, matplotlib.rcParams["axes.labelsize"]))
    ax.spines["left"].set_visible(False)
    sums = blocks.groupby("place")[["words_old", "words_new"]].sum().reindex(sections)
    for side, doc, right in (("old", old, 4 if narrow else 6.5), ("new", new, 8 if narrow else 13)):
        head = "" if narrow else wrap(names[doc], 10)
        counts_in_margin(ax, sums[f"words_{side}"], right=right * small_size(), look=looks[doc], head=head)
    _draw_shares(ax, 100 * table.div(table.sum(axis="columns"), axis="index"), fills)
    return record_plot(ax)


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
    blocks, old, new = countable_blocks(aligned)
    names, looks = printed_names([old, new], labels), article_styles([old, new], labels)
    fills, width = change_fills(looks[old], looks[new]), figure_width(ax, columns=2)
    sums = {old: blocks["words_old"].sum(), new: blocks["words_new"].sum()}
    rows = [f"{wrap(names[doc], 12)}\nn = {words:.0f}" for doc, words in sums.items()]
    room = width - text_width(rows, matplotlib.rcParams["ytick.labelsize"]) - 8
    if room / len(blocks) <= LEAST_BAND:
        blocks = blocks.assign(drawn=blocks["drawn"].replace(ALL_CHANGED))
    ribbon = Ribbon.lay_out(blocks)
    used = [change for change in fills if (blocks["drawn"] == change).any()] + ["moved"] * bool(blocks["moved"].any())
    longest = room if ax is None else 0.5 * width
    height = RIBBON + legend_height([localize(f"change.{change}") for change in used], room)
    ax = ax or new_axes(columns=2, height=height)
    ax.set_xlim(0, pd.concat(ribbon.bars.values())["end"].max())
    ax.set_ylim(-BAR, 1 + BAR)
    ribbon.draw_bands(ax, fills)
    ax.set_yticks([1 + BAR / 2, -BAR / 2], rows)
    ax.set_xticks([])
    label = wrap_to_width(localize("axis.ribbon"), 0.75 * width, matplotlib.rcParams["axes.labelsize"])
    ax.set_xlabel(label, labelpad=1.8 * small_size())
    ax.spines[:].set_visible(False)
    _change_legend(ax, used, fills, room=room, up=1.8 * small_size())
    left, _, right, _ = axes_box(ax)
    # A given ax may shrink while the rest of its figure fills.
    points = min(longest, right - left) / np.ptp(ax.get_xlim())
    edge = min(0.4, 0.07 * room / len(blocks))
    for doc, side in ((old, "old"), (new, "new")):
        ribbon.draw_bar(ax, side, {"facecolor": looks[doc].color, "lw": edge}, points)
    return record_plot(ax)


class Ribbon(NamedTuple):
    """The blocks of two versions, and where each stands on the bar of either side: start and end, in words."""

    blocks: pd.DataFrame
    bars: dict[str, pd.DataFrame]

    @classmethod
    def lay_out(cls, blocks: pd.DataFrame) -> "Ribbon":
        """Set the blocks of each side one after the other in their order, with a gap between sections."""
        bars, gap = {}, GAP * blocks[["words_old", "words_new"]].sum().max()
        for side in SIDES:
            mine = blocks[blocks[f"words_{side}"] > 0].sort_values(f"first_sentence_{side}")
            section, words = mine[f"section_{side}"], mine[f"words_{side}"]
            end = words.cumsum() + gap * ((section != section.shift(fill_value=-1)).cumsum() - 1)
            bars[side] = pd.DataFrame({"start": end - words, "end": end})
        return cls(blocks, bars)

    def draw_bands(self, ax: Axes, fills: dict[str, dict]) -> None:
        """Draw the blocks between the bars, what moved above the others: bands, and tongues that end halfway.

        A band has curved sides, from its place on the upper bar to that on the lower; a tongue begins at one bar, and
        is half as wide at its tip.
        """
        outline = {"facecolor": "none", "edgecolor": matplotlib.rcParams["text.color"], "lw": 1.1}
        curve = [Path.CURVE4] * 3
        band, tongue = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY], [Path.MOVETO, *[Path.LINETO] * 3]
        ends = pd.concat([self.bars["old"], self.bars["new"]], axis="columns")
        for number, block in self.blocks.sort_values("moved", kind="stable").iterrows():
            (old_start, old_end), (new_start, new_end) = ends.loc[number].to_numpy().reshape(2, 2)
            if np.isfinite([old_start, new_start]).all():
                down = [(old_start, 1), (old_start, 0.5), (new_start, 0.5), (new_start, 0)]
                up = [(new_end, 0), (new_end, 0.5), (old_end, 0.5), (old_end, 1)]
                path = Path([*down, *up, down[0]], band)
            else:
                start, end, bar, tip = (old_start, old_end, 1.0, 1 - STUB)
                if np.isnan(old_start):
                    start, end, bar, tip = (new_start, new_end, 0.0, STUB)
                quarter = (end - start) / 4
                points = [(start, bar), (start + quarter, tip), (end - quarter, tip), (end, bar), (start, bar)]
                path = Path(points, [*tongue, Path.CLOSEPOLY])
            ax.add_patch(PathPatch(path, lw=0.3, **fills[block["drawn"]]))
            if block["moved"]:
                ax.add_patch(PathPatch(path, zorder=3, **outline))

    def draw_bar(self, ax: Axes, side: str, style: dict, points: float) -> None:
        """Draw the bar of one side, a word so many `points` long, and outside it the titles of its sections.

        Long titles where they fit most sections, else § for all that fit. Of the latter, those that would touch the one
        before are left out: their numbers can be told from its own.
        """
        bar = self.bars[side]
        foot, edge, up, align = (1.0, 1 + BAR, 3, "bottom") if side == "old" else (-BAR, -BAR, -3, "top")
        for start, end in bar[["start", "end"]].to_numpy():
            ax.add_patch(Rectangle((start, foot), end - start, BAR, zorder=4, edgecolor="white", **style))
        groups = self.blocks.loc[bar.index].groupby(f"section_{side}")
        sections = []
        for section, mine in groups:
            title, words = _section_title(section, alone=len(groups) == 1), mine[f"words_{side}"].sum()
            choices = [f"{title} · n = {words:.0f}", title, f"§{section}" if section else title]
            low, high = points * bar["start"].loc[mine.index].min(), points * bar["end"].loc[mine.index].max()
            widths = [text_extent(text, small_size()).width + 0.5 * small_size() for text in choices]
            sections.append((choices, widths, (low + high) / 2, [width < high - low for width in widths]))
        # The lead is short, and would cut all others short.
        fits = np.array([fit for choices, *_, fit in sections if choices[2] != choices[1]], dtype=bool).reshape(-1, 3)
        best = next((i for i in (0, 1) if len(fits) and fits[:, i].mean() > 0.9), 2 if len(fits) else 0)
        place: dict[str, Any] = {"xytext": (0, up), "textcoords": "offset points", "annotation_clip": False}
        reached = -np.inf
        for choices, widths, middle, fit in sections:
            at = best if fit[best] or best == 2 else 1
            if middle - widths[at] / 2 >= reached and (fit[at] or (best == 2 and "§" in choices[2])):
                ax.annotate(choices[at], (middle / points, edge), ha="center", va=align, size=small_size(), **place)
                reached = middle + widths[at] / 2


def countable_blocks(aligned: pd.DataFrame) -> tuple[pd.DataFrame, str, str]:
    """Return the blocks that hold counted words, and the docs old and new.

    The column `drawn` is the change as it is drawn, `place` the section under which it is drawn, and the version that
    counts it so: the section in the new version, that with which the old one is paired, else the old one.
    """
    require_rows(aligned, COLUMNS, maker=MADE_BY)
    old, new = compared_docs(aligned)
    check_codes(aligned, "change", [*FILL_ORDER, *MERGED])
    if "block" in aligned:
        refuse_doubled_rows(aligned, ["block"], maker=MADE_BY)
    kinds = aligned[["kind_old", "kind_new"]]
    counted = ((kinds != "imprint") & kinds.notna()).any(axis="columns")
    words = aligned[["words_old", "words_new"]].fillna(0)
    blocks = aligned.assign(**words)[counted & (words.sum(axis="columns") > 0)]
    if blocks.empty:
        raise NothingToDrawError(
            f"no block of {MADE_BY} holds a word outside the imprint, or a filter kept none that does"
        )
    # In the order of the new version, what was dropped after the block that it followed in the old.
    follows = blocks.sort_values("first_sentence_old")["first_sentence_new"].ffill()
    blocks = blocks.assign(follows=follows).sort_values(["follows", "first_sentence_old"], na_position="first")
    blocks = blocks.reset_index(drop=True)
    fixed = blocks[~blocks["moved"].astype(bool)].dropna(subset=["section_old", "section_new"])
    # What comes before the first section does so in both.
    paired = {0: 0} | dict(zip(fixed["section_old"][::-1], fixed["section_new"][::-1], strict=True))
    places = [
        (int(new), "new") if pd.notna(new) else (int(paired[old]), "new") if old in paired else (int(old), "old")
        for old, new in zip(blocks["section_old"], blocks["section_new"], strict=True)
    ]
    return blocks.assign(drawn=blocks["change"].replace(MERGED), place=places), old, new


def change_fills(old: ArticleStyle, new: ArticleStyle) -> dict[str, dict]:
    """Return how each change is filled, in the order of the legend."""
    grey, colors = matplotlib.rcParams["xtick.labelcolor"], {"expanded": new.color, "shortened": old.color}
    full = {"same": matplotlib.rcParams["grid.color"], "changed": matplotlib.rcParams["axes.edgecolor"]}
    full |= {"added": new.color, "dropped": old.color}
    fills = {change: {"facecolor": color, "edgecolor": color} for change, color in full.items()}
    for change, hatch in HATCHES.items():
        fills[change] = {"facecolor": "white", "edgecolor": colors.get(change, grey), "hatch": hatch}
    return {change: fills[change] for change in FILL_ORDER}


def _section_title(section: int, version: str = "new", *, alone: bool) -> str:
    """Return what is printed for a section; one that only the old version has says so; one `alone` is all there is."""
    if section == 0 and alone:
        return localize("legend.whole")
    return localize("section.number_old", n=section) if section and version == "old" else section_name(section)


def _change_legend(
    ax: Axes, changes: list[str], fills: dict, *, room: float, up: float, versions: dict | None = None
) -> None:
    """Explain the fills, and the marks of the versions where those have no room for their names."""
    outline = {"facecolor": "none", "edgecolor": matplotlib.rcParams["text.color"], "lw": 1.1}
    versions = versions or {}
    handles = [*map(article_mark, versions), *(Patch(**{"lw": 0.6, **fills.get(each, outline)}) for each in changes)]
    names = [*versions.values(), *(localize(f"change.{change}") for change in changes)]
    legend_above(ax, handles, names, room=room, up=up)


def _draw_shares(ax: Axes, shares: pd.DataFrame, fills: dict[str, dict]) -> None:
    """Draw the shares of each section side by side, and print those whose numbers fit."""
    ends = shares.cumsum(axis="columns")
    starts = ends.shift(axis="columns", fill_value=0.0)
    for change in shares:
        ax.barh(range(len(shares)), shares[change], left=starts[change], height=0.62, **fills[change])
    left, _, right, _ = axes_box(ax)
    ground = {"facecolor": "white", "edgecolor": "none", "boxstyle": "square,pad=0.15"}
    for (y, column), share in np.ndenumerate(shares):
        text = f"{share:.0f}"
        if share * (right - left) / 100 > text_extent(text, small_size()).width + 0.9 * small_size():
            middle = ends.iat[y, column] - share / 2
            ax.text(middle, y, text, ha="center", va="center_baseline", size=small_size(), bbox=ground)
