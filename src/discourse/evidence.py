"""From the rows of any result back to the places in the text behind them."""

import warnings
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, whole_number
from discourse.scale.parts import check_columns, list_parts, read_part
from discourse.scale.tallies import add_periods
from discourse.schema import (
    CONCORDANCE,
    MENTIONS,
    PAIR,
    SIDES,
    check_paragraphs,
    compared_key,
    counted_column,
    key_columns,
    make_frame,
    number_groups,
    require_columns,
)
from discourse.texts.normalize import comparison_form
from discourse.texts.sentences import sentence_at, split_sentences
from discourse.words.concordance import PRINTED
from discourse.words.cooccurrences import pair_places
from discourse.words.groups import add_metadata
from discourse.words.lexicon import Lexicon, place_terms
from discourse.words.segment import segment
from discourse.words.windows import WINDOWS, countable, in_windows

# Row, doc, first paragraph, start in it, last paragraph, end in that one, and what the row says is printed there.
Span = tuple[int, str, int, int, int, int, str]
# How the columns of a place end, where a row has one or two, and the column of its doc.
DOCS = {"": "doc", "_old": "old", "_new": "new", "_from": "doc_from", "_to": "doc_to"}
PLACE = ["doc", "section", "paragraph", "sentence", "kind", "speaker", "start", "end"]


class Found(NamedTuple):
    """Places, and of each line of evidence the row, and which place is its first and which its last."""

    places: pd.DataFrame
    row: np.ndarray
    first: np.ndarray
    second: np.ndarray


def evidence(
    rows: pd.DataFrame,
    places: pd.DataFrame,
    paragraphs: pd.DataFrame,
    *,
    base: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    width: int = 20,
) -> pd.DataFrame:
    """Show the places in the text behind the rows of any result, as many as each row's count says.

    `rows` come from count, add_tfidf, compare, count_pairs …; `places` are the mentions or tokens that were counted.
    What the rows state (`of`, what was counted, and `by`, the keys) finds the lines in `places`; keys that were columns
    of the articles need `articles`, as in `count`. A comparison opens both its sides, and a pair one line for each
    window that holds both terms, from the one to the other. A pair counted within some words opens the pairs of places
    that were counted; to number the words, it takes `base`, the tokens.

    A step of `trend`, and a row of `vocabulary_change`, opens what lies between its dates; give `articles`, which tell
    them.

    A row that says itself where it stands opens that place, whatever frame it is of: a mention; an item of
    `compare_lists`, in both versions where both have it; a passage of `find_reuse`, in both docs. A row of
    `substitutions` opens its n places in either version; `places` is then the alignment.

    Returns doc, section, paragraph, sentence, left, match, right (up to `width` characters to either side), then kind,
    speaker, start, end and `row`, the position in `rows` of the row that a line belongs to. The lines of a row stand by
    doc and place.

    Raises DiscourseError where `rows` count what `places` do not hold, or not as often; where they were counted within
    some words and `base` is missing; and where `paragraphs` are not those in which the places were found.

    >>> text = pd.DataFrame({"doc": ["a"], "section": 1, "turn": 0, "paragraph": 1, "kind": "body", "speaker": None,
    ...                      "point": None, "text": ["加快发展6G。"]})
    >>> mentions = text.assign(sentence=1, term="6G", start=4, end=6)
    >>> counts = pd.DataFrame({"doc": ["a"], "term": "6G", "n": 1})
    >>> evidence(counts, mentions, text, width=2)[["doc", "left", "match", "right", "row"]]
      doc left match right  row
    0   a   发展    6G     。    0
    """
    width = whole_number("width", width)
    check_paragraphs(paragraphs, PRINTED)
    require_columns(rows, [], name="rows", maker="count")
    stated = "places" in rows or any({f"paragraph{each}", f"start{each}"} <= set(rows) for each in DOCS)
    rows = rows.reset_index(drop=True)
    if stated:
        return show_lines(find_stated(rows, places, paragraphs), paragraphs, width)
    found = find_among_places(rows, places, base, articles)
    check_counted(rows, found.row)
    return show_lines(found, paragraphs, width)


