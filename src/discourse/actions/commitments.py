"""Actions and quantities become commitments: what is to be done, how much of it, and by when."""

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import pandas as pd

from discourse.actions.actions import find_actions
from discourse.actions.quantities import find_quantities
from discourse.actions.quantity_rules import DEADLINE
from discourse.actions.spans import Spans, part_of
from discourse.actions.verbs import Verbs
from discourse.schema import COMMITMENTS, OF_QUANTITY, make_frame
from discourse.texts.normalize import fold
from discourse.texts.sentences import split_sentences
from discourse.words.lexicon import Lexicon

DUE = re.compile(DEADLINE)
PARAGRAPH_KEYS = ("doc", "paragraph")


def find_commitments(
    paragraphs: pd.DataFrame, *, lexicon: Lexicon | None = None, verbs: Verbs | None = None
) -> pd.DataFrame:
    """Join what is to be done with its numbers and deadlines: one row for each action and quantity in it.

    The actions are those of `find_actions`, by `verbs` and the terms of `lexicon`, the quantities those of
    `find_quantities`. A quantity goes with the action that stands most closely around it; of verbs that govern one
    object together, with each. An action without a quantity has a row of its own, and so has a quantity that no verb
    of the table governs (国内生产总值增长5%左右): there the columns of the verb are missing. The deadline is the
    quantity's, else the one that the sentence names before the action; what is done has none.

    Returns the columns of `find_actions` but for the places of parts, and then quantity (as printed), deadline,
    value, value_high, unit, counted, hedge, base and period. `status` is the quantity's, where there is one, else
    that of the action. A row goes from `start` to `end`: where an action has several quantities, to the end of its
    own. What is reached (status "done") is here, too: filter by status for what is to come.

    Raises DiscourseError for missing columns, something else than a lexicon, and something else than verbs.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, turn=0, paragraph=1, kind="body", speaker=None, point=None,
    ...                                 text="力争到2027年建成200个左右数字园区。")])
    >>> find_commitments(paragraphs)[["modal", "verb", "quantity", "hedge", "counted", "deadline", "status"]]
      modal verb quantity  hedge counted deadline status
    0    力争   建成     200个  about    数字园区     2027   goal
    """
    actions = find_actions(paragraphs, lexicon=lexicon, verbs=verbs).to_dict("records")
    quantities = find_quantities(paragraphs).query("kind != 'imprint'").to_dict("records")
    rows = sorted(join_quantities(actions, quantities), key=itemgetter(*PARAGRAPH_KEYS, "start", "own_end"))
    deadlines = find_deadlines(paragraphs)
    places = pd.Series(list(map(itemgetter(*PARAGRAPH_KEYS, "start", "end"), rows)))
    for row, several in zip(rows, places.duplicated(keep=False), strict=True):
        row["end"] = row["own_end"] if several else row["end"]
        if pd.isna(row["deadline"]) and row["status"] != "done":
            named = deadlines.get((row["doc"], row["sentence"]), [])
            before = [due for at, due in named if at < (row["paragraph"], row["start"])]
            row["deadline"] = before[-1] if before else None
    return make_frame(rows, COMMITMENTS)


def join_quantities(actions: list[dict[str, Any]], quantities: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give each quantity with the actions whose objects hold it most closely, else alone; then each action without one.

    `own_end` is where the quantity ends, else the action.
    """
    paragraph_of = itemgetter(*PARAGRAPH_KEYS)
    held: dict[tuple, list[dict[str, Any]]] = defaultdict(list)
    for action in actions:
        held[paragraph_of(action)].append(action)
    objects = {paragraph: Spans([part_of(action, "object") for action in own]) for paragraph, own in held.items()}
    counted = set[int]()
    for quantity in quantities:
        paragraph = paragraph_of(quantity)
        numbers = objects[paragraph].closest(quantity["start"], quantity["start"] + 1) if paragraph in objects else []
        told = {name: quantity[name] for name in (*OF_QUANTITY, "deadline", "status")} | {"quantity": quantity["form"]}
        around = [held[paragraph][number] for number in numbers]
        for stated in around or [quantity | {"quoted": False}]:
            yield stated | told | {"own_end": quantity["end"]}
        counted.update(map(id, around))
    for action in actions:
        if id(action) not in counted:
            yield action | {"own_end": action["end"], "deadline": None}


def find_deadlines(paragraphs: pd.DataFrame) -> dict[tuple, list[tuple[tuple[int, int], str]]]:
    """Return the deadlines that sentences name, by doc and sentence: each with its place."""
    found: dict[tuple, list[tuple[tuple[int, int], str]]] = {}
    for p, (first, starts) in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        text = fold(p.text)
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), first):
            for match in DUE.finditer(text, start, end):
                place = (p.paragraph, match.start())
                found.setdefault((p.doc, number), []).append((place, match["by"] or match["before"]))
    return found
