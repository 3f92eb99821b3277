"""How much of a text is another's: the letters of passages, by text, by source, and sentence by sentence."""

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, whole_number
from discourse.measures.intervals import LEAST, resample_shares
from discourse.schema import (
    READ,
    REUSED,
    TRACED,
    check_counts,
    check_paragraphs,
    make_frame,
    number_groups,
    require_columns,
)
from discourse.texts.sentences import find_sentences, lay_sentences_out
from discourse.words.groups import add_keys
from discourse.years.letters import BREAK, read_letters
from discourse.years.reuse import EARLIER, LETTER, UNKNOWN, dates_of, find_reuse, told_apart

PASSAGES = ["doc_from", "doc_to", "direction", "paragraph_to", "start_to", "end_to"]
# The types that can hold nothing, by the kinds of those that cannot.
WITH_NONE = {"i": "Int64", "u": "Int64", "b": "boolean"}
SENTENCE, PIECE = ["doc", "sentence"], ["doc", "paragraph", "sentence"]


def count_reuse(
    passages: pd.DataFrame,
    paragraphs: pd.DataFrame,
    *,
    by: str = "doc",
    articles: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Count how much of each text, or group of texts, stands in others: the letters of its passages.

    `passages` are what `find_reuse` returns, or rows of it (those that are no boilerplate, say), `paragraphs` those
    that it was given. `by` is doc, or a column that parts the texts: of the paragraphs, or of `articles` (source, year,
    level …); texts without a value are a group. A letter that several passages of one group have counts once. The
    imprint is left out.

    Returns one row for each two of which the later has passages of the earlier, by date and name, and one for each that
    has none:

    - `by` with _from (missing where there is none, with passages 0, and for texts without a value) and _to
    - n (letters of _to in passages of _from), total (its letters), share (n / total), low, high (95 % interval,
      sentences resampled 2,000 times, seed fixed; missing under five sentences with such letters)
    - passages, sentences (of _to that have such letters), sentences_total
    - share_any, low_any, high_any: the same of all _from together, alike in all rows of one _to
    - direction: earlier, or unknown where a passage may have come the other way (see `find_reuse`)

    Raises DiscourseError for missing columns, a `by` that is none or parts a text, and passages of other paragraphs.

    Source: Efron and Tibshirani (1993, ch. 13) for the interval.

    >>> lines = ["加快推进新型工业化，建设制造强国。", "会议说，加快推进新型工业化、建设制造强国！要快。"]
    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body",
    ...     "speaker": None, "point": None, "text": lines})
    >>> count_reuse(find_reuse(text), text)[["doc_from", "doc_to", "n", "total", "share_any"]].round(2)
      doc_from doc_to   n  total  share_any
    0      NaN      a   0     15       0.00
    1        a      b  15     20       0.75
    """
    require_columns(passages, PASSAGES, name="passages", maker="find_reuse")
    check_counts(passages, n=["start_to", "end_to"], totals=[], name="passages")
    passages = passages.astype(dict.fromkeys(["start_to", "end_to"], "int64"))
    check_paragraphs(paragraphs, READ)
    seed = whole_number("seed", seed)
    groups = groups_of_texts(paragraphs, by, articles)
    codes, names = pd.factorize(groups, use_na_sentinel=False)
    if len(lost := passages.loc[~passages["doc_from"].isin(groups.index), "doc_from"]):
        raise DiscourseError(
            f"passages have one of {lost.iloc[0]!r}, which paragraphs have not; give the paragraphs of all texts"
        )
    letters = letters_of(paragraphs)
    letters["to"] = codes[groups.index.get_indexer(letters["doc"])]
    letters["sentence"] = number_groups(SENTENCE, letters)[0]
    passages = passages.assign(**{"from": codes[groups.index.get_indexer(passages["doc_from"])]})
    found = letters_of_passages(passages, letters)
    of_texts, traced = (split_rows(part, part["to"], len(names)) for part in (letters, found))
    rows = []
    for name, own, part in zip(names, of_texts, traced, strict=True):
        borrowed = count_borrowed(own["sentence"].to_numpy(), part, seed)
        rows += [row | {"to": name, "from": names[row["from"]] if "from" in row else None} for row in borrowed]
    frame = make_frame(rows, {"from": "object", "to": "object"} | REUSED)
    columns = {"from": f"{by}_from", "to": f"{by}_to"}
    return frame.astype(dict.fromkeys(columns, groups.dtype)).rename(columns=columns)


def groups_of_texts(paragraphs: pd.DataFrame, by: str, articles: pd.DataFrame | None) -> pd.Series:
    """Return the value of `by` of each text, by doc, in the order of dates. Refuses a column that parts a text.

    >>> groups_of_texts(pd.DataFrame({"doc": ["b", "a"], "level": ["国家", "地方"]}), "level", None).to_dict()
    {'a': '地方', 'b': '国家'}
    """
    known = add_keys(paragraphs, [by], articles)
    if (several := known.groupby("doc")[by].nunique(dropna=False).gt(1)).any():
        raise DiscourseError(
            f"by={by!r} has several values in doc={several.idxmax()!r}; give a column that has one for each text"
        )
    groups = known.drop_duplicates("doc").set_index("doc", drop=False)[by]
    # A text that has nothing of another has no group that it is from, which whole numbers of numpy cannot say.
    return groups.astype(WITH_NONE.get(groups.dtype.kind, groups.dtype)).reindex(list(dates_of(paragraphs, articles)))


def trace(
    paragraphs: pd.DataFrame,
    *,
    source: str,
    least: int = 10,
    changed: float = 0.2,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say sentence by sentence what of the other texts is the wording of one: of a decision, a report, a speech.

    `source` is that doc, one of the paragraphs: add its file to the corpus. The others are traced, but for those that
    are earlier by the dates of `articles`: nobody repeats what is yet to be said. `least` and `changed` are those of
    `find_reuse`, which gives the passages with their places in both texts. The imprint is left out.

    Returns one row a sentence (or part of one, where a paragraph is cut inside it): doc, section, turn, paragraph,
    sentence, kind, speaker, point, start, end, text, letters, n (those of them that stand in the source), share
    (n / letters; missing without letters), shared (what stands there, joined by |), direction (earlier; unknown where
    the dates do not tell that the source is), source. `evidence` opens the rows; `count_reuse` sums up.

    Raises DiscourseError for missing columns, and what `find_reuse` refuses.

    >>> lines = ["加快推进新型工业化，建设制造强国。", "会议说，加快推进新型工业化、建设制造强国！要快。"]
    >>> text = pd.DataFrame({"doc": ["决定", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body",
    ...     "speaker": None, "point": None, "text": lines})
    >>> trace(text, source="决定")[["doc", "sentence", "shared", "letters", "n"]]
      doc  sentence            shared  letters   n
    0   b         1  加快推进新型工业化、建设制造强国       18  15
    1   b         2                          2   0
    """
    passages = find_reuse(paragraphs, least=least, changed=changed, articles=articles, source=source)
    passages = passages[passages["doc_from"].eq(source)]
    dates = dates_of(paragraphs, articles)
    later = {doc: EARLIER if told_apart(dates[source], dates[doc]) else UNKNOWN for doc in dates if doc != source}
    later = {doc: said for doc, said in later.items() if not told_apart(dates[doc], dates[source])}
    letters, pieces = letters_of(paragraphs), lay_sentences_out(paragraphs)
    pieces = pieces[pieces["doc"].isin(later) & pieces["kind"].ne("imprint")]
    found = letters_of_passages(passages, letters).drop_duplicates("letter")
    sizes, traced = (frame.groupby(PIECE).size() for frame in (letters, found))
    here = pd.MultiIndex.from_frame(pieces[PIECE])
    n, total = (each.reindex(here, fill_value=0).to_numpy() for each in (traced, sizes))
    shares = np.divide(n, total, out=np.full(len(n), np.nan), where=total > 0)
    told = {"letters": total, "n": n, "share": shares, "shared": shared_texts(pieces, passages)}
    told |= {"direction": pieces["doc"].map(later).array, "source": source}
    pieces = pieces.assign(**told).sort_values(["doc", "paragraph", "start"], kind="stable")
    order = pieces["doc"].map({doc: place for place, doc in enumerate(dates)})
    return make_frame(pieces.loc[order.sort_values(kind="stable").index, list(TRACED)].reset_index(drop=True), TRACED)


