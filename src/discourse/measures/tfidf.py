"""What is typical of a part: tf-idf."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import DiscourseError, one_of
from discourse.schema import (
    check_counts,
    check_keys,
    counted_column,
    key_columns,
    number_densely,
    number_groups,
    require_columns,
)
from discourse.words.groups import words_by
from discourse.words.windows import check_windows

NORMS = ["l2", "l1", None]
SCORES = ["tf", "df", "parts", "idf", "tfidf"]


def add_tfidf(
    counts: pd.DataFrame,
    *,
    by: str | list[str],
    within: str | None = None,
    norm: str | None = "l2",
    base: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    docs: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add tf-idf to counts: how typical a word is of its part among all N parts.

    A part is one combination of `by`, which must be the keys the counts were made by. `within=None` takes the idf over
    all parts: with sections of two versions it rewards what the *other version* lacks. `within="doc"` takes it inside
    each doc: it rewards what is typical of a *section*.

    Counts have no row for a part without any hit. With `base`, the tokens, N is the number of parts that have words,
    by the same keys (out of `articles`, as in `count`); without it, N is that of the parts with a hit, which is the
    same for counts of all words. Where only some places were counted, as those in sections, give their tokens only.

    With `docs`, what `count_docs` or `count_docs_corpus` gives of a whole corpus, df and N are those of its articles,
    whatever the parts: some articles are weighed by a corpus that does not fit into memory.

    The variant is scikit-learn's default: idf = ln((1 + N) / (1 + df)) + 1, where df is the number of parts that have
    the word, times n, each part scaled to length 1 (`norm`: "l2", "l1" or None; with None, tfidf = tf · idf).

    Returns the counts with tf (n / total), df, parts (N), idf, tfidf.

    Raises DiscourseError where `by` or `within` is no column, a part has a word twice, or `norm` is unknown; where
    `base` is no tokens, lacks a key, or has no word in a part of the counts; for `docs` that are no such result, or
    counted by a key.

    Source: Pedregosa et al. (2011), scikit-learn `TfidfTransformer`; Spärck Jones (1972) for the idf.

    >>> counts = pd.DataFrame({"doc": ["a", "a", "b"], "word": ["党", "国", "国"], "n": [1, 1, 1], "total": [2, 2, 1]})
    >>> add_tfidf(counts, by="doc", norm=None).round(2)
      doc word  n  total   tf  df  parts   idf  tfidf
    0   a    党  1      2  0.5   1      2  1.41    0.7
    1   a    国  1      2  0.5   2      2  1.00    0.5
    2   b    国  1      1  1.0   2      2  1.00    1.0
    """
    require_columns(counts, ["n", "total"], name="counts", maker="count")
    of = counted_column(counts, name="counts")
    by = check_keys(by, counts, of=of, repair="Count by it first: count(…, by=…)")
    stated = key_columns(counts, name="counts")
    if "by" in counts and counts["by"].notna().any() and set(by) != set(stated):
        raise DiscourseError(f"by={by!r}, but counts were made by {stated}; give by={stated!r}, or count by {by!r}")
    check_counts(counts, n=["n"], totals=["total"], name="counts")
    if not (counts["total"] > 0).all():
        part = counts.loc[~(counts["total"] > 0), [*by, of]].iloc[0].to_dict()
        raise DiscourseError(f"counts has no total in the row of {part}; count with the tokens of all parts as base")
    one_of("norm", norm, NORMS)
    words, shared = (counts, by) if base is None else words_by(base, by, counts, articles)
    if lost := [key for key in by if key not in shared]:
        raise DiscourseError(
            f"base has no column {lost[0]!r}, so that its parts cannot be told by it; give base that column, "
            "articles=corpus.articles for a column of the articles, or leave base out"
        )
    if base is not None:
        check_windows(counts, words, by, name="counts")
    if counts.empty:
        return counts.assign(**dict.fromkeys(SCORES, 0.0))
    groups, word_groups = number_groups([] if within is None else [one_of("within", within, by)], counts, words)
    parts, word_parts = number_groups(by, counts, words)
    size = np.bincount(word_groups[np.unique(word_parts, return_index=True)[1]])[groups]
    (value,) = number_groups([of], counts)
    word = number_densely(groups * (value.max() + 1) + value)
    df = np.bincount(word)[word]
    if docs is not None:
        df, size = look_up_docs(counts, docs, of)
    tf, idf = (counts["n"] / counts["total"]).to_numpy("float64"), np.log((1 + size) / (1 + df)) + 1
    tfidf = tf * idf
    # Parts × words: what is added up of a part is added up in the order of its words, whatever that of the rows.
    table = csr_array((tfidf**2 if norm == "l2" else tfidf, (parts, value)))
    if table.nnz < len(counts):
        said = f"does not tell the rows apart: a part has a {of} twice; name all keys of the counts"
        raise DiscourseError(f"by={by!r} {said}")
    if norm:
        length = table.sum(axis=1)[parts]
        tfidf = np.divide(tfidf, np.sqrt(length) if norm == "l2" else length, out=tfidf, where=length > 0)
    return counts.assign(tf=tf, df=df, parts=size, idf=idf, tfidf=tfidf)


def look_up_docs(counts: pd.DataFrame, docs: pd.DataFrame, of: str) -> tuple[np.ndarray, int]:
    """Return in how many articles, as `count_docs` gives them, what each row counts stands, and how many there are.

    >>> docs = pd.DataFrame({"word": ["国"], "docs": [2], "docs_total": [5], "by": [""]})
    >>> look_up_docs(pd.DataFrame({"word": ["党", "国"]}), docs, "word")
    (array([0, 2]), 5)
    """
    require_columns(docs, [of, "docs", "docs_total"], name="docs", maker="count_docs")
    if keys := key_columns(docs, name="docs"):
        raise DiscourseError(f"docs was counted by {keys}; give those of the whole corpus, count_docs(…, by=[])")
    here, there = number_groups([of], counts, docs)
    known = np.zeros(max(here.max(initial=0), there.max(initial=0)) + 1, dtype="int64")
    known[there] = docs["docs"]
    return known[here], int(docs["docs_total"].max()) if len(docs) else 0
