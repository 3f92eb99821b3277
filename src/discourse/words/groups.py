"""What is counted, among which words, and by which keys: the frames of a measure, checked and joined."""

from collections.abc import Hashable, Iterable
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype, is_object_dtype

from discourse.errors import DiscourseError, one_of
from discourse.schema import (
    ACTIONS,
    LISTS,
    MENTIONS,
    QUANTITIES,
    QUOTATIONS,
    TOKENS,
    check_keys,
    counted_column,
    list_keys,
    number_groups,
    refuse_gaps,
    require_columns,
)
from discourse.words.windows import countable, refuse_lost, which_count

# These tell the places in a text apart and not its words, so that a base needs no such column.
OF_PLACES = {*MENTIONS, *LISTS, *ACTIONS, *QUANTITIES, *QUOTATIONS, "prompting"} - set(TOKENS)
# What tells, beside the doc, where a place is.
PLACED = ["paragraph", "start"]
# What the date of an article says, beside itself.
PERIODS = ["year", "quarter", "month"]


class Grouped(NamedTuple):
    """The places that count, the words that do, what is counted, by which keys, and by which of them words are parted.

    What a place has in `by` and words have not (a category, who brought a term up) are keys all the same.
    """

    places: pd.DataFrame
    words: pd.DataFrame
    of: str
    by: list[str]
    shared: list[str]


def group_places(
    frame: pd.DataFrame,
    base: pd.DataFrame | None,
    *,
    by: str | Iterable[str],
    of: str | None,
    articles: pd.DataFrame | None,
    columns: Iterable[str] | None = None,
) -> Grouped:
    """Join the keys that are columns of `articles` to places and words, and keep of both what counts.

    Without `base` the places must be tokens, which are their own base. `columns` are those that the measure reads
    beside its keys, where it needs not all.

    Raises DiscourseError for a key or `of` that is no column, a key that parts the places and not the words, a result
    given for places, a base that `check_words` refuses, and one without the words of a doc that is part of a group.
    """
    require_columns(frame, [], name="the frame", maker="find_terms or segment")
    if {"of", "by"} <= set(frame):
        raise DiscourseError("the frame is a result, whose rows are no places; give the mentions or tokens themselves")
    if "text" in frame and not {"start", "type"} & set(frame):
        raise DiscourseError("the frame holds paragraphs, no places in them; give what find_terms or segment returns")
    if base is None and "type" not in frame:
        raise DiscourseError("base=None: mentions hold no total of words; give base=tokens")
    if base is not None:
        check_words(base)
    keys = [*list_keys(by), *([of] if of else [])]
    same = base is None or base is frame
    frame = add_metadata(frame, keys, articles, name="the frame")
    base = frame if same or base is None else add_metadata(base, keys, articles, name="base")
    of = counted_column(frame, of)
    repair = "A column of the articles is reached by articles=corpus.articles"
    if articles is not None:
        known = [*frame.columns, *articles.columns, *(PERIODS if "date" in articles else [])]
        for key in list_keys(by):
            one_of("by", key, dict.fromkeys(known))
    by = check_keys(by, frame, of=of, repair=repair)
    require_columns(frame, [*by, of], name="the frame", maker="find_terms or segment")
    check_once(frame, [*by, of], name="the frame")
    shared = shared_keys(by, frame, base)
    columns = None if columns is None else [*by, of, *columns]
    places = countable(frame, columns if same else None)
    if not same:
        check_held(places, base)
    return Grouped(places, places if base is frame else countable(base, columns), of, by, shared)


def words_by(
    base: pd.DataFrame,
    keys: list[str],
    frame: pd.DataFrame,
    articles: pd.DataFrame | None,
    *,
    columns: Iterable[str] = (),
) -> tuple[pd.DataFrame, list[str]]:
    """Return the words of `base` that count, with the `keys` that are columns of `articles`, and those of the keys by
    which they are parted as the rows of `frame` are. Refuses what `check_words` and `shared_keys` do.
    """
    check_words(base, columns=columns)
    words = countable(add_metadata(base, keys, articles, name="base"))
    return words, shared_keys(keys, frame, words)


