"""Where the items of an enumeration begin and end."""

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from discourse.texts.numerals import NUMERALS
from discourse.words.lists.costs import even, letters, unlike, verbal
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
from discourse.words.lists.word_classes import Word, brackets, read_words, split


class Listing(NamedTuple):
    """A list as found in one place: the spans of its items, and what stands around them."""

    spans: tuple[tuple[int, int], ...]
    pattern: str
    head: str | None
    lead: str | None


def lists_of(text: str, lexicon) -> list[Listing]:
    """Find the enumerations of a text, those inside quotation marks and brackets too."""
    terms = [(start, end) for start, end, _ in lexicon.find(text)] if lexicon is not None else []
    found = []
    levels = [(0, len(text))] if re.search("[、､]|等|[”’」』》][“‘「『《]", text) else []
    for start, end in levels:
        shut = [span for span in brackets(text, start, end) if not any(a <= span[0] and span[1] <= b for a, b in terms)]
        levels += [(a + 1, b - 1) for a, b in shut if text[a] not in TITLES]
        words = read_words(text, start, end, terms, shut)
        listings = [listing for clause in split(words, "stop") for listing in read_clause(clause, text)]
        quoted = start and text[start - 1] in QUOTES
        found += [each._replace(pattern="quoted") if quoted and fills(each, start, end) else each for each in listings]
    return found


def fills(listing: Listing, start: int, end: int) -> bool:
    """Tell whether a list is all that stands in a span."""
    return (listing.spans[0][0], listing.spans[-1][1]) == (start, end)


def read_clause(words: list[Word], text: str) -> Iterator[Listing]:
    """Give the lists of a clause: parts between separators, closed by 等 or by the clause's end."""
    group = []
    for part in split(words, "separator"):
        while closer := next((i for i, word in enumerate(part) if i and word.role == "closer"), 0):
            yield from make_list([*group, part[:closer]], part[closer + 1 :], text)
            group, part = [], part[closer + 1 :]
        group.append(part)
        if len(group) > 1 and breaks(part, group[:-1]):
            yield from make_list(group, None, text)
            group = [part]
    yield from make_list(group, None, text)


def breaks(part: list[Word], known: list) -> int | None:
    """Return where a part leaves the list to say something of it, by a word that the known items lack."""
    common = {word.text for other in known for word in other}
    return next((i for i, word in enumerate(part) if i and word.text in BREAKS and word.text not in common), None)


def make_list(parts: list[list[Word]], after: list[Word] | None, text: str) -> Iterator[Listing]:
    """Decide what the items of a list are; `after` is what follows its 等, None where it has none."""
    head = head_of(after) if after is not None else None
    if not all(parts) or (len(parts) == 1 and head is None):
        return
    first, middles, tails = divide(parts, closed=after is not None)
    if tails:
        readings = product(starts_of(first, middles, tails), tails)
        begin, tail = min(readings, key=lambda reading: unlike(first, middles, *reading))
    else:
        begin, tail = example_start(first, head), []
    items = [first[begin:], *middles, *tail]
    spans = tuple(bare(item, text) for item in items)
    if not any(len(item) == 1 and item[0].role in EMPTY for item in items) and is_list(spans, text):
        yield Listing(spans, pattern_of(items), head, lead_of(first[:begin]))


def divide(parts: list, *, closed: bool) -> tuple[list[Word], list, list]:
    """Divide a list into the part that holds its first item, whole items, and the ways to read its last part."""
    first, *middles, last = parts if len(parts) > 1 else [[], *parts]
    joined = any(word.role == "joiner" for part in parts[:-1] for word in part[-4:])
    joints = [] if joined else joints_of(last)
    if not first:
        return (last[: joints[0]], [], [[last[joints[0] + 1 :]]]) if joints else (last, [], [])
    if closed:
        return first, middles, [[last[: joints[0]], last[joints[0] + 1 :]] if joints else [last]]
    known = [first, *middles]
    tails = [[last[:end]] for end in ends_of(last, known) if end not in joints[:1]]
    for joint in joints[:1]:
        rest = last[joint + 1 :]
        tails += [[last[:joint], rest[:end]] for end in ends_of(rest, [*known, last[:joint]])]
    return first, middles, tails


def joints_of(words: list[Word]) -> list[int]:
    """Return where a joiner coordinates: between words, and not in 与…融合 or 和…相适应."""
    return [
        i
        for i, word in enumerate(words[:-1])
        if i and word.role == "joiner" and not any(later.text in TOGETHER for later in words[i + 2 :])
    ]


def governs(word: Word) -> bool:
    """Tell whether a word belongs to no first item: it announces or counts what follows."""
    return word.role in ("lead", "quantity")


