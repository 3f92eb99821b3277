"""Texts become clauses of words, each with the parts that it may play in an action."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from discourse.actions import action_rules as rules
from discourse.words.segment import rjieba_tokenizer

# What stands in marks is one word of its clause: a name, or the words of another. So is a time.
MARKED = r"《[^《》]*》|“[^“”]*”|「[^「」]*」|\([^()]*\)"
TIME = (
    r"(?:[到至从自](?=\d{4}年))?(?<!\d)(?:19|20)\d\d年?(?:上半年|下半年|[底末初前内])*(?:[以之][来后前])?|"
    r"(?:到|至)?(?:本世纪|上世纪)\w{0,4}?[年叶末]|(?<!\d)\d{1,2}月(?:\d{1,2}日)?"
)
WHOLE = re.compile(rf"(?P<mark>{MARKED})|(?P<time>{TIME})")
STOP = re.compile(r"[,;:!?。…\n]")
Span = tuple[int, int]
# A clause has no more words than this: a text without a stop is cut. Nor has a word of the tables more signs.
LONGEST, LONGEST_WORD = 240, 6
ROLES = {
    "modal": rules.MODAL_CLASS,
    "degree": rules.DEGREE_CLASS,
    "opener": rules.OPENERS,
    "preposition": rules.PREPOSITIONS,
    "frame": rules.FRAMES,
    "before": rules.TAKES_BEFORE,
    "state": rules.STATES,
    "result": rules.RESULTS,
    "joiner": rules.JOINERS,
    "then": rules.AND_THEN,
    "aspect": rules.ASPECTS,
    "closer": rules.CLOSERS,
    "not": rules.NEGATIONS,
    "copula": rules.COPULAS,
    "pause": ["、"],
    "of": ["的"],
    "ground": ["地"],
    "as": ["为", "为主"],
}


class Constituent(NamedTuple):
    """A word of a text: its place, the parts that it may play, and its stock part-of-speech tag."""

    text: str
    start: int
    end: int
    roles: frozenset[str]
    tag: str

    def may_be(self, *roles: str) -> bool:
        """Tell whether it may play one of some parts."""
        return not self.roles.isdisjoint(roles)


class Vocabulary:
    """The words of the tables, by which texts are cut into clauses, each with the parts that it may play."""

    def __init__(self, verbs: Iterable[str]) -> None:
        """Take the verbs, beside the words that have a part of their own.

        >>> sorted(Vocabulary(["加快"]).roles["加快"])
        ['degree', 'verb']
        """
        roles: dict[str, set[str]] = {}
        for role, words in (ROLES | {"verb": verbs}).items():
            for word in words:
                roles.setdefault(word, set()).add(role)
        self.roles = {word: frozenset(parts) for word, parts in roles.items()}

    def read_clauses(
        self, text: str, terms: Iterable[Span] = (), quotes: Iterable[Span] = ()
    ) -> Iterator[list[Constituent]]:
        """Give the words of each clause of a folded text, without the stop that ends it; one without a stop is cut.

        `terms` stay whole, and so does what stands in marks and titles, and the spans of `quotes`.
        """
        clause: list[Constituent] = []
        for word in self.constituents(text, terms, quotes):
            stops = STOP.match(word.text)
            if stops or len(clause) == LONGEST:
                yield clause
                clause = []
            if not stops:
                clause.append(word)
        yield clause

    def constituents(self, text: str, terms: Iterable[Span], quotes: Iterable[Span]) -> Iterator[Constituent]:
        """Give the words of a folded text: what is whole, words of the tables, and those of a segmenter between."""
        whole = [(*match.span(), match.lastgroup or "") for match in WHOLE.finditer(text)]
        whole += [(*span, "mark") for span in quotes] + [(*span, "term") for span in terms]
        at = 0
        for start, end, kind in [*sorted(whole, key=lambda each: (each[0], -each[1])), (len(text), len(text), "")]:
            # Of two that overlap, the one that begins first is whole.
            if start < at:
                continue
            tagged = rjieba_tokenizer().tag(text[at:start], hmm=True) if start > at else []
            for word, place, tag in self.unite_tokens(tagged):
                yield Constituent(word, at + place, at + place + len(word), self.roles.get(word, frozenset()), tag)
            if kind:
                roles = self.roles.get(text[start:end], frozenset()) | {kind}
                yield Constituent(text[start:end], start, end, roles, "n")
            at = end

    def unite_tokens(self, tagged: list[tuple[str, str]]) -> Iterator[tuple[str, int, str]]:
        """Give words, places and tags: tokens that make a word of the tables are one, one that begins so is two.

        >>> tokens = [("发展", "vn"), ("壮大", "v"), ("大力发展", "nz")]
        >>> list(Vocabulary(["发展壮大", "发展"]).unite_tokens(tokens))
        [('发展壮大', 0, 'v'), ('大力', 4, 'v'), ('发展', 6, 'v')]
        """
        places = [0, *accumulate(len(word) for word, _ in tagged)]
        at = 0
        while at < len(tagged):
            (word, tag), last = tagged[at], at + 1
            joined = text = word
            for end in range(at + 2, min(at + 4, len(tagged)) + 1):
                text += tagged[end - 1][0]
                if len(text) > LONGEST_WORD:
                    break
                if text in self.roles:
                    joined, last = text, end
            if joined in self.roles:
                yield joined, places[at], "v" if last > at + 1 else tag
            else:
                yield from self.split_token(word, places[at], tag)
            at = last

    def split_token(self, word: str, place: int, tag: str) -> Iterator[tuple[str, int, str]]:
        """Give the words of a token: what begins with one of the tables, and has a word after it, is two (大力发展)."""
        if rules.GLUED_MODAL.fullmatch(word):
            yield word[:-1], place, "n"
            yield word[-1], place + len(word) - 1, "d"
            return
        for cut in range(len(word) - 1, 1, -1) if word not in rules.NO_VERBS else ():
            head, rest = word[:cut], word[cut:]
            if self.roles.get(head, frozenset()).isdisjoint({"verb", "degree", "modal"}):
                continue
            after = [(rest, "v")] if rest in self.roles else rjieba_tokenizer().tag(rest, hmm=False)
            if len(after) == 1 and (len(rest) > 1 or after[0][1] == "a"):
                yield head, place, "v"
                yield rest, place + cut, after[0][1]
                return
        yield word, place, tag