def evidence_corpus(
    rows: pd.DataFrame,
    source: str | Path | Iterable[str | Path],
    *,
    lexicon: Lexicon | None = None,
    columns: dict[str, str] | None = None,
    engine: str = "rjieba",
    hmm: bool = True,
    width: int = 20,
) -> pd.DataFrame:
    """Show the places in the text behind rows of `count_corpus` or `count_pairs_corpus`, by reading the parts again.

    `rows` are the rows to open, and what was made of them (by `add_tfidf`, `compare` …); `source`, `lexicon`,
    `columns`, `engine` and `hmm` are those that the corpus was counted with. One part after the other is read: name in
    `source` those that hold the places, where you know them. What could not be read when it was counted is passed over.

    Returns the frame that `evidence` gives; the lines of a row stand in the order of the parts.

    Raises DiscourseError where the parts do not hold as many places as `rows` count, and whatever `evidence` refuses.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> pd.DataFrame({"id": [1], "year": 2024, "text": "加快发展6G。"}).to_csv(folder / "a.csv", index=False)
    >>> from discourse import count_corpus
    >>> counts = count_corpus(folder, by="year", n_jobs=1)
    >>> evidence_corpus(counts[counts["word"] == "发展"], folder)[["left", "match", "right"]].to_numpy().tolist()
    [['加快', '发展', '6G。']]
    """
    require_columns(rows, ["of"], name="rows", maker="count_corpus")
    width, rows = whole_number("width", width), rows.reset_index(drop=True)
    keys = [*key_columns(rows, name="rows"), compared_key(rows, name="rows")]
    lines, words = [make_frame([], CONCORDANCE | {"row": "int64"})], lexicon is None or rows["of"].eq("word").all()
    apart = "within" in rows and not rows["within"].isin(WINDOWS).all()
    for part in list_parts(source):
        try:
            with warnings.catch_warnings(action="ignore"):
                corpus = read_part(part, check_columns(columns))
        except (DiscourseError, OSError):
            continue
        texts = corpus.paragraphs
        tokens = segment(texts, lexicon=lexicon, engine=engine, hmm=hmm) if words or apart else None
        places = tokens if lexicon is None or words else make_frame(place_terms(texts, lexicon), MENTIONS)
        found = find_among_places(rows, places, tokens, add_periods(corpus.articles, keys))
        lines.append(show_lines(found, texts, width))
    shown = pd.concat(lines, ignore_index=True).sort_values("row", kind="stable", ignore_index=True)
    check_counted(rows, shown["row"].to_numpy())
    return shown


def show_lines(found: Found, paragraphs: pd.DataFrame, width: int) -> pd.DataFrame:
    """Return a line for each place found, with what stands beside it in its paragraph."""
    places, row, first, second = found
    texts = paragraphs.set_index(["doc", "paragraph"])["text"]
    check_texts(places.loc[np.unique([first, second])], texts)
    spans = list(places[PLACE].itertuples(index=False))
    lines = []
    for number, a, b in zip(row, np.minimum(first, second), np.maximum(first, second), strict=True):
        a, b = spans[a], spans[b]
        head, tail = texts[a.doc, a.paragraph], texts[b.doc, b.paragraph]
        same = a.paragraph == b.paragraph
        stop = max(a.end, b.end) if same else b.end
        match = head[a.start : stop] if same else f"{head[a.start : a.end]} … {tail[b.start : b.end]}"
        context = head[max(0, a.start - width) : a.start], match, tail[stop : stop + width]
        place = (a.doc, a.section, a.paragraph, a.sentence)
        lines.append((*place, *context, a.kind, a.speaker, a.start, stop, number))
    return make_frame(lines, CONCORDANCE | {"row": "int64"})


def check_counted(rows: pd.DataFrame, row: np.ndarray) -> None:
    """Refuse rows that count other places than were found, of each by the number of its row."""
    columns = ["n"] if "n" in rows else [column for column in ("n_old", "n_new") if column in rows]
    counted, found = rows[columns].sum(axis="columns").to_numpy(), np.bincount(row, minlength=len(rows))
    for at in np.flatnonzero(counted != found)[:1] if columns else []:
        raise DiscourseError(
            f"row {at} of rows counts {counted[at]}, and places hold {found[at]} of it; give all the mentions or "
            "tokens that were counted, and no others"
        )


def find_among_places(
    rows: pd.DataFrame, places: pd.DataFrame, base: pd.DataFrame | None, articles: pd.DataFrame | None
) -> Found:
    """Find what rows count: the places in their order, and of each line the row, the first and the last place."""
    require_columns(places, PLACE, name="places", maker="find_terms or segment")
    dated = rows["dated_by"].dropna().unique().tolist() if "dated_by" in rows else []
    keys = [*key_columns(rows, name="rows"), compared_key(rows, name="rows"), *dated]
    places = countable(add_metadata(places, keys, articles, name="places"))
    places = places.sort_values(["doc", "paragraph", "start"], kind="stable", ignore_index=True)
    finder = find_pairs if "term_a" in rows else find_places
    row, first, second = finder(rows, places, base)
    return Found(places, row, first, second)


