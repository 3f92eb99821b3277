"""Lines of a list without a head that hold several fields become words with what their fields say of them."""

import re
from typing import NamedTuple

from discourse.texts.characters import CONTAINS_HAN, HAN

# What parts the words of one line.
PAUSE = re.compile(r"(?:(?<!\s)\s++)?[、，,；;]\s*+")
TAG = re.compile(r"(?:\d+\s+)?[a-z]{1,5}(?:\s+\d+(?:\s+[a-z]{1,5})?)*+|[-+]?\d+(?:\.\d+)?%?")
# What parts the fields of a line that has no head, and the letters of a translation.
BETWEEN_FIELDS, LATIN_WORD = (
    re.compile(r"(?<!\s)(?: *+[\t,;:：]\s*+|\s++[-–—/／]\s++|\s*+(?:[→⇒➔]|[-=]>)\s*+|\s{2,}+)"),
    re.compile("[A-Za-z]{2}"),
)
# What parts the words of a line, none of which holds it; a number has its comma.
BETWEEN_CELLS = re.compile(r"\t|[;；，]|,(?!\d)")
# What parts three fields or more, each tried in turn.
BETWEEN_MANY = [re.compile(pattern) for pattern in (r"\t+", r"[,，]", r"[;；]", r"[|｜]", r"\s{2,}")]
# A Chinese word and Latin ones with one blank between them; a word and what stands in brackets behind it.
BESIDE_BLANK = [
    re.compile(rf"(?P<word>[{HAN}][^\sA-Za-z]*) (?P<beside>[A-Za-z][A-Za-z0-9 ,.&'’()-]*)"),
    re.compile(rf"(?P<beside>[A-Za-z][A-Za-z0-9 ,.&'’()-]* )(?P<word>[{HAN}][^\sA-Za-z]*)"),
]
IN_BRACKETS = re.compile(rf"(?P<word>[^()（）]*[{HAN}])\s*[(（](?P<beside>[{HAN}]{{2,}})[)）]")
# Words of the syllables of Chinese, which spell and do not translate.
PINYIN = re.compile(
    r"(?:(?:(?:[zcs]h|[b-df-hj-np-tw-z])?(?:[iu]?ang|iong|[eio]ng|ian|iao|uai|[iuvü]an|[aeu]i|[aei]?o|[io]u"
    r"|[aeiuvü]n|er|[iuvü]e|[iu]a|[aeiuvü])\d?)++[ '’]?)++(?:(?<= )\d+)?"
)


class Entry(NamedTuple):
    """A word of a list: its line, what is read of it, the category that a heading gives it, its forms parted by |, and
    its translation."""

    line: int
    word: str
    category: str = ""
    forms: str = ""
    english: str = ""
    note: str = ""


def columns_of_fields(lines: list[str]) -> list[tuple[str, ...]]:
    """Return the two columns of lines that have two fields each; none where one has not.

    >>> columns_of_fields(["算力,技术", "光伏,能源"])
    [('算力', '光伏'), ('技术', '能源')]
    """
    rows = [[field.strip('"“” ') for field in BETWEEN_FIELDS.split(line, maxsplit=1)] for line in lines]
    if any(len(row) != 2 for row in rows):
        # One blank may part a Chinese word from Latin ones.
        beside = ([between.fullmatch(line) for line in lines] for between in BESIDE_BLANK)
        found = next(filter(all, beside), [])
        rows = [[match["word"], match["beside"].strip()] for match in found if match]
    whole = len(rows) > 1 and all(len(row) == 2 and all(row) for row in rows)
    return list(zip(*rows, strict=True)) if whole else []


