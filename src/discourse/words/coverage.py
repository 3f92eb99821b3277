"""Why are so few terms of a lexicon in the texts? The likeliest reason, for a person to look at."""

import re
from collections.abc import Container, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, islice, pairwise, product, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from ahocorasick_rs import AhoCorasick

from discourse.errors import list_faults
from discourse.texts.characters import CLOSING_MARKS, CONTAINS_HAN, HAN, INVISIBLE, OPENING_MARKS, WIDE
from discourse.texts.dates import FIGURES
from discourse.texts.doubts import Doubt
from discourse.texts.formats.encodings import find_misreadings
from discourse.texts.joined_texts import join_texts, number_texts
from discourse.texts.normalize import (
    ZERO,
    are_of_class,
    codes_of,
    fold_case,
    matchable,
    matchable_forms,
    simplify,
    small_letters,
    translate_characters,
)
from discourse.texts.numerals import DIGITS
from discourse.words.places import find_overlapping

if TYPE_CHECKING:
    from discourse.words.lexicon import Lexicon

# Of a shorter text nobody expects a term; of more than this share of the terms nobody wonders.
LEAST_TEXT, FEW = 30, 0.05
# So many terms and characters are looked at for the reason.
SAMPLE_TERMS, SAMPLE_TEXT = 1000, 5000
# Longer than nearly all words: phrases, or whole lines.
LONG = 8
# What stands inside no word: the signs of another column, of a tag, or of the next word.
STRANGE = re.compile(r"[\s\d|/_\\,;:，；：、。]")

HYPHENS = "-\u2010"
# What stands between two halves of a term that are quoted each: “一带”和“一路”.
HALVES = "和与及或暨以"
# What a reader passes over inside a term or reads as something else, and a search does not, in a text that is folded:
# line ends, notes and readings, signs, and several ways to write numbers, abbreviations and plurals.
OTHERWISE = {
    "halves": rf"[{CLOSING_MARKS}\"'] ?(?:[和与與及或暨、/]|以及) ?[{OPENING_MARKS}\"'](?=\w)",
    "pause": rf"[、/|](?<=[{HAN}].)(?=[{HAN}])",
    "line": r"-?\x01",
    "gap": rf"[\s{INVISIBLE}\u0300-\u036f]+(?:[-–—]+\s+)?",
    "note": r"(?<=[\w+%])(?:[\[(〔【][注註]?\d{1,3}[\])〕】]|\([a-z ]{1,12}\)"
    r"|\^\d{1,3}\^|[^\w\s，。；：！？、,.;:!?%+/&=<>|\x00\x01]|[_¹²³⁰⁴-⁹①-⑳])+(?=\w)",
    "range": r"(?<=[a-z\d])[~/](?=[a-z\d])",
    "thousands": r"(?<=\d),(?=\d{3}(?!\d))",
    "share": rf"百分之(?P<percent>百|[\d.]+|[{DIGITS}十]+)",
    "number": rf"[{DIGITS}]?十[{DIGITS}]?(?!·?[{DIGITS}十])|[{DIGITS}]+(?!十)",
    "abbreviation": r"(?<![a-z\d])(?:[a-z]\.){2,}",
    "plural": r"(?<=[a-z])(?P<letter>[a-rt-z])'?s(?![a-z\d])",
}
# Of these a lexicon needs some only for its numbers, and some for its Latin letters: those that these find.
NEEDED_FOR = dict.fromkeys(["thousands", "share", "number"], rf"\d{DIGITS}零十百") | dict.fromkeys(
    ["abbreviation", "plural"], "A-Za-zＡ-Ｚａ-ｚ"
)
# What a Latin form may be written as, too: without the sign between its words, or with a blank before a capital.
OPEN_OR_CLOSED = [r"(?<=[A-Za-z])[ -](?=[A-Za-z])", r"(?<=[a-z\d])(?=[A-Z])"], ["", " "]
# A word in two spellings, the second that of the table 第一批异形词整理表 (GF 1001-2001) or of simplified script.
VARIANTS = dict(
    zip("帐惟份象座粘画藉著覆瞭甚俱祇靭廻値毎戸靑邨", "账唯分像坐黏划借着复了什具只韧回值每户青村", strict=True)
)
SHORT_LIST = re.compile(r"\b\w{1,2}[、/]|[、/]\w{1,2}\b")
# What may join two terms in one.
CONJUNCTION = re.compile(r"以及|[和与及或、，,;；/／+＋]")
# A shorter form in other capitals is another word (US, us), unless it stands beside a Chinese character.
LEAST_LATIN = 4
# What makes a Latin word longer; so much is looked at around a place.
LATIN_SIGN, CONTEXT = re.compile(r"[a-z\d]"), 40
ANY_HAN, ANY_WIDE, FIGURES_OF_FORM = re.compile(f"[{HAN}]"), re.compile(f"[{WIDE}]"), re.compile(r"\d+")
# So many are named in one warning.
MOST_NAMED = 5


