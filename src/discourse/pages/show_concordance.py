"""A concordance to look around in, in JupyterLab and VS Code."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import DiscourseError, one_of
from discourse.figures.base.labels import all_labels
from discourse.figures.base.theme import theme
from discourse.schema import check_paragraphs, require_columns
from discourse.strings import LANGUAGES
from discourse.words.concordance import PRINTED

if TYPE_CHECKING:
    from discourse.pages.concordance_widget import ConcordanceWidget

# What is asked of the places of terms: all that `find_terms` gives of where they stand.
PLACES = ["doc", "section", "paragraph", "sentence", "kind", "speaker", "term", "start", "end"]


def show_concordance(
    paragraphs: pd.DataFrame, mentions: pd.DataFrame | None = None, *, labels: object = None, language: str = "zh"
) -> "ConcordanceWidget":
    """Show a concordance in a notebook: type a string or pick a term, choose articles, sort, copy.

    `paragraphs` are those of `read_corpus`. `mentions`, from `find_terms`, are the terms to pick from, with their
    counts; a term shows the places that were counted, a string every place where it stands (as `concordance` does, with
    the reason where a place is not counted as the term). `labels` are printed for articles and terms, as in figures;
    `language` is "zh" or "en".

    Returns a widget (Jupyter's), which a notebook shows by itself. Its state can be set and read: `query`, `regex`,
    `term`, `docs` (the articles searched), `width` (characters on either side) and `order` (place, left, right);
    `frame` is what it shows, with the columns of `concordance`.

    It needs the extra `lab` (pip install 'discourse[lab]'), and a running kernel; a saved page has a concordance of its
    own, results/report.html.

    Raises DiscourseError without that extra, for missing columns and for another language.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, paragraph=1, kind="body", speaker=None,
    ...                                 text="打造低空经济等新增长引擎。")])
    >>> shown = show_concordance(paragraphs)
    >>> shown.query = "低空经济"
    >>> shown.frame[["left", "match", "right"]]
      left match    right
    0   打造  低空经济  等新增长引擎。
    """
    one_of("language", language, LANGUAGES)
    check_paragraphs(paragraphs, PRINTED)
    if mentions is not None:
        require_columns(mentions, PLACES, name="mentions", maker="find_terms")
    try:
        from discourse.pages.concordance_widget import ConcordanceWidget
    except ImportError as error:
        raise DiscourseError(
            f"the concordance in a notebook is not installed ({error}): pip install 'discourse[lab]', and start the "
            "kernel anew; dc.concordance gives the same lines as a table"
        ) from error
    with theme(language=language):
        known = all_labels(labels)
    return ConcordanceWidget(paragraphs, mentions, known, language)
