"""Where the items of an enumeration begin and end."""

import re
from collections.abc import Iterator
from itertools import dropwhile, product
from typing import NamedTuple

from discourse.texts.numerals import NUMERALS
from discourse.words.lexicon import Lexicon
from discourse.words.lists.costs import common_length, item_length, reading_cost
from discourse.words.lists.rules import (
    ACTIONS,
    BRACKETS,
    BREAKS,
    CLASSES,
    EMPTY,
    NO_HEADS,
    NUMBERING,
    PLAIN,
    POST,
    QUANTITIES,
    QUOTES,
    SUM,
    TITLES,
    TOGETHER,
    VERBS,
)  # fmt: skip
from discourse.words.lists.word_classes import (
    Word,
    has_role,
    is_predicate,
    outermost_brackets,
    read_words,
    split_at_role,
)

# Without one of these marks a text has no enumeration.
MARKS_OF_LISTS = re.compile("[、､]|等|[”’」』》][“‘「『《]")


class Listing(NamedTuple):
    """A list as found in one place: the spans of its items, and what stands around them."""

    spans: tuple[tuple[int, int], ...]
    pattern: str
    head: str | None
    lead: str | None


def find_enumerations(text: str, lexicon: Lexicon | None) -> list[Listing]:
    """Find the enumerations of a text, those inside quotation marks and brackets too."""
    terms = [(start, end) for start, end, _ in lexicon.find(text)] if lexicon is not None else []
    found = []
    levels = [(0, len(text))] if MARKS_OF_LISTS.search(text) else []
    for start, end in levels:
        shut = [
            (a, b)
            for a, b in outermost_brackets(text, start, end)
            if not any(first <= a and b <= last for first, last in terms)
        ]
        levels += [(a + 1, b - 1) for a, b in shut if text[a] not in TITLES]
        words = read_words(text, start, end, terms, shut)
        for listing in [listing for clause in split_at_role(words, "stop") for listing in read_clause(clause, text)]:
            whole = (listing.spans[0][0], listing.spans[-1][1]) == (start, end)
            quoted = whole and start and text[start - 1] in QUOTES
            found.append(listing._replace(pattern="quoted") if quoted else listing)
    return found


def read_clause(words: list[Word], text: str) -> Iterator[Listing]:
    """Give the lists of a clause: parts between separators, closed by 等 or by the clause's end."""
    group = []
    for part in split_at_role(words, "separator"):
        while closer := next((i for i, word in enumerate(part) if i and word.role == "closer"), 0):
            yield from make_list([*group, part[:closer]], part[closer + 1 :], text)
            group, part = [], part[closer + 1 :]
        group.append(part)
        if len(group) > 1 and list_breaks(part, group[:-1]) < len(part):
            yield from make_list(group, None, text)
            group = [part]
    yield from make_list(group, None, text)


def list_breaks(part: list[Word], known: list[list[Word]]) -> int:
    """Return where a part leaves the list to say something of it, by a word that the known items lack."""
    common = {word.text for other in known for word in other}
    return next((i for i, word in enumerate(part) if i and word.text in BREAKS and word.text not in common), len(part))


def make_list(parts: list[list[Word]], after: list[Word] | None, text: str) -> Iterator[Listing]:
    """Decide what the items of a list are; `after` is what follows its 等, None where it has none.

    The lead is the word that governs the first item: the last before it, the first where 的 lies between.
    """
    head = head_noun(after) if after is not None else None
    if not all(parts) or (len(parts) == 1 and head is None):
        return
    first, middles, tails = divide_parts(parts, closed=after is not None)
    if tails:
        readings = product(first_item_starts(first, middles, tails), tails)
        start, tail = min(readings, key=lambda reading: reading_cost(first, middles, *reading))
    else:
        # The one item before 等 begins after the last word that governs it.
        govern = ("lead", "of", "quantity", *(() if head.endswith(tuple(ACTIONS)) else ("verb", "joiner")))
        start, tail = 1 + max((i for i, word in enumerate(first[:-1]) if word.role in govern), default=-1), []
    items = [first[start:], *middles, *tail]
    # An item leaves out the quotation marks around all of it.
    quoted = [len(item) == 1 and item[0].role == "quote" for item in items]
    spans = tuple((item[0].start + q, item[-1].end - q) for item, q in zip(items, quoted, strict=True))
    empty = any(len(item) == 1 and item[0].role in EMPTY for item in items)
    if not empty and is_enumeration([text[a:b] for a, b in spans], text[max(0, spans[0][1] - 4) : spans[0][1]]):
        pattern = "example" if len(items) == 1 else "quoted" if all(quoted) else "enumeration"
        leads = [word.text for word in first[:start] if word.role in ("lead", "verb")]
        yield Listing(spans, pattern, head, leads[0 if first[start - 1].role == "of" else -1] if leads else None)


