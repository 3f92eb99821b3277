"""What is counted of a part, and how the counts of parts become those of the whole."""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from discourse.errors import DiscourseError, one_of
from discourse.measures.cooccurrence import tally_pairs
from discourse.measures.frequency import count_rows, tabulate
from discourse.scale.parts import Part, check_columns, read_part
from discourse.schema import MENTIONS, READ, TOKENS, check_paragraphs, first_rows, list_keys, make_frame, number_groups
from discourse.texts.corpus import Corpus
from discourse.words.groups import PERIODS, add_metadata, group_places, periods_of
from discourse.words.lexicon import Lexicon, place_terms
from discourse.words.segment import ENGINES, check_lexicon, cut_texts, is_punctuation, segment
from discourse.words.windows import word_sizes


@dataclass(frozen=True)
class Counting:
    """How a part is counted: the arguments of `count` or, with `within`, of `count_pairs`, and of `segment`.

    With the `unit` ARTICLE it is as `count_docs` counts.
    """

    by: tuple[str, ...]
    of: str | None
    lexicon: Lexicon | None
    unit: str
    within: str | int | None
    engine: str
    hmm: bool
    columns: tuple[tuple[str, str], ...]

    @classmethod
    def of_arguments(cls, *, by: str | Iterable[str], columns: dict[str, str] | None, **said: Any) -> "Counting":
        """Check what a caller says of how parts are counted."""
        if said["lexicon"] is not None:
            check_lexicon(said["lexicon"])
        elif said["of"] not in (None, "word", "type"):
            raise DiscourseError(f"of={said['of']!r} is counted of a lexicon's terms; give lexicon=, or leave of out")
        one_of("engine", said["engine"], ENGINES)
        one_of("hmm", said["hmm"], [True, False])
        return cls(by=tuple(list_keys(by)), columns=tuple(sorted(check_columns(columns).items())), **said)

    @property
    def tells_articles(self) -> bool:
        """Whether each article is counted by itself, so that none may stand in two parts."""
        return self.unit == ARTICLE or "doc" in self.by

    def by_article(self) -> "Counting":
        """Return how that is counted of which articles are counted."""
        if self.unit != ARTICLE:
            return self
        return replace(self, unit="word", by=(*self.by, *({"doc"} - set(self.by))))

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


# So many rows wait at the least before they are added up.
KEPT_ROWS = 500_000
# Articles of about so many characters have their tokens in a frame at once.
BATCH_CHARACTERS = 500_000
# What is added up where counts are: of their rows, of single terms, and of their totals.
SUMMED = [["n", "n_same_list", "n_adjacent"], ["n"], ["total"]]
# The unit of those who count articles, and none of their words.
ARTICLE = "article"
# What a part counts: rows, single, totals, and what was counted.
Counts = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, str]


def count_part(part: Part, counting: Counting) -> Tally:
    """Count a part: a pure function of its files and of how it is counted."""
    with warnings.catch_warnings():
        # What is doubtful of single terms or articles would be said once for each part.
        warnings.simplefilter("ignore")
        corpus = read_part(part, dict(counting.columns))
        try:
            return count_read(corpus, counting)
        except DiscourseError as error:
            raise DiscourseError(f"{part.name}: {error}") from error


def count_read(corpus: Corpus, counting: Counting) -> Tally:
    """Count what was read of a part."""
    by = list(counting.by)
    articles = add_periods(corpus.articles, by)
    for key in by:
        one_of("by", key, dict.fromkeys([*TOKENS, *MENTIONS, *articles]))
    paragraphs = add_metadata(corpus.paragraphs, by, articles, name="the table")
    # What tells the words of one paragraph apart, and pairs of them, asks for a row for each.
    told = {*TOKENS, "type"} - set(paragraphs)
    apart = counting.within is not None or counting.of == "type" or told.intersection(by)
    counted = (count_tokens if apart else count_paragraphs)(paragraphs, counting.by_article())
    rows, single, totals, of = counted
    if counting.unit == ARTICLE:
        # Those that have a word, and those that have any.
        told_apart = [key for key in by if key in totals]
        rows, totals = count_rows(rows, by, of), sum_rows(totals[told_apart].assign(total=1), ["total"])
    docs = pd.util.hash_array(articles["doc"].to_numpy(dtype=object), categorize=False)
    return Tally(rows, single, totals, pd.DataFrame({of: docs}), corpus.problems)


def add_periods(articles: pd.DataFrame, by: Iterable[str]) -> pd.DataFrame:
    """Add the periods that are keys: unlike those of one corpus, the dates of a part need tell none."""
    periods = [key for key in PERIODS if key in by and key not in articles and "date" in articles]
    return articles.assign(**{key: periods_of(articles["date"], key) for key in periods})


def count_tokens(paragraphs: pd.DataFrame, counting: Counting) -> Counts:
    """Count by frames of all tokens, of some articles each: no window and no key is of two."""
    size = paragraphs["text"].str.len().to_numpy().cumsum() // BATCH_CHARACTERS
    held = pd.Series(size, paragraphs.index).groupby(paragraphs["doc"], sort=False).transform("first")
    groups = [some for _, some in paragraphs.groupby(held)] or [paragraphs]
    *frames, names = zip(*[count_frame(some, counting) for some in groups], strict=True)
    return *(add_up(each, sums) for each, sums in zip(frames, SUMMED, strict=True)), names[0]


