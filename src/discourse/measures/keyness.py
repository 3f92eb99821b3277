"""How much more often in one text than in another: rates, effect sizes, tests of two samples."""

from numbers import Real

import numpy as np
import pandas as pd
from scipy.special import betaincc, betainccinv, betaincinv

from discourse.errors import DiscourseError, whole_number
from discourse.measures.contingency import broadcast_floats, check_parts, chi2, fisher_p, g2, observed_expected
from discourse.measures.frequency import PER
from discourse.measures.intervals import share_interval


def keyness(n_old, total_old, n_new, total_new) -> pd.DataFrame:
    """Compare how often something stands in an old and a new text; more in `new` is positive.

    Counts and totals are numbers or arrays of one length. All measures take words as independent draws, which two
    versions of one text are not: for these see `add_paired_test`. The rows are those of the arrays, numbered from 0.

    Returns

    - rate_old, rate_new: per 1,000
    - log_ratio: log2(rate_new / rate_old); where one count is 0, 0.5 stands for it, as Hardie does
    - log_ratio_low, log_ratio_high: its 95 % interval, exact given the sum of both counts (Clopper and Pearson on n_new
      out of it), infinite on the side of a zero
    - pct_diff: 100 · (rate_new − rate_old) / rate_old; infinite where n_old is 0
    - odds_ratio: the odds of `new` over those of `old`; infinite where n_old is 0 or all of `new` is this word
    - difference: (rate_new − rate_old) / (rate_new + rate_old), from −1 to 1
    - g2, chi2: of the table of four cells (the word, all other words; old, new), without correction for continuity,
      and with a minus where `old` has the higher rate
    - fisher_p: exact and two-sided
    - bic: |g2| − ln(total_old + total_new); above 0 the data favour a difference, below 0 none

    What is undefined is missing: everything but the rates where neither text has the word; g2, chi2 and bic where both
    have no other; and, of a text without words, its rate and all that compares it. Raises DiscourseError for what is no
    number, is infinite, or has another length than the others, and for a count below 0 or above its total.

    Source: Hardie (2014) for log_ratio, Przyborowski and Wilenski (1940) for its interval, Gabrielatos and Marchi
    (2011) for pct_diff, Hofland and Johansson (1982, p. 14) for difference, Dunning (1993) for g2, Pearson (1900) for
    chi2, Fisher (1935) for fisher_p, Wilson (2013) for bic.

    >>> keyness(1, 1000, 4, 1000)[["log_ratio", "log_ratio_low", "log_ratio_high", "pct_diff", "g2"]].round(2)
       log_ratio  log_ratio_low  log_ratio_high  pct_diff    g2
    0        2.0          -1.34            7.62     300.0  1.93
    """
    n_old, total_old, n_new, total_new = valid_counts(n_old, total_old, n_new, total_new)
    both, total = n_old + n_new, total_old + total_new
    low, high = share_interval(n_new, np.where(both > 0, both, np.nan))
    observed, expected = observed_expected(n_new, both, total_new, total)
    ratio = g2(observed, expected)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate_old, rate_new = PER * n_old / total_old, PER * n_new / total_new
        size = np.where(both > 0, np.log2(total_old / total_new), np.nan)
        return pd.DataFrame(
            {
                "rate_old": rate_old,
                "rate_new": rate_new,
                "log_ratio": np.log2(np.where(n_new == 0, 0.5, n_new) / np.where(n_old == 0, 0.5, n_old)) + size,
                "log_ratio_low": np.log2(low / (1 - low)) + size,
                "log_ratio_high": np.log2(high / (1 - high)) + size,
                "pct_diff": 100 * (rate_new - rate_old) / rate_old,
                "odds_ratio": n_new * (total_old - n_old) / (n_old * (total_new - n_new)),
                "difference": (rate_new - rate_old) / (rate_new + rate_old),
                "g2": ratio,
                "chi2": chi2(observed, expected),
                "fisher_p": np.where(both > 0, fisher_p(n_new, both, total_new, total), np.nan),
                "bic": np.abs(ratio) - np.log(total),
            }
        )


def valid_counts(n_old, total_old, n_new, total_new) -> list[np.ndarray]:
    """Bring counts and totals to arrays of one length; a text without words is missing.

    Raises DiscourseError for a count below 0 or above its total.
    """
    given = broadcast_floats(n_old=n_old, total_old=total_old, n_new=n_new, total_new=total_new)
    check_parts("n_old", given[0], "total_old", given[1])
    check_parts("n_new", given[2], "total_new", given[3])
    return [side for n, total in (given[:2], given[2:]) for side in np.where(total > 0, [n, total], np.nan)]


