"""What stands around each mention: its heading, sentence and list, and what another version has in its place."""

import pandas as pd

from discourse.errors import DiscourseError
from discourse.schema import ALIGNMENT, LISTS, check_paragraphs, require_columns
from discourse.texts.sentences import split_sentences
from discourse.words.blocks import place_in_blocks, sentences_of_blocks
from discourse.words.windows import find_items

PLACE = ["doc", "paragraph", "sentence", "start", "end"]
SENTENCE = ["doc", "sentence"]


def add_context(
    mentions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    *,
    lists: pd.DataFrame | None = None,
    aligned: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add to each mention what stands around it in its text, and in another version of that text.

    `mentions` may be tokens too; `paragraphs` are those in which they were found. `lists`, the items of find_lists,
    tell the list that a mention stands in: the innermost one, where lists are nested. `aligned`, the blocks of
    align_versions, tells what became of its sentence.

    Returns `mentions` with

    - heading: that of its section; missing where there is none
    - sentence_text: the sentence that holds it, as printed
    - list_items: the items of its list, joined by |; item_rank, from 1; list_size; list_pattern and list_head,
      as in find_lists. Missing for what stands in no list, and without `lists`
    - block, change: the block of `aligned` that holds it, and what became of that; counterpart: what the other version
      has in the place of the block, empty where it has nothing. Missing in other articles, and without `aligned`

    Raises DiscourseError for missing columns, and for mentions in paragraphs that are not given.

    Source: descriptive. That a word is known by the company it keeps: Firth (1957, Studies in Linguistic Analysis, p.
    11).

    >>> paragraphs = pd.DataFrame({"doc": "a", "section": 1, "turn": 0, "paragraph": [1], "heading": "未来产业",
    ...                            "kind": "body", "speaker": None, "point": None, "text": ["改革。发展6G。"]})
    >>> mentions = pd.DataFrame({"doc": ["a"], "paragraph": 1, "sentence": 2, "start": 5, "end": 7, "term": "6G"})
    >>> add_context(mentions, paragraphs)[["term", "heading", "sentence_text"]]
      term heading sentence_text
    0   6G    未来产业         发展6G。
    """
    require_columns(mentions, PLACE, name="mentions", maker="find_terms or segment")
    check_paragraphs(paragraphs, ["text"])
    places = mentions.reset_index(drop=True)
    keys = pd.MultiIndex.from_frame(places[["doc", "paragraph"]])
    here = paragraphs.set_index(["doc", "paragraph"])
    if len(lost := places[~keys.isin(here.index)]):
        doc, paragraph = lost.iloc[0][["doc", "paragraph"]]
        said = f"paragraphs has no text of doc={doc!r}, paragraph {paragraph}, where mentions has one"
        raise DiscourseError(f"{said}; give the paragraphs in which they were found")
    # A sentence that runs over several rows is put together.
    parts = []
    for p, (first, starts) in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        spans = zip(starts, [*starts[1:], len(p.text)], strict=True)
        parts += [(p.doc, number, p.text[start:end]) for number, (start, end) in enumerate(spans, first)]
    sentences = pd.DataFrame(parts, columns=[*SENTENCE, "text"]).groupby(SENTENCE, sort=False)["text"].agg("".join)
    headings = here["heading"] if "heading" in here else pd.Series(None, here.index, dtype="str")
    added = pd.DataFrame(
        {
            "heading": headings.reindex(keys).replace("", None).array,
            "sentence_text": sentences.reindex(pd.MultiIndex.from_frame(places[SENTENCE])).array,
        }
    ).astype("str")
    added = added.join(innermost_lists(places, lists)).join(blocks_of(places, aligned))
    return mentions.assign(**{name: column.array for name, column in added.items()})


def innermost_lists(places: pd.DataFrame, lists: pd.DataFrame | None) -> pd.DataFrame:
    """Return list_items, item_rank, list_size and list_head for each row of `places`."""
    columns = {
        "list_items": "str",
        "item_rank": "Int64",
        "list_size": "Int64",
        "list_pattern": "str",
        "list_head": "str",
    }
    if lists is not None:
        require_columns(lists, LISTS, name="lists", maker="find_lists")
    if lists is None or lists.empty:
        return pd.DataFrame(None, places.index, list(columns)).astype(columns)
    found = find_items(places, lists, columns=["list", "rank", "length", "pattern", "head", "item"])
    found = found.assign(size=found["item"].str.len()).sort_values(["place", "size"], kind="stable")
    found = found.drop_duplicates("place")
    items = lists.sort_values("rank", kind="stable").groupby(["doc", "list"])["item"].agg("|".join)
    texts = items.reindex(pd.MultiIndex.from_frame(found[["doc", "list"]])).array
    names = {"rank": "item_rank", "length": "list_size", "pattern": "list_pattern", "head": "list_head"}
    told = found.rename(columns=names).assign(list_items=texts)
    return told.set_index("place")[list(columns)].reindex(places.index).astype(columns)


def blocks_of(places: pd.DataFrame, aligned: pd.DataFrame | None) -> pd.DataFrame:
    """Return block, change and counterpart for each row of `places`."""
    columns = {"block": "Int64", "change": "str", "counterpart": "str"}
    if aligned is not None:
        require_columns(aligned, ALIGNMENT, name="aligned", maker="align_versions")
    if aligned is None or aligned.empty:
        return pd.DataFrame(None, places.index, list(columns)).astype(columns)
    spots = places[["doc", "paragraph", "sentence"]].assign(place=places.index)
    found = place_in_blocks(spots, sentences_of_blocks(aligned)).drop_duplicates("place", keep="last")
    told = aligned.iloc[found["at"]].set_index(found["place"])
    of_old = found["doc"].to_numpy() == told["old"].to_numpy()
    told["counterpart"] = told["text_new"].where(of_old, told["text_old"])
    return told[list(columns)].reindex(places.index).astype(columns)
