"""Paragraphs become actions: what is to be done to what, by whom, how surely and how."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from discourse.actions import action_rules as rules
from discourse.actions.action_words import Span, Vocabulary
from discourse.actions.clauses import Action, ClauseReader
from discourse.actions.quantity_rules import PAST, REVIEW
from discourse.actions.spans import Spans, part_of
from discourse.actions.verbs import Verbs, read_verbs
from discourse.errors import DiscourseError, one_line
from discourse.schema import ACTIONS, PARTS, PLACE, READ, check_paragraphs, make_frame
from discourse.texts.normalize import fold
from discourse.texts.quoting import Quote, find_quoted
from discourse.texts.sentences import sentence_at, split_sentences
from discourse.words.lexicon import Lexicon
from discourse.words.segment import check_lexicon

# A title names what it is of: 关于深化改革的决定.
TITLE_ENDS = re.compile(
    r"^.{0,12}?关于|的?(?:决定|意见|通知|规划|纲要|方案|办法|条例|建议|报告|若干意见)(?:\(.{0,100}\))?$"
)
# What the words of another were found by is a rule of actions, too.
QUOTED = {"title": "title", "reported": "report", "called_for": "report"}
DONE, REVIEWED = re.compile(PAST), re.compile(REVIEW)


def find_actions(
    paragraphs: pd.DataFrame, *, lexicon: Lexicon | None = None, verbs: Verbs | None = None
) -> pd.DataFrame:
    """Find what is to be done: the verb of each clause that says so, with who, how surely, how, what, in which frame.

    `verbs` is the table of verbs, as `read_verbs` reads it, by default the one that comes with the library. A verb is
    found at the head of its clause, behind links, times, an actor, modals (将, 要, 必须, 力争 …), degrees (大力, 加快,
    持续 …) and phrases with prepositions. Coordinated verbs (建好用好) and objects (A、B和C) give a row each, unless
    one word belongs to all of them (技术和数据市场). What a verb like 支持 or 推动 takes is an action of its own:
    支持企业改造传统产业 gives 支持, and 改造 with the actor 企业 and the modal 支持. A 加快 or 统筹 before another verb
    is its degree. What the clauses are built around (围绕 …, 聚焦 …, 以 … 为 …) is the frame of those that follow in
    the sentence, and so is a modal; an actor such as 我们 holds for the turn, outside of turns for the paragraph. The
    terms of `lexicon` (a `Lexicon` or None) are never cut. Where the table has no verb, a stock part-of-speech tag may
    tell it (rule "tag", doubtful, without a class). The imprint is left out.

    Returns one row for each action, in the order of the text: the keys of its place, actor (named there, or before;
    missing where nobody is), modal, degree, verb, verb_class, object, terms (of the lexicon that this verb governs and
    no verb inside its object does, parted by |), frame, start, end (from the degree or verb to the end of the object),
    rule, doubtful, modal_class (prohibition, obligation, goal, intention, permission), degree_class (intensity, pace,
    continuity, manner, caution), frame_terms, status ("plan", "goal" after 力争 and its like, "done" where it is told
    as past), quoted (whether it stands in the words of another or a title), and for each of actor, modal, degree,
    verb, object and frame where it begins and ends (actor_start …; missing where it stands in another paragraph).
    `rule` is "head" (the clause begins with it), "subject" (its actor stands before), "coordinated", "inner" (another
    verb governs it), "ability" (监测和应对能力), "before" (把), "frame", "topic" (what is to be done stands before,
    without 把), "tag", "title", "quotation" or "report" (《决定》提出 …).

    Raises DiscourseError for missing columns, something else than a lexicon, and something else than verbs.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, turn=0, paragraph=1, kind="body", speaker=None, point=None,
    ...                                 text="我们将完善政策体系，大力发展人形机器人、6G。")])
    >>> find_actions(paragraphs)[["actor", "modal", "degree", "verb", "verb_class", "object"]]
      actor modal degree verb verb_class object
    0    我们     将    NaN   完善         完善   政策体系
    1    我们     将     大力   发展         壮大  人形机器人
    2    我们     将     大力   发展         壮大     6G
    """
    check_paragraphs(paragraphs, READ)
    if lexicon is not None:
        check_lexicon(lexicon)
    if not isinstance(verbs, Verbs | None):
        raise DiscourseError(f"verbs={one_line(verbs)} is no table of verbs; give what read_verbs returns")
    reader = TextReader(verbs or read_verbs(), lexicon)
    paragraphs = paragraphs.sort_values(["doc", "paragraph"], kind="stable")
    rows, place, actor = [], "", ""
    for p, (first, starts) in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        if p.kind == "imprint":
            continue
        before, place = place, f"{p.doc}|{p.turn or -p.paragraph}"
        found, actor = reader.read(p.text, starts, actor if place == before else "")
        reviewed = REVIEWED.search(str(getattr(p, "heading", "") or ""))
        for row in found:
            row |= {key: getattr(p, key) for key in PLACE if key != "sentence"}
            row |= {"sentence": sentence_at((first, starts), row["verb_start"])}
            rows.append(row | ({"status": "done"} if reviewed else {}))
    return make_frame(rows, ACTIONS)


class TextReader:
    """Reads the actions of texts, by a table of verbs and the terms of a lexicon."""

    def __init__(self, verbs: Verbs, lexicon: Lexicon | None) -> None:
        """Take the table and the lexicon."""
        table, self.lexicon = verbs.table, lexicon
        self.names = [] if lexicon is None else lexicon.terms["term"].tolist()
        self.classes = dict(zip(table["verb"], table["class"], strict=True))
        self.vocabulary = Vocabulary(self.classes)
        clausal, nominal = table["takes"].eq("clause"), table["noun"].eq("yes")
        self.reader = ClauseReader(frozenset(table.loc[clausal, "verb"]), frozenset(table.loc[nominal, "verb"]))

    def read(self, text: str, starts: list[int], actor: str) -> tuple[list[dict[str, Any]], str]:
        """Return the rows of a text by its sentences, and the actor that holds after it; `actor` held before it."""
        folded, quotes = fold(text), find_quoted(text)
        found = [] if self.lexicon is None else self.lexicon.find(text)
        terms = [(start, end, self.names[row]) for start, end, row in found]
        context = Context(actor)
        rows: list[dict[str, Any]] = []
        spans = [quote[:2] for quote in quotes if quote.rule != "title"]
        for clause in filter(None, self.vocabulary.read_clauses(folded, [term[:2] for term in terms], spans)):
            start, end = clause[0].start, clause[-1].end
            context.enter(sentence_at((0, starts), start), folded[max(0, start - 1) : start])
            past = DONE.search(folded, start, end) is not None
            for action in map(context.complete, self.reader.read_clause(clause)):
                if action.verb:
                    rows.append(self.row(action, text, past=past))
                    rows[-1]["actor"] = context.name_actor(action, text)
        for quote in quotes:
            for action in self.read_quote(folded, quote, [term[:2] for term in terms]):
                rows.append(self.row(action, text) | {"quoted": True})
        rows.sort(key=lambda row: (row["verb_start"], row["end"]))
        place_terms_in(rows, terms, "object", "terms")
        place_terms_in(rows, terms, "frame", "frame_terms")
        return rows, context.lasting

    def read_quote(self, folded: str, quote: Quote, terms: list[Span]) -> Iterator[Action]:
        """Give the actions in the words of another, with their places in the whole text."""
        start, inner = quote.start, folded[quote.start : quote.end]
        if quote.rule == "title":
            # What goes before and behind is blanked, so that offsets stay.
            inner = TITLE_ENDS.sub(lambda match: "," * len(match[0]), inner)
        known = [(first - start, last - start) for first, last in terms if start <= first and last <= quote.end]
        for clause in self.vocabulary.read_clauses(inner, known):
            for action in self.reader.read_clause(clause):
                if action.verb and action.object:
                    yield action.move(start)._replace(rule=QUOTED.get(quote.rule, "quotation"))

    def row(self, action: Action, text: str, *, past: bool = False) -> dict[str, Any]:
        """Return an action as a row: the words of its parts, their classes and places, and how far it is meant."""
        row: dict[str, Any] = {}
        for part in PARTS:
            span = getattr(action, part)
            start, end = span or (None, None)
            row |= {part: text[start:end] if span else None, f"{part}_start": start, f"{part}_end": end}
        modal_class = rules.MODAL_CLASS.get(fold(row["modal"] or ""), (None,))[0]
        degree = fold(row["degree"] or "")
        # Of several words the first tells the class: 进一步全面.
        begun = (rules.DEGREE_CLASS.get(degree[:length]) for length in range(len(degree), 0, -1))
        done = past and modal_class not in ("goal", "obligation")
        start, end = action.extent()
        return row | {
            "verb_class": self.classes.get(fold(row["verb"])),
            "modal_class": modal_class,
            "degree_class": next((found[0] for found in begun if found), None),
            "start": start,
            "end": end,
            "rule": action.rule,
            "doubtful": action.rule in rules.UNSURE,
            "status": "done" if done else "goal" if modal_class == "goal" else "plan",
            "quoted": False,
        }


def place_terms_in(rows: list[dict[str, Any]], terms: list[tuple[int, int, str]], part: str, column: str) -> None:
    """Write into `column` which terms stand in a part of each row; of objects inside each other, in the smallest."""
    spans = Spans([part_of(row, part) for row in rows])
    held: list[list[str]] = [[] for _ in rows]
    for start, end, term in terms:
        for number in spans.around(start, end) if part == "frame" else spans.closest(start, end):
            held[number].append(term)
    for row, own in zip(rows, held, strict=True):
        row[column] = "|".join(dict.fromkeys(own)) or None


class Context:
    """What holds beyond its clause: within a sentence a modal, a frame and an actor, and beyond it an actor's name."""

    def __init__(self, lasting: str) -> None:
        """Take the name of the actor that holds at the beginning."""
        self.lasting, self.sentence = lasting, -1
        self.modal: Span | None = None
        self.frame: Span | None = None
        self.actor: Span | None = None

    def enter(self, sentence: int, mark: str) -> None:
        """Enter a clause of a sentence, by the mark before it: no frame holds over a semicolon."""
        if sentence != self.sentence:
            self.sentence, self.modal, self.frame, self.actor = sentence, None, None, None
        elif mark == ";":
            self.frame = None

    def complete(self, action: Action) -> Action:
        """Return an action with the modal, the frame and the actor that hold, and keep what it brings."""
        if action.rule == "ability":
            return action._replace(frame=self.frame)
        if action.rule != "inner":
            self.modal, self.actor = action.modal or self.modal, action.actor or self.actor
        if action.verb is None and action.frame:
            # Frames in a row are one.
            follows = self.frame is not None and action.frame[0] - self.frame[1] < 2
            self.frame = (self.frame[0], action.frame[1]) if self.frame and follows else action.frame
        modal, actor = action.modal or self.modal, action.actor or self.actor
        return action._replace(modal=modal, frame=action.frame or self.frame, actor=actor)

    def name_actor(self, action: Action, text: str) -> str | None:
        """Name who acts: the one named in the sentence, who may hold for those that follow, else the one that holds."""
        name = text[slice(*action.actor)] if action.actor else ""
        if rules.LASTING.search(name) and action.rule not in ("inner", "ability"):
            self.lasting = name
        return name or self.lasting or None
