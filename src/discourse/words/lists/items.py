"""Where the items of an enumeration begin and end."""

import re
from collections.abc import Collection, Container, Iterator
from itertools import chain, dropwhile, pairwise, product
from typing import NamedTuple

from discourse.texts.numerals import NUMERALS
from discourse.words.lexicon import Lexicon
from discourse.words.lists import rules
from discourse.words.lists.names import BEARER
from discourse.words.lists.word_classes import (
    Word,
    has_role,
    holds_closer,
    is_predicate,
    outermost_brackets,
    read_words,
    split_at_role,
)

# Without one of these marks a text has no enumeration.
MARKS_OF_LISTS = re.compile("[、､]|等|[”’」』》][“‘「『《]")
ENDS_IN_POST = re.compile(rf"{rules.POST.pattern}$")


class Listing(NamedTuple):
    """A list as found in one place: the spans of its items, and what stands around them."""

    spans: tuple[tuple[int, int], ...]
    pattern: str
    head: str | None
    lead: str | None


def find_enumerations(text: str, lexicon: Lexicon | None) -> list[Listing]:
    """Find the enumerations of a text, those inside quotation marks and brackets too."""
    known = lexicon.find(text) if lexicon is not None else []
    terms = [(start, end) for start, end, _ in known if not holds_closer(text[start:end])]
    found = []
    numbered = rules.ARTICLE_NUMBER.match(text)
    levels = [(numbered.end() if numbered else 0, len(text))] if MARKS_OF_LISTS.search(text) else []
    for start, end in levels:
        shut = [
            (a, b)
            for a, b in outermost_brackets(text, start, end)
            if not any(first <= a and b <= last for first, last in terms)
        ]
        levels += [(a + 1, b - 1) for a, b in shut if text[a] not in rules.TITLES]
        words = read_words(text, start, end, terms, shut)
        for listing in [listing for clause in split_at_role(words, "stop") for listing in read_clause(clause, text)]:
            whole = (listing.spans[0][0], listing.spans[-1][1]) == (start, end)
            quoted = whole and start and text[start - 1] in rules.QUOTES
            found.append(listing._replace(pattern="quoted") if quoted else listing)
    return found


def read_clause(words: list[Word], text: str) -> Iterator[Listing]:
    """Give the lists of a clause: parts between separators, closed by 等 or by the clause's end."""
    group: list[list[Word]] = []
    known: set[str] = set()
    for part in split_at_role(words, "separator"):
        begun = 0
        for closer, following in pairwise([*(i for i, word in enumerate(part) if word.role == "closer"), len(part)]):
            if closer > begun:
                yield from make_list([*group, part[begun:closer]], part[closer + 1 : following], text)
                group, known, begun = [], set(), closer + 1
        group.append(part[begun:])
        if len(group) > 1 and list_breaks(group[-1], known) < len(group[-1]):
            yield from make_list(group, None, text)
            group, known = [group[-1]], set()
        known.update(word.text for word in group[-1])
    yield from make_list(group, None, text)


def list_breaks(part: list[Word], known: Collection[str]) -> int:
    """Return where a part leaves the list to say something of it, by a word that is not known of its items."""
    breaks = (i for i, word in enumerate(part) if i and word.text in rules.BREAKS)
    return next((i for i in breaks if part[i].text not in known), len(part))


def make_list(parts: list[list[Word]], after: list[Word] | None, text: str) -> Iterator[Listing]:
    """Decide what the items of a list are; `after` is what follows its 等, None where it has none.

    The lead is the word that governs the first item: the last before it, the first where 的 lies between.
    """
    head = head_noun(after) if after is not None else None
    if not all(parts) or (len(parts) == 1 and head is None):
        return
    conjuncts = first, middles, tails = Conjuncts.divide(parts, closed=after is not None)
    if tails:
        start, tail = min(product(conjuncts.starts(), tails), key=lambda reading: conjuncts.cost(*reading))
    else:
        # The one item before 等: what is done keeps its verb.
        govern = ("lead", "of", "quantity", *(() if str(head).endswith(tuple(rules.ACTIONS)) else ("verb", "joiner")))
        start, tail = position_after(first[:-1], govern), []
    items = [first[start:], *middles, *tail]
    single = [item[0].role if len(item) == 1 else None for item in items]
    # An item leaves out the quotation marks around all of it.
    spans = tuple(
        (item[0].start + (role == "quote"), item[-1].end - (role == "quote"))
        for item, role in zip(items, single, strict=True)
    )
    if set(single).isdisjoint(rules.EMPTY) and is_enumeration(spans, parts, text):
        pattern = "example" if len(items) == 1 else "quoted" if set(single) == {"quote"} else "enumeration"
        leads: list = [word.text for word in first[:start] if word.role in ("lead", "verb")] or [None]
        yield Listing(spans, pattern, head, leads[0 if has_role(first[start - 1 : start], "of") else -1])


