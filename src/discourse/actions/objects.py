"""What a verb governs: where it ends, and whether it is one thing or several."""

from collections.abc import Set

from discourse.actions import action_rules as rules
from discourse.actions.action_words import Constituent, Span
from discourse.actions.heads import span_of, text_of

BREAKS = ("pause", "joiner")


def find_role(words: list[Constituent], start: int, end: int, *roles: str) -> int:
    """Return where the first word that may play one of some parts stands, `end` where there is none.

    >>> find_role([], 0, 0, "pause")
    0
    """
    return next((at for at in range(start, end) if words[at].may_be(*roles)), end)


def pass_degrees(words: list[Constituent], at: int) -> int:
    """Return where the verb stands behind the degrees that begin at a place; that place where none does."""
    verb = at
    while verb + 1 < len(words) and words[verb].may_be("degree", "opener") and words[verb + 1].may_be("verb", "degree"):
        verb += 1
    return verb


def begins_action(words: list[Constituent], verb: int, nominal: Set[str]) -> bool:
    """Tell whether a verb inside a clause governs what follows it: 发展高科技 does, 服务体系 is a noun."""
    after = verb + 1
    if after >= len(words) or words[after].may_be("of", "copula", "pause"):
        return False
    if words[after].may_be("joiner"):
        beyond = words[after + 1 : after + 3]
        return len(beyond) == 2 and beyond[0].may_be("verb") and not beyond[1].may_be("state")
    governed = words[after : find_role(words, after, len(words), *BREAKS)]
    if len(governed) == 1 and (rules.AFTER_NOMINAL.search(governed[0].text) or governed[0].text in nominal):
        return False
    # An item before 等 is no action.
    return words[verb].text not in nominal or all(word.text != "等" for word in governed)


def object_end(words: list[Constituent], start: int, nominal: Set[str]) -> tuple[int, tuple[int, int] | None]:
    """Return where an object ends, and, if another action follows in the clause, where that and its verb begin."""
    stop = find_role(words, start + 1, len(words), "copula")
    for at in range(start + 1, stop):
        verb = pass_degrees(words, at + 1)
        if not words[at].may_be(*BREAKS, "then") or verb >= len(words) or not words[verb].may_be("verb"):
            continue
        # 监测和应对 are two verbs of one object, 技术和管理创新 are two things.
        if words[at].may_be("joiner") and (words[verb].text in nominal or words[at - 1].may_be("verb")):
            continue
        # What follows a joiner may have the head of what stands before it, too: 孵化与加速政策体系.
        headed = rules.HEAD.search(text_of(words[verb:])) and not rules.HEAD.search(text_of(words[start:at]))
        if begins_action(words, verb, nominal) and not (headed and at - start < 3):
            return at, (at + 1, verb)
    return stop, None


class ListedObjects:
    """What a verb governs, which may be a list: its parts, and what follows its 等."""

    def __init__(self, words: list[Constituent]) -> None:
        """Take the words of an object; a list is parted by its signs and its 和."""
        self.words = words
        closer = next((at for at, word in enumerate(words) if word.text == "等"), len(words))
        pauses = [at for at in range(closer) if words[at].may_be("pause")]
        cuts = [at for at in pauses if not rules.DESCRIBES.search(words[at - 1].text)]
        joiner = find_role(words, 0, closer, "joiner")
        if (cuts or [-1])[-1] < joiner < closer and not words[-1].may_be("state"):
            cuts = [*cuts, joiner]
        self.parts = [words[start + 1 : end] for start, end in zip([-1, *cuts], [*cuts, closer], strict=True)]
        self.tail = words[closer + 1 :]

    def spans(self) -> list[Span | None]:
        """Return where each object stands: the parts are one together where one word belongs to all.

        So are 产业链供应链韧性和安全水平, 技术和数据市场.
        """
        if len(self.parts) < 2 or not all(self.parts) or self.share_a_word():
            return [span_of(self.words)] if self.words else []
        return [*map(span_of, self.parts[:-1]), (self.parts[-1][0].start, self.words[-1].end)]

    def share_a_word(self) -> bool:
        """Tell whether a word at the beginning or the end belongs to all parts."""
        lengths = [len(text_of(part)) for part in self.parts]
        described = any(word.may_be("of") for part in self.parts for word in part)
        if described or any(word.may_be("of", "preposition", "verb") or word.tag[0] == "v" for word in self.tail):
            return True
        if any(map(is_done, self.parts[1:])) or (len(self.parts) == 2 and lengths[0] - lengths[1] > 3):
            return True
        return not self.tail and self.last_is_shared(longer=lengths[-1] - max(lengths[:-1]))

    def last_is_shared(self, *, longer: int) -> bool:
        """Tell whether the last word belongs to all parts, by the first's last, and how much longer its part is."""
        first, last = self.parts[0][-1], self.parts[-1][-1]
        shared, own = rules.SHARED.search(last.text), rules.HEAD.search(first.text)
        if shared and not own and not first.text.endswith(shared[0]):
            return True
        done = last.tag[0] == "v" and first.tag[0] != "v"
        return (longer > 2 and first.text != last.text) or (done and longer > 0)


def is_done(part: list[Constituent]) -> bool:
    """Tell whether a part of a list is no thing but what is done: 投小, 会转."""
    short = part[0].tag == "v" and len(part[0].text) < 3 and not part[0].may_be("verb")
    return short or part[0].may_be("modal")