def summarize_coverage(lexicon: "Lexicon", texts: list[str], imprint: Sequence[str] = ()) -> list[str]:
    """Say for each file of a lexicon how many of its terms stand in texts, and if they are few the likeliest reason.

    What stands in the `imprint` alone is told, as it is never counted.
    """
    found, uncounted = ({row for text in some for *_, row in lexicon.find(text)} for some in (texts, imprint))
    rows_of_file: dict[str, list[int]] = {}
    for row, (file, _) in enumerate(lexicon.places):
        rows_of_file.setdefault(file, []).append(row)
    lines = []
    for file, rows in rows_of_file.items():
        n, terms = len(found.intersection(rows)), lexicon.terms["term"].iloc[rows]
        lines.append(f"{file}: {n:,} of {len(rows):,} terms found")
        if n < max(1, FEW * len(rows)):
            lines.append(f"       doubt: {'few' if n else 'none'} found: {explain_absence(terms, texts)}")
    doubts = doubt_counts(lexicon, texts, found, uncounted=uncounted) if lines else []
    return [*lines, *(f"       doubt: {doubt}" for doubt in doubts)]


# How terms may stand that are not counted: what is told of them, how each is named, and what to do.
DOUBTED = {
    "otherwise": (
        "terms stand in ways that are not found, too", "{0!r} as {1[0]!r} ({1[1]:,})",
        "to count them, add these as forms",
    ),
    "in_parts": ("terms are found nowhere, but their parts are", "{0!r}", "to count these, write each as a term"),
    "inside": (
        "terms stand only in longer ones, which are counted in their place", "{0!r} in {1!r}",
        "with broader of the longer they are counted by family",
    ),
    "uncounted": (
        "terms stand in the imprint alone, which is never counted", "{0!r}", "where that is text, declare its kind",
    ),
}  # fmt: skip


def doubt_counts(
    lexicon: "Lexicon", texts: Sequence[str], found: Container[int], run_on: Sequence[bool] = (), *,
    uncounted: Iterable[int] = (),
) -> list[str]:  # fmt: skip
    """Say which terms stand in texts in ways that are not found, and which are found nowhere while their parts are, or
    while they stand in longer terms, or where nothing is counted.

    `found` are the rows of the terms that have a place, `uncounted` those that have one in the imprint.
    """
    doubted: dict[str, dict[str, Any]] = {
        "otherwise": find_other_spellings(lexicon, texts, found, run_on),
        "in_parts": find_parts(lexicon, texts, found),
        "inside": find_hidden(lexicon, texts, found),
        "uncounted": {lexicon.terms["term"].iloc[row]: () for row in sorted(uncounted) if row not in found},
    }
    said = []
    for way, terms in doubted.items():
        doubt, term, repair = DOUBTED[way]
        if terms:
            named = list_faults([term.format(*each) for each in terms.items()], most=MOST_NAMED)
            said.append(f"{doubt}: {named}; {repair}")
    return said