class Conjuncts(NamedTuple):
    """What a list joins: the part that holds its first item, whole items, and the ways to read its last part."""

    first: list[Word]
    middles: list[list[Word]]
    tails: list[list[list[Word]]]

    @classmethod
    def divide(cls, parts: list[list[Word]], *, closed: bool) -> "Conjuncts":
        """Divide the parts of a list between its separators; it is `closed` where 等 follows.

        A joiner coordinates between words, and not in 与…融合 or 和…相适应.
        """
        *known, last = parts
        joints = [
            i
            for i, word in enumerate(last[:-1])
            if i and word.role == "joiner" and not any(later.text in rules.TOGETHER for later in last[i + 2 :])
        ]
        before, after = (last[: joints[0]], last[joints[0] + 1 :]) if joints else (last, [])
        if not known:
            return cls(before, [], [[after]] if joints else [])
        if is_coordinated(known):
            joints, before = [], last
        if closed:
            return cls(known[0], known[1:], [[before, after] if joints else [last]])
        tails = [[last[:end]] for end in last_item_ends(last, known) if end not in joints[:1]]
        if joints:
            tails += [[before, after[:end]] for end in last_item_ends(after, [*known, before])]
        return cls(known[0], known[1:], tails)

    def starts(self) -> list[int]:
        """List where the first item may begin: after what governs it, at a verb, or where it matches the others."""
        first, middles, tails = self
        others = [*middles, *tails[0]]
        for whole in ("quote", "name"):
            alike = [len(item) == 1 and has_role(item, whole) for item in [*middles, tails[0][0][:1]]]
            if all(alike) and first[-1].role == whole:
                return [len(first) - 1]
        # What announces or counts the items belongs to none, unless another has it too.
        shared = {word.text for item in others for word in item}
        floor = position_after(first[:-1], ("lead", "quantity"), but=shared)
        length, initial = common_length(others), common_character([item[0] for item in others], 0)
        return [
            i
            for i in range(floor, len(first))
            if i == floor
            or first[i - 1].role in ("verb", "of", "joiner")
            or first[i].role == "verb"
            or first[i].text[0] == initial
            or item_length(first[i:]) == length
        ]

    def cost(self, start: int, tail: list[list[Word]]) -> tuple[float, int, int]:
        """Measure how unlike each other the items of a reading are; of equals, more and longer items come first."""
        first, middles, _ = self
        before, item = first[:start], first[start:]
        others = middles or tail
        length = sum(map(item_length, others)) / len(others)
        cost = item_cost(item, length, others[0])
        model, length = (others[0], length) if middles else (item, item_length(item))
        cost += sum(item_cost(each, length, model) for each in tail) / len(tail)
        words = [tuple(word.text for word in each) for each in (item, *middles, *tail)]
        cost += rules.COSTS["stands twice"] * (len({*words}) < len(words))
        if item[0].text == others[0][0].text:
            cost -= rules.COSTS["begins alike"]
        elif has_role(before[-1:], "joiner"):
            cost += rules.COSTS["begins after joiner"]
        elif before and {before[-1].role, item[0].role} <= {"noun", "either", "quote"}:
            cost += rules.COSTS["cuts a noun"]
        return cost, -len(tail), -(tail[-1][-1].end - item[0].start)


def is_coordinated(parts: list[list[Word]]) -> bool:
    """Tell whether 和 and its like join words near the end of a part, so that 、 parts what they join."""
    return any(has_role(part[-4:], "joiner") for part in parts)


def position_after(words: list[Word], roles: tuple[str, ...], *, but: Container[str] = ()) -> int:
    """Return the position after the last word that plays one of the parts and is none of `but`; 0 where none does."""
    return 1 + max((i for i, word in enumerate(words) if word.role in roles and word.text not in but), default=-1)


def common_character(words: list[Word], at: int) -> str | None:
    """Return the character that all words have at their beginning (`at=0`) or end (`at=-1`), None where they differ."""
    characters = {word.text[at] for word in words}
    return characters.pop() if len(characters) == 1 else None