def weighted_log_odds(n_old, total_old, n_new, total_new, *, prior: float | None = None) -> pd.DataFrame:
    """Compare log odds, weighted by an informative Dirichlet prior; more in `new` is positive.

    Each word's prior α is its share of both texts together times `prior`, the number of words that the prior is worth
    (default: as many as both texts have). A larger prior draws every word, and rare ones most, towards no difference.

    Returns log_odds (the difference of the natural logarithms of the odds, prior included), log_odds_se, and
    log_odds_z = log_odds / log_odds_se. Missing where neither text has the word, where both have no other, and where a
    total is 0.

    Raises DiscourseError for a `prior` that is not above 0.

    Source: Monroe, Colaresi and Quinn (2008, equations 16, 20 and 22).

    >>> weighted_log_odds(1, 1000, 4, 1000).round(3)
       log_odds  log_odds_se  log_odds_z
    0     0.406        0.527       0.771
    """
    if prior is not None and not (isinstance(prior, Real) and 0 < prior < np.inf):
        raise DiscourseError(f"prior={prior!r} is no number of words; give one above 0, or None for as many as counted")
    n_old, total_old, n_new, total_new = valid_counts(n_old, total_old, n_new, total_new)
    both, total = n_old + n_new, total_old + total_new
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = total if prior is None else prior
        alpha = np.where((both > 0) & (both < total), worth * both / total, np.nan)
        new, old = n_new + alpha, n_old + alpha
        odds = np.log(new / (total_new + worth - new)) - np.log(old / (total_old + worth - old))
        error = np.sqrt(1 / new + 1 / old)
    return pd.DataFrame({"log_odds": odds, "log_odds_se": error, "log_odds_z": odds / error})


def conservative_ratio(n_old, total_old, n_new, total_new, *, tests: int | None = None) -> pd.DataFrame:
    """Give the log ratio that can at least be claimed once as many comparisons are made: LRC.

    The end that is nearest to 0 of the interval of the log ratio (exact, as in `keyness`), at 95 % for all `tests`
    together (after Bonferroni; default: as many as there are rows with a count), and 0 where the interval holds 0.
    Words are taken as independent draws.

    Returns lrc, positive where `new` has more. Missing where neither text has the word, or a text has no words. Raises
    DiscourseError for what `keyness` refuses, and `tests` that are no whole number from 1.

    Source: Evert (2022), as in the R package corpora, `keyness(measure="LRC")`.

    >>> conservative_ratio([1, 4, 40], 1000, [4, 0, 10], 1000).round(2)["lrc"].tolist()
    [0.0, 0.0, -0.78]
    """
    n_old, total_old, n_new, total_new = valid_counts(n_old, total_old, n_new, total_new)
    both = n_old + n_new
    made = int((both > 0).sum()) or 1 if tests is None else whole_number("tests", tests, least=1)
    tail = 0.05 / made / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        # Clopper and Pearson on n_new out of both.
        low = np.where(n_new > 0, betaincinv(n_new, n_old + 1, tail), 0.0)
        high = np.where(n_old > 0, betaincinv(n_new + 1, n_old, 1 - tail), 1.0)
        size = np.where(both > 0, np.log2(total_old / total_new), np.nan)
        return pd.DataFrame({"lrc": np.clip(0, np.log2(low / (1 - low)) + size, np.log2(high / (1 - high)) + size)})


def posterior_ratio(n_old, total_old, n_new, total_new) -> pd.DataFrame:
    """Give what is to be believed of the log ratio after both counts: its median, its 95 % interval, and its sign.

    Counts are taken as Poisson, their rates to have Jeffreys' prior; then the ratio of the expected counts has a beta
    prime distribution with n_new + 1/2 and n_old + 1/2, so that nothing is drawn. Zeros are no exception. Words are
    taken as independent draws, which two versions of one text are not.

    Returns log_ratio_median, log_ratio_low, log_ratio_high, and more_in_new, the probability that the rate of `new` is
    the higher one. Missing where a text has no words, or neither has the word. Raises DiscourseError for what `keyness`
    refuses.

    Source: Gelman et al. (2013, sections 2.6 and 2.8) for Poisson counts and Jeffreys' prior.

    >>> posterior_ratio(1, 1000, 4, 1000).round(2)
       log_ratio_median  log_ratio_low  log_ratio_high  more_in_new
    0              1.82          -0.76            5.44         0.91
    """
    n_old, total_old, n_new, total_new = valid_counts(n_old, total_old, n_new, total_new)
    known = n_old + n_new > 0
    size = np.where(known, np.log2(total_old / total_new), np.nan)
    a, b = n_new + 0.5, n_old + 0.5
    quantiles = {"log_ratio_median": 0.5, "log_ratio_low": 0.025, "log_ratio_high": 0.975}
    # Of the share of the expected counts that is the new one's; log2 of its odds by the lesser share, for its digits.
    ends = {
        name: np.log2(betaincinv(a, b, at)) - np.log2(betainccinv(b, a, at)) + size for name, at in quantiles.items()
    }
    more = np.where(known, betaincc(a, b, total_new / (total_old + total_new)), np.nan)
    return pd.DataFrame(ends | {"more_in_new": more})