def find_other_spellings(
    lexicon: "Lexicon", texts: Sequence[str], found: Container[int] = (), run_on: Sequence[bool] = ()
) -> dict[str, tuple[str, int]]:
    """Find terms that a reader sees in the texts and a search does not, be they found elsewhere or not.

    Signs stand inside them (新质[1]生产力) or a line ends there; or numbers, capitals and plurals are written otherwise
    (第1季度, gdp). `run_on` says of each text whether the next may go on with it. Returns, for each such term, how the
    first place is printed (↵ for the line end), and the number of places. Terms of the rows `found` are written in one:
    what lists two short parts of these is no such place (生物、医药).
    """
    # big data is bigdata, e-commerce ecommerce and ChatGPT Chat GPT to a reader.
    spelt = [
        (each, row)
        for form, row in lexicon.forms.items()
        for each in (form, *map(re.sub, *OPEN_OR_CLOSED, repeat(form)))
    ]
    forms, rows = zip(*dict(reversed(spelt)).items(), strict=True) if spelt else ((), ())
    rules = Rules.of(forms)
    ends = ["\x01" if goes_on else "\0" for goes_on in run_on] or ["\0"] * len(texts)
    text = "".join(chain.from_iterable(zip(texts, ends, strict=True)))
    # What is printed more than once is looked at once.
    parts, which = number_texts(around(text, rules.signs, max(map(len, forms), default=0)).split("\0"))
    printed, times, part_ends = "\0".join(parts), np.bincount(which), np.cumsum([len(part) + 1 for part in parts])
    as_read = loosen_forms(forms, rules)
    loose, (at, raw, raw_end, changed) = loosen(printed, rules, within=as_read)
    # These may be found as they stand and not be what is looked for: 第1季度, gdp, 帐户.
    odd = [a != b or set(a) & set(VARIANTS.values()) or a.isascii() for a, b in zip(forms, as_read, strict=True)]
    longer = np.concatenate([[False], are_of_class(codes_of(loose), LATIN_SIGN), [False]])
    runs_on = longer[1:] & longer[:-1]
    changes, odd_form = np.append(0, np.cumsum(changed)), np.array(odd, dtype=bool)
    candidates = [np.empty((0, 3), dtype="int64")]
    for places in find_overlapping(AhoCorasick(as_read), loose, {*map(len, as_read)}):
        of, start, end = places[~(runs_on[places[:, 1]] | runs_on[places[:, 2]])].T
        first, last = (np.searchsorted(at, place, side="right") - 1 for place in (start, end - 1))
        begin = raw[first] + np.where(changed[first], 0, start - at[first])
        stop = np.where(changed[last], raw_end[last], raw[last] + end - at[last])
        maybe = (changes[last + 1] > changes[first]) | odd_form[of]
        candidates.append(np.column_stack([of, begin, stop])[maybe])
    of, begin, stop = np.concatenate(candidates).T
    order = np.lexsort((-stop, begin))
    given = ((rows[at], start, end) for at, start, end in np.column_stack([of, begin, stop])[order].tolist())
    spots = [each for each in given if each[0] not in found or not SHORT_LIST.search(printed, *each[1:])]
    others, free, names = dict[str, tuple[str, int]](), 0, lexicon.terms["term"].tolist()
    starts = np.array(spots, dtype="int64").reshape(-1, 3)[:, 1]
    repeats = times[np.searchsorted(part_ends, starts, side="right")].tolist()
    for (row, start, end), known, n in zip(spots, are_found(lexicon, printed, spots), repeats, strict=True):
        if start >= free and not known:
            term, free = names[row], end
            shown, count = others.get(term, (with_quotes(printed, start, end).replace("\x01", "↵"), 0))
            others[term] = shown, count + n
    return others


def around(text: str, pattern: re.Pattern, width: int) -> str:
    r"""Return the parts of a text that lie around the characters that a pattern fits, `width` on either side.

    >>> around("一二三，四五六七八九。十", re.compile("[，。]"), 1)
    '三，四\x00九。十'
    """
    signs = np.flatnonzero(are_of_class(codes_of(text), pattern))
    # Where the parts around two signs neither meet nor overlap, the second begins another.
    apart = np.diff(signs) > 2 * width + 1
    first, last = signs[np.append(True, apart)[: len(signs)]], signs[np.append(apart, True)[: len(signs)]]
    spans = zip(np.maximum(first - width, 0).tolist(), (last + width + 1).tolist(), strict=True)
    return "\0".join([text[start:end] for start, end in spans])


