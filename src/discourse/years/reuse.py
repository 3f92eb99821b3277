"""Whose words a text repeats: passages that two texts share, letter for letter or nearly so."""

import re
from typing import Any

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, one_of, whole_number
from discourse.schema import READ, REUSE, check_paragraphs, make_frame
from discourse.texts.normalize import fold
from discourse.texts.quoting import find_quoted
from discourse.texts.sentences import Sentences, find_sentences
from discourse.words.groups import add_metadata
from discourse.years.boilerplate import find_boilerplate
from discourse.years.letters import Letters, read_letters
from discourse.years.matches import Passage, find_passages

LETTER = re.compile(r"\w")
TITLE = re.compile("《([^《》]+)》")
# So much of a passage stands in another doc, in a quotation or in boilerplate, that all of it is said to.
COVERED = 0.8
SIDES = ("from", "to")
SIDE = ["doc", "paragraph", "sentence", "start", "end", "text"]
SPAN = ["doc", "paragraph", "start", "end"]
ORDER = ["doc_from", "doc_to", "paragraph_to", "start_to"]
EARLIER, UNKNOWN = "earlier", "unknown"


def find_reuse(
    paragraphs: pd.DataFrame,
    *,
    least: int = 10,
    changed: float = 0.2,
    articles: pd.DataFrame | None = None,
    source: str | None = None,
) -> pd.DataFrame:
    """Find the passages that two docs share: `least` letters and more, of which up to a share `changed` differs.

    Letters and digits count; width, script, capitals, blanks and marks do not. A passage stands within one paragraph on
    either side, begins and ends with same letters, and holds a run of five of them (of half of `least`, if that is
    less). An edit is a letter changed, put in or left out (Levenshtein 1966). From its runs a passage goes on over
    edits as long as the letters behind make up for them, at two letters an edit, as local alignment does (Smith and
    Waterman 1981). Every letter of the later text is traced to one place in each earlier text, the longest passage
    first. The imprint is left out.

    `articles` give the dates: the earlier of two docs is `from`, the later `to`. Where both are of one day, or a date
    is missing or not as exact, nothing tells who took it from whom: `direction` is unknown, and the docs stand by name.
    `source` names one doc: only passages that it shares are found, and of docs that dates do not tell apart it is
    `from`.

    Returns one row a passage, by docs and places, the earliest first:

    - doc_from, doc_to, direction (earlier, unknown)
    - for either side, with _from and _to: paragraph, sentence, start, end (offsets into its text), text (as printed)
    - length (letters of `text_to`), edits, changed (edits / the longer of both lengths)
    - quoted (`text_to` stands in words of another), source_named (its paragraph names the title or source of `from`)
    - rarity (docs in which `text_to` stands, four fifths of it at the least), boilerplate (it lies, for four fifths, in
      what `find_boilerplate` finds by the source of `articles`, or in all docs)

    Time grows with the square of how often runs of letters return: twice as many texts of one kind take four times as
    long.

    Raises DiscourseError for missing columns, articles that lack a doc, a `changed` outside 0 to 0.5, and a `source`
    that is no doc.

    >>> lines = ["加快推进新型工业化，建设制造强国。", "会议说，加快推动新型工业化、建设制造强国！"]
    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body",
    ...     "speaker": None, "point": None, "text": lines})
    >>> dates = pd.DataFrame({"doc": ["a", "b"], "date": ["2024", "2023"]})
    >>> find_reuse(text, articles=dates)[["doc_from", "doc_to", "text_to", "length", "edits"]]
      doc_from doc_to           text_to  length  edits
    0        b      a  加快推进新型工业化，建设制造强国      15      1
    """
    least = whole_number("least", least, least=4)
    if isinstance(changed, bool) or not 0 <= changed <= 0.5:
        raise DiscourseError(f"changed={changed!r} is no share of letters that differ; give one from 0 to 0.5")
    check_paragraphs(paragraphs, READ)
    counted = paragraphs.assign(_row=np.arange(len(paragraphs)))[paragraphs["kind"].ne("imprint").to_numpy()]
    dates = dates_of(counted, articles)
    if source is not None:
        # It comes before all that are not told to be earlier.
        known = dates[one_of("source", source, dates)]
        order = sorted(dates, key=lambda doc: (not told_apart(dates[doc], known), doc != source))
        dates = {doc: dates[doc] for doc in order}
    only = None if source is None else list(dates).index(source)
    # The earlier docs come first, so that a passage goes from the first of both to the second.
    counted = counted.assign(_order=counted["doc"].map({doc: place for place, doc in enumerate(dates)}))
    counted = counted.sort_values(["_order", "paragraph"], kind="stable", ignore_index=True)
    letters = read_letters(counted["text"].tolist(), LETTER).joined()
    docs = counted["_order"].to_numpy()[letters.text]
    found = find_passages(letters.numbers, docs, least=least, changed=changed, only=only)
    passages = lay_passages_out(found, letters, counted, find_sentences(paragraphs))
    return add_facts(passages.sort_values(ORDER, kind="stable", ignore_index=True), dates, counted, articles)


