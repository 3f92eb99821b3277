"""The notebook that one would write by hand: words, tf-idf and pairs of terms with pandas, jieba and scikit-learn.

It is what the library is measured against (`scale_speed.py`). It reads no structure, knows no imprint, no spelling of a
term but one, and gives no interval and no test; all else is done as its tutorials do it.
"""

from itertools import combinations

import jieba
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer


def prepare(terms: list[str]) -> None:
    """Load jieba's dictionary, with the terms as words."""
    jieba.setLogLevel(60)
    jieba.initialize()
    for term in terms:
        jieba.add_word(term)


def cut_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut articles into sentences, and these into words: id, sentence (its number) and word."""
    sentences = articles[["id"]].assign(text=articles["text"].str.split("(?<=[。！？])")).explode("text")
    sentences["sentence"] = range(len(sentences))
    words = sentences.assign(word=sentences["text"].map(jieba.lcut)).explode("word")[["id", "sentence", "word"]]
    return words[words["word"].str.contains(r"\w", na=False)]


def count_words(words: pd.DataFrame) -> pd.DataFrame:
    """Count the words of each article, with rates per 1,000."""
    counts = words.groupby(["id", "word"]).size().rename("n").reset_index()
    counts["total"] = counts.groupby("id")["n"].transform("sum")
    return counts.assign(rate=1000 * counts["n"] / counts["total"])


def weigh_words(counts: pd.DataFrame) -> pd.DataFrame:
    """Add tf-idf to the counts."""
    place = [counts[column].astype("category").cat.codes for column in ("id", "word")]
    scores = TfidfTransformer().fit_transform(csr_matrix((counts["n"], place)))
    return counts.assign(tfidf=scores[place[0], place[1]].A1)


def count_pairs(words: pd.DataFrame, terms: list[str]) -> pd.DataFrame:
    """Count in how many sentences of each article two terms stand together."""
    held = words[words["word"].isin(terms)].groupby(["id", "sentence"])["word"].agg(set)
    pairs = held.map(lambda found: list(combinations(sorted(found), 2))).explode().dropna().rename("pair")
    return pairs.reset_index().groupby(["id", "pair"]).size().rename("n").reset_index()