def starts_of(first: list[Word], middles: list, tails: list) -> list[int]:
    """List where the first item may begin: after what governs it, at a verb, or where it matches the others."""
    shared = {word.text for item in [*middles, *tails[0]] for word in item}
    floor = 1 + max((i for i, word in enumerate(first[:-1]) if governs(word) and word.text not in shared), default=-1)
    quoted = all(len(item) == 1 and item[0].role == "quote" for item in [*middles, tails[0][0][:1]])
    if quoted and first[-1].role == "quote":
        return [len(first) - 1]
    open_ = {i + 1 for i, word in enumerate(first) if word.role in ("verb", "of", "joiner")}
    open_ |= {i for i, word in enumerate(first) if word.role == "verb"} | {floor}
    size = even([*middles, *tails[0]])
    open_ |= {i for i in range(len(first)) if size and letters(first[i:]) == size}
    begins = {item[0].text[0] for item in [*middles, *tails[0]]}
    open_ |= {i for i, word in enumerate(first) if begins == {word.text[0]}}
    return sorted(i for i in open_ if floor <= i < len(first)) or [len(first) - 1]


def ends_of(last: list[Word], known: list[list[Word]]) -> list[int]:
    """List where the last item may end: with its clause, before what governs it no more, or where it matches."""
    if known[-1][-1].role == "quote" and last[0].role == "quote":
        return [1]
    predicate = verbal(last)
    limits = [i for i, word in enumerate(last) if i and (word.role == "of" or (word.role == "lead" and not predicate))]
    has_of = any(word.role == "of" for part in known for word in part)
    whole = len(last) if has_of or not limits else limits[0]
    whole = min(whole, breaks(last, known) or whole)
    ends = {i for i in limits if i <= whole} | {whole}
    if not predicate:
        joined = any(word.role == "joiner" for part in known for word in part[-4:])
        leaving = ("verb", "adverb") if joined else ("verb", "adverb", "joiner")
        ends |= {i for i in range(1, whole) if last[i].role in leaving or SUM.match(last[i].text)}
    size, tails = even(known[1:]), {part[-1].text[-1] for part in known}
    ends |= {i for i in range(1, whole) if size and letters(last[:i]) == size}
    ends |= {next((i for i in range(1, whole) if len(tails) == 1 and shares(last[i - 1].text, *tails)), whole)}
    return sorted(ends, reverse=True)


def shares(word: str, ending: str) -> bool:
    """Tell whether a word has the ending that the other items share: 先导性, 颠覆性技术 where that is one term."""
    return word == ending or ending in word[1:]


def example_start(words: list[Word], head: str) -> int:
    """Return where the one item before 等 begins: after the last word that governs it."""
    govern = (
        ("lead", "of", "quantity") if head.endswith(tuple(ACTIONS)) else ("lead", "of", "quantity", "verb", "joiner")
    )
    return 1 + max((i for i, word in enumerate(words[:-1]) if word.role in govern), default=-1)


def head_of(after: list[Word]) -> str | None:
    """Return the noun that follows 等, up to the last that names a class of things."""
    classed, run = False, []
    for word in after[next((i for i, word in enumerate(after) if word.text not in QUANTITIES), 0) :]:
        if word.role == "of" and run and run[-1].text in PLAIN:
            run.append(word)
            continue
        if word.text[0] in BRACKETS and word.role != "quote":
            break
        nominal = word.role in ("noun", "either", "quantity", "quote") or (word.text in VERBS and run)
        if not nominal and (classed or not run or word.role != "verb"):
            break
        classed |= word.text.endswith(tuple(CLASSES))
        run.append(word)
    while run and run[-1].role == "verb" and run[-1].text not in VERBS:
        run.pop()
    if not run or run[0].text in NO_HEADS or not any(word.role == "noun" for word in run):
        return None
    last = max((i for i, word in enumerate(run) if word.text.endswith(tuple(CLASSES))), default=len(run) - 1)
    return "".join(word.text for word in run[: last + 1])


def lead_of(before: list[Word]) -> str | None:
    """Return the word that governs the first item: the last before it, the first where 的 lies between."""
    govern = [word.text for word in before if word.role in ("lead", "verb")]
    return None if not govern else govern[0] if before[-1].role == "of" else govern[-1]


def pattern_of(items: list[list[Word]]) -> str:
    """Name the pattern of a list."""
    if len(items) == 1:
        return "example"
    return "quoted" if all(len(item) == 1 and item[0].role == "quote" for item in items) else "enumeration"


def bare(item: list[Word], text: str) -> tuple[int, int]:
    """Return the span of an item, without the quotation marks around all of it."""
    quoted = len(item) == 1 and item[0].role == "quote"
    return item[0].start + quoted, item[-1].end - quoted


def is_list(spans: tuple, text: str) -> bool:
    """Tell things enumerated from the numbers of paragraphs and the posts of one person."""
    items = [text[start:end] for start, end in spans]
    if not all(re.search(r"\w", item) for item in items):
        return False
    if NUMBERING.search(text[max(0, spans[0][1] - 4) : spans[0][1]]) and len(items[0]) <= 3:
        return False
    if len(items) > 1 and all(re.fullmatch(rf"[{NUMERALS}\d]+", item) for item in items[:-1]):
        return False
    first, last = POST.search(items[0]), POST.search(items[-1])
    return not (len(items) > 1 and first and last and last.end() != len(items[-1]))
