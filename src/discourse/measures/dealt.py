"""Two groups of texts, their sentences or articles dealt out anew: would chance make as large a difference?"""

from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import stdtrit

from discourse.errors import DiscourseError, significance_level, whole_number
from discourse.measures.frequency import NO_INTERVAL
from discourse.measures.paired import SIGNS, check_found, check_lengths, find_counted, judge, words_of_sides
from discourse.schema import check_unique, compared_key, counted_column, key_columns, number_groups, require_columns
from discourse.words.groups import check_held, words_by
from discourse.words.windows import countable

DRAWS = 9999
CELLS_AT_ONCE = 5_000_000
# An interval needs so many degrees of freedom on each side: two effective articles with the term.
LEAST_FREEDOM, NEAR = 1.0, 1e-9
ONE_SIDED, ONE_ARTICLE = "refused: one side has none", "refused: hardly more than one article of a side has the term"
TESTED = [
    "articles_old", "articles_new", "n_articles", "p_article", "p_article_smallest",
    "log_ratio_article_low", "log_ratio_article_high",
]  # fmt: skip


class Dealt(NamedTuple):
    """What is dealt out to two sides: the rows of `change` it is of, the places in each unit (units × rows), the words
    of each unit, and which units the new side has.
    """

    rows: pd.Index
    places: csr_array
    words: np.ndarray
    new: np.ndarray

    def ways(self, draws: int, seed: int) -> Iterator[np.ndarray]:
        """Give ways to deal the units, 1 for the new side, many at a time: `draws` shuffles.

        >>> deal = Dealt(pd.RangeIndex(1), csr_array(np.ones((3, 1))), np.ones(3), np.array([0.0, 0.0, 1.0]))
        >>> [ways.sum(axis=1).tolist() for ways in deal.ways(4, seed=0)]
        [[1.0, 1.0, 1.0, 1.0]]
        """
        random = np.random.default_rng(seed)
        at_once = max(1, CELLS_AT_ONCE // max(self.places.shape))
        for done in range(0, draws, at_once):
            yield random.permuted(np.tile(self.new, (min(at_once, draws - done), 1)), axis=1)

    def all_ways(self) -> Iterator[np.ndarray]:
        """Give every way to deal the units."""
        chosen = np.array(list(combinations(range(len(self.new)), int(self.new.sum()))))
        ways = np.zeros((len(chosen), len(self.new)))
        np.put_along_axis(ways, chosen, 1.0, axis=1)
        yield ways

    def p(self, *, draws: int, seed: int) -> np.ndarray:
        """Return of each row the share of `draws` shuffles, the one seen counted in, whose rates differ as much."""
        as_far = self.as_far(self.ways(draws, seed))
        return (1 + as_far) / (draws + 1)

    def as_far(self, ways: Iterator[np.ndarray]) -> np.ndarray:
        """Count the ways whose rates differ as much as those seen."""
        n, total = self.places.sum(axis=0), self.words.sum()

        def gap(way: np.ndarray) -> np.ndarray:
            there, words = (self.places.T @ way.T).T, (way @ self.words)[:, None]
            return np.abs(there / words - (n - there) / (total - words))

        least = gap(self.new[None])[0] - 1e-12
        return np.sum([(gap(some) >= least).sum(axis=0) for some in ways], axis=0)


def add_sentence_test(
    change: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Add p_sentence: what dealing the sentences of both sides out anew says of each difference.

    All sentences are shuffled and dealt to two texts of as many sentences as the two have; p_sentence is the share
    of `draws` shuffles, the one seen counted in, whose rates differ as much or more. Words of one sentence stay
    together, so a sentence that repeats a word is one event; but the versions are taken as independent texts, which
    they are not: beside `add_paired_test`, which pairs what is the same in both, this is the test for two unrelated
    texts, or two groups of texts.

    `change` comes from `compare`, `mentions` are what was counted, `base` the tokens; `articles` have the keys that
    these lack, as in `count`. `seed` fixes the shuffles.

    Returns `change` with p_sentence; missing where one side has no words.

    Raises DiscourseError where `mentions` are not what was counted, or stand in sentences that `base` lacks, for a
    `base` that is no tokens, lacks a key, or has not the words of the totals, a doubled row of `change`, and `draws` or
    `seed` that are no whole numbers.

    Source: Fisher (1935, § 21); Phipson and Smyth (2010, eq. 2) for counting the one seen in.
    """
    whole_number("draws", draws, least=1)
    whole_number("seed", seed)
    require_columns(change, ["old", "new"], name="change", maker="compare")
    p = np.full(len(change), np.nan)
    for deal in deal_units(change, mentions, base, articles, ["doc", "sentence"]):
        p[deal.rows] = deal.p(draws=draws, seed=seed)
    return change.assign(p_sentence=p)


def add_article_test(
    change: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    level: float = 0.05,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Add what dealing the articles of two groups out anew says of each difference: articles are drawn, not words.

    What one article says ten times is one article. All articles are dealt to two groups of as many as the two have;
    p_article is the share of deals, the one seen counted in, whose rates differ as much or more: of all deals, where
    these are no more than `draws`, else of `draws` shuffles. Both groups are taken as drawn from one population of
    articles, whatever their lengths and however words crowd in them; groups of which one has much longer articles, or
    others of another kind, differ in that already.

    `change` comes from `compare` by a group of articles (`count(…, by="year", articles=articles)`), `mentions` are what
    was counted, `base` the tokens; `articles` have the keys that these lack, as in `count`. `seed` fixes the shuffles.

    Returns `change` with

    - articles_old, articles_new: the articles of each side that have words; n_articles: those with the term
    - p_article; missing where a side has no words
    - p_article_smallest: the least that so many articles can give: the chance that all with the term fall on the side
      with fewer articles (on that they fill, where they are more), on both sides where these have as many; p_article
      is never below it, for the lengths of the other articles are no evidence
    - q: p_article after Benjamini and Hochberg (1995) over the rows whose p_article_smallest reaches `level`; missing
      for the others (Tarone 1990)
    - verdict: "shown" (q is at most `level`), "too few differences" (p_article_smallest is above it), or "not shown"
    - log_ratio_article_low, log_ratio_article_high: the 95 % interval of log_ratio by the spread between articles, as
      ratios of two sums (Cochran 1977, ch. 6), with the quantile of t for as many degrees of freedom (Welch 1947) as
      each side has effective articles with the term, less one (Kish 1965); interval ("articles" or "none") and
      interval_note (why there is none: a side without the term, or with under two effective articles)

    Raises DiscourseError for a `change` of two docs, which are an article each (`add_paired_test`), and what
    `add_sentence_test` refuses.

    Source: Fisher (1935, § 21); Phipson and Smyth (2010, eq. 2); for texts, not words, as the units of such a test
    Lijffijt et al. (2016).

    >>> rows = [(doc, word) for doc in "abcdefgh" for word in ["甲"] * (doc < "e") + ["乙"] * 9]
    >>> words = pd.DataFrame(rows, columns=["doc", "word"]).assign(kind="body", type="word")
    >>> words["sentence"], words["year"] = 1, np.where(words["doc"] < "e", 2023, 2024)
    >>> from discourse import compare, count
    >>> tested = add_article_test(compare(count(words, by="year"), old=2023, new=2024), words, base=words)
    >>> tested[["word", "n_articles", "p_article", "verdict"]].round(3)
      word  n_articles  p_article verdict
    0    乙           8      0.029   shown
    1    甲           4      0.029   shown
    """
    level = significance_level("level", level)
    whole_number("draws", draws, least=1)
    whole_number("seed", seed)
    if compared_key(change) == "doc":
        raise DiscourseError(
            "change compares two docs, an article each; take add_paired_test for two versions, add_sentence_test for "
            "other texts, or compare groups: count(…, by='year', articles=corpus.articles)"
        )
    tested = pd.DataFrame(np.nan, range(len(change)), TESTED)
    for deal in deal_units(change, mentions, base, articles, ["doc"]):
        tested.loc[deal.rows, TESTED] = describe_deal(deal, draws=draws, seed=seed)
    ratio, n = change["log_ratio"].to_numpy(), tested["n_articles"]
    for end in TESTED[-2:]:
        tested[end] += ratio
    alone = change[["n_old", "n_new"]].eq(0).any(axis=1).to_numpy()
    refused = tested[TESTED[-1]].isna()
    q, verdict = judge(tested["p_article"], tested["p_article_smallest"], n, level)
    added = {name: tested[name].array for name in TESTED} | {
        "q": q,
        "verdict": pd.Series(verdict, dtype="str").mask(tested["p_article"].isna()).array,
        "interval": np.where(refused, NO_INTERVAL, "articles"),
        "interval_note": np.select([alone, refused], [ONE_SIDED, ONE_ARTICLE], ""),
    }
    counted = dict.fromkeys(TESTED[:3], "Int64")
    return change.assign(**added).astype(counted)


def deal_units(
    change: pd.DataFrame, mentions: pd.DataFrame, base: pd.DataFrame, articles: pd.DataFrame | None, unit: list[str]
) -> Iterator[Dealt]:
    """Give what is dealt out, for each comparison and each group of its other keys in which both sides have words.

    `unit` are the columns that tell the units apart. Refuses what does not belong together.
    """
    found, between = find_counted(change, mentions, articles), compared_key(change)
    check_unique(change, [*key_columns(change), counted_column(change), "old", "new"], name="change")
    check_found(change, found)
    keys, ours = [between, *key_columns(change)], change.assign(**{between: change["old"]})
    words, shared = words_by(base, keys, ours, articles, columns=["doc", "sentence"])
    check_held(countable(mentions), base)
    if between not in shared:
        raise DiscourseError(
            f"change compares by {between!r}, which parts no words; compare docs or groups of articles"
        )
    shared = [key for key in shared if key != between]
    check_lengths(change, *words_of_sides(change, words, between, shared))
    groups, here = number_groups(shared, change, words)
    parts = change[["old", "new"]].reset_index(drop=True).groupby([groups, "old", "new"])
    for (group, old, new), some in parts:
        mine = words[(here == group) & words[between].isin([old, new])]
        sign = pd.Series(np.where(mine[between].eq(old), SIGNS["old"], SIGNS["new"]), mine.index, name="sign")
        sizes = mine.groupby([*(mine[column] for column in unit), sign]).size()
        seen = (sizes.index.get_level_values("sign") == SIGNS["new"]).astype(float)
        if not 0 < seen.sum() < len(seen):
            continue
        places = found[found["row"].isin(some.index)]
        at = sizes.index.get_indexer(pd.MultiIndex.from_frame(places[[*unit, "sign"]]))
        if (at < 0).any():
            doc, sentence = places.loc[at < 0, ["doc", "sentence"]].iloc[0]
            raise DiscourseError(
                f"base has no word in sentence {sentence} of {doc!r}, where mentions has one; make both from the "
                "same paragraphs"
            )
        column = some.index.get_indexer(places["row"])
        table = csr_array((np.ones(len(places)), (at, column)), shape=(len(sizes), len(some)))
        yield Dealt(some.index, table, sizes.to_numpy(), seen)


def describe_deal(deal: Dealt, *, draws: int, seed: int) -> np.ndarray:
    """Return the columns TESTED of the rows of a deal, the ends of the interval as what is to be added to log_ratio."""
    sides = [deal.new == 0, deal.new == 1]
    sizes = [int(side.sum()) for side in sides]
    holding = [(deal.places[side] > 0).sum(axis=0) for side in sides]
    least = least_share(np.sum(holding, axis=0), *sizes)
    if comb(sum(sizes), sizes[0]) <= draws:
        p = deal.as_far(deal.all_ways()) / comb(sum(sizes), sizes[0])
    else:
        p, least = deal.p(draws=draws, seed=seed), np.maximum(least, 1 / (draws + 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        spreads, freedoms = np.array([ratio_spread(deal.places[side], deal.words[side]) for side in sides]).swapaxes(
            0, 1
        )
        freedom = spreads.sum(axis=0) ** 2 / (spreads**2 / freedoms).sum(axis=0)
        far = stdtrit(freedom, 0.975) * np.sqrt(spreads.sum(axis=0)) / np.log(2)
    far[np.minimum(*freedoms) < LEAST_FREEDOM - NEAR] = np.nan
    counts = [np.full(len(p), size) for size in sizes]
    return np.column_stack([*counts, np.sum(holding, axis=0), np.maximum(p, least), least, -far, far])


def least_share(holding: np.ndarray, old: int, new: int) -> np.ndarray:
    """Return the least share of deals in which so many articles that hold a word can stand apart.

    Of six articles, three a side, all that hold a word are on one side in 1 + 1 of 20 deals where these are three.

    >>> least_share(np.array([1, 3, 6]), 3, 3), least_share(np.array([1, 2]), 1, 4)
    (array([1. , 0.1, 0.1]), array([0.2, 0.2]))
    """
    small = min(old, new)
    apart = [comb(old + new - n, small - n) / comb(old + new, small) for n in range(small + 1)]
    return np.minimum(1, np.array(apart)[np.minimum(holding, small)] * (1 + (old == new)))


def ratio_spread(places: csr_array, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the variance of the logarithm of each rate by the spread between articles, and its degrees of freedom.

    >>> [round(float(each[0]), 3) for each in ratio_spread(csr_array([[2.0], [4.0]]), np.array([100, 100]))]
    [0.111, 1.0]
    """
    n, k, share = places.sum(axis=0), len(words), words / words.sum()
    held = places.tocoo()
    pulls = held.data / n[held.col] - share[held.row]
    squares, sizes = (np.bincount(held.col, weights=each, minlength=len(n)) for each in (pulls**2, np.abs(pulls)))
    without = (share**2).sum() - np.bincount(held.col, weights=share[held.row] ** 2, minlength=len(n))
    # Kish's effective number of the articles with the word: as many of one pull would count as much.
    return k / max(1, k - 1) * (squares + without), np.maximum(sizes**2 / squares - 1, 0)
