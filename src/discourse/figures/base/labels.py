"""What is printed for the names in a frame, and the colour of each article."""

import math
import re
import warnings
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import matplotlib
import pandas as pd
from matplotlib.colors import to_hex, to_rgb

from discourse.errors import DiscourseError, one_line
from discourse.figures.base.theme import current_language, localize
from discourse.strings import LANGUAGES
from discourse.texts.characters import (
    CLAUSE_ENDS,
    CLOSING_MARKS,
    CONTAINS_HAN,
    OPENING_MARKS,
    PAUSES,
    WIDE,
    display_width,
)
from discourse.texts.labels import labels_of_frame, sharing

# A line may break after a space or a hyphen and beside any Chinese character, but never so that it begins with one of
# CLOSING or ends with one of OPENING (GB/T 15834-2011, 5.1). Straight quotes both open and close.
PIECES = re.compile(rf"[{WIDE}]|[^{WIDE}\s-]*[\s-]*")
CLOSING = frozenset(CLAUSE_ENDS + PAUSES + CLOSING_MARKS + "·—.]}%") - {"'", '"'}
OPENING = frozenset(OPENING_MARKS + "[{")
DIGITS = re.compile(r"(\d+)")
# Below it a log ratio rounds to 0.0: the lengths of the texts differ, the counts hardly.
EVEN = 0.05
# Articles that one figure can tell apart by colour and mark; the style sheet has a few more for units.
MOST_LOOKS = 8
# So many names without an English label are named in a warning.
MOST_UNKNOWN = 40
# The light of a word in colour, where white has 1: a contrast of 3.5 to 1.
MOST_LIGHT = 0.25


class ArticleStyle(NamedTuple):
    """How one article is drawn."""

    color: str
    marker: str

    @property
    def ink(self) -> str:
        """The colour of its words: its own, darkened where letters so thin could not be read on white."""
        red, green, blue = rgb = to_rgb(self.color)
        light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
        # The light of a colour grows with the power of its numbers.
        darker = min(1.0, (MOST_LIGHT / light) ** (1 / 2.2)) if light else 1.0
        return to_hex([part * darker for part in rgb]) if darker < 1 else self.color


def label_tables(labels: object) -> list[dict[str, str]]:
    """Return what `labels` holds as dicts of name -> printed name, in the current language.

    `labels` is None, a dict, an object with a method `labels(language) -> dict`, the articles of a corpus, or a list of
    such.
    """
    if labels is None:
        return []
    if isinstance(labels, Mapping):
        return [{str(name): text for name, text in labels.items() if pd.notna(text) and str(text).strip()}]
    if isinstance(labels, (list, tuple)):
        return [source for part in labels for source in label_tables(part)]
    if callable(getattr(labels, "labels", None)):
        return [dict(labels.labels(current_language()))]  # type: ignore[attr-defined]
    if isinstance(labels, pd.DataFrame) and "doc" in labels:
        # As for terms, a name in the other language is better than none.
        told = [each for each in (current_language(), *LANGUAGES) if f"label_{each}" in labels]
        if told:
            return [labels_of_frame(labels, told[0])]
    raise DiscourseError(
        f"labels={one_line(labels)} holds no labels: pass a dict, a lexicon, a corpus or its "
        "articles, or a list of these, as in labels=[corpus, lexicon]"
    )


def all_labels(labels: object) -> dict[str, str]:
    """Return the first label of every name that `labels` know."""
    return {name: text for source in reversed(label_tables(labels)) for name, text in source.items()}


def printed_names(names: Iterable[object], labels: object) -> dict[object, str]:
    """Return what to print for each of `names`: the first label found, else the name itself.

    Where labels of one source give several of them the same, each stands in brackets after it. In English, Chinese
    names that the given labels lack are printed as they are, and reported in one warning.
    """
    found: dict[object, str] = {}
    names = list(dict.fromkeys(names))
    for source in reversed(label_tables(labels)):
        told = {name: str(source[str(name)]) for name in names if str(name) in source}
        found |= told
        found |= {
            name: localize("legend.same_label", label=told[name], name=name)
            for group in sharing(told)
            for name in group
            if told[name] != name
        }
    unknown = [name for name in names if name not in found and CONTAINS_HAN.search(str(name))]
    if unknown and labels is not None and current_language() == "en":
        named, more = "、".join(map(str, unknown[:MOST_UNKNOWN])), len(unknown) - MOST_UNKNOWN
        said = f"{named} and {more:,} more" if more > 0 else named
        warnings.warn(f"no English label, printed in Chinese: {said}", stacklevel=4)
    return {
        name: localize("legend.none") if pd.isna(name) else str(found.get(name, name)).replace("$", r"\$")
        for name in names
    }