def words_beside_fields(lines: dict[int, str], notes: list[str]) -> list[Entry]:
    """Give the terms of lines of two fields, of which the other is a translation, or a category that lines share.

    What has no small letter is an abbreviation, and another form; what spells the word its note. One blank parts Latin
    letters from a Chinese word, too.

    >>> words_beside_fields({1: "算力  computing power", 2: "光伏  solar power"}, [])[1]
    Entry(line=2, word='光伏', category='', forms='', english='solar power', note='')
    >>> words_beside_fields({1: "技术,算力", 2: "技术,大模型", 3: "能源,光伏", 4: "能源,风电"}, [])[3][:3]
    (4, '风电', '能源')
    >>> words_beside_fields({1: "算力 suan li", 2: "光伏 guangfu"}, [])[1]
    Entry(line=2, word='光伏', category='', forms='', english='', note='guangfu')
    """
    columns = columns_of_fields(list(lines.values()))
    for words, beside in (columns, columns[::-1]) if columns else ():
        chinese = [CONTAINS_HAN.search(field) is not None for field in beside]
        if not all(map(CONTAINS_HAN.search, words)) or any(map(PAUSE.search, words)):
            continue
        first = f"line {next(iter(lines))} {words[0]!r} with {beside[0]!r}"
        if all(chinese) and len({*words}) == len(words) and 1 < len({*beside}) <= len(words) / 2:
            notes.append(f"the field that lines share is read as the category: {first:.80}")
            return [Entry(*each) for each in zip(lines, words, beside, strict=True)]
        if not any(chinese) and all(map(LATIN_WORD.search, beside)) and not all(map(TAG.fullmatch, beside)):
            meant, column = "as the translation, or a form if all are capitals", "english"
            if 2 * sum(PINYIN.fullmatch(field) is not None for field in beside) > len(words):
                meant, column = "as the note, as it spells the word", "note"
            notes.append(f"the field in Latin letters is read {meant}: {first:.80}")
            # An abbreviation is another form.
            return [
                Entry(number, word, **{"forms" if column == "english" and said.isupper() else column: said})
                for number, word, said in zip(lines, words, beside, strict=True)
            ]
    return []


def words_of_records(lines: dict[int, str], notes: list[str]) -> list[Entry]:
    """Give the terms of lines of three fields or more, each of which is told by what it holds.

    A Chinese one that differs in all lines is the term, one that lines share its category, Latin letters are its
    translation, numbers and tags its note. Of two that lines share the rarer is the note.

    >>> words_of_records({1: "技术,算力,computing power", 2: "技术,6G网,6G network", 3: "能源,光伏,solar power"}, [])[2]
    Entry(line=3, word='光伏', category='能源', forms='', english='solar power', note='')
    """
    for between in BETWEEN_MANY:
        rows = [[field.strip(' "“”') for field in between.split(line)] for line in lines.values()]
        columns = list(zip(*rows, strict=False))
        if len(rows) < 2 or len(columns) < 3 or any(len(row) != len(columns) for row in rows):
            continue
        meant = dict[str, tuple[str, ...]]()
        for column in sorted(columns, key=lambda column: len({*column})):
            meaning = meaning_of_field(column)
            if meaning in meant and meaning != "note":
                meaning = "note" if meaning == "category" else ""
            both = zip(meant.get("note", [""] * len(column)), column, strict=True)
            meant[meaning] = tuple(" ".join(filter(None, each)) for each in both) if meaning == "note" else column
        if "" not in meant and "word" in meant and {*meant} & {"category", "english", "forms"}:
            said = ", ".join(f"{each[0]!r} as the {name}" for name, each in meant.items())
            notes.append(f"the fields are read by what they hold: line {next(iter(lines))} has {said:.160}")
            return [
                Entry(n, **dict(zip(meant, row, strict=True)))
                for n, row in zip(lines, zip(*meant.values(), strict=True), strict=True)
            ]
    return []


def meaning_of_field(column: tuple[str, ...]) -> str:
    """Tell what a field of all lines is: the word, its category, forms, english, note, or none of these, "".

    >>> [meaning_of_field(each) for each in (("算力", "光伏"), ("技术", "技术"), ("AI", "6G"), ("12", "7"), ("", "a"))]
    ['word', 'category', 'forms', 'note', '']
    """
    chinese, different = [CONTAINS_HAN.search(field) is not None for field in column], len({*column})
    if not all(column) or (any(chinese) and any(map(PAUSE.search, column))):
        return ""
    if all(chinese):
        return "word" if different == len(column) else "category" if 2 * different <= len(column) + 1 else ""
    if all(map(TAG.fullmatch, column)):
        return "note"
    if any(chinese) or any(each.upper() == each.lower() for each in column):
        return ""
    return "forms" if all(map(str.isupper, column)) else "english"


