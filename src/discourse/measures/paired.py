"""Is the difference real? Tests that know two versions of one text for what they are."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import DiscourseError, one_of, significance_level, whole_number
from discourse.measures.comparison import false_discovery
from discourse.measures.frequency import NO_INTERVAL
from discourse.measures.paired_rates import describe_rates, least_p, number_passages
from discourse.schema import (
    KEYS,
    NOT_SHOWN,
    SAME,
    SHOWN,
    TOO_FEW,
    check_unique,
    compared_key,
    counted_column,
    key_columns,
    number_groups,
    require_columns,
)
from discourse.words.blocks import place_in_blocks, sentences_of_blocks
from discourse.words.groups import OF_PLACES, add_metadata, words_by
from discourse.words.windows import countable, word_sizes

SIGNS = {"old": -1, "new": 1}
COMPARED = ["n_old", "total_old", "n_new", "total_new", "log_ratio", "old", "new"]
ALIGNED = ["block", "old", "new", *(f"{end}_sentence_{side}" for end in ("first", "last") for side in SIGNS)]
RATES = [
    "n_effective", "p_rate", "p_rate_smallest", "p_rate_joined", "p_rate_joined_smallest", "q_rate", "verdict_rate",
    "log_ratio_paired_low", "log_ratio_paired_high", "interval", "interval_note", "detectable", "detectable_note",
]  # fmt: skip
# What both say is shown, and both must be able to say: of single blocks, and of passages.
RATE_TESTS = ["p_rate", "p_rate_joined"]
LEAST_RATE_TESTS = [f"{name}_smallest" for name in RATE_TESTS]
NO_LENGTHS = "refused: no words of either version are known; give base=tokens"


def add_paired_test(
    change: pd.DataFrame,
    mentions: pd.DataFrame,
    aligned: pd.DataFrame,
    *,
    base: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    level: float = 0.05,
    seed: int | None = 0,
) -> pd.DataFrame:
    """Add what exchanging the aligned blocks of two versions says of each difference: of its rate, and of its counts.

    A block of `aligned` is a unit: sentences that became each other, or stand in one version only. Two tests stand side
    by side, and the first is the main one, for it tests what the figures draw:

    - p_rate: "the same rate of words, given the pairing". Each block adds something to the difference of the two rates
      (see `measures.paired_rates.rate_steps`); had the versions the same rate, it could as well have added the
      opposite. p_rate is the share of all ways to choose the signs that give a difference as large as the one seen, or
      larger. It sees selective keeping: a version that keeps all mentions of a term while it drops half of the rest.
    - p_paired: "the two versions are edited alike". Had they been, each block could as well have stood the other way
      round; p_paired is the share of all 2^n_blocks ways that give a difference of counts as large, less what the
      versions' lengths would bring at the rate of both; lengths never make it larger. Blocks with equal counts say
      nothing to it, so that it does not see what was kept.

    A unit is taken to be edited by itself. Where an editor adds a whole passage on one theme, its sentences are no
    units of their own, and p_rate and p_paired are too small. So p_rate_joined and p_paired_joined ask again with all
    neighbouring blocks that one version alone has as one unit, and only what both show is shown. Of passages that are
    reworded or interrupted, number the blocks alike in `aligned`, and they are one unit.

    `change` comes from `compare`, `mentions` are the mentions or tokens that were counted, `aligned` comes from
    `align_versions`; both may hold several pairs of versions. The lengths of blocks are the words of `aligned`, or,
    with `base`, the tokens: needed where `change` has keys that no block has (speaker …). `articles` have the keys that
    mentions lack, as in `count`. `seed` fixes what is drawn for the interval and for detectable; with None
    nothing is drawn, which takes a third of the time, and both are missing.

    Returns `change` with

    - n_blocks: the blocks in which the counts differ
    - p_paired; missing where a total is
    - p_smallest: 2 / 2^n_blocks, the least p that so many units can give; fewer than six never reach 0.05
    - p_paired_joined, p_paired_joined_smallest: the same with each passage that one version alone has as one unit
    - q: the larger of p_paired and p_paired_joined after Benjamini and Hochberg (1995) over the rows whose p_smallest
      and p_paired_joined_smallest both reach `level`; missing for the others, for what can never be shown is no test
      (Tarone 1990; Gilbert 2005)
    - verdict: "same everywhere" (no block has other counts), "too few differences" (one of the two least p is above
      `level`), "shown" (q is at most `level`), or "not shown"
    - n_effective: the blocks with the term that its difference of rates rests on, those that add much counted for more:
      (sum of sizes)² / sum of squares
    - p_rate, p_rate_smallest (2 / 2^n_effective), p_rate_joined, p_rate_joined_smallest (of passages), q_rate (of the
      larger of p_rate and p_rate_joined), verdict_rate: the same of rates; missing where a total is. Counts that are
      the same everywhere are shown to differ in rate where the texts around them do.
    - log_ratio_paired_low, log_ratio_paired_high: the 95 % interval of log_ratio, aligned blocks resampled 2,000 times
      with both their sides, a passage that one version alone has as one of them; interval ("paired_bootstrap" or
      "none") and interval_note (why there is none: under six effective blocks or passages, or a term that one version
      lacks or has in one alone)
    - detectable: the least ratio of the rates that this row could have shown, at `level` uncorrected, four times out of
      five, mentions left out at random; detectable_note, why it is missing

    Raises DiscourseError where `aligned` lacks the versions of `change` or one of their sentences, has one twice,
    `mentions` are not what was counted, `base` not the words of the totals, a row of `change` is doubled, `level` is no
    share, `seed` no whole number, or `change` compares groups of articles, which have no blocks.

    Source: Fisher (1935, § 21) for the exchange of pairs; Nichols and Holmes (2002) for its use on many tests; Liu
    (1988) and Cameron, Gelbach and Miller (2008) for flipping signs block by block; Kish (1965) for effective numbers;
    Efron and Tibshirani (1993) for the interval, Hesterberg (2015) for few blocks.
    """
    significance_level("level", level)
    if seed is not None:
        whole_number("seed", seed)
    counted = find_counted(change, mentions, articles)
    check_unique(change, [*key_columns(change), counted_column(change), "old", "new"], name="change")
    if (between := compared_key(change)) != "doc":
        raise DiscourseError(f"change compares by {between!r}, and blocks are of two docs; take add_sentence_test")
    require_columns(aligned, ALIGNED, name="aligned", maker="align_versions")
    pairs, there = (sorted(set(zip(frame["old"], frame["new"], strict=True))) for frame in (change, aligned))
    for pair in pairs:
        one_of("(old, new) of change", pair, there)
    sentences = block_sentences(aligned)
    found = place_in_blocks(counted, sentences)
    check_found(change, found)
    design = PairedDesign(change, aligned, sentences, found, level)
    counts = design.exchange_counts()
    rates = design.flip_rates(*design.block_lengths(base, articles), n_blocks=counts["n_blocks"], seed=seed)
    return change.assign(**counts, **{name: rates[name].array for name in rates})


def block_sentences(aligned: pd.DataFrame) -> pd.DataFrame:
    """List the sentences of each block: old, new, block, doc, sentence, first and last (paragraph), number, passage.

    `number` counts the blocks from 0, pair by pair, in an order that is the same whichever version is the old one;
    `passage` is the same for blocks that follow each other in one version and are missing from the other.

    Refuses an alignment that has a sentence twice, or leaves one out.
    """
    sentences = sentences_of_blocks(aligned)
    twice = sentences[sentences.duplicated(["old", "new", "doc", "sentence", "first", "last"])]
    if len(twice):
        doc, sentence = twice.iloc[0][["doc", "sentence"]]
        raise DiscourseError(f"aligned has sentence {sentence} of {doc!r} in several blocks; give each block once")
    for (_, _, doc), numbers in sentences.groupby(["old", "new", "doc"])["sentence"]:
        lost = sorted(set(range(1, numbers.max() + 1)) - set(numbers))
        if lost:
            raise DiscourseError(
                f"aligned has no block for sentence {lost[0]} of {doc!r}; give all rows that align_versions returns"
            )
    earlier = sentences["doc"].eq(sentences[["old", "new"]].astype(str).min(axis=1))
    units = ["old", "new", "block"]
    mine, other = (
        sentences[some].groupby(units)[["sentence", "first"]].min().add_prefix(name)
        for some, name in ((earlier, "mine_"), (~earlier, "other_"))
    )
    places = mine.join(other, how="outer")
    order = places.astype("float64").fillna(np.inf).reset_index().sort_values(["old", "new", *places.columns, "block"])
    order = order.assign(number=range(len(order)))
    passages = [
        blocks["number"].iloc[0] + number_passages(blocks["mine_sentence"], blocks["other_sentence"])
        for _, blocks in order.groupby(["old", "new"])
    ]
    order = order.assign(passage=np.concatenate([[], *passages]).astype(int))
    return sentences.join(order.set_index(units)[["number", "passage"]], on=units)


@dataclass(frozen=True)
class PairedDesign:
    """Two versions as pairs of blocks: what each row of a comparison counts, block by block.

    `sentences` are those that `block_sentences` lists, `found` the places that the rows of `change` count, each in its
    block; a row is shown to differ at the `level`.
    """

    change: pd.DataFrame
    aligned: pd.DataFrame
    sentences: pd.DataFrame
    found: pd.DataFrame
    level: float

    def exchange_counts(self) -> dict[str, np.ndarray]:
        """Test the counts of each row by exchanging blocks, and passages: from n_blocks to verdict."""
        change = self.change
        totals = change["total_old"] + change["total_new"]
        longer = (change["total_new"] - change["total_old"]) / totals.where(totals != 0)
        expected = (change["n_old"] + change["n_new"]) * longer
        blocks, passages = (self.count_steps(unit) for unit in ("number", "passage"))
        single, joined = (
            np.array([exchange_p(step, extra) for step, extra in zip(steps, expected, strict=True)], dtype=float)
            for steps in (blocks, passages)
        )
        n_blocks, n_passages = (np.array([len(step) for step in steps], dtype=int) for steps in (blocks, passages))
        least, least_joined = least_p(n_blocks), least_p(n_passages)
        q, verdict = judge(np.maximum(single, joined), np.maximum(least, least_joined), n_blocks, self.level)
        tested = {"n_blocks": n_blocks, "p_paired": single, "p_smallest": least}
        tested |= {"p_paired_joined": joined, "p_paired_joined_smallest": least_joined}
        return tested | {"q": q, "verdict": verdict}

    def count_steps(self, unit: str) -> list[np.ndarray]:
        """List, row by row, by how much the new count exceeds the old one in each unit where they differ."""
        sums = self.found.groupby(["row", unit])["sign"].sum().loc[lambda sums: sums != 0]
        ends = np.searchsorted(sums.index.get_level_values("row"), np.arange(1, len(self.change)))
        return np.split(sums.to_numpy(), ends) if len(self.change) else []

    def block_lengths(
        self, base: pd.DataFrame | None, articles: pd.DataFrame | None
    ) -> tuple[np.ndarray, pd.DataFrame]:
        """Count the words of each block and side: group, number, sign, words; and number the groups of `change` alike.

        A group are the rows with the same versions and the same of those keys that part words. Without rows where
        `aligned` says nothing of lengths.
        """
        change, aligned, sentences, keys = self.change, self.aligned, self.sentences, key_columns(self.change)
        if base is not None:
            ours = change.assign(doc=change["old"])
            words, shared = words_by(base, ["doc", *keys], ours, articles, columns=["doc", "sentence"])
            groups, places = words_of_sides(change, words, "doc", shared[1:])
            lengths = place_in_blocks(places, sentences)
            check_lengths(change, groups, lengths)
            return groups, lengths
        shared = [key for key in keys if key in KEYS and f"{key}_old" in aligned]
        sides = []
        for side, sign in SIGNS.items():
            rows = aligned[aligned.get(f"kind_{side}", pd.Series("", aligned.index)).ne("imprint")]
            names = {f"{name}_{side}": name for name in ("words", *shared)}
            rows = rows.reindex(columns=["old", "new", "block", *names]).rename(columns=names)
            sides.append(rows.assign(sign=sign))
        units = ["old", "new", "block"]
        lengths = pd.concat(sides).merge(sentences[[*units, "number"]].drop_duplicates(), on=units)
        known = {*shared, *OF_PLACES} >= set(keys)
        lengths = lengths[lengths["words"].gt(0) & known].astype({"words": "int64"})
        groups, theirs = number_groups([*shared, "old", "new"], change, lengths)
        return groups, lengths.assign(group=theirs)

    def flip_rates(
        self, groups: np.ndarray, lengths: pd.DataFrame, *, n_blocks: np.ndarray, seed: int | None
    ) -> pd.DataFrame:
        """Test the rates of each row by flipping signs block by block; give the interval and what could be shown."""
        change, level = self.change, self.level
        passages = self.sentences.drop_duplicates("number").set_index("number")["passage"]
        known = change[["total_old", "total_new"]].gt(0).all(axis=1).to_numpy(dtype=bool)
        parts = []
        for group in np.unique(groups[known]):
            members, words = np.flatnonzero((groups == group) & known), lengths[lengths["group"] == group]
            places = self.found[self.found["row"].isin(members)]
            blocks = np.unique([*places["number"], *words["number"]])
            sides = {}
            for side, sign in SIGNS.items():
                mine, size = places[places["sign"] == sign], words[words["sign"] == sign]
                at = np.searchsorted(members, mine["row"]), np.searchsorted(blocks, mine["number"])
                sides[f"n_{side}"] = csr_array((np.ones(len(mine)), at), shape=(len(members), len(blocks))).toarray()
                at = np.searchsorted(blocks, size["number"])
                sides[f"words_{side}"] = np.bincount(at, weights=size["words"], minlength=len(blocks))
            if sides["words_old"].any() and sides["words_new"].any():
                log_ratio = change["log_ratio"].to_numpy()[members]
                options = {"log_ratio": log_ratio, "passages": passages[blocks], "level": level, "seed": seed}
                described = describe_rates(**sides, **options)
                parts.append(described.set_axis(members))
        rates = pd.concat([describe_rates(*np.zeros((4, 0, 0))), *parts]).reindex(range(len(change)))
        none = {"interval": NO_INTERVAL, "interval_note": NO_LENGTHS, "detectable_note": NO_LENGTHS}
        q, verdict = judge(rates[RATE_TESTS].max(axis=1), rates[LEAST_RATE_TESTS].max(axis=1), n_blocks, level)
        verdict = pd.Series(verdict, dtype="str").mask(rates["p_rate"].isna())
        return rates.fillna(none).assign(q_rate=q, verdict_rate=verdict)[RATES]


def judge(p, smallest, n_blocks, level: float, *, groups=0) -> tuple[np.ndarray, np.ndarray]:
    """Correct p over the rows that could reach the level, each of `groups` by itself, and say of each row what that
    shows."""
    able = np.asarray(smallest) <= level
    q = false_discovery(p, among=able, groups=groups)
    cases = {SHOWN: q <= level, SAME: np.asarray(n_blocks) == 0, TOO_FEW: ~able}
    return q, np.select(list(cases.values()), list(cases), NOT_SHOWN)


def words_of_sides(
    change: pd.DataFrame, words: pd.DataFrame, between: str, shared: list[str]
) -> tuple[np.ndarray, pd.DataFrame]:
    """List the words of both sides of each comparison, by the `shared` keys: group, old, new, sign, doc, paragraph,
    sentence, words (how much each adds to a total); and number the groups of `change` alike.

    The keys themselves are left behind, so that they may have any name.
    """
    unit = change["rate_unit"].iloc[0] if "rate_unit" in change and len(change) else "word"
    ours, theirs = number_groups(shared, change, words)
    places = words.reindex(columns=["doc", "paragraph", "sentence"])
    places = places.assign(side=words[between].array, part=theirs, words=word_sizes(words, unit))
    pairs = change[["old", "new"]].assign(part=ours)
    (groups,) = number_groups(["part", "old", "new"], pairs)
    pairs = pairs.assign(group=groups).drop_duplicates()
    sides = pd.concat([pairs.assign(side=pairs[side], sign=sign) for side, sign in SIGNS.items()])
    return groups, sides.merge(places, on=["side", "part"])


def check_lengths(change: pd.DataFrame, groups: np.ndarray, lengths: pd.DataFrame) -> None:
    """Refuse tokens that are not the words of the totals."""
    for side, sign in SIGNS.items():
        mine = lengths[lengths["sign"] == sign]
        sums = np.bincount(mine["group"], weights=mine["words"], minlength=groups.max(initial=-1) + 1)[groups]
        totals = change[f"total_{side}"].to_numpy(dtype="float64", na_value=np.nan)
        for at in np.flatnonzero(~np.isnan(totals) & (sums != totals))[:1]:
            raise DiscourseError(
                f"change has total_{side}={totals[at]:.0f} in row {at}, but base has {sums[at]:.0f} of its words; make "
                "change, mentions, base and aligned from the same paragraphs, and leave no tokens out"
            )


def find_counted(change: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame | None) -> pd.DataFrame:
    """List the places that the rows of `change` count: row, doc, paragraph (missing where `mentions` have none),
    sentence, old, new, sign (−1 in old, 1 in new)."""
    require_columns(change, COMPARED, name="change", maker="compare")
    require_columns(mentions, [], name="mentions", maker="find_terms")
    between = compared_key(change)
    columns = [*key_columns(change, name="change"), counted_column(change, name="change")]
    mentions = add_metadata(mentions, [between, *columns], articles, name="mentions")
    for column in (*columns, between, "doc", "sentence"):
        if column not in mentions:
            repair = "give the mentions or tokens that change counts; a column of the articles needs articles="
            raise DiscourseError(f"mentions have no column {column!r}; {repair}")
    mentions = countable(mentions)
    rows, groups = number_groups(columns, change, mentions)
    places = mentions.reindex(columns=["doc", "paragraph", "sentence"])
    places = places.assign(side=mentions[between].array, group=groups)
    found = places.merge(change[["old", "new"]].assign(group=rows, row=range(len(change))), on="group")
    found = found[found["side"].eq(found["old"]) | found["side"].eq(found["new"])]
    return found.assign(sign=np.where(found["side"].eq(found["old"]), SIGNS["old"], SIGNS["new"]))


def check_found(change: pd.DataFrame, found: pd.DataFrame) -> None:
    """Refuse places of another state of the texts than the one that was counted."""
    for side, sign in SIGNS.items():
        n = found.loc[found["sign"] == sign, "row"].value_counts().reindex(range(len(change)), fill_value=0).to_numpy()
        for at in np.flatnonzero(n != change[f"n_{side}"])[:1]:
            of = counted_column(change)
            raise DiscourseError(
                f"{of}={change[of].iloc[at]!r} has n_{side}={change[f'n_{side}'].iloc[at]}, but {n[at]} mentions "
                "are found in the sentences; make change, mentions, tokens and aligned from the same paragraphs"
            )


def exchange_p(steps: np.ndarray, expected: float = 0.0) -> float:
    """Return the share of the 2^m signs of m steps whose sum is as far from 0 as the sum seen, or farther.

    `expected` is taken off the sum seen, but never so that it grows; where it is missing, so is the share.

    >>> exchange_p([1, 1, 1, 1, 1, 1]), exchange_p([1, 1, -1]), exchange_p([-9, -11], -20)
    (0.03125, 1.0, 1.0)
    """
    if np.isnan(expected):
        return np.nan
    sizes, seen = np.abs(np.asarray(steps, dtype=int)), int(np.sum(steps))
    sizes = sizes[sizes > 0]
    far = min(abs(seen), max(0.0, (seen - expected) * np.sign(seen)))
    # chances[k] is the chance that the steps with a plus add up to k.
    chances = np.array([1.0])
    for size in sizes:
        step = np.zeros(size + 1)
        step[[0, -1]] = 0.5
        chances = np.convolve(chances, step)
    sums = np.abs(2 * np.arange(len(chances)) - sizes.sum())
    return float(min(1.0, chances[sums >= far - 1e-9].sum()))
