"""How unlike each other the items of a reading are: of all readings of a list the least unlike is taken."""

from discourse.words.lists.rules import COSTS
from discourse.words.lists.word_classes import Word


def unlike(first: list[Word], middles: list, begin: int, tail: list) -> tuple[float, int, int]:
    """Measure how unlike each other the items of a reading are; of equals, more and longer items come first."""
    item = first[begin:]
    others = middles or tail
    size = sum(map(letters, others)) / len(others)
    cost = misfit(item, size, others[0])
    model, size = (others[0], size) if middles else (item, letters(item))
    cost += sum(misfit(each, size, model) for each in tail) / len(tail)
    cost += cut_cost(first[:begin], item[0])
    return cost, -len(tail), -(tail[-1][-1].end - item[0].start)


def cut_cost(before: list[Word], word: Word) -> float:
    """Measure how much speaks against beginning an item with `word`, in characters."""
    if not before:
        return 0.0
    if before[-1].role == "joiner":
        return COSTS["begins after joiner"]
    return COSTS["cuts a noun"] * ({before[-1].role, word.role} <= {"noun", "either", "quote"})


def misfit(item: list[Word], size: float, model: list[Word]) -> float:
    """Measure how unlike a model an item is, in characters."""
    roles = {item[0].role, model[0].role} - {"either"}
    clash = verbal(item) != verbal(model) and len(roles) > 1
    inside = not verbal(model) and any(word.role == "verb" for word in item[1:-1])
    return abs(letters(item) - size) + COSTS["kind"] * clash + COSTS["verb inside"] * inside


def verbal(item: list[Word]) -> bool:
    """Tell whether an item is a predicate: 打造新动能, but not 数字园区."""
    return len(item) > 1 and item[0].role in ("verb", "lead")


def even(items: list[list[Word]]) -> int:
    """Return the one length in characters of two or more items, 0 where they differ."""
    sizes = {letters(item) for item in items}
    return sizes.pop() if len(items) > 1 and len(sizes) == 1 else 0


def letters(item: list[Word]) -> int:
    """Return the length of an item in characters."""
    return item[-1].end - item[0].start if item else 0