def words_of_rows(lines: dict[int, str], notes: list[str]) -> list[Entry]:
    """Give the terms of lines that hold several words each: a term and its forms, if these share characters with it.

    Where lines hold more and fewer words that share none, the first is their category.

    >>> words_of_rows({1: "算力；运力；算效", 2: "光伏；光能"}, [])[0][:4]
    (1, '算力', '', '运力|算效')
    >>> [entry[:3] for entry in words_of_rows({1: "技术,算力,大模型", 2: "能源,光伏"}, [])][1:]
    [(1, '大模型', '技术'), (2, '光伏', '能源')]
    """
    rows = {n: list(filter(None, map(str.strip, BETWEEN_CELLS.split(line)))) for n, line in lines.items()}
    if len(rows) < 2 or min(map(len, rows.values())) < 2 or not all(map(CONTAINS_HAN.search, lines.values())):
        return []
    groups = [(first, rest) for first, *rest in rows.values()]
    # A colon behind the first says what it is.
    if any(re.search("[:：]|——", name) for name, _ in groups):
        return []
    first = f"line {next(iter(lines))} {next(iter(lines.values()))!r:.80}"
    if are_synonyms(groups):
        notes.append(f"the words behind the first of a line share its characters, and are its other forms: {first}")
        return [Entry(n, term, forms="|".join(forms)) for n, (term, *forms) in rows.items()]
    if len({*map(len, rows.values())}) < 2 or len({name for name, _ in groups}) < len(rows):
        return []
    notes.append(f"the first word of a line is read as the category of the others: {first}")
    return [Entry(n, word, name) for n, (name, *words) in rows.items() for word in words]


def words_in_brackets(lines: dict[int, str], notes: list[str]) -> list[Entry]:
    """Give the terms of lines of which most have a Chinese word in brackets: a category that they share, or a form.

    >>> words_in_brackets({1: "算力（计算力）", 2: "光伏（光伏发电）"}, [])[0][:4]
    (1, '算力', '', '计算力')
    >>> words_in_brackets({1: "算力（技术）", 2: "6G网（技术）"}, [])[1][:3]
    (2, '6G网', '技术')
    """
    found = {n: match for n, line in lines.items() if (match := IN_BRACKETS.fullmatch(line))}
    if len(found) < 2 or 2 * len(found) <= len(lines):
        return []
    beside = [match["beside"] for match in found.values()]
    column = "category" if 2 * len({*beside}) <= len(beside) else "forms"
    if column == "forms" and len({*beside}) < len(beside):
        return []
    first = next(iter(found))
    said = "category, as lines share it" if column == "category" else "another form"
    notes.append(f"what stands in brackets is read as {said}: line {first} {lines[first]!r:.80}")
    return [
        Entry(n, found[n]["word"], **{column: found[n]["beside"]}) if n in found else Entry(n, line)
        for n, line in lines.items()
    ]


def are_synonyms(groups: list[tuple[str, list[str]]]) -> bool:
    """Tell whether names with words behind them are terms with their forms, and no categories.

    Other forms of a word share characters with it, and do not hold it whole, as the words of a category may.

    >>> are_synonyms([("人工智能", ["人工智慧", "AI"])]), are_synonyms([("能源", ["新能源", "光伏"])])
    (True, False)
    """
    # A name without words is none of a category.
    pairs = [(name, word) for name, words in groups for word in words if CONTAINS_HAN.search(word)]
    shared = sum(name not in word and bool({*name} & {*word}) for name, word in pairs)
    return any(not words for _, words in groups) or 2 * shared > len(pairs)