def find_stated(rows: pd.DataFrame, places: pd.DataFrame, paragraphs: pd.DataFrame) -> Found:
    """Find where rows say themselves that they stand: two places for each line, where it begins and where it ends."""
    texts = paragraphs.sort_values(["doc", "paragraph"], kind="stable").reset_index(drop=True)
    texts["sentences"] = split_sentences(texts)
    at = {key: row for row, key in enumerate(zip(texts["doc"], texts["paragraph"], strict=True))}
    spans = sorted(spans_in_blocks(rows, places, texts, at) if "places" in rows else spans_in_rows(rows))
    found = []
    for row, doc, paragraph, start, last, end, form in spans:
        first, final = at.get((doc, paragraph)), at.get((doc, last))
        lines = [] if first is None or final is None else texts["text"].iloc[first : final + 1].tolist()
        printed = "".join(lines)[start : sum(map(len, lines[:-1])) + end]
        if not lines or (form and comparison_form(printed) != comparison_form(form)):
            has = f"paragraphs have {printed!r}" if lines else "which paragraphs lack"
            raise DiscourseError(
                f"row {row} of rows has {form or start!r} at character {start} of paragraph {paragraph} of {doc!r}, "
                f"{has}; give the paragraphs in which it was found"
            )
        # A place that runs over several paragraphs is shown by its beginning in the first and its end in the last.
        one = first == final
        found += [(first, start, end if one else len(lines[0])), (final, start if one else 0, end)]
    ends = pd.DataFrame(found, columns=["at", "start", "end"])
    ends = ends.join(texts[["doc", "paragraph", "section", "kind", "speaker", "sentences"]], on="at")
    ends["sentence"] = [sentence_at(*each) for each in zip(ends["sentences"], ends["start"], strict=True)]
    firsts = np.arange(0, len(ends), 2)
    return Found(ends, np.array([row for row, *_ in spans], dtype="int64"), firsts, firsts + 1)


def spans_in_rows(rows: pd.DataFrame) -> Iterator[Span]:
    """Give the places of rows that have one, or one in either version."""
    endings = [""] if "start" in rows else [ending for ending in DOCS if f"start{ending}" in rows]
    for ending, doc in ((ending, DOCS[ending]) for ending in endings):
        form = next((f"{name}{ending}" for name in ("form", "word", "item", "text") if f"{name}{ending}" in rows), doc)
        columns = [doc, *(f"{name}{ending}" for name in ("paragraph", "start", "end"))]
        here = rows[rows[columns].notna().all(axis="columns")]
        for row, name, paragraph, start, end, text in (
            here[[*columns, form]].set_axis([*"abcde"], axis=1).itertuples(name=None)
        ):
            yield row, name, int(paragraph), int(start), int(paragraph), int(end), "" if form == doc else text


def spans_in_blocks(rows: pd.DataFrame, aligned: pd.DataFrame, texts: pd.DataFrame, at: dict) -> Iterator[Span]:
    """Give the places of substitutions in both versions, counted from the first sentences of their blocks.

    `at` are the rows of `texts` by doc and paragraph.
    """
    columns = [f"{end}_{side}" for end in ("first_paragraph", "first_sentence") for side in SIDES]
    require_columns(aligned, ["block", *columns], name="places", maker="align_versions")
    blocks = aligned.set_index("block").to_dict("index")
    begins = texts["text"].str.len().cumsum() - texts["text"].str.len()
    for row, swap in enumerate(rows.to_dict("records")):
        if not all(hasattr(place, "block_old") for place in swap["places"]):
            raise DiscourseError(
                f"row {row} of rows has {str(swap['places'])[:40]!r} as places, which are none any more; give what "
                "substitutions returns, not a table read from a file"
            )
        for side, place in product(SIDES, swap["places"]):
            block = blocks.get(getattr(place, f"block_{side}"), {})
            first = at.get((swap[side], block.get(f"first_paragraph_{side}")))
            if first is None:
                raise DiscourseError(
                    f"row {row} of rows stands in block {getattr(place, f'block_{side}')}, whose paragraph in "
                    f"{swap[side]!r} is not there; give the alignment and the paragraphs that the rows were made from"
                )
            number, starts = texts["sentences"][first]
            begin = begins[first] + dict(enumerate(starts, number)).get(block[f"first_sentence_{side}"], 0)
            start, end = (begin + getattr(place, f"{edge}_{side}") for edge in ("start", "end"))
            head, last = (int(begins.searchsorted(offset, side="right")) - 1 for offset in (start, end - 1))
            form = swap["before" if side == "old" else "after"]
            yield (
                row, swap[side], texts["paragraph"][head], start - begins[head], texts["paragraph"][last],
                end - begins[last], form,
            )  # fmt: skip