def letters_of(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Lay out the letters of paragraphs: doc, paragraph, row (of these), offset, sentence. The imprint is left out.

    >>> text = pd.DataFrame({"doc": ["a"], "paragraph": 1, "turn": 0, "kind": "body", "text": "发、展。"})
    >>> letters_of(text)["offset"].tolist()
    [0, 2]
    """
    kept = np.flatnonzero(paragraphs["kind"].ne("imprint"))
    letters = read_letters(paragraphs["text"].iloc[kept].tolist(), LETTER).joined()
    rows, offsets = (each[letters.numbers != BREAK] for each in (kept[letters.text], letters.offset))
    places = paragraphs[["doc", "paragraph"]].iloc[rows].reset_index(drop=True)
    return places.assign(row=rows, offset=offsets, sentence=find_sentences(paragraphs).numbers_at(rows, offsets))


def letters_of_passages(passages: pd.DataFrame, letters: pd.DataFrame) -> pd.DataFrame:
    """Return the letters that passages have in their later text, with what both frames say of them; `letter` is which.

    Refuses passages in paragraphs that have no letters.
    """
    heads = letters.drop_duplicates("row").reset_index(drop=True)
    named = pd.MultiIndex.from_frame(passages[["doc_to", "paragraph_to"]])
    at = pd.MultiIndex.from_frame(heads[["doc", "paragraph"]]).get_indexer(named)
    rows = heads["row"].reindex(at, fill_value=-1).to_numpy()
    longest = max(letters["offset"].max(), passages["end_to"].max()) + 1 if len(passages) and len(letters) else 1
    keys = (letters["row"] * longest + letters["offset"]).to_numpy()
    first, last = (
        np.searchsorted(keys, rows * longest + passages[column] - off)
        for column, off in (("start_to", 0), ("end_to", 1))
    )
    known = np.append(keys, -1)
    if (lost := (known[first] != rows * longest + passages["start_to"]) | (at < 0)).any():
        doc, paragraph = passages.loc[lost.to_numpy(), ["doc_to", "paragraph_to"]].iloc[0]
        raise DiscourseError(
            f"passages have one in paragraph {paragraph} of {doc!r}, and paragraphs have another text there; give the "
            "paragraphs in which it was found"
        )
    lengths = last - first + 1
    number = np.repeat(np.arange(len(passages)), lengths)
    letter = np.repeat(first - np.cumsum(lengths) + lengths, lengths) + np.arange(len(number))
    own = passages.reindex(columns=["from", "direction"]).iloc[number].reset_index(drop=True)
    return letters.iloc[letter].reset_index(drop=True).join(own).assign(letter=letter, passage=number)


def split_rows(frame: pd.DataFrame, numbers: pd.Series, count: int) -> list[pd.DataFrame]:
    """Return the rows of each number from 0 to `count` - 1, in their order.

    >>> [part.index.tolist() for part in split_rows(pd.DataFrame(index=list("abc")), pd.Series([2, 0, 2]), 3)]
    [['b'], [], ['a', 'c']]
    """
    ends = np.cumsum(np.bincount(numbers, minlength=count))[:-1]
    return [frame.iloc[rows] for rows in np.split(np.argsort(numbers, kind="stable"), ends)[:count]]


def count_borrowed(sentences: np.ndarray, found: pd.DataFrame, seed: int) -> list[dict]:
    """Count the letters of one text, or group, that stand in others, in their order: a row each, or one of none.

    `sentences` says of each letter in which it stands. The intervals are the middle 95 % of shares of sentences drawn
    with replacement; few have none.
    """
    own, sizes = np.unique(sentences, return_counts=True)
    order, source = np.unique(found["from"], return_inverse=True)
    # The letters of all sources, then those of each: what several passages have counts once.
    table = np.zeros((len(own), 1 + len(order)), dtype="int64")
    place = np.searchsorted(own, found["sentence"])
    for column, keys in ((np.zeros(len(found), dtype="int64"), ["letter"]), (1 + source, ["from", "letter"])):
        once = ~found.duplicated(keys).to_numpy()
        np.add.at(table, (place[once], column[once]), 1)
    n, total, with_any = table.sum(axis=0), int(sizes.sum()), (table > 0).sum(axis=0)
    low, high = np.full((2, len(n)), np.nan)
    if (enough := with_any >= LEAST).any():
        low[enough], high[enough] = resample_shares(table[:, enough].astype(float), sizes, seed)
    share = n / total if total else np.full(len(n), np.nan)
    of_all = {"total": total, "sentences_total": len(sizes)}
    of_all |= {"share_any": share[0], "low_any": low[0], "high_any": high[0]}
    if not len(order):
        return [of_all | {"n": 0, "share": share[0], "passages": 0, "sentences": 0}]
    passages = np.bincount(source[~found.duplicated(["from", "passage"]).to_numpy()])
    unknown = np.bincount(source, weights=found["direction"].ne(EARLIER))
    return [
        of_all
        | {
            "from": each, "n": n[at], "share": share[at], "low": low[at], "high": high[at],
            "passages": passages[at - 1], "sentences": with_any[at],
            "direction": UNKNOWN if unknown[at - 1] else EARLIER,
        }
        for at, each in enumerate(order.tolist(), 1)
    ]  # fmt: skip


def shared_texts(pieces: pd.DataFrame, passages: pd.DataFrame) -> list[str]:
    """Return what each sentence has of passages, joined by |."""
    keys = ["doc", "paragraph"]
    spans = passages[["doc_to", "paragraph_to", "start_to", "end_to"]].set_axis([*keys, "start", "end"], axis=1)
    both = pieces[[*keys, "start", "end"]].assign(piece=np.arange(len(pieces))).merge(spans, on=keys)
    start, end = both[["start_x", "start_y"]].max(axis=1), both[["end_x", "end_y"]].min(axis=1)
    both = both.assign(begin=start - both["start_x"], stop=end - both["start_x"])[start < end].sort_values("begin")
    found: dict[int, list[str]] = {}
    texts = pieces["text"].array
    for piece, begin, stop in both[["piece", "begin", "stop"]].itertuples(index=False, name=None):
        found.setdefault(piece, []).append(texts[piece][begin:stop])
    return ["|".join(found.get(piece, [])) for piece in range(len(pieces))]
