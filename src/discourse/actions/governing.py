"""Which verb governs each mention of a term."""

import re

import pandas as pd

from discourse.actions.spans import Spans, part_of
from discourse.schema import GOVERNING, require_columns

# The word that a frame begins with.
FRAME_WORD = re.compile(r"紧紧围绕|.于|[以用]|..")

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
    told: list[dict[str, str | None]] = [{} for _ in range(len(mentions))]
    held: dict[tuple, list[dict]] = {}
    for row in actions[[*OF_ACTIONS, *PLACES]].to_dict("records"):
        held.setdefault((row["doc"], row["paragraph"]), []).append(row)
    spots = mentions[["doc", "paragraph", "start", "end"]].reset_index(drop=True)
    for key, places in spots.groupby(["doc", "paragraph"]):
        rows = held.get(key, [])
        spans = {part: Spans([part_of(row, part) for row in rows]) for part in ("object", "frame")}
        for mention in places.itertuples():
            closest = {part: each.closest(mention.start, mention.end) for part, each in spans.items()}
            part = next((part for part, numbers in closest.items() if numbers), None)
            told[mention.Index] = say_governing([rows[number] for number in closest[part]], part) if part else {}
    columns = pd.DataFrame(told, index=range(len(told)), columns=list(GOVERNING)).astype(GOVERNING)
    # By position: labels of rows may repeat.
    own = mentions.drop(columns=[name for name in GOVERNING if name in mentions])
    return own.assign(**{name: columns[name].array for name in GOVERNING})


def say_governing(rows: list[dict], part: str) -> dict[str, str | None]:
    """Say what governs a mention in that part of some actions, each word once.

    In a frame its word does, without class and degree.

    >>> said = dict.fromkeys(GOVERNING) | {"verb_class": "build"}
    >>> say_governing([said | {"verb": verb} for verb in ("建好", "用好", "建好")], "object")["verb"]
    '建好|用好'
    """
    if part == "frame":
        word = FRAME_WORD.match(rows[0]["frame"])
        rows = [row | {"verb": word and word[0], "verb_class": None, "degree": None} for row in rows]
    names = list(GOVERNING)[:-1]
    said = {name: dict.fromkeys(row[name] for row in rows if isinstance(row[name], str)) for name in names}
    return {name: "|".join(words) or None for name, words in said.items()} | {"governed": part}
