"""Counts of words by group as other tools make them, for those that are installed (`scale_speed.py`).

Each takes articles, a frame of group and text, and gives the counts of each group; they say no total and no interval.
"""

from collections import Counter
from collections.abc import Callable
from importlib import import_module

import pandas as pd


def count_by_cntext(articles: pd.DataFrame) -> dict:
    """Count with cntext, which cuts by jieba, leaves its stop words out and takes one text at a time."""
    from cntext import word_count

    return {group: word_count("\n".join(texts)) for group, texts in articles.groupby("group")["text"]}


def count_by_qhchina(articles: pd.DataFrame) -> dict:
    """Count with qhchina, whose segmenter gives lists of words."""
    from qhchina import create_segmenter

    segmenter = create_segmenter(backend="jieba")
    return {
        group: sum((Counter(segmenter.segment(text)) for text in texts), Counter())
        for group, texts in articles.groupby("group")["text"]
    }


def count_by_scattertext(articles: pd.DataFrame) -> dict:
    """Count with scattertext, whose frame of terms has a column for each category, of words and pairs of them."""
    import scattertext

    corpus = scattertext.CorpusFromPandas(
        articles, category_col="group", text_col="text", nlp=scattertext.chinese_nlp
    ).build()
    return corpus.get_term_freq_df().to_dict()


TOOLS: dict[str, Callable[[pd.DataFrame], dict]] = {
    "cntext": count_by_cntext,
    "qhchina": count_by_qhchina,
    "scattertext": count_by_scattertext,
}


def is_installed(tool: str) -> bool:
    """Tell whether a tool can be imported here, with all that it needs."""
    try:
        import_module(tool)
    except ImportError:
        return False
    return True
