"""What is counted of a part, and how the counts of parts become those of the whole."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError
from discourse.measures.cooccurrence import tally_pairs
from discourse.measures.frequency import count_rows
from discourse.scale.parts import Part, read_part
from discourse.schema import MENTIONS, make_frame, number_groups
from discourse.texts.corpus import Corpus
from discourse.words.groups import PERIODS, group_places, periods_of
from discourse.words.lexicon import Lexicon, place_terms
from discourse.words.segment import segment
from discourse.words.windows import word_sizes


@dataclass(frozen=True)
class Counting:
    """How a part is counted: the arguments of `count` or, with `within`, of `count_pairs`, and of `segment`."""

    by: tuple[str, ...]
    of: str | None
    lexicon: Lexicon | None
    unit: str
    within: str | int | None
    engine: str
    hmm: bool
    columns: tuple[tuple[str, str], ...]

    def settings(self) -> dict[str, Any]:
        """All that the counts of a part depend on beside the part, as text: the lexicon by its terms."""
        terms = None if self.lexicon is None else self.lexicon.terms.to_csv(index=False)
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {"lexicon": terms}


@dataclass(frozen=True)
class Tally:
    """The counts of a part.

    `rows` have by…, the column `of` and n; of pairs by…, term_a, term_b, n and how many meetings are of which kind.
    `single` is of pairs alone, the n of each term. `totals` have the keys that part words, and their number; `docs` are
    the names of the articles, as numbers; `problems` what could not be read.
    """

    rows: pd.DataFrame
    single: pd.DataFrame
    totals: pd.DataFrame
    docs: pd.DataFrame
    problems: pd.DataFrame

    @property
    def of(self) -> str:
        """The column that names what was counted."""
        return str(self.docs.columns[0])


class UnreadablePartError(DiscourseError):
    """A part that cannot be read."""


def count_part(part: Part, counting: Counting) -> Tally:
    """Count a part: a pure function of its files and of how it is counted."""
    with warnings.catch_warnings():
        # What is doubtful of single terms or articles would be said once for each part.
        warnings.simplefilter("ignore")
        try:
            corpus = read_part(part, dict(counting.columns))
        except Exception as error:
            # Whatever it is, it concerns this part alone.
            raise UnreadablePartError(str(error)) from error
        try:
            return count_read(corpus, counting)
        except DiscourseError as error:
            raise DiscourseError(f"{part.name}: {error}") from error


def count_read(corpus: Corpus, counting: Counting) -> Tally:
    """Count what was read of a part."""
    tokens = segment(corpus.paragraphs, lexicon=counting.lexicon, engine=counting.engine, hmm=counting.hmm)
    places = tokens
    if counting.lexicon is not None:
        quoted = "quoted" in (*counting.by, counting.of)
        places = make_frame(place_terms(corpus.paragraphs, counting.lexicon, quoted=quoted), MENTIONS)
    if counting.of in ("word", "type"):
        places = tokens
    articles = corpus.articles
    periods = [key for key in PERIODS if key in counting.by and key not in articles and "date" in articles]
    articles = articles.assign(**{key: periods_of(articles["date"], key) for key in periods})
    grouping = {"by": list(counting.by), "of": counting.of, "articles": articles}
    if counting.within is not None:
        pairs = tally_pairs(places, tokens, within=counting.within, **grouping)
        rows, single, totals, of = pairs.pairs, pairs.single, pairs.windows, pairs.of
        totals = totals.rename(columns={"windows": "total"})
    else:
        found, words, of, by, shared = group_places(places, tokens, **grouping, columns=["word"])
        rows, single = count_rows(found, by, of), pd.DataFrame()
        totals = words[shared].assign(total=word_sizes(words, counting.unit).to_numpy())
        totals = sum_rows(totals, ["total"])
    docs = pd.util.hash_array(articles["doc"].to_numpy(dtype=object), categorize=False)
    return Tally(rows, single, totals, pd.DataFrame({of: docs}), corpus.problems)


def sum_rows(frame: pd.DataFrame, sums: list[str]) -> pd.DataFrame:
    """Add up `sums` over the rows that are the same in all other columns, by these in their order."""
    keys = [column for column in frame if column not in sums]
    (number,) = number_groups(keys, frame)
    first = np.unique(number, return_index=True)[1]
    added = {}
    for column in sums:
        values = frame[column]
        weights = values.to_numpy(dtype="float64", na_value=0)
        added[column] = pd.Series(np.bincount(number, weights=weights)).astype(values.dtype)
        if values.isna().any():
            added[column] = pd.Series(pd.NA, range(len(first)), dtype=values.dtype)
    return frame[keys].iloc[first].reset_index(drop=True).assign(**added)


def merge_tallies(tallies: list[Tally]) -> Tally:
    """Add the tallies of parts up to one."""
    summed = {"rows": ["n", "n_same_list", "n_adjacent"], "single": ["n"], "totals": ["total"]}
    merged = {}
    for name, sums in summed.items():
        frames = [getattr(tally, name) for tally in tallies]
        # A part without a hit tells no types of the keys.
        frames = [frame for frame in frames if len(frame)] or frames[:1]
        whole = pd.concat(frames, ignore_index=True)
        merged[name] = sum_rows(whole, [each for each in sums if each in whole]) if len(whole.columns) else whole
    return Tally(
        **merged,
        docs=pd.concat([tally.docs for tally in tallies], ignore_index=True),
        problems=pd.concat([tally.problems for tally in tallies], ignore_index=True),
    )