class Rules(NamedTuple):
    """Rules of `OTHERWISE` as one pattern; the characters that they may begin with, folded; what tells that one may."""

    pattern: re.Pattern
    begins: re.Pattern
    signs: re.Pattern

    @classmethod
    def of(cls, forms: Sequence[str]) -> "Rules":
        """Take the rules that forms need.

        >>> Rules.of(["计划"]).signs.findall("计画、计划"), Rules.of(["帐户"]).signs.findall("账户")
        (['画', '、'], ['账'])
        """
        used = {signs for signs in NEEDED_FOR.values() if any(map(re.compile(f"[{signs}]").search, forms))}
        needed = [name for name in OTHERWISE if NEEDED_FOR.get(name, "") in {"", *used}]
        # No rule begins with a figure, or with one of these signs.
        begins = rf"[^{HAN}a-z\d，。；：！？.;:!?%+&=<>\0]|[\x01{''.join(used)}](?<!\d)"
        rules = "|".join(f"(?P<{name}>{OTHERWISE[name]})" for name in needed)
        # A character may stand for one of the forms in another spelling of a word, in whatever script: 画, 畫 for 划.
        known = matchable_forms()
        written = {*"".join(forms).translate(known)}
        other = [a for pair in VARIANTS.items() for a, b in (pair, pair[::-1]) if b in written]
        other += [chr(code) for code, form in known.items() if chr(form) in other]
        signs = rf"[^\w。，；：！？\0]|[_¹²³⁰⁴-⁹①-⑳{''.join([*other, *used])}]"
        return cls(*map(re.compile, (rules, begins, signs)))


def are_found(lexicon: "Lexicon", text: str, places: list[tuple[int, int, int]]) -> list[bool]:
    """Tell of places, each a row, a start and an end, whether what stands there for the term of the row is found.

    It may be in the place or around it; or the place is of another word.
    """
    read = {form: matchable(form, quotes=False)[0] for form in {text[start:end] for _, start, end in places}}
    known = {form for form, folded in read.items() if not lexicon.forms.keys().isdisjoint({folded, fold_case(folded)})}
    short = {form for form, folded in read.items() if len(folded) < LEAST_LATIN and folded.isascii()}
    told, open_places = [True] * len(places), list[int]()
    for n, (_, start, end) in enumerate(places):
        form, beside = text[start:end], text[max(0, start - 1) : start] + text[end : end + 1]
        if form not in known and not (form in short and not ANY_WIDE.search(beside)):
            open_places.append(n)
    contexts = [text[max(0, start - CONTEXT) : end + CONTEXT] for _, start, end in map(places.__getitem__, open_places)]
    numbers = iter(open_places)
    for joined in join_texts(contexts):
        spans = lexicon.find_spans(joined.text)
        bounds = np.searchsorted(spans[:, 0], [*joined.starts.tolist(), len(joined.text)])
        for begin, first, last in zip(joined.starts.tolist(), bounds[:-1], bounds[1:], strict=True):
            n = next(numbers)
            row, start, end = places[n]
            start, end = begin + min(start, CONTEXT), begin + min(start, CONTEXT) + end - start
            told[n] = any(
                (a <= start and end <= b) or (other == row and start <= a and b <= end)
                for a, b, other in spans[first:last].tolist()
            )
    return told


@cache
def forms_as_read() -> dict[int, int]:
    """Map each character to the one that it is taken for: matchable, small, of two spellings the standard one."""
    forms = matchable_forms()
    variants = {ord(one): ord(other) for one, other in VARIANTS.items()}
    small = small_letters()
    return small | {code: variants.get(form, small.get(form, form)) for code, form in forms.items()} | variants


def fold_spellings(text: str) -> str:
    """Write each character of a text as the one that it is taken for.

    >>> fold_spellings("計劃２００５年"), fold_spellings("二○○五年")
    ('计划2005年', '二〇〇五年')
    """
    return ZERO.sub("〇", translate_characters(text, forms_as_read))


class Pieces(NamedTuple):
    """The pieces of a text that was written anew: where each begins there, where it stood, and whether it changed."""

    at: np.ndarray
    start: np.ndarray
    end: np.ndarray
    changed: np.ndarray


def loosen(text: str, rules: Rules, *, within: Iterable[str] = ()) -> tuple[str, Pieces]:
    r"""Write a text as a reader takes it; say of each piece where it begins there and where it stands in the text.

    In a piece that has not changed, characters stand as far from its beginning as before. A single sign may stay where
    without it no two characters would meet that do `within` forms, if these are given.

    >>> loosen("第一 季度 GDP", Rules.of(["第1季度", "GDP"]))[0]
    '第1季度gdp'
    """
    folded = fold_spellings(text)
    edges, written = [0], list[str]()
    for start in places_of_signs(codes_of(folded), rules, list(within)):
        found = rules.pattern.match(folded, start) if start >= edges[-1] else None
        if not found:
            continue
        end = found.end()
        beside = folded[start - 1 : start], folded[end : end + 1]
        written += (folded[edges[-1] : start], read_otherwise(str(found.lastgroup), found[0], *beside))
        edges += (start, end)
    written.append(folded[edges[-1] :])
    begins, changed = np.array(edges), np.arange(len(written)) % 2 == 1
    lengths = np.fromiter(map(len, written), dtype="int64", count=len(written))
    return "".join(written), Pieces(np.cumsum(lengths) - lengths, begins, np.append(begins[1:], len(folded)), changed)