def add_metadata(frame: pd.DataFrame, keys: Iterable[str], articles: pd.DataFrame | None, *, name: str) -> pd.DataFrame:
    """Add to each row of `frame` the columns of its article that `keys` name, by doc.

    Where `articles` have no year, quarter or month, it is that of their date. Columns of the frame itself stay, and
    must not say otherwise, unless they say nothing, as `category` of a lexicon without categories.

    >>> articles = pd.DataFrame({"doc": ["a", "b"], "source": ["人民日报", "经济日报"], "date": ["2024-10-08", "2023"]})
    >>> add_metadata(pd.DataFrame({"doc": ["b", "a"]}), ["source", "quarter"], articles, name="tokens")
      doc source  quarter
    0   b   经济日报      NaN
    1   a   人民日报  2024-Q4
    """
    if articles is None:
        return frame
    require_columns(articles, ["doc"], name="articles", maker="read_corpus")
    keys = [key for key in dict.fromkeys(keys) if key in articles or (key in PERIODS and "date" in articles)]
    keys = [key for key in keys if key != "doc" and (key in articles or key not in frame)]
    if not keys:
        return frame
    require_columns(frame, ["doc"], name=name, maker="find_terms or segment")
    check_articles(articles, ["doc"])
    at = pd.Index(articles["doc"]).get_indexer(frame["doc"])
    if (at < 0).any():
        doc = frame["doc"][at < 0].iloc[0]
        raise DiscourseError(f"articles has no row for doc={doc!r}, which {name} has; give the articles of all docs")
    for key in keys:
        values = values_of_articles(articles, key).iloc[at].array
        if key in frame and not frame[key].isna().all():
            told, own = (np.where(pd.isna(each), None, each.astype(object)) for each in (values, frame[key].array))
            other = np.flatnonzero(told != own)
            if len(other):
                first = other[0]
                raise DiscourseError(
                    f"{name} has {key}={own[first]!r} in doc={frame['doc'].iloc[first]!r}, where articles has "
                    f"{told[first]!r}; rename one of the columns, as by articles.rename(columns={{{key!r}: …}})"
                )
        frame = frame.assign(**{key: values})
    return frame


def add_keys(
    paragraphs: pd.DataFrame, keys: list[str], articles: pd.DataFrame | None, *, also: Iterable[str] = ()
) -> pd.DataFrame:
    """Add the columns of articles that `keys` name to paragraphs, and refuse a key that then is no column.

    Those of `also` are added where the articles have them.

    >>> add_keys(pd.DataFrame({"doc": ["a"]}), ["level"], pd.DataFrame({"doc": ["a"], "level": ["国家"]}))
      doc level
    0   a    国家
    """
    if articles is not None:
        require_columns(articles, ["doc"], name="articles", maker="read_corpus")
    here = add_metadata(paragraphs, [*keys, *also], articles, name="paragraphs")
    for key in keys:
        one_of("by", key, here.columns, repair="A column of the articles is reached by articles=corpus.articles")
    return here


def check_articles(articles: pd.DataFrame, columns: Iterable[str]) -> None:
    """Refuse articles that lack one of `columns`, or have two rows for one doc."""
    require_columns(articles, columns, name="articles", maker="read_corpus")
    if (twice := articles["doc"].duplicated().to_numpy()).any():
        doc = articles.loc[twice, "doc"].iloc[0]
        raise DiscourseError(
            f"articles has several rows for doc={doc!r}; give each article one row, and a doc of its own"
        )


def values_of_articles(articles: pd.DataFrame, key: str) -> pd.Series:
    """Return a column of `articles`; where they have none, the year, quarter or month of their dates in ISO form.

    A period is missing where a date does not say it. Refuses what is no one value, and periods of which none is said.

    >>> values_of_articles(pd.DataFrame({"date": ["2024-10-08", "2024"]}), "year").tolist()
    [2024, 2024]
    >>> values_of_articles(pd.DataFrame({"date": ["2024-10-08", "2024"]}), "quarter").tolist()
    ['2024-Q4', nan]
    >>> values_of_articles(pd.DataFrame({"date": ["2024-10-08", "2024"]}), "month").tolist()
    ['2024-10', nan]
    """
    if key in articles:
        texts = isinstance(articles[key].dtype, pd.StringDtype)
        if heaps := [] if texts else [each for each in articles[key] if not isinstance(each, Hashable)]:
            raise DiscourseError(f"articles has {key}={heaps[0]!r}, which is no one value; give each article one")
        return articles[key]
    period = periods_of(articles["date"], key)
    if len(articles) and period.isna().all():
        raise no_period(key)
    return period