def divide_parts(parts: list[list[Word]], *, closed: bool) -> tuple[list[Word], list, list]:
    """Divide a list into the part that holds its first item, whole items, and the ways to read its last part.

    A joiner coordinates between words, and not in 与…融合 or 和…相适应.
    """
    *known, last = parts
    joints = [
        i
        for i, word in enumerate(last[:-1])
        if i and word.role == "joiner" and not any(later.text in TOGETHER for later in last[i + 2 :])
    ]
    before, after = (last[: joints[0]], last[joints[0] + 1 :]) if joints else (last, [])
    if not known:
        return before, [], [[after]] if joints else []
    if is_coordinated(known):
        joints, before = [], last
    if closed:
        return known[0], known[1:], [[before, after] if joints else [last]]
    tails = [[last[:end]] for end in last_item_ends(last, known) if end not in joints[:1]]
    if joints:
        tails += [[before, after[:end]] for end in last_item_ends(after, [*known, before])]
    return known[0], known[1:], tails


def is_coordinated(parts: list[list[Word]]) -> bool:
    """Tell whether 和 and its like join words near the end of a part, so that 、 parts what they join."""
    return any(has_role(part[-4:], "joiner") for part in parts)


def first_item_starts(first: list[Word], middles: list[list[Word]], tails: list[list[list[Word]]]) -> list[int]:
    """List where the first item may begin: after what governs it, at a verb, or where it matches the others."""
    others = [*middles, *tails[0]]
    if first[-1].role == "quote" and all(
        len(item) == 1 and has_role(item, "quote") for item in [*middles, tails[0][0][:1]]
    ):
        return [len(first) - 1]
    # What announces or counts the items belongs to none, unless they all have it.
    shared = {word.text for item in others for word in item}
    governs = [word.role in ("lead", "quantity") and word.text not in shared for word in first[:-1]]
    floor = len(governs) - governs[::-1].index(True) if any(governs) else 0
    length, initials = common_length(others), {item[0].text[0] for item in others}
    return [
        i
        for i in range(floor, len(first))
        if i == floor
        or first[i - 1].role in ("verb", "of", "joiner")
        or first[i].role == "verb"
        or item_length(first[i:]) == length
        or initials == {first[i].text[0]}
    ]


def last_item_ends(last: list[Word], known: list[list[Word]]) -> list[int]:
    """List where the last item may end, the latest first: with its clause, before what leaves the list, or where it
    matches the others."""
    if known[-1][-1].role == last[0].role == "quote":
        return [1]
    if is_predicate(last):
        limiting, leaving = ("of",), ()
    else:
        limiting, leaving = ("of", "lead"), ("verb", "adverb", *(() if is_coordinated(known) else ("joiner",)))
    limits = [i for i, word in enumerate(last) if i and word.role in limiting]
    whole = list_breaks(last, known)
    if limits and not any(has_role(part, "of") for part in known):
        whole = min(whole, limits[0])
    length, matching = common_length(known[1:]), shared_ending(last, known)
    return [
        i
        for i in range(whole, 0, -1)
        if i in (whole, matching, *limits)
        or last[i].role in leaving
        or (leaving and SUM.match(last[i].text))
        or item_length(last[:i]) == length
    ]


def shared_ending(last: list[Word], known: list[list[Word]]) -> int | None:
    """Return where a word ends that has the ending of all known items: 先导性, 颠覆性技术 where that is one term."""
    endings = {part[-1].text[-1] for part in known}
    if len(endings) > 1:
        return None
    return next((i for i, word in enumerate(last, 1) if set(word.text[1:] or word.text) & endings), None)


def head_noun(after: list[Word]) -> str | None:
    """Return the noun that follows 等, up to the last that names a class of things."""
    run, classed = [], False
    for word in dropwhile(lambda word: word.text in QUANTITIES, after):
        nominal = word.role in ("noun", "either", "quantity", "quote")
        goes_on = run and (
            word.text in VERBS
            or (word.role == "verb" and not classed)
            or (word.role == "of" and run[-1].text in PLAIN)
        )  # fmt: skip
        if not (nominal or goes_on) or (word.text[0] in BRACKETS and word.role != "quote"):
            break
        classed |= word.text.endswith(tuple(CLASSES))
        run.append(word)
    while run and run[-1].role == "verb" and run[-1].text not in VERBS:
        run.pop()
    if not has_role(run, "noun") or run[0].text in NO_HEADS:
        return None
    last = max((i for i, word in enumerate(run) if word.text.endswith(tuple(CLASSES))), default=len(run) - 1)
    return "".join(word.text for word in run[: last + 1])


def is_enumeration(items: list[str], opening: str) -> bool:
    """Tell things enumerated from the numbers of paragraphs and the posts of one person.

    `opening` is the text up to the end of the first item, four characters of it at the most.
    """
    if not all(re.search(r"\w", item) for item in items):
        return False
    if NUMBERING.search(opening) and len(items[0]) <= 3:
        return False
    if len(items) > 1 and all(re.fullmatch(rf"[{NUMERALS}\d]+", item) for item in items[:-1]):
        return False
    first, last = POST.search(items[0]), POST.search(items[-1])
    return not (len(items) > 1 and first and last and last.end() != len(items[-1]))
