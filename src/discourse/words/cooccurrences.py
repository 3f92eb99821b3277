"""Where two terms stand together, place by place."""

import pandas as pd

from discourse.schema import PLACE, counted_column, require_columns
from discourse.words.groups import check_words
from discourse.words.windows import countable, pair_places, window_keys, word_distance


def find_cooccurrences(
    mentions: pd.DataFrame, *, within: str | int, of: str | None = None, base: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the windows that hold two terms, one row for each: a pair becomes a thing that stands somewhere.

    What `count_pairs` counts by doc, and places like mentions: `count`, `compare`, `add_paired_test`, `dispersion` and
    `evidence` take them as they take terms. So two versions are compared by pairs,

        met = find_cooccurrences(mentions, within="sentence")
        change = compare(count(met, base=tokens, by="doc"), old=…, new=…)
        add_paired_test(change, met, aligned)

    with rates per 1,000 words. `within` and `of` are those of `count_pairs`; a number of words takes `base`, the
    tokens.

    The place is that of the two mentions that are nearest to each other, from the one to the other. Where these stand
    in two paragraphs, it is that of the earlier one, and so is the block of two versions that a test puts it in.

    Returns doc, section, turn, paragraph, sentence, kind, speaker, point (of the earlier mention, as far as `mentions`
    have them), term_a, term_b (in the order of their characters), pair (both, with a dash between), start, end and
    within; sorted by doc and place. What counts no words (the imprint) has no row.

    Raises DiscourseError for an unknown `within` or `of`, and for a number of words without `base`.

    >>> mentions = pd.DataFrame({"doc": "a", "paragraph": 1, "sentence": [1, 1, 2], "kind": "body",
    ...                          "term": ["6G", "光伏", "6G"], "start": [0, 3, 8], "end": [2, 5, 10]})
    >>> find_cooccurrences(mentions, within="sentence")[["doc", "sentence", "pair", "start", "end"]]
      doc  sentence   pair  start  end
    0   a         1  6G–光伏      0    5
    """
    distance = word_distance(within)
    window = [] if distance else window_keys(str(within))
    if distance and base is not None:
        check_words(base)
    where = ["doc", "paragraph", "start", "end", "kind", *window]
    require_columns(mentions, where, name="mentions", maker="find_terms or segment")
    of = counted_column(mentions, of, name="mentions")
    places = countable(mentions).dropna(subset=of)
    places = places.sort_values(["doc", "paragraph", "start"], kind="stable", ignore_index=True)
    met = pair_places(places, base=base, of=of, by=[], within=within)
    ends = met[["first", "second"]]
    earlier, later = (places.iloc[ends.agg(which, axis=1)].reset_index(drop=True) for which in ("min", "max"))
    same = earlier["paragraph"].eq(later["paragraph"])
    keys = [column for column in PLACE if column in places]
    return (
        earlier[keys]
        .assign(term_a=met["term_a"].array, term_b=met["term_b"].array)
        .assign(pair=lambda frame: frame["term_a"] + "–" + frame["term_b"])
        .assign(start=earlier["start"], end=earlier["end"].where(~same, later["end"]), within=distance or within)
        .sort_values(["doc", "paragraph", "start", "end", "pair"], ignore_index=True)
    )