def no_period(key: str) -> DiscourseError:
    """Make the error of dates of which none tells a period."""
    said = f"no article has a date that tells its {key}"
    return DiscourseError(f"by={key!r}, but {said}; give the articles dates, or group by another column")


def periods_of(dates: pd.Series, key: str) -> pd.Series:
    """Return the year, quarter or month of dates in ISO form, missing where a date does not say it.

    >>> periods_of(pd.Series(["2024-10-08", "2024"]), "month").tolist()
    ['2024-10', nan]
    """
    parts = dates.astype("str").str.extract(r"^(?P<year>\d{4})(?:-(?P<month>\d{2}))?")
    if key == "year":
        return pd.to_numeric(parts["year"]).astype("Int64")
    if key == "month":
        return parts["year"] + "-" + parts["month"]
    quarter = (pd.to_numeric(parts["month"]) + 2) // 3
    return parts["year"] + quarter.map("-Q{:.0f}".format, na_action="ignore").astype("str")


def check_words(base: pd.DataFrame, *, columns: Iterable[str] = ()) -> None:
    """Refuse a base that is no tokens, lacks one of `columns`, or has a word twice."""
    require_columns(base, [*columns, "word", "kind"], name="base", maker="segment")
    if {"of", "by"} <= set(base):
        raise DiscourseError(
            "base is a result, whose rows are no words of a text; give the tokens, as segment makes them"
        )
    if "type" not in base and (marks := base["word"].isin(list("，。、；：！？"))).any():
        mark = base.loc[marks.to_numpy(), "word"].iloc[0]
        raise DiscourseError(
            f"base has no column 'type', so that {mark!r} would count as a word; give what segment makes"
        )
    check_once(base, [], name="base")


def check_once(frame: pd.DataFrame, columns: Iterable[str], *, name: str) -> None:
    """Refuse a frame with two rows for one place, in which `columns` are the same too."""
    # Two actions may begin at one place, and end at two.
    place = ["doc", *PLACED, *(["end"] if "end" in frame else [])]
    if not set(place) <= set(frame) or in_reading_order(frame):
        return
    twice = frame.duplicated([*dict.fromkeys([*place, *columns])])
    if twice.any():
        doc, paragraph, start = frame.loc[twice.to_numpy(), ["doc", *PLACED]].iloc[0]
        raise DiscourseError(
            f"{name} has several rows for one place, doc={doc!r}, paragraph {paragraph}, character {start}; give each "
            "row once and each article a doc of its own: a group of articles is a column of them, to be named in by"
        )


def in_reading_order(frame: pd.DataFrame) -> bool:
    """Tell whether all places stand by doc, each behind the one before, so that none is there twice.

    >>> in_reading_order(pd.DataFrame({"doc": ["a", "a", "b"], "paragraph": [1, 1, 1], "start": [0, 2, 0]}))
    True
    """
    if not all(isinstance(frame[column].dtype, np.dtype) and frame[column].dtype.kind == "i" for column in PLACED):
        return False
    places = number_groups(["doc"], frame)[0], *(frame[column].to_numpy() for column in PLACED)
    on = np.full(max(len(frame) - 1, 0), False)
    for each in reversed(places):
        on = (each[1:] > each[:-1]) | ((each[1:] == each[:-1]) & on)
    return bool(on.all()) and not frame["doc"].isna().any()


def check_starts(starts: pd.Series, *, name: str) -> None:
    """Refuse offsets that are no numbers, or missing."""
    if not is_numeric_dtype(starts) or starts.isna().any():
        value = next((each for each in starts if not isinstance(each, Real) or pd.isna(each)), None)
        raise DiscourseError(f"{name} has start={value!r}; a place begins at a character, a whole number")


