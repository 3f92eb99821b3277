"""How unlike each other the items of a reading are: of all readings of a list the least unlike is taken."""

from discourse.words.lists.rules import COSTS
from discourse.words.lists.word_classes import Word, has_role, is_predicate


def reading_cost(first: list[Word], middles: list, start: int, tail: list) -> tuple[float, int, int]:
    """Measure how unlike each other the items of a reading are; of equals, more and longer items come first."""
    before, item = first[:start], first[start:]
    others = middles or tail
    length = sum(map(item_length, others)) / len(others)
    cost = item_cost(item, length, others[0])
    model, length = (others[0], length) if middles else (item, item_length(item))
    cost += sum(item_cost(each, length, model) for each in tail) / len(tail)
    if has_role(before[-1:], "joiner"):
        cost += COSTS["begins after joiner"]
    elif before and {before[-1].role, item[0].role} <= {"noun", "either", "quote"}:
        cost += COSTS["cuts a noun"]
    return cost, -len(tail), -(tail[-1][-1].end - item[0].start)


def item_cost(item: list[Word], length: float, model: list[Word]) -> float:
    """Measure how unlike a model an item is, in characters."""
    roles = {item[0].role, model[0].role} - {"either"}
    clash = is_predicate(item) != is_predicate(model) and len(roles) > 1
    inside = not is_predicate(model) and has_role(item[1:-1], "verb")
    return abs(item_length(item) - length) + COSTS["kind"] * clash + COSTS["verb inside"] * inside


def common_length(items: list[list[Word]]) -> int | None:
    """Return the one length in characters of two or more items, None where they differ."""
    lengths = {item_length(item) for item in items}
    return lengths.pop() if len(items) > 1 and len(lengths) == 1 else None


def item_length(item: list[Word]) -> int:
    """Return the length of an item in characters."""
    return item[-1].end - item[0].start if item else 0
