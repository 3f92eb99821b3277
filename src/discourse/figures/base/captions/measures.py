"""The window, the measures and the lexicons that a figure shows, for its caption."""

from collections.abc import Callable

import pandas as pd

from discourse.figures.base.captions.counts import only, sides_of
from discourse.figures.base.captions.words import (
    ARTICLES,
    INTERVALS,
    LENGTHS,
    UNITS,
    WINDOWS,
    amount,
    chosen,
    plural,
    say,
)
from discourse.figures.base.theme import PlotRecord, current_language

# What a plot shows whose measure is not named by `value=`: columns of its frame.
SHOWS = {
    "plot_comparison_cloud": ["rate"],
    "plot_dumbbell": ["rate", "verdict"],
    "plot_emphasis": ["log_ratio", "log_ratio_low", "verdict"],
    "plot_frequency": ["rate", "rate_low"],
    "plot_paired_test": ["p_paired"],
    "plot_scatter": ["rate", "verdict"],
    "plot_trend": ["rate", "rate_low"],
    "plot_word_shift": ["shift"],
    "plot_wordcloud": ["rate"],
}

# A lexicon stands behind figures of what it names, not behind those of sections and blocks.
LEXICAL = {*UNITS, "term_a", "item", "broader", "form"}

# The measures, by the column drawn; {…} is filled in by the function that tells of it.
MEASURES = {
    "rate": ("频率按每千{unit}计", "Rates are per 1,000 {unit}"),
    "rate_low": ("95% 区间：{interval}", "95% intervals: {interval}"),
    "tf": ("tf：次数除以所在部分的词数", "tf: count over the words of the part"),
    "idf": (
        "idf 同 scikit-learn：ln((1 + N) / (1 + df)) + 1{parts}",
        "idf as in scikit-learn: ln((1 + N) / (1 + df)) + 1{parts}",
    ),
    "tfidf": (
        "tf-idf 同 scikit-learn：idf = ln((1 + N) / (1 + df)) + 1{parts}{norm}",
        "tf-idf as in scikit-learn: idf = ln((1 + N) / (1 + df)) + 1{parts}{norm}",
    ),
    "expected": (
        "期望值：两词各自窗口数之积除以窗口总数",
        "Expected: product of the windows of both terms over all windows",
    ),
    "pmi": (
        "PMI：点互信息，以 2 为底（Church 和 Hanks 1990）",
        "PMI: pointwise mutual information, base 2 (Church and Hanks 1990)",
    ),
    "pmi2": ("PMI²：log2(n² / 期望值)（Daille 1994）", "PMI²: log2(n² / expected) (Daille 1994)"),
    "npmi": (
        "NPMI：归一化点互信息（Bouma 2009），−1 至 1",
        "NPMI: normalized pointwise mutual information (Bouma 2009), −1 to 1",
    ),
    "dice": ("Dice 系数（Dice 1945）", "Dice coefficient (Dice 1945)"),
    "log_dice": ("logDice：14 + log2(Dice)（Rychlý 2008）", "logDice: 14 + log2(Dice) (Rychlý 2008)"),
    "jaccard": ("Jaccard 系数（Jaccard 1912）", "Jaccard coefficient (Jaccard 1912)"),
    "g2": ("G²：对数似然（Dunning 1993）", "G²: log-likelihood (Dunning 1993)"),
    "chi2": ("χ²：未作连续性校正（Pearson 1900）", "χ²: without correction for continuity (Pearson 1900)"),
    "t": ("t：(n − 期望值) / √n（Church 等 1991）", "t: (n − expected) / √n (Church et al. 1991)"),
    "z": ("z：(n − 期望值) / √期望值（Dennis 1965）", "z: (n − expected) / √expected (Dennis 1965)"),
    "fisher_p": ("p：Fisher 精确检验，双侧", "p: Fisher's exact test, two-sided"),
    "log_ratio": (
        "频率之比取以 2 为底的对数，正值为{new}较多{zero}",
        "Log ratio of the rates to base 2, positive: more in {new}{zero}",
    ),
    "log_ratio_low": (
        "95% 区间：给定两边次数之和的精确区间（Clopper–Pearson）",
        "95% intervals: exact given the sum of both counts (Clopper–Pearson)",
    ),
    "shift": (
        "贡献：Jensen–Shannon 散度的分项（Lin 1991；Gallagher 等 2021）",
        "Contributions to the Jensen–Shannon divergence (Lin 1991; Gallagher et al. 2021)",
    ),
    "verdict": (
        "差异的判断：以对齐单位交换的精确配对检验，经 Benjamini–Hochberg 校正",
        "Verdict on differences: exact paired test that exchanges aligned blocks, "
        "corrected after Benjamini and Hochberg",
    ),
    "p_paired": (
        "p：以对齐单位交换的精确配对检验，双侧，未校正",
        "p: exact paired test that exchanges aligned blocks, two-sided, not corrected",
    ),
    "dp": ("DP：比例偏差（Gries 2008），0 为均匀", "DP: deviation of proportions (Gries 2008), 0 is even"),
    "dp_norm": ("归一化 DP（Lijffijt 和 Gries 2012），0 为均匀", "Normalized DP (Lijffijt and Gries 2012), 0 is even"),
    "juilland_d": ("Juilland 的 D，1 为均匀", "Juilland's D, 1 is even"),
}  # fmt: skip