def loosen_forms(forms: Sequence[str], rules: Rules) -> list[str]:
    """Write forms as a reader takes them: the few that hold a sign with which a rule may begin by the rules.

    >>> loosen_forms(["第一季度", "e-commerce"], Rules.of(["第1季度", "e-commerce"]))
    ['第1季度', 'e commerce']
    """
    folded = fold_spellings("\n".join(forms)).split("\n") if forms else []
    return [
        (loosen(form, rules)[0] or form) if rules.begins.search(read) else read
        for form, read in zip(forms, folded, strict=True)
    ]


def places_of_signs(codes: np.ndarray, rules: Rules, within: list[str]) -> list[int]:
    """List where rules may begin in a text, but for single signs that part no two characters that meet `within` forms.

    >>> places_of_signs(codes_of("生、产，算、力第一季"), Rules.of(["第1季度"]), ["算力", "第1季度"])
    [5, 8]
    """
    signs = are_of_class(codes, rules.begins)
    at = np.flatnonzero(signs)
    if not within:
        return at.tolist()
    # What stands around a sign, nothing at the ends of the text.
    han = are_of_class(codes, ANY_HAN)
    around, plain, stays = np.pad(codes, 1), np.pad(han & ~signs, 1), np.pad(~signs & (codes != ord(".")), 1)
    before, behind = around[at].astype("int64"), around[at + 2]
    met = {(ord(first) << 21) + ord(second) for form in within for first, second in pairwise(form)}
    parting = np.isin((before << 21) + behind, list(met)) | ~plain[at] | ~plain[at + 2]
    # A quoted half goes on behind these, and a note may begin so.
    parting |= np.isin(behind, [*map(ord, f"{HALVES}注")])
    # A numeral becomes figures, and those of a form stand between two characters, or at one of its ends.
    figures = {
        (ord(form[found.start() - 1]) << 21) + ord(form[found.end()])
        for form in map("\0{}\0".format, within) for found in FIGURES_OF_FORM.finditer(form)
    }  # fmt: skip
    numerals = (codes[at] == ord("百")) | ~stays[at] | ~stays[at + 2]
    for first, second in product((before, 0 * before), (behind, 0 * behind)):
        numerals |= np.isin((first << 21) + second, list(figures))
    return at[np.where(han[at], numerals, parting)].tolist()


@lru_cache(maxsize=10_000)
def read_otherwise(rule: str, text: str, before: str, after: str) -> str:
    """Write what a rule of `OTHERWISE` finds as a reader takes it: nothing, a blank between Latin words, a number.

    `before` and `after` are the characters beside it.
    """
    match rule:
        case "percent" | "share":
            share = text.removeprefix("百分之")
            return f"{'100' if share == '百' else read_figures(share)}%"
        case "number":
            return read_figures(text)
        case "abbreviation":
            return text.replace(".", "")
        case "letter" | "plural":
            return text[0]
    apart = rule != "thousands" and text not in ("'", "-\x01")
    return " " if apart and all(re.match(r"[a-z\d.]", sign) for sign in (before, after)) else ""


def read_figures(numeral: str) -> str:
    """Write a Chinese numeral in figures, be it counted, up to 99, or spelt; figures stay.

    >>> [read_figures(numeral) for numeral in ("二〇二五", "二十一", "十", "50")]
    ['2025', '21', '10', '50']
    """
    tens, ten, ones = numeral.translate(FIGURES).partition("十")
    return f"{tens or 1}{ones or 0}" if ten else tens


def find_parts(lexicon: "Lexicon", texts: Iterable[str], found: Container[int]) -> dict[str, list[str]]:
    """Find the terms that are found nowhere and made of several, by 和 or a sign, each of which stands in the texts."""
    text, parted = "", dict[str, list[str]]()
    for row, term in enumerate(lexicon.terms["term"]):
        parts = CONJUNCTION.split(term) if row not in found else [term]
        if len(parts) > 1 and min(map(len, parts)) > 1:
            text = text or matchable("\0".join(texts))[0]
            parted |= {term: parts} if all(matchable(part)[0] in text for part in parts) else {}
    return parted


