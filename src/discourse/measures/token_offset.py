"""Where in its text a word stands, in words from the beginning."""

import pandas as pd

from discourse.errors import DiscourseError
from discourse.schema import require_columns
from discourse.words.groups import check_held, check_words
from discourse.words.windows import check_numbered, countable, number_words

SPOT = ["doc", "paragraph", "start", "end"]


def add_token_offset(mentions: pd.DataFrame, *, base: pd.DataFrame | None = None) -> pd.DataFrame:
    """Add to each mention how many words of its doc come before it.

    `mentions` may be tokens too. `base`, the tokens, gives the words; of tokens it may be left out, where they are all
    the tokens of their docs. Punctuation and the imprint are never counted, so that the last place of a doc is its
    words − 1. A mention that begins inside a word has the place of that word.

    Returns `mentions` with

    - place: the words of the doc before the mention; 0 is the first word. Missing for what does not count itself,
      punctuation and imprint
    - words: all words of the doc

    place / words is the share of the text before the mention; its least, the `first` of `prominence`.

    Raises DiscourseError for missing columns, for mentions without `base`, and for mentions where `base` has no words.

    Source: descriptive. Words from the beginning are the scale of the dispersion plot of Bird et al. (2009, ch. 1).

    >>> tokens = pd.DataFrame({"doc": "a", "kind": "body", "paragraph": [1, 1, 1, 2], "start": [0, 2, 4, 0],
    ...                        "end": [2, 4, 5, 2], "word": ["产业", "发展", "。", "产业"],
    ...                        "type": ["word", "word", "punctuation", "word"]})
    >>> add_token_offset(tokens)[["word", "place", "words"]]
      word  place  words
    0   产业      0      3
    1   发展      1      3
    2    。   <NA>      3
    3   产业      2      3
    """
    require_columns(mentions, SPOT, name="mentions", maker="find_terms")
    if base is None and "type" not in mentions:
        raise DiscourseError("base=None: mentions do not hold the words between them; give base=tokens")
    base = mentions if base is None else base
    check_words(base, columns=SPOT)
    if base is mentions and "position" in mentions:
        # Tokens are numbered before any is left out.
        whole = mentions.groupby("doc")["position"].agg(["size", "max"])
        for doc, size, last in whole[whole["size"] < whole["max"]].itertuples():
            raise DiscourseError(f"mentions have {size} of the {last} tokens of {doc!r}; give base=tokens, all of them")
    places = countable(mentions.reset_index(drop=True))
    if base is not mentions:
        check_held(places, base)
    numbers = number_words(places, base=base)
    check_numbered(places, numbers)
    place = numbers["number"].astype("Int64").reindex(range(len(mentions)))
    words = countable(base).groupby("doc").size().reindex(mentions["doc"])
    return mentions.assign(place=place.to_numpy(), words=words.to_numpy()).astype({"place": "Int64", "words": "Int64"})
