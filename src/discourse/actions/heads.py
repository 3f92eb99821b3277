"""What a clause begins with: its verb, and who, how surely and how before it."""

from collections.abc import Set
from typing import NamedTuple

from discourse.actions import action_rules as rules
from discourse.actions.action_words import Constituent, Span


class Head(NamedTuple):
    """The place of a clause's verb among its words, and the spans of what stands before it.

    `rule` is how it was found. Where that is "frame" there is no verb, and what the clauses after it are built around
    begins at `at`. `between` holds the words from which to which a purpose is told (为推进现代化提供支撑), or what 把
    puts before its verb.
    """

    at: int
    degree: Span | None = None
    modal: Span | None = None
    actor: Span | None = None
    frame: Span | None = None
    rule: str = "head"
    between: tuple[int, int] = (0, 0)


def span_of(words: list[Constituent]) -> Span | None:
    """Return from where to where words go; None where there are none."""
    return (words[0].start, words[-1].end) if words else None


def text_of(words: list[Constituent]) -> str:
    """Return the words as one text."""
    return "".join(word.text for word in words)


class HeadFinder:
    """Looks for the head of a clause, or of what another verb governs (`inner`), word by word."""

    def __init__(self, words: list[Constituent], nominal: Set[str], *, inner: bool = False) -> None:
        """Take the words, and the verbs that are as often nouns."""
        self.words, self.nominal, self.inner = words, nominal, inner
        self.at, self.subject, self.after_preposition, self.over = 0, list[Constituent](), False, False
        # Whether a verb may stand here without more: at the beginning, and behind a modal, a degree, 在…中.
        self.fresh = True
        self.degree: Span | None = None
        self.modal: Span | None = None
        self.means: int | None = None
        self.between = (0, 0)

    def find(self) -> Head | None:
        """Find the head by what stands before it; None where the clause says no action."""
        steps = (
            self.take_frame, self.pass_link, self.take_modal, self.take_before, self.take_preposition,
            self.take_degree, self.take_verb, self.stop, self.take_tagged, self.take_noun,
        )  # fmt: skip
        while self.at < len(self.words) and not self.over:
            for step in steps:
                found = step(self.words[self.at])
                if isinstance(found, Head):
                    return found
                if found:
                    break
        return None

    def may_be(self, at: int, *roles: str) -> bool:
        """Tell whether there is a word at a place that may play one of some parts."""
        return at < len(self.words) and self.words[at].may_be(*roles)

    def is_tagged(self, at: int, tags: str) -> bool:
        """Tell whether there is a word at a place whose tag begins with one of some letters."""
        return at < len(self.words) and self.words[at].tag[:1] in tags

    def actor(self) -> Span | None:
        """Return the subject where it is someone who acts; what another verb governs has any."""
        acts = self.inner or rules.ACTOR.search(text_of(self.subject))
        return span_of(self.subject) if acts else None

    def head(self, rule: str) -> Head:
        """Return the head at this place."""
        before = [each[0] for each in (self.modal, self.degree) if each and each[0] > (self.means or 0)]
        begins = min([*before, self.words[self.at].start])
        frame = None if self.means is None else (self.means, begins)
        return Head(self.at, self.degree, self.modal, self.actor(), frame, rule, self.between)

    def take_frame(self, word: Constituent) -> Head | bool:
        """Take a frame, which goes to the end of its clause: 围绕…, 以…为主攻方向."""
        if not (word.may_be("frame") or self.says_as_what(word)) or (self.subject and not self.actor()):
            return False
        return Head(self.at, None, self.modal, self.actor(), (word.start, self.words[-1].end), "frame")

    def says_as_what(self, word: Constituent) -> bool:
        """Tell whether 以 has its 为."""
        return word.text == "以" and any(self.may_be(at, "as") for at in range(self.at + 2, len(self.words)))

    def pass_link(self, word: Constituent) -> bool:
        """Pass what links clauses, times, and what only says how: 锲而不舍, 更多地."""
        follows = self.may_be(self.at + 1, "verb", "degree", "modal", "before", "frame")
        idiom = not word.roles and word.tag[:1] in "dilz" and len(word.text) > 2 and self.fresh
        passed = (
            word.may_be("opener", "time")
            or (word.may_be("pause") and not self.subject)
            or (word.may_be("then") and follows and not self.subject)
            or (idiom and (follows or word.text.endswith("地")))
        )
        self.at += passed
        return passed

    def take_modal(self, word: Constituent) -> bool:
        """Take a modal; 将, 支持 and what else may be more than one, where something that is done follows."""
        follows = self.may_be(self.at + 1, "verb", "degree", "modal", "preposition", "frame", "opener", "before")
        follows = follows or self.is_tagged(self.at + 1, "v")
        unsure = word.may_be("verb", "before") and not follows
        if not word.may_be("modal") or unsure or (word.may_be("verb") and not self.subject):
            return False
        self.modal, self.fresh = self.modal or (word.start, word.end), True
        self.at += 1
        return True

    def take_before(self, word: Constituent) -> Head | bool:
        """Find the verb behind an object that 把 puts before it."""
        if not word.may_be("before"):
            return False
        places = range(self.at + 2, len(self.words))
        ends = [at for at in places if self.may_be(at, "result")]
        ends = ends or [at for at in places if self.may_be(at, "verb") or self.words[at].tag == "v"][-1:]
        return bool(ends) and Head(
            ends[0], None, self.modal, self.actor(), None, "before", between=(self.at + 1, ends[0])
        )

    def take_preposition(self, word: Constituent) -> bool:
        """Pass a phrase before the verb; that of a means is a frame."""
        if not word.may_be("preposition") or (self.subject and word.may_be("joiner")) or self.at + 1 == len(self.words):
            return False
        places = range(self.at + 1, len(self.words))
        closers = [at for at in places if self.may_be(at, "closer") or self.words[at].text.endswith("方面")]
        closed = word.text == "在" and bool(closers)
        if word.text in rules.MEANS and self.means is None:
            self.means = word.start
        self.after_preposition, self.fresh = not closed, closed
        self.at = closers[0] + 1 if closed else self.at + 1
        if word.text in rules.TOWARDS and (later := self.later_verb()):
            self.between, self.at = (self.at, later), later
        return True

    def later_verb(self) -> int:
        """Return where the verb stands before which its purpose is told by another verb; 0 where there is none."""
        own = self.at
        while self.may_be(own, "degree") and self.may_be(own + 1, "verb", "degree"):
            own += 1
        if not self.may_be(own, "verb") or (self.words[own].text in self.nominal and own == self.at):
            return 0
        places = range(own + 2, len(self.words) - 1)
        return next((at for at in places if self.may_be(at, "verb") and self.words[at].text not in self.nominal), 0)

    def take_degree(self, word: Constituent) -> bool:
        """Take what says how, where in the end what is done follows: 加快建设, and not 加快重点地区开发."""
        last = self.at
        while self.may_be(last, "degree", "ground", "opener") and not (last > self.at and self.acts(last)):
            last += 1
        if not word.may_be("degree") or not (
            self.may_be(last, "verb", "modal", "before", "frame", "preposition") or self.is_tagged(last, "v")
        ):
            return False
        if self.may_be(last, "verb") or not self.may_be(last, "modal", "before", "frame", "preposition"):
            self.degree = (self.degree[0] if self.degree else word.start, word.end)
            self.fresh = True
        self.at += 1 + self.may_be(self.at + 1, "ground")
        return True

    def acts(self, at: int) -> bool:
        """Tell whether what may be a degree is a verb here: nothing that is done follows."""
        return self.may_be(at, "verb") and not (
            self.may_be(at + 1, "verb", "degree", "ground") or self.is_tagged(at + 1, "v")
        )

    def take_verb(self, word: Constituent) -> Head | bool:
        """Take the verb, where it is one here and no noun."""
        if not word.may_be("verb") or not self.is_predicate(word):
            return False
        if self.inner and self.subject and self.subject[-1].may_be("pause", "joiner"):
            self.over = True
            return True
        if all(each.may_be("mark") for each in self.subject):
            self.subject = []
        intransitive = not self.governs(self.at) and word.text not in rules.INTRANSITIVE
        if not self.subject or self.after_preposition:
            return self.head("head")
        if self.actor() and not (self.inner and intransitive):
            return self.head("subject")
        # 改革深入推进 says what has come about, 重大任务要完成 what is to be done.
        self.over = not (intransitive and self.modal)
        return self.over or self.head("topic")

    def is_predicate(self, word: Constituent) -> bool:
        """Tell whether a verb of the table is the predicate here; what is as often a noun is so by its neighbours."""
        at = self.at
        if self.may_be(at + 1, "of", "ground"):
            return False
        if word.text not in self.nominal:
            return self.fresh or not self.after_preposition or self.governs(at)
        if self.may_be(at + 1, "aspect"):
            return True
        if self.names(at) or not self.governs(at):
            return self.fresh and not self.inner and (self.degree is not None or self.modal is not None)
        if self.inner:
            return self.is_inner_predicate()
        # Behind a preposition two verbs in a row are no nouns: 在企业布局建设平台.
        two = self.after_preposition and self.may_be(at + 1, "verb") and self.governs(at + 1)
        acts = self.actor() is not None and not self.may_be(at + 1, "degree", "preposition")
        return self.fresh or two or acts

    def names(self, at: int) -> bool:
        """Tell whether what is as often a noun is one by what follows: 改革发展稳定的任务, 服务和管理并重."""
        beyond = at + 1
        while self.may_be(beyond, "joiner", "pause", "verb") and (
            self.may_be(beyond, "joiner", "pause") or self.words[beyond].text in self.nominal
        ):
            beyond += 1
        if beyond == len(self.words):
            return beyond > at + 2 and self.subject != []
        if self.may_be(beyond, "state") and self.describes(beyond):
            return False
        modal = self.may_be(beyond, "modal") and not self.may_be(beyond, "verb")
        several = beyond > at + 1 and (self.may_be(beyond, "of") or self.words[beyond].tag == "v")
        listed = self.may_be(at + 1, "joiner", "pause") and not self.may_be(at + 2, "verb", "degree")
        return modal or several or listed or self.may_be(beyond, "closer", "not", "state")

    def is_inner_predicate(self) -> bool:
        """Tell whether what is as often a noun is what someone is to do, inside what another verb governs."""
        last, following = self.words[-1], self.words[self.at + 1]
        if last.text in self.nominal or (self.degree is None and last.tag[0] == "v"):
            return False
        if self.degree is not None:
            return True
        if self.subject:
            return rules.ACTOR.search(text_of(self.subject)) is not None
        return rules.AFTER_NOMINAL.search(following.text) is None

    def governs(self, at: int) -> bool:
        """Tell whether something follows that a verb may govern."""
        at += 1 + self.may_be(at + 1, "aspect")
        return at < len(self.words) and not self.may_be(at, "copula", "closer")

    def stop(self, word: Constituent) -> bool:
        """Stop where something is, becomes or is not; 有条件的 only describes."""
        self.over = word.may_be("not") or (word.may_be("state", "copula") and not self.describes(self.at))
        return self.over

    def describes(self, at: int) -> bool:
        """Tell whether a verb of being only describes what follows: 有条件的地区."""
        follows = any(self.may_be(each, "of") for each in range(at + 1, min(at + 7, len(self.words))))
        return follows and not self.may_be(at, "copula")

    def take_tagged(self, word: Constituent) -> Head | bool:
        """Take what the tags call a verb where the table has none: at the head, with something to govern."""
        able = word.text[0] in rules.MODAL_CLASS
        verb = word.tag == "v" and not (word.roles or able) and (len(word.text) > 1 or self.degree or self.modal)
        acts = self.fresh or (self.subject and self.actor() and not self.after_preposition)
        if not verb or not acts or self.inner or not self.governs(self.at) or self.may_be(self.at + 1, "of"):
            return False
        return self.head("tag") if not self.subject or self.actor() else False

    def take_noun(self, word: Constituent) -> bool:
        """Take any other word for a part of the subject, unless it goes with a preposition."""
        self.subject += [] if self.after_preposition else [word]
        self.fresh, self.degree = False, None
        self.at += 1
        return True
