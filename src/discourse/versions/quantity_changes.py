"""Which numbers came and went between two versions."""

from collections import defaultdict

import pandas as pd
from rapidfuzz.fuzz import ratio

from discourse.schema import QUANTITY_CHANGES, require_columns
from discourse.versions.paired_rows import PairedRows

QUANTITY = [name.removesuffix("_old") for name in QUANTITY_CHANGES if name.endswith("_old") and name != "block_old"]
# Least similarity, of 100, of what two numbers count for one to have become the other in paired sentences.
ALIKE = 50


def compare_quantities(quantities: pd.DataFrame, aligned: pd.DataFrame) -> pd.DataFrame:
    """Say of each number whether it was kept, changed, added or dropped between two versions.

    Numbers are paired one to one: those of one value and unit in one aligned block first, then those of one
    unit there that count much the same (similarity of the words 50 of 100), then those of one value and unit
    anywhere that count much the same. A pair is `kept` where value, unit and hedge are the same (1.2万 and 达1.2万
    are), else `changed`; what has no pair was `added` or `dropped`. The imprint is left out, and what leaves
    its number open (一批, 若干). Swapping the versions gives the mirror image.

    Returns change, then for both sides (form_old, form_new …) form, value, value_high, unit, counted, hedge, deadline,
    base, period, status, section, point, paragraph, sentence, start, end, block, then old, new, in the order of the new
    version, what was dropped where it stood. `evidence` opens the rows.

    Raises DiscourseError for missing columns, an alignment of several pairs of versions or of other paragraphs.

    >>> from discourse.actions.quantities import find_quantities
    >>> from discourse.versions.align import align_versions
    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "point": None,
    ...     "speaker": None, "text": ["加快建设100个园区，已有8家企业。", "加快建设200个园区，已有企业。"]})
    >>> change = compare_quantities(find_quantities(text), align_versions(text, old="a", new="b"))
    >>> change[["change", "form_old", "form_new"]].to_numpy().tolist()
    [['changed', '100个', '200个'], ['dropped', '8家', nan]]
    """
    require_columns(quantities, ["doc", "kind", *QUANTITY], name="quantities", maker="find_quantities")
    versions = PairedRows(quantities[quantities["value"].notna()], aligned, name="quantities", form="form")
    of_unit = defaultdict[str | None, list[int]](list)
    for j, new in enumerate(versions.news):
        of_unit[new["unit"]].append(j)
    options = [
        (*rank, abs(i - j), i + j, i, j)
        for i, old in enumerate(versions.olds)
        for j in of_unit[old["unit"]]
        if (rank := rank_pair(old, versions.news[j])) is not None
    ]
    return versions.lay_out(options, judge_numbers, QUANTITY_CHANGES)


def judge_numbers(old: dict, new: dict) -> dict[str, str]:
    """Tell whether two numbers are the same, as exact as each other; 达 does not say how exact one is."""
    told = [
        [*(row[key] for key in ("value", "value_high", "unit")), None if row["hedge"] == "reached" else row["hedge"]]
        for row in (old, new)
    ]
    return {"change": "kept" if told[0] == told[1] else "changed"}


def rank_pair(old: dict, new: dict) -> tuple[int, float] | None:
    """Return how near two numbers of one unit are to being one, the smaller the nearer; None where they are not."""
    same, together = old["value"] == new["value"], old["block"] == new["block"]
    if not (same or together):
        return None
    alike = ratio(old["counted"] or "", new["counted"] or "") if old["counted"] or new["counted"] else 100.0
    if same and together:
        return 0, -alike
    if alike < ALIKE:
        return None
    return (1, -alike) if together else (2, -alike)
