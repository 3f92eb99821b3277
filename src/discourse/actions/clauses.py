"""Clauses become actions: the verbs, and who, how surely, how, what and in which frame."""

from collections.abc import Iterator, Set
from typing import NamedTuple

from discourse.actions import action_rules as rules
from discourse.actions.action_words import Constituent, Span
from discourse.actions.heads import Head, HeadFinder, span_of, text_of
from discourse.actions.objects import ListedObjects, begins_action, find_role, object_end, pass_degrees
from discourse.schema import PARTS


class Action(NamedTuple):
    """An action as found in a text: the spans of its parts, and how it was found; a frame has no verb."""

    verb: Span | None
    object: Span | None
    degree: Span | None
    modal: Span | None
    actor: Span | None
    frame: Span | None
    rule: str

    def move(self, by: int) -> "Action":
        """Return the action with all its places moved."""
        moved = {part: (span[0] + by, span[1] + by) for part in PARTS if (span := getattr(self, part))}
        return self._replace(**moved)  # type: ignore[arg-type]

    def extent(self) -> Span:
        """Return from where to where it goes, from the degree beside its verb on."""
        assert self.verb
        beside = self.degree and 0 <= self.verb[0] - self.degree[1] < 3
        spans = [self.verb, *filter(None, [self.object, self.degree if beside else None])]
        return min(start for start, _ in spans), max(end for _, end in spans)