def count_frame(paragraphs: pd.DataFrame, counting: Counting) -> Counts:
    """Count by one frame of all tokens."""
    tokens = segment(paragraphs, lexicon=counting.lexicon, engine=counting.engine, hmm=counting.hmm)
    places, of = tokens, counting.of
    if counting.lexicon is not None and of not in ("word", "type"):
        places = make_frame(place_terms(paragraphs, counting.lexicon), MENTIONS)
    grouping: dict[str, Any] = {"by": list(counting.by), "of": of, "articles": keys_of_docs(paragraphs, counting.by)}
    if counting.within is not None:
        pairs = tally_pairs(places, tokens, within=counting.within, **grouping)
        return pairs.pairs, pairs.single, pairs.windows.rename(columns={"windows": "total"}), pairs.of
    found, words, of, by, shared = group_places(places, tokens, **grouping, columns=["word"])
    totals = words[shared].assign(total=word_sizes(words, counting.unit).to_numpy())
    return count_rows(found, by, of), pd.DataFrame(), sum_rows(totals, ["total"]), of


def count_paragraphs(paragraphs: pd.DataFrame, counting: Counting) -> Counts:
    """Count what paragraphs hold, by keys that a paragraph has one value of: no frame of all tokens is made."""
    paragraphs, by = paragraphs[paragraphs["kind"] != "imprint"], list(counting.by)
    check_paragraphs(paragraphs, READ)
    cut = cut_texts(paragraphs["text"].tolist(), counting.lexicon, engine=counting.engine, hmm=counting.hmm)
    distinct = cut.words.dictionary_encode()
    punctuation = np.fromiter(map(is_punctuation, distinct.dictionary.to_pylist()), dtype=bool)
    sizes = (
        np.ones(len(distinct.dictionary)) if counting.unit == "word" else pc.utf8_length(distinct.dictionary).to_numpy()
    )
    shared = [key for key in by if key in paragraphs]
    (group,) = number_groups(shared, paragraphs)
    groups, values, n = tabulate(np.repeat(group, cut.counts), distinct.indices.to_numpy())
    groups, values, n = (each[~punctuation[values]] for each in (groups, values, n))
    named = paragraphs[shared].iloc[first_rows(group)].reset_index(drop=True)
    total = np.bincount(groups, weights=n * sizes[values], minlength=len(named)).astype("int64")
    totals = named.assign(total=total)
    # Paragraphs stand for their words, to find the keys and to refuse what is none.
    base = paragraphs.assign(word="", type="word")
    if counting.lexicon is None or counting.of == "word":
        of = group_places(base, None, by=by, of="word", articles=None, columns=[]).of
        words = pd.array(distinct.dictionary.take(pa.array(values)), dtype="str")
        rows = named.iloc[groups].reset_index(drop=True).assign(**{of: words, "n": n})
    else:
        places, docs = make_frame(place_terms(paragraphs, counting.lexicon), MENTIONS), keys_of_docs(paragraphs, by)
        found, _, of, by, _ = group_places(places, base, by=by, of=counting.of, articles=docs, columns=[])
        rows = count_rows(found, by, of)
    return rows, pd.DataFrame(), totals[totals["total"] > 0].reset_index(drop=True), of


def keys_of_docs(paragraphs: pd.DataFrame, by: Iterable[str]) -> pd.DataFrame:
    """Return the keys that are none of a text, one row for each doc."""
    return paragraphs.drop_duplicates("doc")[["doc", *(key for key in by if key not in {**TOKENS, **MENTIONS})]]


def sum_rows(frame: pd.DataFrame, sums: list[str]) -> pd.DataFrame:
    """Add up `sums` over the rows that are the same in all other columns, by these in their order."""
    keys = [column for column in frame if column not in sums]
    (number,) = number_groups(keys, frame)
    first = first_rows(number)
    added = {}
    for column in sums:
        values = frame[column]
        weights = values.to_numpy(dtype="float64", na_value=0)
        added[column] = pd.Series(np.bincount(number, weights=weights)).astype(values.dtype)
        if values.isna().any():
            added[column] = pd.Series(pd.NA, range(len(first)), dtype=values.dtype)
    return frame[keys].iloc[first].reset_index(drop=True).assign(**added)


def add_up(frames: Sequence[pd.DataFrame], sums: list[str]) -> pd.DataFrame:
    """Add frames of counts up to one: what stands in `sums`, by all other columns."""
    # A part without a hit tells no types of the keys.
    whole = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    return sum_rows(whole, [each for each in sums if each in whole]) if len(whole.columns) else whole


def merge_tallies(tallies: list[Tally]) -> Tally:
    """Add the tallies of parts up to one."""
    names = ["rows", "single", "totals"]
    merged = {
        name: add_up([getattr(tally, name) for tally in tallies], sums)
        for name, sums in zip(names, SUMMED, strict=True)
    }
    return Tally(
        **merged,
        docs=pd.concat([tally.docs for tally in tallies], ignore_index=True),
        problems=pd.concat([tally.problems for tally in tallies], ignore_index=True),
    )


class Sum:
    """The sum of tallies that come one after the other, of which few are kept."""

    def __init__(self) -> None:
        self.waiting: list[Tally] = []

    def add(self, tally: Tally) -> None:
        """Add a tally: with those before it when these have as many rows as their sum has."""
        self.waiting.append(tally)
        first, *others = (len(each.rows) for each in self.waiting)
        if sum(others) > max(first, KEPT_ROWS):
            self.waiting = [merge_tallies(self.waiting)]

    def whole(self) -> Tally:
        """Return the sum."""
        return merge_tallies(self.waiting)
