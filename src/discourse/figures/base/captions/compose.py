"""The caption of a figure: the user's words, and the facts that its data and its plots tell, in both languages."""

import re
from collections.abc import Iterable
from importlib.metadata import version

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from discourse.errors import DiscourseError, one_of
from discourse.figures.base.captions.counts import counted
from discourse.figures.base.captions.measures import lexicons, measured, window
from discourse.figures.base.theme import PlotRecord, localize, theme
from discourse.strings import LANGUAGES

ENDED = re.compile(r"[。！？.!?…][\"'”’」』）)\]]*$")
CHINESE = re.compile(r"[\u2e80-\uffef…”’]")
CHINESE_BREAK = re.compile(r"(?<=[\u2e80-\uffef])\s*\n\s*(?=[\u2e80-\uffef])")


def captions(fig: Figure, data: pd.DataFrame, caption: str | dict[str, str]) -> dict[str, str]:
    """Return the caption of a figure in Chinese and in English: the user's words, then the facts, a paragraph each.

    `caption` is a text for both, or one for each language {"zh": …, "en": …}. The facts are, as far as `data` and the
    plots on `fig` tell them: how many were counted, for each article by its label; the window; the measures drawn
    and their intervals; the lexicon; the version of discourse.

    Raises DiscourseError for a caption without words, or in another language.

    >>> data = pd.DataFrame({"doc": ["a"], "term": ["光伏"], "n": [2], "total": [1000]})
    >>> print(captions(Figure(), data, "A figure")["en"].rsplit(". ", 1)[0])
    A figure. n = 2 mentions of 1 term in 1,000 words (a)
    """
    texts = caption if isinstance(caption, dict) else dict.fromkeys(LANGUAGES, caption)
    for language in texts:
        one_of("language of caption", language, LANGUAGES)
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise DiscourseError(f'caption={caption!r} must be a text that says what is shown, or {{"zh": …, "en": …}}')
    drawn, paragraphs = plot_records(fig), {}
    for language in LANGUAGES:
        with theme(language=language):
            sentences = [ended(sentence) for sentence in facts(data, drawn, intervals=draws_intervals(fig)) if sentence]
        paragraphs[language] = joined([own_words(texts.get(language, "")), *sentences])
    return paragraphs


def plot_records(fig: Figure) -> list[PlotRecord]:
    """List what the plots of a figure noted on their Axes."""
    return [ax.drawn for ax in fig.axes if isinstance(getattr(ax, "drawn", None), PlotRecord)]


def draws_intervals(fig: Figure) -> bool:
    """Tell whether a figure says that its lines are intervals: plots leave them out where they would be a tangle."""
    return any("95%" in text.get_text() for text in fig.findobj(Text))


def facts(data: pd.DataFrame, drawn: list[PlotRecord], *, intervals: bool) -> list[str]:
    """List what can be told of a figure, in the current language; what cannot is an empty text."""
    counts = counted(data, drawn)
    made = localize("caption.version", version=version("discourse"))
    told = [
        localize("caption.n", counts=counts) if counts else "",
        window(data),
        *measured(data, drawn, intervals=intervals),
    ]
    return [*told, lexicons(data, drawn), made]


def ended(sentence: str) -> str:
    """Return a fact as a sentence with its stop."""
    return sentence + localize("punctuation.stop")


def own_words(text: str) -> str:
    """Return the user's words as one line with a stop; where a line broke between Chinese characters no blank stays.

    >>> own_words("词频，\\n两个版本"), own_words("Rates. ")
    ('词频，两个版本。', 'Rates.')
    """
    line = " ".join(CHINESE_BREAK.sub("", text.strip()).split())
    if not line or ENDED.search(line):
        return line
    return line + ("。" if CHINESE.match(line[-1]) else ".")


def joined(sentences: Iterable[str]) -> str:
    """Join sentences into a paragraph, with a blank where no full-width stop keeps them apart.

    >>> joined(["一图。", "A figure.", "n = 2."])
    '一图。A figure. n = 2.'
    """
    text = ""
    for sentence in filter(None, sentences):
        text += sentence if not text or CHINESE.match(text[-1]) else f" {sentence}"
    return text
