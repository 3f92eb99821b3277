"""Who speaks: labels are found, and paragraphs become turns."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import dropwhile, pairwise
from typing import ClassVar

from discourse.texts.fact import fact
from discourse.texts.layout.blocks import LineBlock, split_block
from discourse.texts.layout.facts import HEADING_LENGTH
from discourse.texts.layout.legends import join_posts, listed_person, read_legends
from discourse.texts.layout.roles import (
    EVERYWHERE,
    FIRST_WORDS,
    MOSTLY,
    OFTEN,
    SPEECH,
    Dialogue,
    asks_alone,
    may_be_name,
    says_no_name,
)
from discourse.texts.layout.rules import (
    ADDRESSED,
    GREETING,
    HAN,
    INTERVIEW,
    LABELS,
    MEDIA,
    PARTY,
    REPORTED,
    SHORT_FOREIGN_NAME,
    SIGNS,
    match_prefix,
    match_rule,
    normalize_line,
)
from discourse.texts.layout.speech import (
    ASKS_OR_ANSWERS,
    BROKEN_OFF,
    LATIN_NAME_AND_POST,
    Label,
    asks_question,
    make_label,
    read_label,
    role_of_label,
    speaker_name,
)

# Where a speech may end inside a line, and the marks of a label stand near enough.
LABEL_ENDS = ":】]>"
LABEL_END = re.compile(f"[{re.escape(LABEL_ENDS)}]")
SPEECH_END = re.compile(
    rf"(?:(?P<stop>[。!?…](?:—{{1,3}})?)|{BROKEN_OFF.pattern}|[”’」』】 ])[”’」』)】]{{0,4}} {{0,8}}"
    rf"(?=[^{re.escape(LABEL_ENDS)}]{{0,59}}[{re.escape(LABEL_ENDS)}])"
)
# A question of the lead is put to the reader: … 记者采访了部长。
LEAD = re.compile(r"(?:记者|本报|本刊|我们)[^。]{0,12}(?:采访|专访|访|请|对话)")
QUOTES = ("“", "「", "『", '"', "‘")
# Who begins to answer where a question ends, inside a line, and the paper that asks behind a stop.
ASKS_INSIDE = re.compile(
    rf"[。!?…][”’」』)]{{0,2}} {{0,2}}((?:《[^》]{{2,12}}》|{HAN}{{3,10}})) {{0,2}}:[^。:]{{0,100}}\?"
)
ANSWERS_INSIDE = re.compile(rf"\?[”’」』)]{{0,2}} {{0,2}}({HAN}{{2,5}}) {{0,2}}:")
PARTY_ALONE = re.compile(f"{HAN}{{0,8}}{PARTY}")
# A name before a blank as wide as a character at the least.
WIDE_BLANK = re.compile(r"([^ ,。:;?!]{2,8}) {2,4}(?=[^ ])")
# Styles of words that return where names stand: alone on their lines, and before wide blanks; the fewest of both.
ALONE_AGAIN, SPACED_AGAIN, LEAST_TURNS = "alone ", "spaced ", 5
# What ends a speech before a broken label, and the most characters of such a label at the end of a line.
STOPS, LONGEST_TAIL = "。!?…”」』)】", 8
# So many paragraphs at the most are a question without a label and its answer on the average, and such a short one.
LONGEST_ANSWER, SHORT_ANSWER = 8, 3
# A share of labels before quotation marks that shows a quoted dialogue.
QUOTED = 0.8
# The most characters of a label alone on its line without a colon, of one that a blank parts from the speech, of one
# inside a line with its marks.
ALONE, SPACED, INNER, LONGEST_POST = 24, 15, 60, 44


class LabelledLines:
    """The lines of an article, and the labels of speakers that stand in them: no two overlap."""

    SIGNS_ALONE: ClassVar = {"question": "问", "answer": "答"}

    def __init__(self, blocks: list[LineBlock]):
        self.blocks = blocks
        self.labels = self.find_labels()

    @fact
    def styles(self) -> set[str]:
        """Whether the article parts labels from speech by a blank, or sets them, or posts, on a line of their own."""
        lines = [block for block in self.blocks if block.kind in SPEECH]
        if len(lines) < 2:
            return set()
        spaced = [
            line.normalized.split(" ", 1)[0] for line in lines if " " in line.normalized[:15] and len(line.text) > 6
        ]
        alone = [line.facts.role for line in lines if len(line.text) <= ALONE]
        asking = {"spaced": list(map(role_of_label, spaced)), "alone": alone}
        found = {style for style, roles in asking.items() if roles.count("question") > 1}
        # Where nobody returns, the first words of sentences end in 记者 by chance.
        who = Counter(word for word in spaced if role_of_label(word) or speaker_name(word))
        found -= {"spaced"} if max(who.values(), default=0) < 2 else set()
        # Two who talk with each other have their names before wide blanks, again and again.
        wide = [match[1] for line in lines if line.facts.ends_sentence and (match := WIDE_BLANK.match(line.normalized))]
        names = Counter(filter(speaker_name, wide))
        found |= {"spaced"} if sum(times > 1 for times in names.values()) > 1 else set()
        # A post and a name above what its bearer says, a greeting first: 某局局长 林晓 / 各位记者朋友，大家好.
        posts = [(line, after) for line, after in pairwise(lines) if is_post(line) and not after.facts.label]
        known = sum(
            len(line.text) == label.speech for line in lines if (label := line.facts.label) and label.names_post
        )
        latin = sum(LATIN_NAME_AND_POST.fullmatch(line.normalized) is not None for line, _ in posts) > 1
        greet = latin or any(
            GREETING.search(after.normalized[:FIRST_WORDS]) for _, after in posts if after.facts.ends_sentence
        )
        found |= asking_signs(lines) | returning_styles(lines)
        return found | ({"posts"} if greet and len(posts) + known > 1 else set())

    def find_labels(self) -> list[Label]:
        """List what stands where a speaker's name would, at the beginning of a line or inside it: no two overlap."""
        first = [label_at(block, self.styles) if block.kind in SPEECH else None for block in self.blocks]
        for at, (label, after) in enumerate(zip(first, self.blocks[1:], strict=False)):
            # A label alone above a post and a name says who takes part: 对话嘉宾：.
            alone = label and label.speech == len(self.blocks[at].text)
            if alone and listed_person(after) and not after.facts.label:
                first[at] = None
        for at, label in enumerate(first):
            # So does the party's name, in a line that is no sentence: 听证人：林晓（主任）.
            if label and PARTY_ALONE.fullmatch(label.key) and not self.blocks[at].facts.ends_with_mark:
                first[at] = None
        # Most lines have no sign that a label ends with, and most articles no label.
        may_have = [
            number for number, block in enumerate(self.blocks) if first[number] or LABEL_END.search(block.normalized)
        ]
        if not may_have:
            return []
        opens = Counter(label.key for label in filter(None, first))
        opens |= self.open_inside(may_have)
        labels = [
            each._replace(line=number)
            for number in may_have
            for each in self.line_labels(self.blocks[number], first[number], opens)
        ]
        labels = [each for each, after in zip(labels, [*labels[1:], None], strict=False) if not self.heads(each, after)]
        labels = self.name_pairs(labels)
        return self.keep_speakers(self.name_by_legend(labels), set(opens)) if labels else labels

    def name_pairs(self, labels: list[Label]) -> list[Label]:
        """Take 小周问 and 老师答 for 小周, who asks, and 老师, who answers, where the one follows the other twice.

        Where nobody else does so, 问 and 答 alone are theirs, too.
        """
        done = [self.blocks[each.line].normalized[each.start : each.speech].rstrip(" :")[-1:] for each in labels]
        asked = [key == "问" and len(label.key) > 1 for key, label in zip(done, labels, strict=True)]
        pairs = [at for at, after in enumerate(done[1:]) if asked[at] and after == "答" and len(labels[at + 1].key) > 1]
        parts = {labels[at + step].key: role for at in pairs for step, role in enumerate(("question", "answer"))}
        if len(pairs) < 2:
            return labels
        who = {label.key: label.who for label in labels}
        speak = {label.key for label in labels if label.names_speaker}
        names = {key: (ASKS_OR_ANSWERS.sub("", who[key]), ASKS_OR_ANSWERS.sub("", key), parts[key]) for key in parts}
        if len(parts) == len(self.SIGNS_ALONE) and speak <= {*parts, *self.SIGNS_ALONE.values()}:
            names |= {sign: name for name in names.values() if (sign := self.SIGNS_ALONE[name[2]])}
        return [
            label._replace(who=name[0], key=name[1], role=name[2], name=name[1])
            if (name := names.get(label.key)) and name[1]
            else label
            for label in labels
        ]

    def open_inside(self, places: list[int]) -> Counter[str]:
        """Count those who answer inside lines again and again, and the papers that ask there: none need open one."""
        lines = [line for at in places if "?" in (line := self.blocks[at].normalized)]
        answers = Counter(who for line in lines for who in ANSWERS_INSIDE.findall(line) if may_be_name(who))
        if max(answers.values(), default=0) < 2:
            return Counter()
        asks = Counter(who for line in lines for who in ASKS_INSIDE.findall(line) if match_rule(MEDIA, who))
        return Counter({who: times for who, times in (answers + asks).items() if times > 1})

    def heads(self, label: Label, after: Label | None) -> bool:
        """Tell whether a post, a name and a few words without a stop head what is asked below: 院长林晓：不能等."""
        words = self.blocks[label.line].normalized[label.speech :]
        asked = after is not None and (after.line, after.start, after.role) == (label.line + 1, 0, "question")
        plain = label.shape == "colon" and not (label.start or self.blocks[label.line].facts.ends_with_mark)
        return asked and plain and label.names_post and 1 < len(words) <= HEADING_LENGTH

    def keep_speakers(self, labels: list[Label], opening: set[str]) -> list[Label]:
        """Keep of the labels inside lines those of speakers, who open lines too (`opening`), answer, ask or return."""
        again = Counter(label.key for label in labels)
        for label, after in pairwise(labels):
            # Who answers on the line of a question: 问：何时？答：明年。
            question = (label.line, label.role) == (after.line, "question") and after.role != "question"
            if question and asks_question(self.blocks[label.line].normalized[label.speech : after.start]):
                opening = opening | {after.key}
        if sum(label.role == "question" for label in labels if label.start) > 1:
            return labels
        # A reporter who asks once in a line does so: （掌声）虚拟社记者：何时？
        # One who is named so again and again speaks.
        return [
            label for label in labels
            if not label.start or label.key in opening or (not label.role and again[label.key] > 1)
            or asks_inside(self.blocks[label.line], label)
        ]  # fmt: skip

    @staticmethod
    def line_labels(block: LineBlock, first: Label | None, opening: dict[str, int]) -> Iterator[Label]:
        """Give the label that begins a line, and those inside it and outside quotation marks, each behind the last.

        Where a bracket, a closing quotation mark or a blank stands in place of the stop, only a label of `opening`,
        the keys that open lines with their number, follows it, or after an aside a reporter who asks. Only of
        `opening` is the name of a paper, and of those that open several what may be a name.
        """
        text = block.normalized
        at = free = depth = 0
        before = first and first.key
        if first:
            yield first
            at = free = first.speech
        # Beyond the last mark of a label none stands. A paragraph whose kind is declared stays one.
        last = max(map(text.rfind, LABEL_ENDS))
        if block.kind is not None or last < at:
            return
        for end in SPEECH_END.finditer(text, at, last + 1):
            depth += text.count("“", at, end.end()) - text.count("”", at, end.end())
            at = end.end()
            if depth > 0 or at < free:
                continue
            label = read_label(block.text, match_prefix(LABELS, text, at, at + INNER))
            if not label:
                continue
            opens = label.key in opening
            aside = end.group().rstrip().endswith(")") and asks_inside(block, label)
            named = label.names_speaker or SHORT_FOREIGN_NAME.fullmatch(label.key)
            speaks = (
                (named and (end["stop"] or opens or aside))
                or (opens and match_rule(MEDIA, label.key))
                or (opening.get(label.key, 0) > 1 and may_be_name(label.key))
            )
            quotes = text[label.speech : label.speech + 1] in (*'“「"', "")
            # Whom the other asked answers, be it in quotation marks.
            asked = opens and end["stop"] == "?" and before not in (None, label.key)
            if speaks and (asked or not quotes):
                yield label
                free, before = label.speech, label.key

    def name_by_legend(self, labels: list[Label]) -> list[Label]:
        """Give the labels the names that a legend says they stand for; nobody speaks above it, and it is of the page.

        A label with a post, 王厅长, stands for the one whose name another gives; of several forms the shortest names
        him.
        """
        names, lines = read_legends(self.blocks, Counter(label.key for label in labels))
        for at in lines:
            self.blocks[at].decide("imprint", "imprint_legend")
        last = max(lines, default=-1)
        posts = join_posts({label.key for label in labels} - names.keys())
        forms: defaultdict[str, set[str]] = defaultdict(set)
        for label in labels:
            if not label.role:
                forms[posts.get(label.key, label.key)] |= {label.who} if label.key not in posts else set()
        names |= {key: (min(forms[name], key=len), name) for key, name in posts.items()}
        names |= {key: (min(who, key=len), key) for key, who in forms.items() if len(who) > 1 and key not in names}
        return [
            Label(label.start, label.speech, *name, label.shape, label.role, name[1], line=label.line)
            if (name := names.get(label.key))
            else label
            for label in labels
            if label.line > last
        ]

    def mend_broken_labels(self) -> None:
        """Put together the labels whose name the end of a line parts: …吗？西 and 格尔：, where others are 西格尔."""
        known = {label.key for label in self.labels if label.name or label.role}
        blocks, labels = list(self.blocks), list(self.labels)
        for place, label in enumerate(labels):
            before = blocks[label.line - 1] if label.line and not label.start else None
            if not before or before.kind not in SPEECH or before.facts.ends_with_mark:
                continue
            for length in range(1, min(len(before.text), LONGEST_TAIL) + 1):
                text, end = before.normalized, len(before.text) - length
                if text[end:] + label.key in known and (text[:end].rstrip()[-1:] or "。") in STOPS:
                    who = before.text[end:] + label.who
                    labels[place] = make_label(who, text[end:] + label.key, label.shape, speech=label.speech)._replace(
                        line=label.line
                    )
                    blocks[label.line - 1] = split_block(before, 0, len(before.text[:end].rstrip())) if end else before
        self.blocks, self.labels = blocks, labels

    def only_quoted(self, labels: list[Label]) -> bool:
        """Tell whether labels stand in a text that quotes: what they say is in quotation marks, others tell more."""
        opening = [self.blocks[label.line].normalized[label.speech :] for label in labels if not label.start]
        quoted = [speech for speech in opening if speech[:1] in QUOTES]
        lines = sum(block.kind in SPEECH for block in self.blocks)
        return len(quoted) > QUOTED * len(labels) and len(labels) < EVERYWHERE * lines

    def mark_answered(self, labels: list[Label]) -> None:
        """Mark the questions that nobody's name begins, each on the line above one that a label begins: its answer."""
        answers = {label.line for label in labels if not label.start}
        for at, block in enumerate(self.blocks):
            if block.kind is None and at + 1 in answers and at not in answers and asks_alone(block):
                open_turn(block, "question", "question_before_label")

    def cut_labels(self, labels: list[Label], roles: dict[str, str]) -> Iterator[LineBlock]:
        """Give the blocks without their labels, each behind a label opening a turn; a label alone names the next."""
        by_line = defaultdict(list)
        for label in labels:
            by_line[label.line].append(label)
        waiting: list[tuple[LineBlock, Label]] = []
        held: list[LineBlock] = []
        for number, block in enumerate(self.blocks):
            if block.kind not in SPEECH:
                held.append(block)
                continue
            found: list[Label | None] = [*by_line.get(number, ())]
            if not found and not waiting:
                # Most lines have no label: nothing is cut.
                yield from held
                held, block.opens_turn = [], block.kind is not None
                yield split_block(block, 0, len(block.text.rstrip()))
                continue
            if not found or by_line[number][0].start:
                found.insert(0, None)
            for label, after in zip(found, [*found[1:], None], strict=True):  # type: ignore[assignment]
                start = len(block.text) - len(block.text[label.speech :].lstrip()) if label else 0
                end = start + len(block.text[start : after.start if after else None].rstrip())
                # 问 alone above 记者：… is a label of it, too.
                yield from without_speech([each for each in waiting if label and not each[1].is_sign])
                yield from held
                held = []
                if label and start == end:
                    end = start - len(block.text[label.start : start]) + len(block.text[label.start : start].rstrip())
                    waiting = [(split_block(block, label.start, end), label)]
                    continue
                name = label or (waiting[0][1] if waiting else None)
                part, waiting = split_block(block, start, end), []
                yield name_speaker(part, name, roles)
        yield from without_speech(waiting)
        yield from held