def window(data: pd.DataFrame) -> str:
    """Tell within what terms were counted together, or over what parts their spread was measured."""
    within, over = only(data, "within"), only(data, "over")
    if within is not None and str(within).isdigit():
        return say("window_words", k=within)
    if within in WINDOWS:
        return say("window", window=chosen(WINDOWS[within]).removeprefix("个"))
    if over is not None and str(over).isdigit():
        return say("over_equal", k=over)
    return say("over", parts=plural(WINDOWS[over])) if over in WINDOWS else ""


def measured(data: pd.DataFrame, drawn: list[PlotRecord], *, intervals: bool) -> list[str]:
    """Tell the measures that the plots show, and their intervals where `intervals` are drawn."""
    columns = [column for each in drawn for column in (*SHOWS.get(each.plot, []), each.value) if column in MEASURES]
    labels = [each.labels for each in drawn]
    shown = [column for column in dict.fromkeys(columns) if intervals or not column.endswith("_low")]
    return [measure(data, column, labels) for column in shown]


def measure(data: pd.DataFrame, column: str, labels: list) -> str:
    """Tell one measure, if the data have what its sentence names."""
    if column not in data and not (column == "rate" and "rate_old" in data):
        return ""
    values = FILLED[column](data, labels) if column in FILLED else {}
    return "" if None in values.values() else chosen(MEASURES[column]).format(**values)


def fill_rate(data: pd.DataFrame, labels: list) -> dict:
    """Fill in the unit of the texts' lengths; it is words where the frame does not say."""
    unit = only(data, "rate_unit") if "rate_unit" in data else "word"
    return {"unit": plural(LENGTHS[unit]) if unit in LENGTHS else None}


def fill_interval(data: pd.DataFrame, labels: list) -> dict:
    """Fill in how the intervals were made, and that some were refused."""
    if "interval" not in data:
        return {"interval": None}
    kinds = data["interval"].dropna().drop_duplicates()
    refused = kinds.eq("none")
    made = [kind for kind in kinds[~refused] if kind in INTERVALS]
    if len(made) != 1:
        return {"interval": None}
    name = chosen(INTERVALS[made[0]])
    return {"interval": say("refused", interval=name) if refused.any() else name}


def fill_parts(data: pd.DataFrame, labels: list) -> dict:
    """Fill in the number of parts, of each article if only so many can be."""
    keys, noun = parts_of(data)
    parts = only(data, "parts")
    if parts is None:
        return {"parts": ""}
    told = amount(int(parts), noun)
    # More sections than N can only be if N was counted inside each article.
    inside = len(keys) == 2 and len(data[keys].drop_duplicates()) > parts
    return {"parts": say("parts", parts=say("each_article", parts=told) if inside else told)}


def fill_tfidf(data: pd.DataFrame, labels: list) -> dict:
    """Fill in the number of parts, and that each was scaled, if the numbers say so."""
    keys, noun = parts_of(data)
    squares = data["tfidf"] ** 2
    sums = squares.groupby([data[key] for key in keys], dropna=False).sum() if keys else pd.Series([squares.sum()])
    scaled = len(data) > 0 and (sums - 1).abs().max() < 1e-6
    return {**fill_parts(data, labels), "norm": say("norm", part=chosen(noun)) if scaled else ""}


def parts_of(data: pd.DataFrame) -> tuple[list[str], tuple[str, str, str]]:
    """Return the columns that tell the parts of a text apart, and what the parts are called."""
    keys = [key for key in ("doc", "section") if key in data]
    return keys, WINDOWS["section"] if "section" in keys else ARTICLES if keys else WINDOWS["part"]


def fill_log_ratio(data: pd.DataFrame, labels: list) -> dict:
    """Fill in the version that positive values speak for, and what stands for a count of 0."""
    docs = dict(sides_of(data, labels)) if {"old", "new"} <= set(data) else {}
    lacking = data[[column for column in ("n_old", "n_new") if column in data]].eq(0).any(axis="columns")
    finite = data["log_ratio"].abs() < float("inf")
    return {"new": docs.get("new"), "zero": say("zero") if (lacking & finite).any() else ""}


FILLED: dict[str, Callable[[pd.DataFrame, list], dict]] = {
    "rate": fill_rate,
    "rate_low": fill_interval,
    "idf": fill_parts,
    "tfidf": fill_tfidf,
    "log_ratio": fill_log_ratio,
}


def lexicons(data: pd.DataFrame, drawn: list[PlotRecord]) -> str:
    """Tell the lexicons among the labels of the plots, where the data hold what lexicons name."""
    found = [text for each in drawn for text in described(each.labels)] if LEXICAL & set(data.columns) else []
    return say("lexicon", lexicons=say("and").join(dict.fromkeys(found))) if found else ""


def described(labels: object) -> list[str]:
    """List what the parts of `labels` that can describe themselves say."""
    if isinstance(labels, (list, tuple)):
        return [text for part in labels for text in described(part)]
    describe = getattr(labels, "describe", None)
    text = describe(current_language()) if callable(describe) else ""
    return [text] if text else []