def check_held(places: pd.DataFrame, base: pd.DataFrame) -> None:
    """Refuse a base without words in the paragraphs of the places, or with others there: of another text or reading.

    `places` are those that count. What is printed where a place begins (its `form`, and the word there from that
    character on) is held against each other; places without a form are held by their paragraphs and offsets alone.
    """
    where = [key for key in ("doc", "paragraph") if key in places and key in base]
    here, there = number_groups(where, places, base)
    if where:
        refuse_lost(places, here, there[which_count(base)], where, name="the frame")
    if len(where) < 2 or "start" not in places or not {"start", "end"} <= set(base) or places.empty:
        return
    check_starts(places["start"], name="the frame")
    check_starts(base["start"], name="base")
    repair = "give as base the tokens of the same text, read in the same way"
    last = np.zeros(there.max() + 1, dtype="int64")
    np.maximum.at(last, there, base["end"].to_numpy(dtype="int64"))
    if (beyond := places["start"].to_numpy(dtype="int64") >= last[here]).any():
        doc, paragraph, start = places.loc[beyond, [*where, "start"]].iloc[0]
        raise DiscourseError(
            f"base has no word at character {start} of paragraph {paragraph} of {doc!r}, which ends before; {repair}"
        )
    if "form" in places:
        refuse_other_words(places, base, here, there, repair)


def refuse_other_words(
    places: pd.DataFrame, base: pd.DataFrame, here: np.ndarray, there: np.ndarray, repair: str
) -> None:
    """Refuse a base that has other words where places begin than their forms; `here` and `there` number paragraphs."""
    starts = places["start"].to_numpy(dtype="int64")
    begins, ends = (base[column].to_numpy(dtype="int64") for column in ("start", "end"))
    printed = "form" if "form" in base else "word"
    refuse_gaps(places, ["form"], name="the frame")
    refuse_gaps(base, [printed], name="base")
    # The word that each place begins in is the last of its paragraph that begins no later.
    text = ends.max() + 1
    order = np.argsort(there * text + begins, kind="stable")
    word = order[np.searchsorted((there * text + begins)[order], here * text + starts, side="right") - 1]
    forms, words = places["form"].to_numpy(), base[printed].array[word].to_numpy()
    inside = (there[word] == here) & (begins[word] <= starts) & (starts < ends[word])
    other = (begins[word] != starts) | (forms != words)
    for at in np.flatnonzero(inside & other):
        # A word that is kept otherwise than as it is printed has other characters inside.
        within = starts[at] - begins[word[at]]
        if within and len(words[at]) != ends[word[at]] - begins[word[at]]:
            continue
        # A form may be several words, or a part of one.
        if any(a != b for a, b in zip(forms[at].casefold(), words[at][within:].casefold(), strict=False)):
            doc, paragraph = places[["doc", "paragraph"]].iloc[at]
            raise DiscourseError(
                f"base has {words[at][within:]!r} at character {starts[at]} of paragraph {paragraph} of {doc!r}, where "
                f"the frame has {forms[at]!r}; {repair}, and keep words as they are printed, in a column form if need "
                "be"
            )


def shared_keys(by: list[str], frame: pd.DataFrame, base: pd.DataFrame) -> list[str]:
    """List the keys by which the words are parted as the places are, and refuse those by which they should be."""
    shared = [key for key in by if key in base]
    for key in shared:
        # The values tell the type: a column of another one may hold the same, such as categories.
        if frame[key].dtype == base[key].dtype and not is_object_dtype(frame[key]):
            continue
        here, there = (pd.Series(each[key].dropna().drop_duplicates().tolist()).dtype for each in (frame, base))
        kinds = {
            (is_numeric_dtype(each), is_datetime64_any_dtype(each))
            for each in (here, there)
            if not is_object_dtype(each)
        }
        if len(kinds) > 1:
            types = f"{here} in the frame and {there} in base"
            raise DiscourseError(f"{key!r} is {types}, so that no value is the same; give both the same type")
    lost = [key for key in by if key not in base and key not in OF_PLACES]
    # By doc, a key that each doc has one value of parts no doc's words.
    if lost and ("doc" not in shared or frame.drop_duplicates(["doc", *lost])["doc"].duplicated().any()):
        raise DiscourseError(
            f"base has no column {lost[0]!r}, so that its words cannot be counted by it; give base that column too, "
            "or, for a column of the articles, articles=corpus.articles; what tells terms apart is counted with of="
        )
    return shared