def check_texts(places: pd.DataFrame, texts: pd.Series) -> None:
    """Refuse places that do not stand in the `texts` of their paragraphs, as those of another reading.

    What is printed there stands in `form`, else in `word`, if only in small letters; places with neither must have a
    paragraph.
    """
    known = texts.reindex(pd.MultiIndex.from_frame(places[["doc", "paragraph"]]))
    column = next((column for column in ("form", "word") if column in places), None)
    for place, text in zip(places.to_dict("records"), known, strict=True):
        there = text[place["start"] : place["end"]] if isinstance(text, str) else None
        if there is None or (column and there.casefold() != str(place[column]).casefold()):
            said = f"character {place['start']} of paragraph {place['paragraph']} of {place['doc']!r}"
            has = "which paragraphs lack" if there is None else f"where paragraphs have {there!r}"
            raise DiscourseError(
                f"places have {place[column or 'start']!r} at {said}, {has}; give the paragraphs in which they were "
                "found, and keep words as they are printed, in a column form if need be"
            )


def keys_of_rows(rows: pd.DataFrame, places: pd.DataFrame, of: str) -> list[str]:
    """List the keys that rows were counted by; `places` must have them, and what was counted."""
    keys = key_columns(rows, name="rows")
    if missing := [column for column in [*keys, of] if column not in places]:
        lack = f"places have no column {missing[0]!r}, only {list(places.columns)}"
        repair = "give as places the mentions or tokens that were counted, and for a column of the articles articles="
        raise DiscourseError(f"rows count {of!r} by {keys}, but {lack}; {repair}")
    return keys


def match_rows(rows: pd.DataFrame, places: pd.DataFrame, columns: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return which rows and which places have the same values in `columns`, by row and then by place."""
    wanted, here = number_groups(columns, rows, places)
    found = pd.DataFrame({"group": wanted, "row": range(len(rows))})
    found = found.merge(pd.DataFrame({"group": here, "place": range(len(places))}), on="group")
    found = found.sort_values(["row", "place"])
    return found["row"].to_numpy(), found["place"].to_numpy()


def find_places(rows: pd.DataFrame, places: pd.DataFrame, base: pd.DataFrame | None) -> tuple[np.ndarray, ...]:
    """Find the places that share a row's keys: the row, and the place twice, for it is first and last in its line."""
    of = counted_column(rows, name="rows")
    row, place = match_rows(rows, places, [*keys_of_rows(rows, places, of), of])
    if {"old", "new"} <= set(rows):
        side, sides = places[compared_key(rows)].to_numpy()[place], rows[["old", "new"]].to_numpy()[row]
        inside = (side == sides[:, 0]) | (side == sides[:, 1])
        row, place = row[inside], place[inside]
    # A step of a trend counts what lies between two dates, which sort as texts.
    for dated in rows["dated_by"].unique() if "dated_by" in rows else []:
        if dated not in places:
            raise DiscourseError(f"rows count by {dated}, which places have not; give articles=corpus.articles")
        when, ends = (
            places[dated].astype("str").fillna("").to_numpy()[place],
            rows[["first", "last"]].astype("str").to_numpy()[row],
        )
        inside = rows["dated_by"].ne(dated).to_numpy()[row] | ((ends[:, 0] <= when) & (when <= ends[:, 1]))
        row, place = row[inside], place[inside]
    # Dispersion counts what lies in parts.
    for over in rows["over"].unique() if "over" in rows else []:
        inside = rows["over"].ne(over).to_numpy()[row] | places.index.isin(in_windows(places, over).index)[place]
        row, place = row[inside], place[inside]
    return row, place, place


def find_pairs(rows: pd.DataFrame, places: pd.DataFrame, base: pd.DataFrame | None) -> tuple[np.ndarray, ...]:
    """Find, for each pair, the nearest two places of each window that holds both, or the places that were counted."""
    require_columns(rows, [*PAIR, "within", "of"], name="rows", maker="count_pairs")
    none = np.array([], dtype="int64")
    found = [(none, none, none)]
    for (within, of), some in rows.groupby(["within", "of"], sort=False):
        by = keys_of_rows(rows, places, of)
        mine = places.index[places[of].isin([*some["term_a"], *some["term_b"]])]
        met = pair_places(places.loc[mine], base=base, of=of, by=by, within=within)
        first, second = mine[met["first"]], mine[met["second"]]
        row, at = match_rows(some, met.assign(**places.loc[first, by].reset_index(drop=True)), [*by, *PAIR])
        first, second = first[at], second[at]
        found.append((some.index[row], first, second))
    row, first, second = (np.concatenate(each) for each in zip(*found, strict=True))
    order = np.argsort(row, kind="stable")
    return row[order], first[order], second[order]
