"""Paragraphs become quantities: numbers with what they count, how exactly, by when, and how far they are meant."""

import re
from typing import Any, NamedTuple

import pandas as pd

from discourse.actions import quantity_rules as rules
from discourse.schema import PLACE, QUANTITIES, READ, check_paragraphs, make_frame
from discourse.texts.normalize import fold
from discourse.texts.numerals import read_amount
from discourse.texts.sentences import sentence_at, split_sentences
from discourse.words.lists.rules import VERBS
from discourse.words.segment import rjieba_tokenizer

PATTERNS = {name: re.compile(pattern) for name, pattern in (rules.NO_QUANTITIES | rules.QUANTITY).items()}
# So many characters around a number tell what it is.
AROUND = 200
NOMINAL = re.compile(r"n|vn|an|b|j|l|i|eng|a$|s$|x")
CLAUSE_START = re.compile(r"[,，。;；:：!！?？\n]")
# What stands with another number of the clause, and what it is a share of.
OTHER_NUMBER = re.compile(rf"(?:(?:[由从占]|{rules.THAN})\D{{0,14}})?\d[\d.]*[^和与]{{0,6}}[和与]?")
# Before what is to be covered as a whole: 实现…全覆盖.
VERB_OF_ALL = re.compile(r"实现|做到|推进|推动|[年对]")
# Two digits side by side are about so many: 两三年, 三四百.
ABOUT = re.compile("[一二两三四五六七八九]{2}")


