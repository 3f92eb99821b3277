"""The caption of a figure: the user's words, and the facts that its data and its plots tell, in both languages."""

import re
from importlib.metadata import version

import pandas as pd
from matplotlib.figure import Figure

from discourse.errors import DiscourseError, one_of
from discourse.figures.base.captions.counts import caption_counts
from discourse.figures.base.captions.measures import FigureFacts
from discourse.figures.base.theme import PlotRecord, localize, theme
from discourse.strings import LANGUAGES
from discourse.texts.characters import CLOSING_MARKS, SENTENCE_ENDS, WIDE

ENDED = re.compile(rf"[{SENTENCE_ENDS}.][{re.escape(CLOSING_MARKS)}\]]*$")
WIDE_END = re.compile(f"[{WIDE}…”’]$")
WIDE_BREAK = re.compile(rf"(?<=[{WIDE}])\s*\n\s*(?=[{WIDE}])")


def captions(fig: Figure, data: pd.DataFrame, caption: str | dict[str, str]) -> dict[str, str]:
    """Return the caption of a figure in Chinese and in English: the user's words, then the facts, a paragraph each.

    `caption` is a text for both, or one for each language {"zh": …, "en": …}; it becomes one line with a stop. The
    facts are, as far as `data` and the plots on `fig` tell them: how many were counted, for each article by its label;
    the window; the measures drawn and their intervals; the lexicon; the version of discourse.

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
    known, paragraphs = FigureFacts(data, plot_records(fig)), {}
    for language in LANGUAGES:
        with theme(language=language):
            facts = [caption_counts(*known), known.window(), *known.measures()]
            facts += [known.lexicons(), localize("caption.version", version=version("discourse"))]
            sentences = [fact + localize("punctuation.stop") for fact in facts if fact]
        # Where a line broke between Chinese characters no blank stays.
        paragraph = " ".join(WIDE_BREAK.sub("", texts.get(language, "").strip()).split())
        if paragraph and not ENDED.search(paragraph):
            paragraph += "。" if WIDE_END.search(paragraph) else "."
        for sentence in sentences:
            # A full-width stop keeps sentences apart by itself.
            paragraph += f" {sentence}" if paragraph and not WIDE_END.search(paragraph) else sentence
        paragraphs[language] = paragraph
    return paragraphs


def plot_records(fig: Figure) -> list[PlotRecord]:
    """List what the plots of a figure noted on their Axes."""
    records = (getattr(ax, "drawn", None) for ax in fig.axes)
    return [record for record in records if isinstance(record, PlotRecord)]