def name_speaker(part: LineBlock, label: Label | None, roles: dict[str, str]) -> LineBlock:
    """Say who speaks a part of a line, and in which role, if a label names somebody; a declared kind overrules it."""
    part.opens_turn = label is not None or part.kind is not None
    if label:
        part.speaker = label.who
        if not part.kind:
            shape = label.shape + (" with post" if label.post else "")
            part.decide(roles[label.key], "label", who=label.who, shape=shape)
    return part


def mark_turns(blocks: list[LineBlock]) -> list[LineBlock]:
    """Cut the labels of speakers from their paragraphs, and mark those that open a turn."""
    lines = LabelledLines(blocks)
    if not lines.labels:
        return blocks
    lines.mend_broken_labels()
    blocks = lines.blocks
    roles = Dialogue(blocks, lines.labels).find_roles()
    taken = [label for label in lines.labels if label.key in roles]
    if not roles or lines.only_quoted(taken):
        return blocks
    if "question" not in roles.values():
        lines.mark_answered(taken)
    marked = list(lines.cut_labels(taken, roles))
    # Where no answer has a label, one begins where a labelled question ends.
    asking = asked = False
    for block in marked if "answer" not in roles.values() else []:
        if block.opens_turn:
            asking, asked = block.kind == "question", block.facts.asks
        elif asking and block.kind is None and (asked or not block.facts.asks):
            open_turn(block, "answer", "after_question")
            asking = False
    return marked