def find_hidden(lexicon: "Lexicon", texts: Iterable[str], found: Container[int]) -> dict[str, str]:
    """Find the terms that are found nowhere but inside longer ones that stand in the texts; of each the longer one.

    A term that is the family of the longer one (`broader`) is counted there.
    """
    terms, families = lexicon.terms["term"].tolist(), lexicon.terms["broader"].tolist()
    forms: dict[int, list[str]] = {row: [] for row in lexicon.forms.values()}
    looked_into, hidden, text = [row for row in forms if row in found], dict[int, int](), ""
    for form in lexicon.nesting if len(looked_into) < len(forms) else ():
        forms[lexicon.forms[form]].append(form)
    for row in looked_into:
        for form in forms[row]:
            for *_, inner in lexicon.find(form, without=row):
                if inner in found or inner in hidden or terms[inner] in (terms[row], families[row]):
                    continue
                text = text or fold_case(matchable("\0".join(texts), quotes=False)[0])
                if fold_case(form) in text:
                    hidden[inner] = row
                    looked_into.append(inner)
    return {terms[inner]: terms[row] for inner, row in hidden.items()}


def with_quotes(text: str, start: int, end: int) -> str:
    """Return a part of a text with the quote that stands beside it, if only its other half lies within.

    >>> with_quotes("攻克“卡脖子”技术", 3, 9), with_quotes("“培育”新企业", 4, 7)
    ('“卡脖子”技术', '新企业')
    """
    part = text[start:end]
    opens, closes = (sum(map(part.count, marks)) for marks in (OPENING_MARKS, CLOSING_MARKS))
    before = text[max(0, start - 1) : start] if closes > opens else ""
    after = text[end : end + 1] if opens > closes else ""
    return (before if before in OPENING_MARKS else "") + part + (after if after in CLOSING_MARKS else "")


def find_broken_terms(paragraphs: pd.DataFrame, lexicon: "Lexicon") -> list[Doubt]:
    """Doubt the line ends of an article that lie inside a term: there the line was probably broken."""
    doubts = []
    for above, below in pairwise(paragraphs.itertuples(index=False)):
        text = above.text.rstrip(HYPHENS)
        # Between Latin words the line end stands for a blank.
        joined = [text + below.text, f"{text} {below.text}"]
        over = [row for each in joined for start, end, row in lexicon.find(each) if start < len(text) < end]
        if over and above.line != below.line:
            term = lexicon.terms["term"].iloc[over[0]]
            note, declare = f"the line ends inside {term!r}: a broken line?", "a correction that joins the lines"
            doubts.append(Doubt(above.line, above.text[-16:], note, declare, "broken_term"))
    return doubts


def explain_absence(terms: Iterable[str], texts: Iterable[str]) -> str:
    """Give the likeliest reason why the terms of a lexicon do not stand in texts.

    >>> explain_absence(["artificial intelligence"], ["发展人工智能。"])
    'no term has a Chinese character, while the texts are Chinese'
    >>> explain_absence(["浣庣┖缁忔祹"], ["发展低空经济。"])
    'the terms look misread: save their file as UTF-8'
    """
    terms, text = list(islice(terms, SAMPLE_TERMS)), "".join(islice("\n".join(texts), SAMPLE_TEXT))
    chinese = sum(1 for term in terms if CONTAINS_HAN.search(term))
    if find_misreadings("\n".join(terms)):
        return "the terms look misread: save their file as UTF-8"
    if find_misreadings(text):
        return "the texts look misread: declare their encoding"
    if not chinese and CONTAINS_HAN.search(text):
        return "no term has a Chinese character, while the texts are Chinese"
    if chinese and not CONTAINS_HAN.search(text):
        return "the texts have no Chinese character, while the terms are Chinese"
    if 2 * sum(1 for term in terms if STRANGE.search(term) and CONTAINS_HAN.search(term)) > len(terms):
        return "most terms hold blanks, digits or signs: does the file have the columns of a lexicon?"
    if 2 * sum(1 for term in terms if len(term) > LONG and CONTAINS_HAN.search(term)) > len(terms):
        return f"most terms are phrases of more than {LONG} characters: give the words in them"
    if simplify(text) != text:
        return "the texts are in traditional characters, and may use other words (人工智慧): add them as forms"
    return "is it the lexicon of another field, or the wrong file?"