def last_item_ends(last: list[Word], known: list[list[Word]]) -> list[int]:
    """List where the last item may end: with its clause, before what leaves the list, or where it matches the others.

    It matches by its length, and by the ending of the others: 先导性, 颠覆性技术 where that is one term.
    """
    roles = [word.role for word in last]
    if known[-1][-1].role == roles[0] in ("quote", "name"):
        return [1]
    if "name" in roles and {part[-1].role for part in known} == {"name"}:
        return [1 + roles.index("name")]
    limiting, leaving = {"of", "lead"}, {"verb", "adverb"} if is_coordinated(known) else {"verb", "adverb", "joiner"}
    if is_predicate(last):
        limiting, leaving = {"of"}, set()
    limits = [i for i, role in enumerate(roles[1:], 1) if role in limiting]
    # No item goes on behind 的 where none of the others does.
    nearest = limits[: not has_role(chain(*known), "of")]
    whole = min([list_breaks(last, {word.text for word in chain(*known)}), *nearest])
    length, ending = common_length(known[1:]), common_character([part[-1] for part in known], -1)
    # The ending of a word begins behind its first character, where it has more.
    matching = [i for i, word in enumerate(last, 1) if ending in {*word.text[len(word.text) > 1 :]}][:1]
    return [
        i
        for i in range(whole, 0, -1)
        if i in (whole, *matching, *limits)
        or roles[i] in leaving
        or (leaving and rules.SUM.match(last[i].text))
        or item_length(last[:i]) == length
    ]


def item_cost(item: list[Word], length: float, model: list[Word]) -> float:
    """Measure how unlike a model an item is, in characters."""
    roles = {item[0].role, model[0].role} - {"either"}
    clash = is_predicate(item) != is_predicate(model) and len(roles) > 1
    inside = not is_predicate(model) and has_role(item[1:-1], "verb")
    return abs(item_length(item) - length) + rules.COSTS["kind"] * clash + rules.COSTS["verb inside"] * inside


def common_length(items: list[list[Word]]) -> int | None:
    """Return the one length in characters of two or more items, None where they differ."""
    lengths = {item_length(item) for item in items}
    return lengths.pop() if len(items) > 1 and len(lengths) == 1 else None


def item_length(item: list[Word]) -> int:
    """Return the length of an item in characters."""
    return item[-1].end - item[0].start if item else 0


def head_noun(after: list[Word]) -> str | None:
    """Return the noun that follows 等, up to the last that names a class of things."""
    run: list[Word] = []
    classed = False
    for word in dropwhile(lambda word: word.text in rules.QUANTITIES, after):
        nominal = word.role in ("noun", "either", "quantity", "quote")
        goes_on = run and (
            word.text in rules.VERBS
            or (word.role == "verb" and not classed)
            or (word.role == "of" and run[-1].text in rules.PLAIN)
        )  # fmt: skip
        if not (nominal or goes_on) or (word.text[0] in rules.BRACKETS and word.role != "quote"):
            break
        classed |= word.text.endswith(tuple(rules.CLASSES))
        run.append(word)
    while run and run[-1].role == "verb" and run[-1].text not in rules.VERBS:
        run.pop()
    if not has_role(run, "noun") or run[0].text in rules.NO_HEADS:
        return None
    last = max((i for i, word in enumerate(run) if word.text.endswith(tuple(rules.CLASSES))), default=len(run) - 1)
    return "".join(word.text for word in run[: last + 1])


def is_enumeration(spans: tuple[tuple[int, int], ...], parts: list[list[Word]], text: str) -> bool:
    """Tell things enumerated from the numbers of paragraphs, and the posts of one person, whom the last part names."""
    items = [text[start:end] for start, end in spans]
    if not all(re.search(r"\w", item) for item in items):
        return False
    if rules.NUMBERING.search(text[max(0, spans[0][1] - 4) : spans[0][1]]) and len(items[0]) <= 3:
        return False
    if len(items) > 1 and all(re.fullmatch(rf"[{NUMERALS}\d]+", item) for item in items[:-1]):
        return False
    posts = [BEARER.search("".join(word.text for word in part)) for part in parts[:-1]]
    if posts and all(posts) and [has_role(part, "name") for part in parts] == [False] * len(posts) + [True]:
        return False
    last = rules.POST.search(items[-1])
    return not (len(items) > 1 and ENDS_IN_POST.search(items[0]) and last and last.end() != len(items[-1]))
