"""Which commitments were kept, strengthened, weakened, added and dropped between two versions."""

from collections import defaultdict
from typing import Any

import pandas as pd
from rapidfuzz.fuzz import ratio

from discourse.schema import ACTION_CHANGES, COMPARED_ACTION, OF_QUANTITY, require_columns
from discourse.versions.paired_rows import PairedRows

NEEDED = ["verb", "verb_class", "object", "modal_class", "degree_class", "paragraph", "sentence", "start", "end"]
# Least similarity, of 100, of two objects for one action to have become the other in paired sentences, and elsewhere.
ALIKE, SAME = 55, 90
# How much each class binds, and asks; classes that are not here, and none, are between.
BINDS = {"prohibition": 3, "obligation": 3, "goal": 2, "intention": 1, "permission": 0}
ASKS = {"intensity": 1, "pace": 1, "continuity": 1, "caution": -1}
EXACT = {"over": 1, "about": -1, "under": -2}
LATEST = "9999"


def compare_actions(actions: pd.DataFrame, aligned: pd.DataFrame) -> pd.DataFrame:
    """Say of each action whether it was kept, strengthened, weakened, changed, added or dropped between two versions.

    `actions` are those of `find_actions`, or of `find_commitments`, which have numbers and deadlines too. They are
    paired one to one: in one aligned block those of the same verb whose objects are most alike, then those of other
    verbs whose objects are (similarity 55 of 100), then the same verb and object anywhere (90). `what` names what
    differs in a pair, parted by |: modal, degree, verb, object, number, hedge, deadline.

    A pair is `kept` where nothing differs. It is `strengthened` where all that can be weighed points that way: a modal
    that binds more (必须 over 力争 over 将, or none, over 鼓励), a degree that asks for more (大力, 加快, 进一步 over
    none over 稳步), a larger number, a hedge that promises more (以上 over none over 左右), an earlier deadline, or one
    at all; `weakened` where all points the other way. Where it points both ways, or where only the words of verb and
    object or a manner differ, it is `changed`. So the force of policies is scored by hand, from their wording
    (彭纪生、仲为国、孙文祥 2008); here no score is summed, and each row says why. What has no pair was `added` or
    `dropped`. Swapping the versions gives the mirror image.

    Returns change, what, then for both sides (verb_old, verb_new …) the columns of the actions, with quantity, value,
    hedge and deadline where they are commitments, and block; then old, new. In the order of the new version, what was
    dropped where it stood. `evidence` opens the rows.

    Raises DiscourseError for missing columns, an alignment of several pairs of versions or of other paragraphs.

    >>> from discourse.actions.actions import find_actions
    >>> from discourse.versions.align import align_versions
    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "point": None,
    ...     "speaker": None, "text": ["完善政策体系，发展机器人产业。", "完善政策体系，大力发展机器人产业。"]})
    >>> change = compare_actions(find_actions(text), align_versions(text, old="a", new="b"))
    >>> change[["change", "what", "degree_old", "degree_new", "object_new"]].fillna("").to_numpy().tolist()
    [['kept', '', '', '', '政策体系'], ['strengthened', 'degree', '', '大力', '机器人产业']]
    """
    require_columns(actions, ["doc", "kind", *NEEDED], name="actions", maker="find_actions")
    if "quantity" not in actions:
        # What bears the name of a part of a quantity is then a column of the researcher's own.
        actions = actions.drop(columns=[*OF_QUANTITY, "deadline"], errors="ignore")
    actions = actions.reindex(columns=list(dict.fromkeys([*actions.columns, *COMPARED_ACTION])))
    versions = PairedRows(actions.drop(columns="block"), aligned, name="actions", form="object")
    of_block, of_verb = defaultdict[object, list[int]](list), defaultdict[object, list[int]](list)
    for j, new in enumerate(versions.news):
        of_block[new["block"]].append(j)
        of_verb[new["verb"]].append(j)
    # Which action may have become which, the likeliest with the smallest numbers.
    options = []
    for i, old in enumerate(versions.olds):
        for j in {*of_block[old["block"]], *of_verb[old["verb"]]}:
            new = versions.news[j]
            alike = ratio(name_object(old), name_object(new))
            together, same = old["block"] == new["block"], old["verb"] == new["verb"]
            if (together and (alike >= ALIKE or (same and not old["object"]))) or (same and alike >= SAME):
                options.append((not together, not same and alike < SAME, -alike, not same, abs(i - j), i + j, i, j))
    return versions.lay_out(options, judge_pair, ACTION_CHANGES)


def name_object(row: dict) -> str:
    """Return what an action is done to, without what ends a list of several: 6G of 6G等新赛道.

    >>> name_object({"object": "6G等新赛道"}), name_object({"object": None, "quantity": "27%"})
    ('6G', '27%')
    """
    return (row["object"] or "").split("等")[0] or row["object"] or row["quantity"] or ""


def judge_pair(old: dict, new: dict) -> dict[str, str]:
    """Say what differs between two actions, and whether the new one promises more or less."""
    steps = {
        "modal": weigh(old, new, "modal", BINDS, none=1),
        "degree": weigh(old, new, "degree", ASKS, none=0),
        "number": sign_of_change(old["value"] or 0, new["value"] or 0),
        "hedge": EXACT.get(new["hedge"], 0) - EXACT.get(old["hedge"], 0),
        # The earlier promises more, and none is the latest.
        "deadline": sign_of_change(new["deadline"] or LATEST, old["deadline"] or LATEST),
    }
    # A number stands in its object with its hedge: then what is counted tells whether that is another.
    named = (old["counted"], new["counted"]) if old["value"] and new["value"] else (name_object(old), name_object(new))
    objects = ["object"] if named[0] != named[1] else []
    differ = [name for name in ("modal", "degree", "verb") if (old[name] or "") != (new[name] or "")]
    what = [*dict.fromkeys([*differ, *objects, *(name for name, step in steps.items() if step)])]
    signs = {step > 0 for step in steps.values() if step}
    change = "kept" if not what else "changed" if len(signs) != 1 else "strengthened" if signs == {True} else "weakened"
    return {"change": change, "what": "|".join(what)}


def weigh(old: dict, new: dict, name: str, weights: dict[str, int], *, none: int) -> int:
    """Return by how much a word of the new action weighs more, by its class; without one it weighs `none`."""
    before, after = (weights.get(row[f"{name}_class"], none) for row in (old, new))
    return after - before


def sign_of_change(before: Any, after: Any) -> int:
    """Return 1 where what is compared grows, -1 where it shrinks, else 0.

    >>> sign_of_change(0, 200), sign_of_change("2030", "2027"), sign_of_change("2027", "2027")
    (1, -1, 0)
    """
    return (after > before) - (after < before)