def mark_statement(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark what those who answer say before the first question as text of its own, no turn: 各位记者朋友，大家好.

    Where more of them speak before it than behind it, nobody opens a conference.
    """
    openings = [at for at, block in enumerate(blocks) if block.opens_turn]
    first = next((number for number, at in enumerate(openings) if blocks[at].kind == "question"), 0)
    asked = first and openings[0] and blocks[openings[0] - 1].facts.asks
    if first and not asked and first < MOSTLY * len(openings):
        for at in openings[:first]:
            # 答 answers what is not printed.
            if not blocks[at].is_overruled and not role_of_label(normalize_line(str(blocks[at].speaker))):
                blocks[at].decide("body", "opening_statement")
    return blocks


def open_turn(block: LineBlock, kind: str, rule: str) -> None:
    """Make a block the first of a turn."""
    block.opens_turn = True
    block.decide(kind, rule)


def asks_inside(block: LineBlock, label: Label) -> bool:
    """Tell whether a label inside a line is a reporter's by its words, and the line ends in what that reporter asks."""
    return label.role == "question" and len(label.key) > 1 and asks_question(block.normalized[label.speech :])


def asking_signs(lines: list[LineBlock]) -> set[str]:
    """Return the two signs that stand for who asks and who answers, if they do: □怎么看？ and ■要看长远。.

    Nearly all that the one opens are questions, and the other opens the line below each.
    """
    opening = Counter(line.normalized[0] for line in lines if line.normalized[0] in SIGNS)
    for asks in opening:
        asked = [after for line, after in pairwise(lines) if line.normalized[0] == asks and line.facts.asks]
        answers = {after.normalized[0] for after in asked} & {*opening} - {asks}
        if len(asked) > 1 and len(asked) > QUOTED * opening[asks] and len(answers) == 1:
            sign = answers.pop()
            if sum(after.normalized[0] == sign for after in asked) > QUOTED * len(asked):
                return {asks, sign}
    return set()


def returning_styles(lines: list[LineBlock]) -> set[str]:
    """Return as styles the names that return alone on their lines, each above a sentence, and before wide blanks."""
    found = set()
    alone = [
        line.normalized
        if len(line.text) <= ALONE and not line.facts.ends_with_mark and after.facts.ends_sentence
        else ""
        for line, after in pairwise(lines)
    ]
    wide = [match[1] if match else "" for match in (WIDE_BLANK.match(line.normalized) for line in lines)]
    for style, words in ((ALONE_AGAIN, alone), (SPACED_AGAIN, wide)):
        found |= {f"{style}{who}" for who in names_that_return(words)}
    return found


def names_that_return(words: list[str]) -> set[str]:
    """Return those words that may name who speaks: two or more that take turns, each again and again; "" is none.

    >>> sorted(names_that_return(["阿青", "", "老树", "阿青", "老树", "", "阿青", "小结"]))
    ['老树', '阿青']
    """
    times = Counter(filter(None, words))
    again = {word for word, count in times.items() if count > 1 and not says_no_name(word)}
    row = [word for word in words if word in again]
    changes = sum(word != after for word, after in pairwise(row))
    named = any(may_be_name(word) or speaker_name(word) for word in again)
    taken = named and len(again) > 1 and len(row) >= LEAST_TURNS and changes > QUOTED * (len(row) - 1)
    return again if taken else {word for word in again if role_of_label(word) and times[word] > 2}


def is_post(block: LineBlock) -> bool:
    """Tell whether a line is a post and, behind a blank, the name of who has it."""
    text = block.normalized
    if len(text) > LONGEST_POST or " " not in text or block.facts.ends_with_mark:
        return False
    return block.facts.name not in (None, text, text.replace(" ", ""))


def label_at(block: LineBlock, styles: Collection[str] = ()) -> Label | None:
    """Read the label that a line begins with, if any; `styles` are those of `LabelledLines`."""
    text, normalized = block.text, block.normalized
    if 0 < block.bold < len(text) or (block.bold and "alone" in styles):
        who = normalized[: block.bold].rstrip(" :")
        if role_of_label(who) or speaker_name(who):
            speech = len(text) - len(normalized[block.bold :].lstrip(" :"))
            return make_label(text[: len(who)], who, "bold", speech=speech)
    # Where a box or a colon is, nothing else is a label, though it may be none.
    if block.facts.label_form:
        return block.facts.label
    who = normalized.split(" ", 1)[0]
    if "spaced" in styles and len(who) < min(SPACED, len(text)) and (role_of_label(who) or speaker_name(who)):
        speech = len(text) - len(normalized[len(who) :].lstrip())
        return make_label(text[: len(who)], who, "spaced", speech=speech)
    if (wide := WIDE_BLANK.match(normalized)) and f"{SPACED_AGAIN}{wide[1]}" in styles:
        speech = len(text) - len(normalized[len(wide[1]) :].lstrip())
        return make_label(text[: len(wide[1])], wide[1], "spaced", speech=speech)
    if f"{ALONE_AGAIN}{normalized}" not in styles and normalized[0] in styles:
        speech = len(text) - len(normalized[1:].lstrip(" :"))
        return make_label(text[0], normalized[0], "sign", speech=speech)
    return make_label(text, normalized, "alone", speech=len(text)) if is_label_alone(block, styles) else None


def is_label_alone(block: LineBlock, styles: Collection[str]) -> bool:
    """Tell whether a line is a label and no more: a name that returns so, a post on a board, a short name."""
    if f"{ALONE_AGAIN}{block.normalized}" in styles or ("posts" in styles and is_post(block)):
        return True
    return "alone" in styles and len(block.text) <= ALONE and bool(block.facts.role or block.facts.name)


def without_speech(waiting: list[tuple[LineBlock, Label]]) -> Iterator[LineBlock]:
    """Give the label that waited for its speech in vain, as the paragraph it is."""
    for block, _ in waiting:
        block.decide(block.kind, "label_without_speech")
        yield block


def unlabelled_pairs(blocks: list[LineBlock]) -> list[tuple[LineBlock, LineBlock]]:
    """List the lines without a label that may be a question, each with the paragraph that may answer it."""
    pairs = []
    for at, (block, after) in enumerate(pairwise(blocks)):
        free = at and block.kind is None and after.kind is None
        if free and asks_alone(block) and not asks_alone(after) and after.normalized[-1] in "。!”…;:":
            if block.facts.label and block.facts.label.role:
                continue
            # What the first lines ask may be asked of the reader.
            pairs += [] if at < 4 and LEAD.search(after.normalized) else [(block, after)]
    return pairs


def mark_unlabelled(blocks: list[LineBlock]) -> list[LineBlock]:
    """Mark questions and answers where no label tells them apart: each question stands before a full paragraph."""
    if any(block.speaker for block in blocks):
        return blocks
    for block in blocks:
        block.opens_turn = block.opens_turn or block.kind in ("question", "answer")
    pairs = unlabelled_pairs(blocks)
    if len(pairs) > 1 and is_interview(pairs, blocks):
        for question, answer in pairs:
            open_turn(question, "question", "question_without_label")
            open_turn(answer, "answer", "after_question")
    return blocks


def is_interview(pairs: list[tuple[LineBlock, LineBlock]], blocks: list[LineBlock]) -> bool:
    """Tell whether questions with the paragraphs below them make up an interview.

    They are addressed to somebody, or the head of the text announces one, or they are in bold above a few paragraphs
    each. An essay asks now and then, and may set in bold what its parts answer.
    """
    least = MOSTLY * len(pairs)
    reported = sum(bool(REPORTED.search(answer.normalized[:60])) for _, answer in pairs)
    addressed = sum(bool(ADDRESSED.search(question.normalized)) for question, _ in pairs)
    bold = sum(question.bold == len(question.text) for question, _ in pairs)
    head = " ".join(block.normalized for block in blocks[:6] if block.kind != "imprint") if len(pairs) > 2 else ""
    below = dropwhile(lambda block: block is not pairs[0][0], blocks)
    length = sum(block.kind is None for block in below) / len(pairs)
    short = sum(len(question.text) <= HEADING_LENGTH for question, _ in pairs)
    announced = INTERVIEW.search(head) and (short >= least or addressed >= OFTEN * len(pairs))
    told = addressed >= least or announced or (bold >= least and length <= SHORT_ANSWER)
    return bool(reported < least and told and length <= LONGEST_ANSWER)