def article_order(docs: Iterable[str], labels: object) -> list[str]:
    """Return `docs` in the order of the labels that know all of them, else sorted, what has no name last."""
    wanted, nameless = set(docs.unique() if isinstance(docs, pd.Series) else docs), localize("legend.none")
    places = {doc: place for place, doc in enumerate(_known_articles(wanted, labels))}
    return sorted(wanted, key=lambda doc: (doc == nameless, places[doc]))


def article_styles(docs: Iterable[str], labels: object) -> dict[str, ArticleStyle]:
    """Return the colour and the mark of each article: all one and the same where there are more than looks.

    They follow its place in the labels, so that an article keeps them in a figure that shows only some articles. Where
    a longer corpus gives two articles of one figure the same place in the round of looks, the later takes the next.
    """
    order, docs = _known_articles(docs, labels), list(dict.fromkeys(docs))
    cycle = [ArticleStyle(**look) for look in matplotlib.rcParams["axes.prop_cycle"]]
    if len(docs) > MOST_LOOKS:
        return dict.fromkeys(docs, ArticleStyle(matplotlib.rcParams["xtick.labelcolor"], cycle[0].marker))
    looks: dict[str, ArticleStyle] = {}
    for doc in sorted(docs, key=order.index):
        round_of = [cycle[(order.index(doc) + step) % len(cycle)] for step in range(len(cycle))]
        looks[doc] = next(look for look in round_of if look not in looks.values())
    return {doc: looks[doc] for doc in docs}


def style_of_more(ratio: float, old: ArticleStyle, new: ArticleStyle) -> ArticleStyle:
    """Return the look of the version that has more, by the log ratio; a grey diamond where it rounds to 0.0."""
    if abs(ratio) < EVEN:
        return ArticleStyle(matplotlib.rcParams["xtick.labelcolor"], "D")
    return new if ratio > 0 else old


def section_name(section: int) -> str:
    """Return what is printed for a section; 0 is what comes before the first."""
    return localize("section.number", n=section) if section else localize("section.front")


def row_heads(rows: pd.DataFrame, keys: list[str], names: Mapping[object, str], line: int) -> list[str]:
    """Return the names of rows in lines of `line` half-width characters, with the section where it is one of the keys.

    The section stands on a line of its own where it does not fit beside the name.
    """
    heads = [names[name] for name in rows[keys[-1]]]
    if "section" not in keys:
        return [wrap(head, line) for head in heads]
    places = [section_name(section) for section in rows["section"]]
    together = [f"{head} · {place}" for head, place in zip(heads, places, strict=True)]
    return [
        text if wrap(text, line) == text else f"{wrap(head, line)}\n{place}"
        for text, head, place in zip(together, heads, places, strict=True)
    ]


def wrap(text: str, width: int = 22) -> str:
    """Break `text` into even lines of at most `width` half-width characters, where words allow it.

    Blanks go first, then commas and stops, where that makes no more lines: a name stays whole beside its year, and a
    term in a list.

    >>> wrap("人民日报 2015", 8).split("\\n"), wrap("未来制造、未来信息、未来材料", 20).split("\\n")
    (['人民日报', '2015'], ['未来制造、', '未来信息、未来材料'])
    """
    pieces: list[str] = []
    for piece in filter(None, PIECES.findall(text)):
        if pieces and (piece.isspace() or piece[0] in CLOSING or pieces[-1].rstrip()[-1:] in OPENING):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    whole = display_width(text)
    lines = math.ceil(whole / width)
    for parts in (_join_pieces(pieces, " "), _join_pieces(pieces, f" {PAUSES}{CLAUSE_ENDS}"), pieces):
        for target in range(math.ceil(whole / max(lines, 1)), width + 1):
            filled = _fill(parts, target)
            if len(filled) <= lines and max(map(display_width, filled)) <= width:
                return "\n".join(filled)
    return "\n".join(_fill(pieces, width))


def _known_articles(docs: Iterable[str], labels: object) -> list[str]:
    wanted = set(docs)
    for source in label_tables(labels):
        if wanted <= source.keys():
            return list(source)
    # Numbers in names count as such: 2 before 10.
    pieces = {doc: [(part.isdecimal() and int(part), part) for part in DIGITS.split(str(doc))] for doc in wanted}
    return sorted(wanted, key=pieces.__getitem__)


def _join_pieces(pieces: list[str], ends: str) -> list[str]:
    """Join pieces up to those that end in a blank or a sign of `ends`."""
    joined = [""]
    for piece in pieces:
        joined[-1] += piece
        if piece[-1].isspace() or piece[-1] in ends:
            joined.append("")
    return list(filter(None, joined))


def _fill(pieces: list[str], width: int) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and display_width((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]
