"""Which verb governs each mention of a term."""

import pandas as pd

from discourse.schema import GOVERNING, require_columns

OF_ACTIONS = ["doc", "paragraph", "verb", "verb_class", "degree", "modal", "actor", "status", "frame"]
PLACES = [f"{part}_{end}" for part in ("object", "frame") for end in ("start", "end")]


def add_verbs(mentions: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """Add to each mention the verb that governs it most closely, with its class, degree, modal, actor and status.

    A verb governs what stands in its object; of objects inside each other the smallest counts. Where several verbs
    govern one object (建好用好), all are named, parted by |. What stands in no object but in a frame (围绕光伏等领域)
    has the word of the frame for its verb, and no class. `mentions` are those of `find_terms`, `actions` those of
    `find_actions` in the same paragraphs. The result is counted like any other: `count(…, by=["doc", "term"],
    of="verb", base=tokens)`.

    Returns the mentions with verb, verb_class, degree, modal, actor, status, governed ("object", "frame", missing where
    nothing governs them).

    Raises DiscourseError for missing columns.

    >>> from discourse.actions.actions import find_actions
    >>> from discourse.words.lexicon import Lexicon, find_terms
    >>> text = pd.DataFrame([dict(doc="a", section=1, turn=0, paragraph=1, kind="body", speaker=None, point=None,
    ...                           text="围绕光伏，大力发展6G。")])
    >>> terms = Lexicon(["光伏", "6G"])
    >>> rows = add_verbs(find_terms(text, terms), find_actions(text, lexicon=terms))
    >>> rows[["term", "degree", "verb", "governed"]].fillna("").to_numpy().tolist()
    [['光伏', '', '围绕', 'frame'], ['6G', '大力', '发展', 'object']]
    """
    require_columns(mentions, ["doc", "paragraph", "start", "end"], name="mentions", maker="find_terms")
    require_columns(actions, [*OF_ACTIONS, *PLACES], name="actions", maker="find_actions")
    places = mentions.reset_index(drop=True)
    spots = places[["doc", "paragraph", "start", "end"]].assign(mention=places.index)
    joined = spots.merge(actions[[*OF_ACTIONS, *PLACES]], on=["doc", "paragraph"])
    found = []
    for part in ("object", "frame"):
        start, end = joined[f"{part}_start"], joined[f"{part}_end"]
        inside = (start.le(joined["start"]) & end.ge(joined["end"])).fillna(False)
        rows = joined[inside].assign(governed=part, size=(end - start)[inside])
        found.append(rows[rows["size"].eq(rows.groupby("mention")["size"].transform("min"))])
    held, framed = found
    framed = framed[~framed["mention"].isin(held["mention"])].drop_duplicates("mention")
    word = framed["frame"].str.extract(r"^(紧紧围绕|.于|以|用|..)", expand=False)
    framed = framed.assign(verb=word, verb_class=None, degree=None)
    told = pd.concat([held, framed]).groupby("mention")[list(GOVERNING)].agg(join_words)
    return places.join(told).astype(GOVERNING).set_axis(mentions.index)


def join_words(words: pd.Series) -> str | None:
    """Join what several actions say, each once; nothing where they say nothing.

    >>> join_words(pd.Series(["建好", "用好", "建好"]))
    '建好|用好'
    """
    return "|".join(dict.fromkeys(words.dropna())) or None