def lay_passages_out(
    found: list[Passage], letters: Letters, counted: pd.DataFrame, sentences: Sentences
) -> pd.DataFrame:
    """Lay passages out as rows, with the places of both sides; what is to be added to them is false, or 0, so far."""
    first, last_first, second, last_second, edits = np.array(found, dtype="int64").reshape(-1, 5).T
    length = last_second - second
    columns: dict[str, Any] = {
        "length": length,
        "edits": edits,
        "changed": edits / np.maximum(length, last_first - first),
    }
    for side, start, end in (("from", first, last_first), ("to", second, last_second)):
        rows = counted.iloc[letters.text[start]].reset_index(drop=True)
        begins, ends = letters.offset[start], letters.offset[end - 1] + 1
        printed = [text[a:b] for text, a, b in zip(rows["text"], begins, ends, strict=True)]
        numbers = sentences.numbers_at(rows["_row"].to_numpy(), begins)
        named = [rows["doc"], rows["paragraph"], numbers, begins, ends, printed]
        columns |= dict(zip([f"{name}_{side}" for name in SIDE], named, strict=True))
    later = {name: np.zeros(len(found), dtype="int64") for name in REUSE.keys() - columns.keys()}
    return make_frame(columns | later, REUSE)


def dates_of(paragraphs: pd.DataFrame, articles: pd.DataFrame | None) -> dict[str, str]:
    """Return the date of each doc, "" where there is none, in the order of dates and then of names.

    >>> articles = pd.DataFrame({"doc": ["a", "b"], "date": ["2024", "2023"]})
    >>> dates_of(pd.DataFrame({"doc": ["b", "a", "a"]}), articles)
    {'b': '2023', 'a': '2024'}
    """
    dated = add_metadata(paragraphs[["doc"]].drop_duplicates(), ["date"], articles, name="paragraphs")
    dates = dated.get("date", pd.Series(None, dated.index, dtype="str")).astype("str").fillna("")
    known = dict(zip(dated["doc"], dates, strict=True))
    return {doc: known[doc] for doc in sorted(known, key=lambda doc: (known[doc] or "9", doc))}


def told_apart(one: str, other: str) -> bool:
    """Tell whether one date is before another; a date is as exact as what is known of it.

    >>> told_apart("2023", "2024-03"), told_apart("2024", "2024-03"), told_apart("", "2024")
    (True, False, False)
    """
    return bool(one and other) and one < other and not other.startswith(one)


def add_facts(
    passages: pd.DataFrame, dates: dict[str, str], counted: pd.DataFrame, articles: pd.DataFrame | None
) -> pd.DataFrame:
    """Add what is known of passages besides their places: direction, quotation, source, rarity, boilerplate."""
    earlier = [
        EARLIER if told_apart(dates[a], dates[b]) else UNKNOWN
        for a, b in zip(passages["doc_from"], passages["doc_to"], strict=True)
    ]
    by = "source" if articles is not None and "source" in articles else []
    frame = counted.drop(columns=["_row", "_order"])
    boilerplate = find_boilerplate(frame, by=by, articles=articles)
    texts = counted.set_index(["doc", "paragraph"])["text"]
    here = list(zip(passages["doc_to"], passages["paragraph_to"], strict=True))
    quotes = {place: find_quoted(texts[place]) for place in dict.fromkeys(here)}
    quoted = [
        (*place, quote.start, quote.end) for place, own in quotes.items() for quote in own if quote.rule != "title"
    ]
    known = pd.DataFrame(articles).reindex(columns=["doc", "title", "source"]).itertuples(index=False, name=None)
    names = {doc: [fold(each) if isinstance(each, str) else "" for each in names] for doc, *names in known}
    named = [
        names_source(texts[place], names.get(doc, [])) for place, doc in zip(here, passages["doc_from"], strict=True)
    ]
    return passages.assign(
        direction=pd.array(earlier, dtype="str"),
        quoted=is_covered(passages, pd.DataFrame(quoted, columns=SPAN)),
        source_named=np.array(named, dtype=bool),
        rarity=rarities(passages),
        boilerplate=is_covered(passages, boilerplate[SPAN]),
    )


def names_source(text: str, names: list[str]) -> bool:
    """Tell whether a text names a title, or a part of it in 《》, or a source.

    >>> names_source("《决定》提出", ["关于进一步全面深化改革的决定", ""]), names_source("决定如下", ["决定", ""])
    (True, False)
    """
    if not any(names):
        return False
    folded, (title, source) = fold(text), names
    return any(len(each) > 1 and each in title for each in TITLE.findall(folded)) or bool(source and source in folded)


def is_covered(passages: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """Tell of each passage whether spans cover four fifths of its later place."""
    places = (
        passages[["doc_to", "paragraph_to", "start_to", "end_to"]].set_axis(SPAN, axis=1).assign(place=passages.index)
    )
    both = places.merge(spans, on=["doc", "paragraph"], suffixes=("", "_other"))
    common = np.minimum(both["end"], both["end_other"]) - np.maximum(both["start"], both["start_other"])
    share = common.clip(lower=0).groupby(both["place"]).sum().reindex(passages.index, fill_value=0)
    return (share >= COVERED * (passages["end_to"] - passages["start_to"])).to_numpy()


def rarities(passages: pd.DataFrame) -> np.ndarray:
    """Count the docs in which each passage stands: both of its own, and those that share four fifths of it."""
    sides = [
        passages[[f"{name}_{side}" for name in ("doc", "paragraph", "start", "end")] + [f"doc_{other}"]].set_axis(
            [*SPAN, "other"], axis=1
        )
        for side, other in (SIDES, SIDES[::-1])
    ]
    rarity = np.zeros(len(passages), dtype="int64")
    shared = dict(list(pd.concat(sides).groupby(["doc", "paragraph"])))
    for place, own in passages.groupby(["doc_to", "paragraph_to"]):
        others = shared[place]
        start, end = (own[column].to_numpy()[:, None] for column in ("start_to", "end_to"))
        common = np.minimum(end, others["end"].to_numpy()) - np.maximum(start, others["start"].to_numpy())
        docs = pd.factorize(others["other"])[0]
        for row, inside in zip(own.index, common >= COVERED * (end - start), strict=True):
            rarity[row] = 1 + len(np.unique(docs[inside]))
    return rarity