def find_quantities(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Find numbers with what they count, in figures and Chinese numerals, and say how far they are meant.

    Returns one row for each quantity, in the order of the text: the keys of its place, form (as printed), value
    (万 and 亿 reckoned in; of a range the lower end; 全覆盖 is 100 %; missing for 一批 and 若干, which leave it open),
    value_high (the upper end, else missing), unit (% 个百分点 元 家 个 …, the measure or classifier; missing where none
    follows), counted (what is counted, or measured, as far as the words around tell), hedge (over: 超过, 以上, 余;
    under: 近, 不到, 以内; about: 约, 左右; reached: 达, 高达; missing where none stands), deadline (the year by which;
    missing for what is reached), base (what a share or a change is of: GDP, 上年), period (the time that the number
    refers to, as the sentence names it before: 2023年, 今年上半年), status, start, end (of `form`), rule (how it was
    found), status_rule (what told the status) and doubtful.

    `status` is "goal" (to be reached: 力争, 目标, 到2027年), "plan" (to be done, without being a goal: 打造, 安排),
    "done" (reached, or how things are) or "condition" (what is asked of something: 60岁以上的老年人). Cues in the
    clause, the sentence or the heading tell it; where only a verb of being does, or nothing, it is "done" and doubtful.

    No quantities are years and dates, ordinals (第一, 十四届), points (一是), 一 before a classifier (一个, 一项),
    names (“三个代表”, 两个确立, C919, 5G), anniversaries, and what stands in 《》. A number without a unit is one
    after 为, 达, 到 … alone, and doubtful.

    Raises DiscourseError for missing columns.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, turn=0, paragraph=1, kind="body", speaker=None, point=None,
    ...                                 text="中小企业已超过14万家。力争到2027年建成200个左右数字园区。")])
    >>> find_quantities(paragraphs)[["form", "value", "unit", "hedge", "deadline", "status"]]
       form     value unit  hedge deadline status
    0  14万家  140000.0    家   over      NaN   done
    1  200个     200.0    个  about     2027   goal
    """
    check_paragraphs(paragraphs, READ)
    paragraphs = paragraphs.sort_values(["doc", "paragraph"], kind="stable")
    rows = []
    for p, (first, starts) in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        text, before = fold(p.text), None
        for rule, match in match_quantities(text):
            at = sentence_at((0, starts), match.start())
            begin, end = max(starts[at], match.start() - AROUND), [*starts[1:], len(text)][at]
            # Some pages set numbers off by blanks.
            context = text[begin : match.start()].rstrip(), text[match.end() : min(end, match.end() + AROUND)].lstrip()
            quantity = Quantity(
                rule, match, p.text[slice(*match.span())], *context, str(getattr(p, "heading", "") or "")
            )
            row = {"start": match.start(), "end": match.end(), "sentence": first + at, **quantity.describe()}
            if not row["counted"] and before and before["sentence"] == first + at and row["unit"] not in rules.TIME:
                row["counted"] = before["counted"]
            before = row | {key: getattr(p, key) for key in PLACE if key != "sentence"}
            rows.append({key: None if isinstance(value, str) and not value else value for key, value in before.items()})
    return make_frame(rows, QUANTITIES)


def match_quantities(text: str) -> list[tuple[str, re.Match]]:
    """Match the quantities of a text in their order, each with its rule; what is none, and what is taken, is out."""
    found: list[tuple[str, re.Match]] = []
    for rule, pattern in PATTERNS.items():

        def take(match: re.Match, rule: str = rule) -> str:
            # 一 before a classifier is an article (一个, 一批), and 二 none of its numbers: that is 两.
            if rule == "numerals" and match["number"] in ("一", "二") and not match["size"] and match["unit"] != "倍":
                return match[0]
            found.append((rule, match))
            return "\0" * len(match[0])

        text = pattern.sub(take, text)
    return sorted((each for each in found if each[0] in rules.QUANTITY), key=lambda each: each[1].start())


class Quantity(NamedTuple):
    """A quantity where it stands: how it was found, as printed, the words of its sentence around it, its heading."""

    rule: str
    match: re.Match
    form: str
    before: str
    after: str
    heading: str

    @property
    def clause(self) -> str:
        """The words of its clause before it."""
        return CLAUSE_START.split(self.before)[-1]

    def describe(self) -> dict[str, Any]:
        """Say how much it is, how exactly, when, of what base, what it counts, and how far it is meant."""
        value = self.read_value()
        told = value | self.tell_status(value["unit"])
        base = next((match["base"] for pattern in rules.BASES if (match := re.search(pattern, self.clause))), "")
        told |= self.tell_dates(told["status"]) | {"form": self.form, "rule": self.rule, "base": base}
        if self.rule in ("full", "indefinite"):
            return told | {"hedge": "", "counted": self.name_without_number()}
        return told | {"hedge": self.read_hedge(), "counted": self.name_counted(value["unit"])}

    def read_value(self) -> dict[str, Any]:
        """Read its value and its unit; 一半 is 50 %, 三成 30 %, and 翻两番 four times."""
        parts = self.match.groupdict()
        if self.rule == "full":
            return {"value": 100.0, "unit": "%"}
        if self.rule == "indefinite":
            return {"value": float("nan"), "unit": parts["unit"] or ""}
        number, size, unit = parts["number"], parts.get("size"), (parts.get("unit") or "").replace("个多", "个")
        if self.rule == "half":
            return {"value": 50.0, "unit": "%"}
        if self.rule == "doubling":
            return {"value": 2 ** read_amount(number), "unit": "倍"}
        whole, _, decimals = number.partition("点")
        value = read_amount(whole) + (float(f"0.{read_amount(decimals):.0f}") if decimals else 0)
        if self.rule == "tenths":
            return {"value": 10 * value, "unit": "%"}
        if self.rule == "fraction":
            return {"value": 100 * value / read_amount(parts["whole"]), "unit": "%"}
        if self.rule == "percent_word":
            return {"value": value, "unit": "%"}
        times = read_amount(size.strip()) if size else 1
        if ABOUT.fullmatch(number):
            return {"value": read_amount(number[0]) * times, "value_high": read_amount(number[1]) * times, "unit": unit}
        if self.rule == "range":
            low = parts["low_size"] or (size if read_amount(parts["low"]) < value or not size else None)
            least = read_amount(parts["low"]) * (read_amount(low.strip()) if low else 1)
            return {"value": least, "value_high": value * times, "unit": unit}
        return {"value": value * times, "unit": unit}

    def tell_status(self, unit: str) -> dict[str, Any]:
        """Say how far it is meant, by the first cue that fits its form, clause, sentence or heading."""
        rest = self.form + CLAUSE_START.split(self.after)[0]
        places = {
            "form": self.form + self.after[:4],
            "clause": self.clause + rest,
            "sentence": self.before + rest,
            "heading": self.heading,
        }
        # 90%以上的企业 are no condition, 60岁以上的老人 are.
        counts = unit in rules.SHARES or unit in rules.CLASSIFIERS.split()
        for status, rule, place, cue in rules.STATUS_CUES:
            unfit = (counts and rule == "threshold") or (self.rule == "indefinite" and rule == "state")
            if re.search(cue, places[place]) and not unfit:
                unsure = rule == "state" or self.rule.startswith("bare")
                return {"status": status, "status_rule": rule, "doubtful": unsure}
        # 一批 is what one sets out to do, unless it is told as done.
        return {"status": "plan" if self.rule == "indefinite" else "done", "status_rule": "none", "doubtful": True}

    def tell_dates(self, status: str) -> dict[str, str]:
        """Name the year by which it is to be reached, and the time that it refers to: the last ones before it.

        What is reached has no deadline: 2012年底已达到32.9平方米. A time of comparison is not the number's own.
        """
        due = [] if status == "done" else [*re.finditer(rules.DEADLINE, self.before)]
        other = [*due, *re.finditer(f"(?:{rules.THAN}|较|与){rules.PERIOD}", self.before)]
        periods = [
            match[0]
            for match in re.finditer(rules.PERIOD, self.before)
            if not any(each.start() < match.end() and match.start() < each.end() for each in other)
        ]
        return {"deadline": due[-1]["by"] or due[-1]["before"] if due else "", "period": periods[-1] if periods else ""}

    def read_hedge(self) -> str:
        """Say how exact it is, by the longest word right before or behind it that tells, else by its own 多 or 余."""
        hedges = [
            (len(word), code)
            for words, fits in (
                (rules.HEDGES_BEFORE, self.clause.endswith),
                (rules.HEDGES_AFTER, self.after.startswith),
            )
            for code, each in words.items()
            for word in each.split()
            if fits(word)
        ]
        return max(hedges)[1] if hedges else "over" if re.search(r"[多余]", self.form) else ""

    def name_without_number(self) -> str:
        """Name what is counted without a number: what is covered stands before it, what is left open behind it."""
        if self.rule == "full":
            return VERB_OF_ALL.split(self.clause)[-1]
        return CLAUSE_START.split(self.after.removeprefix("的"))[0].split("、")[0]

    def name_counted(self, unit: str) -> str:
        """Name what it counts: the noun that follows it, else what stands before its verb; nothing for times."""
        if unit in rules.TIME:
            return ""
        behind = self.noun_behind(classified=unit in rules.CLASSIFIERS.split())
        return behind if behind and (unit not in rules.SHARES or self.after.startswith("的")) else self.noun_before()

    def noun_behind(self, *, classified: bool) -> str:
        """Return the noun that follows it; behind a classifier a verb may belong to it: 100个应用场景."""
        hedges = "|".join(rules.HEDGES_AFTER.values()).replace(" ", "|")
        rest = CLAUSE_START.split(re.sub(rf"^(?:{hedges})?的?", "", self.after)[:24].split("、")[0])[0]
        following = nouns = ""
        for word, tag in rjieba_tokenizer().tag(rest, hmm=True):
            if not (NOMINAL.match(tag) or (following and word == "的") or (classified and tag == "v")):
                break
            following += word
            nouns = following if NOMINAL.match(tag) else nouns
        return nouns

    def noun_before(self) -> str:
        """Return what stands before its verb, without what it is a share of; before 由, 从 and 比 stands nothing."""
        hedged = " ".join([rules.PREDICATES, *rules.HEDGES_BEFORE.values()])
        thing = "" if self.clause.startswith(tuple("由从比")) else strip_ends(self.clause, hedged)
        parts = [part for part in OTHER_NUMBER.split(thing) if len(part) > 1]
        thing = re.sub(
            rf"(?<=..)(?:[占由从较]|{rules.THAN})\D{{0,24}}$|每[人户亩年月天].{{0,3}}$", "", parts[0] if parts else ""
        )
        tagged = rjieba_tokenizer().tag(strip_ends(thing, rules.PREDICATES)[-30:], hmm=True)
        while tagged and (re.match(r"[tdpcvurm](?!n)", tagged[0][1]) or tagged[0][0] in VERBS):
            tagged = tagged[1:]
        return "".join(word for word, _ in tagged).strip("\0 ,")


def strip_ends(text: str, words: str) -> str:
    """Leave off the words that a text ends with, the longest first."""
    longest = sorted(words.split(), key=len, reverse=True)
    while word := next((word for word in longest if text.endswith(word)), ""):
        text = text.removesuffix(word)
    return text
