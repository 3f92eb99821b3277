"""What is measured on a drawn figure."""

from itertools import combinations

from conftest_names import LABELS
from matplotlib.colors import to_hex
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

from discourse.figures import theme
from discourse.figures.base.labels import article_styles


def printed_texts(figure, *, drawn=False):
    """The texts that are drawn: ticks beyond the limits of their axis are kept by matplotlib, but not drawn.

    Of a figure that is not `drawn` yet the numbers of its axes are left out: there are those for which there is room
    when the Axes have shrunk.
    """
    beyond = set()
    for axis in (axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)):
        # Asked for its labels, an axis fills them in as when it is drawn; to draw would take a hundred times as long.
        axis.get_ticklabels()
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            placed = drawn or isinstance(axis.get_major_locator(), FixedLocator)
            if not (placed and low <= tick.get_loc() <= high):
                beyond |= {tick.label1, tick.label2}
    return [
        text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible() and text not in beyond
    ]


def row_names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def axes_texts(ax):
    return [text.get_text() for text in ax.texts]


def article_color(doc):
    """The colour that LABELS give an article, as matplotlib writes it."""
    with theme():
        return to_hex("#" + article_styles([doc], LABELS)[doc].color.strip("#"))


def collisions(figure, *, drawn=False):
    """The texts that leave the canvas, and the pairs of texts of which one covers another."""
    if not drawn:
        figure.draw_without_rendering()
    texts = printed_texts(figure, drawn=True)
    boxes = {text: text.get_window_extent() for text in texts}
    canvas = figure.bbox.padded(1)
    gone = [
        text.get_text() for text, box in boxes.items() if not (canvas.contains(*box.min) and canvas.contains(*box.max))
    ]
    # A line's box has air above and below its text_extent, which neighbours may share.
    tight = {
        text: box.padded(-1, -0.15 * min(box.height, text.get_size() * figure.dpi / 72)) for text, box in boxes.items()
    }
    return gone + [(a.get_text(), b.get_text()) for a, b in combinations(texts, 2) if tight[a].overlaps(tight[b])]