class ClauseReader(NamedTuple):
    """Reads the actions of clauses, by the verbs that take clauses, and those that are as often nouns."""

    clausal: Set[str]
    nominal: Set[str]

    def read_clause(self, words: list[Constituent], *, inner: bool = False) -> Iterator[Action]:
        """Give the actions of a clause, or of what another verb governs; a frame comes before the actions in it."""
        head = HeadFinder(words, self.nominal, inner=inner).find()
        if head is None:
            return
        between = words[slice(*head.between)]
        if head.rule == "frame":
            yield Action(None, None, None, head.modal, head.actor, head.frame, "frame")
            stop = find_role(words, head.at + 1, len(words), "as")
            yield from self.read_items(words[head.at + 1 : stop], head)
        elif head.rule == "before":
            degrees = next((at for at in range(1, len(between)) if self.all_degrees(between[at:])), len(between))
            objects, degree = between[:degrees], span_of(between[degrees:])
            verb = words[head.at]
            yield Action((verb.start, verb.end), span_of(objects), degree, head.modal, head.actor, None, "before")
            yield from self.read_items(objects, head._replace(rule="inner"))
        elif not inner or head.at + 1 < len(words) or words[head.at].text in rules.INTRANSITIVE:
            yield from self.read_items(between, head._replace(rule="inner"))
            yield from self.read_predicates(words, head)

    def all_degrees(self, words: list[Constituent]) -> bool:
        """Tell whether all words say how something is done."""
        return all(word.may_be("degree") for word in words)

    def read_items(self, words: list[Constituent], head: Head) -> Iterator[Action]:
        """Give the actions in what is no clause: at its beginning, and behind signs of lists, 和 and prepositions."""
        ends = [at for at, word in enumerate(words) if word.may_be("pause", "joiner", "preposition")]
        starts = [start for start in [0, *(at + 1 for at in ends)] if start < len(words)]
        verbs = {start: pass_degrees(words, start) for start in starts}
        begin = [start for start in starts if words[verbs[start]].may_be("verb")]
        begin = [start for start in begin if begins_action(words, verbs[start], self.nominal)]
        for start, following in zip(begin, [*begin, len(words) + 1][1:], strict=True):
            verb = verbs[start]
            one = head._replace(degree=span_of(words[start:verb]))
            yield from self.govern([words[verb]], words[verb + 1 : following - 1], one)

    def read_predicates(self, words: list[Constituent], head: Head) -> Iterator[Action]:
        """Give the actions of a clause from its head on: those of its verbs, and of what is coordinated with them."""
        following: tuple[int, int] | None = (head.at, head.at)
        while following is not None:
            verbs, at = self.read_verbs(words, head.at)
            end, following = object_end(words, at, self.nominal)
            if following and verbs[-1].text in self.clausal and self.holds_action(words[at:]):
                # What is coordinated is so within what the verb governs.
                end, following = find_role(words, at + 1, len(words), "copula"), None
            yield from self.govern(verbs, words[at:end], head)
            if following is not None:
                start, verb = following
                degree = span_of(words[start:verb]) or (head.degree if words[start - 1].may_be("pause") else None)
                head = head._replace(at=verb, degree=degree, rule="coordinated")

    def read_verbs(self, words: list[Constituent], at: int) -> tuple[list[Constituent], int]:
        """Read verbs that govern one object together, and where that begins: 建好用好, 保障和改善."""
        verbs, at = [words[at]], at + 1
        while at < len(words):
            if words[at].may_be("aspect"):
                at += 1
                continue
            joined = words[at].may_be("joiner", "pause", "then")
            second = pass_degrees(words, at + 1) if joined else at
            if second >= len(words) or not words[second].may_be("verb"):
                break
            if not self.is_second(words, second, verbs[0].text, joined=joined):
                break
            verbs, at = [*verbs, words[second]], second + 1
        return verbs, at

    def is_second(self, words: list[Constituent], second: int, first: str, *, joined: bool) -> bool:
        """Tell whether a verb behind another, or behind 和, governs the same object: 布局建设平台, not 完善服务体系."""
        noun, first_noun = words[second].text in self.nominal, first in self.nominal
        governs = second + 1 < len(words) and not words[second + 1].may_be("of", "copula")
        if not governs:
            return not noun or first_noun
        if joined:
            return first_noun or not noun or second + 2 < len(words)
        stop = find_role(words, second, len(words), "copula")
        named = noun and rules.AFTER_NOMINAL.search(words[second + 1].text)
        return (
            first not in self.clausal
            and (first_noun or not noun)
            and not (rules.SYSTEM.search(words[stop - 1].text) or named)
        )

    def govern(self, verbs: list[Constituent], words: list[Constituent], head: Head) -> Iterator[Action]:
        """Give an action for each verb and each object, and those that lie in the object."""
        while words and (words[-1].text in ("等", "等等") or words[-1].may_be("pause")):
            words = words[:-1]
        inner = list(self.read_inner(verbs[-1], words, head))
        objects = [span_of(words)] if inner or not words else ListedObjects(words).spans()
        for number, verb in enumerate(verbs):
            degree = None if number else head.degree
            for each in objects:
                yield Action((verb.start, verb.end), each, degree, head.modal, head.actor, head.frame, head.rule)
        yield from inner

    def read_inner(self, verb: Constituent, words: list[Constituent], head: Head) -> Iterator[Action]:
        """Give the actions in an object: what someone is supported to do, what is to be explored, an ability."""
        if verb.text in self.clausal:
            modal = (verb.start, verb.end) if verb.text in rules.MODAL_CLASS else head.modal
            for action in self.read_clause(words, inner=True):
                yield action._replace(actor=action.actor or head.actor, modal=action.modal or modal, rule="inner")
        elif len(words) > 2 and words[-1].text in rules.ABILITIES:
            at = find_role(words, 0, len(words), "verb", "degree")
            if rules.ACTOR.search(text_of(words[:at])):
                yield from self.read_ability(words[:-1], at)

    def holds_action(self, words: list[Constituent]) -> bool:
        """Tell whether an action stands in what a verb governs."""
        head = HeadFinder(words, self.nominal, inner=True).find()
        return head is not None and head.rule in ("head", "subject") and head.at + 1 < len(words)

    def read_ability(self, words: list[Constituent], at: int) -> Iterator[Action]:
        """Give what someone is to be able to do: 上下游企业协同监测和应对能力."""
        verb = pass_degrees(words, at)
        if verb < len(words) and words[verb].may_be("verb"):
            verbs, after = self.read_verbs(words, verb)
            degree, rest = span_of(words[at:verb]), span_of(words[after:])
            for each in verbs:
                yield Action((each.start, each.end), rest, degree, None, span_of(words[:at]), None, "ability")
