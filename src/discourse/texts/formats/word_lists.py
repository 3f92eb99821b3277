"""Lists of words, as people and programs write them, become their words without what is set around them."""

import ast
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from itertools import chain, compress, islice, pairwise, starmap, takewhile

import pandas as pd

from discourse.errors import DiscourseError, list_faults
from discourse.texts.characters import CONTAINS_HAN, HAN
from discourse.texts.formats.list_fields import (
    PAUSE,
    TAG,
    Entry,
    are_synonyms,
    words_beside_fields,
    words_in_brackets,
    words_of_records,
    words_of_rows,
)
from discourse.texts.normalize import fold_head
from discourse.texts.numerals import NUMERALS, read_numeral

QUOTES = [("'", "'"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("＂", "＂"), ("`", "`")]
# What may stand around every word of a list, and goes where all lines have it.
AROUND = [
    # A box to tick; a bullet, which may be a box, too; the bold letters of Markdown; the spelling of an input method.
    re.compile(r"(?:[-*+•·]\s*)?\[[ xX√✓]?\]\s*(?P<word>\S.*)"),
    re.compile(r"(?:[-*+](?=\s)|[•·●○■□◆◇▪▫‣–—▶►➢✓√☐☑☒✅])\s*(?P<word>\S.*)"),
    re.compile(r"\*\*(?P<word>[^*]+)\*\*"),
    re.compile(r"(?:'[a-z]+)+\s+(?P<word>\S+)"),
    *(re.compile(rf"{mark}(?P<word>[^{mark}{end}]+){end}[,，;；、]?") for mark, end in QUOTES),
    re.compile(rf"(?P<word>.*[{HAN}][)）”’」』]?)[。.]"),
]
BULLET = re.compile(r"\A[-*+•]\s+")
# A word in double quotes, as a table has it; a list of which all lines but the last end in a comma.
QUOTED = re.compile(r'"((?:[^"]|"")+)"[,，]?')
ENDED = re.compile(r"(?=.*\w)(?P<word>.*?)(?<!\s)\s*+[,，;；、。]")
# A Chinese mark behind a word, which none ends with.
TRAILING = re.compile(r"(?<=[\w%+])[，、；。]\Z")
# The number before a word. A blank alone parts it from the word, too.
NUMBER = re.compile(
    rf"(?:[(（\[【]\s*(?P<bracketed>\d+|[{NUMERALS}]+)\s*[)）\]】]|(?P<bare>\d+(?:[.．]\d+)*)(?=\s)"
    rf"|(?P<marked>\d+(?:[.．]\d+)*)(?P<mark>[.．、)）:：])|(?P<numeral>[{NUMERALS}]+)、|(?P<letter>[A-Za-z])[.．)）]\s"
    r"|(?P<sign>[①-⒛㉑-㉟㊱-㊿]))\s*(?P<word>\S.*)"
)
# What stands on a line of its own above the words of a category; *概念 only where "or" parts words (KH Coder).
HEADINGS = [
    re.compile(pattern)
    for pattern in (
        r"#{1,6}\s+(.+)", r"【(.+)】", r"\[([^\[\]]+)\]", "(.+?)[:：]",
        r"[<＜]([^<>＜＞]+)[>＞]", r"[=~*—-]{2,}\s*([^\s=~*—-]+)\s*[=~*—-]{2,}",
        rf"[{NUMERALS}]+、\s*(.+)", rf"[（(][{NUMERALS}]+[)）]\s*(.+)", r"\d+[.．、]\s*(.+)",
        rf"第[{NUMERALS}\d]+[类部章节][、：:]?\s*(.+)",
    )
]  # fmt: skip
# What several headings without a mark end with.
NAME_OF_PART = re.compile(r"([^\W\d]{2,}(?:[类類][别別]?|[领領]域|[维維]度))")
# What stands around the name in a heading: quotes, braces, and how many words are below it.
AROUND_NAME = re.compile(r"\A[“{]|[”}]?(?:\t\d+|\s*[(（]\d+\s*[个條条項项词詞]?[)）])?\Z")
# What marks a heading as one, unlike the name before a colon, which may be a term with its forms.
HEADS_OF_PARTS = [*(f"{'#' * level} {{}}" for level in range(1, 7)), "【{}】", "[{}]", "*{}", "＊{}"]
CODING_RULE, ALTERNATIVE = (
    re.compile(r"[*＊](\S+)"),
    re.compile(r"(?<!\s)\s++or\s+|(?:(?<!\s)\s++)?[|｜]\s*+", re.IGNORECASE),
)
# 科技：人工智能、6G, and what parts the words of one line.
GROUP = re.compile(
    r"([^\s：:、，,；;]{1,12}?)(?:(?:[：:\t]|——)\s*(\S.*?)[。.]?|[(（]([^()（）]*[、；][^()（）]*)[)）])"
)
BOXED_GROUP = re.compile(r"【([^】：:]{1,12})】\s*+([^【】]+)")
BOXED_GROUPS = re.compile(rf"(?:{BOXED_GROUP.pattern})+")
GROUP_OF_BLANKS = re.compile(rf"[^\s:：、，,；;]{{1,12}}[:：]\s*+[{HAN}A-Za-z0-9]++(?:\s++[{HAN}A-Za-z0-9]++)*+")
BLANKS = re.compile(r"(?<![:：\s])\s++")
# Words that mean the same, by what joins them, and how short each may be: 人工智能=AI, and not 元/吨.
SYNONYMS = {
    marks: re.compile(f"{word}(?:[{marks}]{word})*")
    for marks, least in [("=", 1), ("|｜", 1), ("/／", 2)]
    for word in [rf"\s*+(?:[^{marks}\s]|(?<=[A-Za-z]) (?=[A-Za-z])){{{least},}}+\s*+"]
}
# The word that another is to be replaced by: AI→人工智能.
REPLACED = re.compile(r"\s*+([^→⇒➔>=]*[^→⇒➔>=\s-])\s*+(?:→|⇒|➔|[-=]++>)\s*+([^→⇒➔>=\s-](?:[^→⇒➔>=]*[^→⇒➔>=\s])?)\s*+")
# Words of one line that only this parts.
ENUMERATED = re.compile(r"[^\s、，；,;：:][^、，；,;：:]*(?:、[^、，；,;：:]+)*[、。；，]?")
# A heading of Markdown, if bullets or numbers stand before the words below it.
WORD_ABOVE = re.compile(rf"#{{1,6}}\s+[{HAN}]{{2,8}}")
MARKED_HEADING, MARKED = re.compile(r"#{1,6}\s+\S.*"), re.compile(r"(?:[-*+•]|\d+[.)、])\s*\S.*")
# A line of a list in levels: its indent, maybe a dash, its name, and what stands behind a colon in brackets.
LEVEL = re.compile(
    r"(?P<indent> *)(?P<dash>- +)?(?P<name>[^\s:：\[\]][^:：\[\]]*?)(?<!\s)\s*+(?:(?P<named>[:：])\s*+)?"
    r"(?:\[(?P<list>[^\[\]]*)\])?"
)
# What parts the names of levels in a note; a word with its weight, as WordStat has it; what parts levels otherwise.
LEVELS, WEIGHTED, MARKS_OF_LEVELS = (
    "/",
    re.compile(r"(?P<word>\s*\S.*?)\s*\(\d+(?:\.\d+)?\)"),
    re.compile(r"[:：,，\[\]{}\"]"),
)
# A dictionary of LIWC parts its categories from its words by this sign; 同义词词林 has a code before its words.
LIWC_PART, CILIN = "%", re.compile(r"([A-L][a-z]\d\d[A-Z]\d\d)[=#@]\s*(\S.*)")
# Chinese words with blanks between them, more than a term has.
WORDS_OF_LINE = re.compile(rf"[{HAN}]+(?:\s+[{HAN}]+)*")
WORDS_OF_TEXT = re.compile(rf"[{HAN}]+(?:\s+[{HAN}]+){{3,}}")
# A letter before the tab is looked for first: else a long line without a tab is tried from each of its letters.
COUNTED = re.compile(rf"(?=[^\t]*[{HAN}A-Za-z])[^\t]*+\t\s*+\d+(?:\.\d+)?%?")
COMMENT = re.compile(r"(?:#++|//++)(?=[^#]*\w)[^#]*|[共计]\s*\d+\s*[个條条项項].{0,5}")
REMARK = re.compile(r"(?<!\s)\s++(?:#|//).*")
# What stands above a list, maybe with the number of the words.
NAME_OF_LIST = r".*(?:[词詞][表典库庫单語语]?|[词詞]汇表?|[术術][语語]表?|名称|名稱)\s*+"
TITLE = re.compile(
    rf"(?:附?表\s*\d+.*|{NAME_OF_LIST}|(?={NAME_OF_LIST}[（(]).*[）)]"
    r"|(?:stop|key|policy)?[ -]?(?:word|term)s?(?: list)?|list of [a-z ]++)(?:\s*+(?<=\s)\d++)?",
    re.IGNORECASE,
)
# A separator between two words: no list of words has it, while a number may (1,3-丙二醇).
SEPARATED = re.compile(
    rf"[^\W\d_]\s*[,;]\s*\w|\w\s*[,;]\s*[^\W\d_]|\w(?=[^\S\t]*+\t)\s++\w|[{HAN}]\s*[、，；]\s*[{HAN}]|\w\s*[；、]\s*\w"
)
MOST_LETTERS = 100
# Of so many words one that holds two is no reason to refuse them all.
FEW_OF = 500
# A part of a word in quotes or brackets. What stands in brackets at its end may be another word.
IN_PAIRS = re.compile(
    r"“([^“”]+)”|‘([^‘’]+)’|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》|〈([^〈〉]+)〉|\"([^\"]+)\"|(?:(?<!\s)\s++)?(?:\(([^()]+)\)|（([^（）]+)）)"
)
BRACKETED = re.compile(
    rf"[(（](?:[^()（）]*[{HAN}]{{2}}[^()（）]*|[a-z]{{1,3}}|\d+[{HAN}]?|[^()（）]*[À-ɏ][^()（）]*)[)）]"
)
# What no word has, with an example: a sign other than those of A/B, 5G-A, 1+N, PM2.5, 16:9, C# and 互联网+, or one of
# these elsewhere; a number, a tag or other letters beside the word.
NO_WORD = re.compile(
    "|".join(
        pattern
        for pattern, _ in [
            (r"[^\w\s\u2e80-\u2fdf\-‐‑–—·•・/／+＋&＆.．%％‰℃°'’#＃,，、:：×]", "经济*"),
            (r"[①-⓿❶-➓㈠-㉃]|^\d+$", "①算力"),
            (rf"_(?=[{HAN}])|(?<=[{HAN}])_", "算力_n"),
            (r"--|——|[、，]", "算力——计算的能力"),
            (r"[,:：](?!\d)|(?<!\d)[,:：]", "算力：计算的能力"),
            (r"(?<![A-Za-z])[#＃]", "#算力"),
            (r"(?<![A-Za-z0-9０-９])[.．](?![A-Za-z0-9０-９])", "算力."),
            (r"\s[-–—/／+&:]|[-–—/／&]\s", "算力 / power"),
            (r"^[^\w\u2e80-\u2fdf.]|[^\w+＋%％‰℃°#＃.]$", "-算力"),
            (rf"[{HAN}][/／][a-z]{{1,3}}$", "算力/n"),
            (rf"^\d{{1,3}}(?:[.．]\D|[)）]|\s+[{HAN}])", "1. 算力"),
            (rf"[{HAN}]\s+(?:[{HAN}A-Za-z]|\S*\d%?$)", "算力 power"),
        ]
    )
)
LETTER = re.compile(rf"[{HAN}A-Za-z]")
# A number or another word beside a Chinese one, or a sentence, if most lines are so: 2025 规划 alone is one word.
BESIDE = re.compile(rf"\S\s+[{HAN}]|[{HAN}]\d+$|[{HAN}]{{12}}|[{HAN}][+＋*][{HAN}]")


def check_form(words: list[tuple[str, str]], form: str, notes: list[str]) -> None:
    """Refuse a list whose lines hold several words each, or of which most words have signs that no word has.

    Each word stands behind its place; `form` is the repair. A few lines among many are told in `notes`.
    """
    one_line = len(words) == 1 and len(words[0][1].split()) > 2
    if several := [place for place, word in words if one_line or SEPARATED.search(word)]:
        if FEW_OF * len(several) > len(words):
            raise DiscourseError(f"no head names the fields of {list_faults(several)}; {form}")
        notes.append(f"signs stand between words, and each line is read as one: {list_faults(several)}")
    # Signs alone are words of a stop list, and titles in 《》 are of one form, too.
    doubted = [
        place
        for place, word in words
        if LETTER.search(word) and (NO_WORD.search(without_pairs(word)) or BRACKETED.search(word))
    ]
    if 2 * len(doubted) > len(words) > 1:
        said = f"{len(doubted)} of {len(words)} lines hold what no word has: {list_faults(doubted)}"
        raise DiscourseError(f"is no list of words of a known form; {said}; {form}")


def read_word_list(
    lines: dict[int, str],
    column: str,
    heads: set[str],
    parse_list: Callable[[list[str]], list[dict[str, str]]],
    notes: list[str],
) -> pd.DataFrame:
    """Read the lines of a list, by their numbers, as a frame with the words in `column`; its index are the lines.

    `heads` are the heads that mean `column`, and `parse_list` makes rows of words. What stands around every word is
    left off (`without_marks`), lists in code give what they have in quotes, and the headings of a list in parts its
    categories. Lines that are none of the words are told in `notes`, and so is what may be meant otherwise.

    Raises DiscourseError for lines that hold several words, and where most lines have signs that no word has: the list
    is of another form.
    """
    bare = {number: line.strip() for number, line in lines.items()}
    levels = words_of_levels(written := write_levels(lines))
    entries = part_levels(list(words_in_code(bare)) or levels) or words_indented(lines)
    if told := [f"line {e.line} {e.word!r}" for e in entries if not e.category and (e.english or e.note or e.forms)]:
        notes.append(
            f"names are read as terms, what they name as their forms, translations or spelling: {list_faults(told)}"
        )
    entries = entries or list(words_of_lines(drop_comments(bare, heads, notes), notes))
    named = [BULLET.sub("", each.category).removeprefix("**").removesuffix("**") for each in entries]
    entries = [
        each._replace(category="" if fold_head(name) in heads else name)
        for each, name in zip(entries, named, strict=True)
    ]
    rows = parse_list([entry.word for entry in entries])
    table = pd.DataFrame(rows, index=[entry.line for entry in entries], dtype="str").fillna("")
    said = pd.DataFrame(entries, table.index, columns=Entry._fields, dtype="str").iloc[:, 2:]
    table = pd.concat([table, said.loc[:, said.ne("").any()].drop(columns=table.columns, errors="ignore")], axis=1)
    words = [(f"line {n} {word!r:.80}", word) for n, word in table[column].items()]
    form = f"begin the table with a head that has the column {column!r}, or write one word a line"
    check_form(words, form, notes)
    notes += doubts_of_form(words, entries, written if levels else lines, form)
    return table


def doubts_of_form(
    words: list[tuple[str, str]], entries: list[Entry], lines: dict[int, str], form: str
) -> Iterator[str]:
    """Say which words of a list may be meant otherwise: below a name, above indented ones, with another beside."""
    yield from doubts_of_categories(entries, lines)
    indents = {n: len(line[: -len(line.lstrip())].expandtabs(4)) for n, line in lines.items()}
    above = {n for (n, indent), (_, below) in pairwise(indents.items()) if below > indent + 1}
    # In code, which is indented for itself, a line ends with a sign.
    own = [
        place
        for (place, word), entry in zip(words, entries, strict=True)
        if entry.line in above and lines[entry.line].endswith(word)
    ]
    if own:
        said = "what has others indented below it is read as a word, too"
        yield f"{said}: {list_faults(own)}; where it is a category, {form}"
    first = [n for n in lines if n - 1 not in lines]
    parted = len(first) > 1 and all(n + 1 in lines for n in first) and FEW_OF * len(first) > len(lines)
    if parted and not any(entry.category for entry in entries):
        said = list_faults([f"line {n} {lines[n]!r:.80}" for n in first])
        yield f"what stands first below an empty line is read as a word, too: {said}; where it is a category, {form}"
    told = [place for place, word in words if BESIDE.search(word)]
    if 2 * len(told) > len(words) > 1:
        yield f"each line is read as one word: {list_faults(told)}; where it is more, {form}"


def doubts_of_categories(entries: list[Entry], lines: dict[int, str]) -> Iterator[str]:
    """Say which names above words are read as their categories, and which of them may be terms with their forms."""
    bare, named = set(map(str.strip, lines.values())), dict[str, list[Entry]]()
    with_forms = any(entry.forms for entry in entries)
    for entry in entries:
        # Beside forms a name is a category.
        if (
            entry.category
            and not with_forms
            and not any(head.format(entry.category) in bare for head in HEADS_OF_PARTS)
        ):
            named.setdefault(entry.category, []).append(entry)
    if with_forms and any(entry.category for entry in entries):
        told = [f"line {e.line} {e.word!r} of {e.category}, {e.forms:.40}" for e in entries if e.category and e.forms]
        yield f"three levels are read as categories, terms and their forms: {list_faults(told[:1])}"
    if named:
        told = [
            f"line {of[0].line} {name!r} of {', '.join(entry.word for entry in of):.80}" for name, of in named.items()
        ]
        repair = "where it is a term with its other forms, write a table with the columns term and forms"
        yield f"names are read as the categories of words: {list_faults(told)}; {repair}"


def is_no_word(term: str) -> bool:
    """Tell whether a term has what no word has: signs or a number around it, patterns, an explanation, two words.

    >>> [is_no_word(word) for word in ("经济*", "人工智能（技术）", "人工智能 rengong", "1. 算力", "《数据法》")]
    [True, True, True, True, True]
    >>> [is_no_word(word) for word in ("首台（套）", "“双碳”目标", "互联网+", "A/B测试", "PM2.5", "5G 网络", "16:9")]
    [False, False, False, False, False, False, False]
    """
    # Nor has a word so many characters, in which looking for signs takes long.
    paired = len(term) <= MOST_LETTERS and (IN_PAIRS.fullmatch(term) or BRACKETED.search(term))
    return bool(len(term) > MOST_LETTERS or paired or NO_WORD.search(without_pairs(term)))


def without_pairs(term: str) -> str:
    """Return a term without the quotes and brackets around its parts."""
    return IN_PAIRS.sub(lambda pair: "".join(filter(None, pair.groups())), term)


def words_of_dictionary(lines: dict[int, str]) -> list[Entry]:
    """Give the words of a dictionary of LIWC or of 同义词词林, once for each category; none of another list.

    >>> [entry[:3] for entry in words_of_dictionary({1: "Aa01A01= 人 士"})]
    [(1, '人', 'Aa01A01'), (1, '士', 'Aa01A01')]
    """
    codes = [(n, CILIN.fullmatch(line)) for n, line in lines.items()]
    if all(match for _, match in codes):
        return [Entry(n, word, match[1]) for n, match in codes if match for word in match[2].split()]
    return [Entry(n, word, category) for n, word, of in words_of_liwc(lines) for category in of or [""]]


def words_of_liwc(lines: dict[int, str]) -> list[tuple[int, str, list[str]]]:
    """Give the lines, words and categories of a dictionary of LIWC: names by numbers between two signs, then words."""
    parts = [n for n, line in lines.items() if line == LIWC_PART]
    if len(parts) != 2 or parts[0] != min(lines):
        return []
    names = dict(line.split(None, 1) for n, line in lines.items() if parts[0] < n < parts[1] and len(line.split()) > 1)
    below = {n: re.split(r"\t+" if "\t" in line else r"\s+", line) for n, line in lines.items() if n > parts[1]}
    if wrong := [f"line {n} {lines[n]!r:.80}" for n, (_, *of) in below.items() if not {*of} <= {*names}]:
        raise DiscourseError(f"has words of categories that its first part lacks: {list_faults(wrong)}; mend them")
    return [(n, word, [names[number] for number in of]) for n, (word, *of) in below.items()]


def words_in_code(lines: dict[int, str]) -> Iterator[Entry]:
    """Give the texts in quotes of a list in code, and the name of each of several lists as its category.

    The code is that of JSON, Python or R, or lists in one line in TOML and YAML. None where the lines are no such code.

    >>> [entry[:3] for entry in words_in_code({1: 'd <- list(科技 = c("算力"), 能源 = c("光伏"))'})]
    [(1, '算力', '科技'), (1, '光伏', '能源')]
    """
    code = "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1))
    if '"' not in code and "'" not in code:
        return
    try:
        with warnings.catch_warnings(action="ignore"):
            statements = ast.parse(code.replace("<-", "=")).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    found, section = list[tuple[Entry, bool]](), ""
    for statement in statements:
        # A line [科技] is the head of a part in TOML.
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.Expr(ast.Call(ast.Name(), [ast.Name()], [])):
                continue
            case ast.Expr(ast.List([ast.Name(name)])):
                section = name
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), value):
                found += texts_in(value, section or name)
            case ast.Expr((ast.Tuple() | ast.Constant(str())) as value) if '"' not in code:
                found += texts_in(value, section)
            case ast.Expr(
                ast.Call(ast.Attribute(attr="add_word" | "append" | "add"), [ast.Constant(str()) as word, *_])
            ):
                found += texts_in(word, section)
            case ast.Expr(ast.List() | ast.Set() | ast.Dict() | ast.Call() as value):
                found += texts_in(value, section)
            case _:
                return
    # The name of the only list is a name in the code; one in quotes is written for its own sake.
    named = len({entry.category for entry, _ in found}) > 1 or any(quoted for _, quoted in found)
    yield from (entry if named else entry._replace(category="") for entry, _ in found)


def terms_of_category(terms: ast.Dict, category: str) -> Iterator[Entry]:
    """Give the terms of a category in a piece of code, that each have their forms, or stand below more names."""
    for term, forms in zip(filter(None, terms.keys), terms.values, strict=True):
        entries = [entry for entry, _ in texts_in(forms, "")]
        below = zip(forms.keys, forms.values, strict=True) if isinstance(forms, ast.Dict) else ()
        # A name with an empty list or table below it is a term as those are that have forms.
        names = [key for key, value in below if key and not (getattr(value, "elts", 1) and getattr(value, "keys", 1))]
        words = {entry.word for entry in entries}
        entries += [entry for key in names for entry, _ in texts_in(key, "") if entry.word not in words]
        for named, _ in texts_in(term, category):
            if isinstance(forms, ast.Dict) and forms.keys:
                above = [LEVELS.join(filter(None, (named.word, entry.category, entry.note))) for entry in entries]
                yield from (e._replace(category=category, note=n) for e, n in zip(entries, above, strict=True))
            else:
                yield named._replace(forms="|".join(entry.word for entry in entries))


def texts_in(node: ast.AST, name: str, quoted: bool = False) -> Iterator[tuple[Entry, bool]]:
    """Give the texts in a piece of code, with the name of the list that each is in, and whether that is in quotes.

    Raises DiscourseError for what is no text, and for a text that has a name to itself: which of the two is the word?
    """
    match node:
        case ast.Constant(str(text)):
            yield Entry(node.lineno, text.strip(), name), quoted
        case ast.List() | ast.Set() | ast.Tuple():
            if entries := rows_in(node):
                yield from ((entry, True) for entry in entries)
                return
            for each in node.elts:
                yield from texts_in(each, name, quoted)
        case ast.Dict():
            if entries := pairs_in(node):
                yield from ((entry, True) for entry in entries)
                return
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(value, ast.Dict):
                    yield from ((entry, True) for entry in terms_of_category(value, str(key.value)))
                    continue
                if not (isinstance(key, ast.Constant) and isinstance(value, ast.List | ast.Tuple | ast.Set)):
                    raise DiscourseError(f"line {node.lineno} has names with single values; save it as CSV with a head")
                yield from texts_in(value, str(key.value), True)
        case ast.Call(ast.Name()):
            for each in node.args:
                yield from texts_in(each, name, quoted)
            for keyword in node.keywords:
                yield from texts_in(keyword.value, keyword.arg or name, True)
        case _:
            line = getattr(node, "lineno", 1)
            raise DiscourseError(f"line {line} is code other than lists of words in quotes; write one word a line")


def pairs_in(node: ast.Dict) -> list[Entry]:
    """Give the terms of a piece of code that names each with its translation, its category or its forms; else none.

    >>> pairs_in(ast.parse('{"算力": ["运力"], "光伏": []}', mode="eval").body)[0][:4]
    (1, '算力', '', '运力')
    """
    try:
        named = list(ast.literal_eval(node).items())
    except ValueError:
        return []
    lines = [key.lineno for key in node.keys if key]
    if all(isinstance(value, list) and all(isinstance(each, str) for each in value) for _, value in named):
        found = zip(lines, named, strict=True) if are_synonyms(named) else []
        return [Entry(line, str(name), forms="|".join(forms)) for line, (name, forms) in found]
    if not all(isinstance(value, str) for _, value in named):
        return []
    pairs = {number: f"{name}\t{value}" for number, (name, value) in enumerate(named)}
    return [entry._replace(line=lines[entry.line]) for entry in words_beside_fields(pairs, [])]


def rows_in(node: ast.List | ast.Set | ast.Tuple) -> list[Entry]:
    """Give the terms of a piece of code that is a list of pairs, of a word and its translation or category; else none.

    >>> rows_in(ast.parse('[["算力", "computing"], ["光伏", "solar power"]]', mode="eval").body)[1][:5:4]
    (1, 'solar power')
    """
    pairs = [row.elts for row in node.elts if isinstance(row, ast.List | ast.Tuple)]
    rows = [
        [each.value for each in row if isinstance(each, ast.Constant) and isinstance(each.value, str)] for row in pairs
    ]
    if len(rows) < max(2, len(node.elts)) or any(
        len(row) != 2 or len(texts) != 2 for row, texts in zip(pairs, rows, strict=True)
    ):
        return []
    found = words_beside_fields({number: "\t".join(row) for number, row in enumerate(rows)}, [])
    return [entry._replace(line=node.elts[entry.line].lineno) for entry in found]


def words_of_levels(lines: dict[int, str]) -> list[Entry]:
    """Give the terms of a list of three levels, as YAML has them: category, term, forms; none of another list.

    Of more levels the lowest are the terms, and what stands between them and the category their note.

    >>> words_of_levels({1: "技术:", 2: "  人工智能:", 3: "    - AI"})
    [Entry(line=2, word='人工智能', category='技术', forms='AI', english='', note='')]
    """
    entries, above = list[Entry](), set[int]()
    for n, path, words in named_levels(lines):
        note = LEVELS.join(path[1:])
        if len(path) < 2:
            if words:
                return []
        elif len(path) > 2:
            above |= {entry.line for entry in entries[-1:] if not entry.note}
            entries += [Entry(n, word, path[0], note=note) for word in words]
        elif entries and (entries[-1].category, entries[-1].word, entries[-1].note) == (*path, ""):
            entries[-1] = entries[-1]._replace(forms="|".join(filter(None, [entries[-1].forms, *words])))
        else:
            entries.append(Entry(n, path[1], path[0], "|".join(words)))
    return [entry for entry in entries if entry.line not in above]


def named_levels(lines: dict[int, str]) -> list[tuple[int, list[str], list[str]]]:
    """Give of each line of a list in levels the names above its words, or its own, and these; none of another list."""
    found = {n: LEVEL.fullmatch(line.expandtabs(4)) for n, line in lines.items()}
    indents = sorted({len(match["indent"]) for match in found.values() if match})
    levels, path = list[tuple[int, list[str], list[str]]](), list[str]()
    for n, match in found.items():
        if not match or (depth := indents.index(len(match["indent"]))) > len(path):
            return []
        # A dash may stand right below the name whose words it lists.
        dashed = not match["named"] and match["dash"] is not None and depth == len(path) - 1
        name = match["name"].strip("'\"")
        path = [*path[: depth + dashed], *([name] if match["named"] else [])]
        words = PAUSE.split(match["list"] or "") if match["named"] else [name]
        levels.append((n, path, list(filter(None, words))))
    return levels


def part_levels(entries: list[Entry]) -> list[Entry]:
    """Take what seems the forms of some terms for terms, if they are no forms: these stand below the names of parts.

    The only name above all of these is that of the list; else such a name is the category, and the part's is the note.

    >>> entries = [Entry(2, "能源", "词表", "光伏|风电"), Entry(3, "交通", "词表", "高铁")]
    >>> [entry[:3] for entry in part_levels(entries)]
    [(2, '光伏', '能源'), (2, '风电', '能源'), (3, '高铁', '交通')]
    >>> part_levels([entries[0], Entry(4, "教育", "民生", "职教")])[2][1:]
    ('职教', '民生', '', '', '教育')
    """
    parts = [entry for entry in entries if entry.category and not entry.note]
    named = [(entry.word, list(filter(None, entry.forms.split("|")))) for entry in parts]
    if len(named) < 2 or not any(entry.forms for entry in parts) or are_synonyms(named):
        return entries
    lone = len({entry.category for entry in entries}) == 1
    parted = list[Entry]()
    for e in entries:
        # What has a note stands below more names than one.
        words, note = ([e.word], e.note) if e.note else (e.forms.split("|"), e.word)
        name, note = (e.word, "") if lone else (e.category, note)
        parted += [Entry(e.line, word, name, note=note) for word in words]
    return parted


def write_levels(lines: dict[int, str]) -> dict[int, str]:
    """Write a colon behind what has others indented below it in a list of three levels and more.

    Of words that all have weights, as 光伏 (1), these are left off.

    >>> write_levels({1: "能源", 2: "  新能源", 3: "    光伏 (1)"})
    {1: '能源:', 2: '  新能源:', 3: '    光伏'}
    """
    wide = {n: line.expandtabs(4) for n, line in lines.items()}
    depths = [len(line) - len(line.lstrip()) for line in wide.values()]
    levels = sorted({*depths})
    ranks = list(map(levels.index, depths))
    above = [after > rank for rank, after in pairwise([*ranks, 0])]
    weights = [WEIGHTED.fullmatch(line) for line, is_above in zip(wide.values(), above, strict=True) if not is_above]
    steps = ranks[0] == 0 and max(after - before for before, after in pairwise([*ranks, 0])) == 1
    if not steps or any(map(MARKS_OF_LEVELS.search, lines.values())) or len(levels) < 3:
        return lines
    return {
        n: f"{line}:" if is_above else WEIGHTED.sub(r"\g<word>", line) if all(weights) else line
        for (n, line), is_above in zip(wide.items(), above, strict=True)
    }


def words_indented(lines: dict[int, str]) -> list[Entry]:
    """Give the words of a list of two levels, several times one above others: the upper is the category; else none.

    Where all words have weights, as 光伏 (1), these are left off, and there may be one category.

    >>> words_indented({1: "技术", 2: "    算力", 3: "能源", 4: "    光伏"})[1][:3]
    (4, '光伏', '能源')
    """
    upper = [line == line.lstrip() for line in lines.values()]
    lower = [line for line, above in zip(lines.values(), upper, strict=True) if not above]
    weights = list(map(WEIGHTED.fullmatch, lower))
    if sum(upper) < 2 - all(weights) or not upper[0] or upper[-1] or any(a and b for a, b in pairwise(upper)):
        return []
    indents = {line[: -len(line.lstrip())] for line in lower}
    names = [BULLET.sub("", line.strip()) for line in compress(lines.values(), upper)]
    if len(indents) > 1 or any(map(NO_WORD.search, names)) or not all(map(CONTAINS_HAN.search, names)):
        return []
    words = [match["word"] for match in filter(None, weights)] if all(weights) else lower
    named, bare = iter(names), iter(without_marks(list(map(str.strip, words))))
    entries, category = list[Entry](), ""
    for n, above in zip(lines, upper, strict=True):
        if above:
            category = next(named)
        else:
            entries.append(Entry(n, next(bare), category))
    return entries


def words_of_lines(lines: dict[int, str], notes: list[str]) -> Iterator[Entry]:
    """Give the words of lines that are no code, one a line, or several where the form of the list says so."""
    ways = (
        words_replaced, words_of_records, words_beside_fields, words_in_brackets, words_of_synonyms, words_of_rows,
    )  # fmt: skip
    bare = dict(zip(lines, without_marks([*lines.values()]), strict=True))
    entries = next(filter(None, (way(bare, notes) for way in ways)), []) or words_of_outline(lines)
    entries = entries or in_sections(lines)
    words = without_marks([entry.word for entry in entries])
    entries = [entry._replace(word=word) for entry, word in zip(entries, words, strict=True)]
    ways_inside = (words_of_groups, words_side_by_side, words_enumerated)
    yield from next(filter(None, (way(entries, notes) for way in ways_inside)), entries)


def part_boxes(entries: list[Entry]) -> list[Entry]:
    """Write the groups of a list as 能源：光伏、风电, each on a line, where all stand behind their names in boxes.

    >>> [entry.word for entry in part_boxes([Entry(1, "【能源】光伏、风电；【交通】高铁")])]
    ['能源：光伏、风电', '交通：高铁']
    """
    if not all(BOXED_GROUPS.fullmatch(entry.word) for entry in entries):
        return entries
    boxed = [(entry, group) for entry in entries for group in BOXED_GROUP.finditer(entry.word)]
    return [entry._replace(word=f"{group[1]}：{group[2].strip('，；。,; ')}") for entry, group in boxed]


def words_of_groups(entries: list[Entry], notes: list[str]) -> list[Entry]:
    """Give the words of lines that each name a group and its words, or a term and its forms.

    >>> words_of_groups([Entry(1, "能源：光伏、风电"), Entry(2, "【交通】高铁")], [])
    []
    >>> words_of_groups([Entry(1, "能源：光伏、风电"), Entry(2, "交通：高铁")], [])[-1][:3]
    (2, '高铁', '交通')
    >>> words_of_groups([Entry(1, "算力：运力、算效")], [])[0][:4]
    (1, '算力', '', '运力|算效')
    """
    entries = part_boxes(entries)
    words = [entry.word for entry in entries]
    if all(map(GROUP_OF_BLANKS.fullmatch, words)) and any(map(BLANKS.search, words)):
        words = [BLANKS.sub("、", word) for word in words]
    groups = [group for word in words if (group := GROUP.fullmatch(word))]
    if len(groups) < len(words) or not any(PAUSE.search(group[2] or group[3]) for group in groups):
        return []
    named = [
        (entry, group[1], list(filter(None, PAUSE.split((group[2] or group[3]).strip("[]")))))
        for entry, group in zip(entries, groups, strict=True)
    ]
    if are_synonyms([(name, listed) for _, name, listed in named]):
        told = f"line {named[0][0].line} {named[0][0].word!r:.80}"
        notes.append(f"the words behind a name that share its characters are other forms of it: {told}")
        return [entry._replace(word=name, forms="|".join(listed)) for entry, name, listed in named]
    return [Entry(entry.line, word, name) for entry, name, listed in named for word in listed]


def words_side_by_side(entries: list[Entry], notes: list[str]) -> list[Entry]:
    """Give the words of a list that is one line, parted at its signs, else at blanks between many Chinese words.

    >>> [entry.word for entry in words_side_by_side([Entry(1, "算力、光伏，6G。")], [])]
    ['算力', '光伏', '6G']
    >>> len(words_side_by_side([Entry(1, "的 了 在 是")], [])), words_side_by_side([Entry(1, "人工 智能")], [])
    (4, [])
    """
    if len(entries) != 1:
        return []
    line, text = entries[0].line, entries[0].word
    words = [word for word in PAUSE.split(text.rstrip("。；")) if word]
    if len(words) < 3:
        words = text.split() if WORDS_OF_TEXT.fullmatch(text) else []
    if words and not PAUSE.search(text):
        notes.append(f"line {line} is read as words parted by blanks: {text!r:.80}; write one a line")
    return [entries[0]._replace(word=word) for word in without_marks(words)]


def words_enumerated(entries: list[Entry], notes: list[str]) -> list[Entry]:
    """Give the words of lines, most of which have several with 、 between them, or, below headings, blanks."""
    words = [entry.word for entry in entries]
    if entries and all(entry.category for entry in entries) and all(map(WORDS_OF_LINE.fullmatch, words)):
        words = ["、".join(word.split()) for word in words]
        entries = [entry._replace(word=word) for entry, word in zip(entries, words, strict=True)]
    if (
        len(words) < 2
        or not all(map(ENUMERATED.fullmatch, words))
        or 2 * sum("、" in each for each in words) <= len(words)
    ):
        return []
    notes.append(f"words parted by 、 are each a word: line {entries[0].line} {words[0]!r:.80}")
    parted = ((entry, PAUSE.split(entry.word.rstrip("。"))) for entry in entries)
    return [entry._replace(word=word.strip()) for entry, each in parted for word in each if word.strip()]


def words_of_synonyms(lines: dict[int, str], notes: list[str]) -> list[Entry]:
    """Give the terms of a list that joins words of one meaning by =, | or /, the first of each line, and its forms.

    >>> words_of_synonyms({1: "人工智能=AI", 2: "算力 = 运力 = 算效"}, [])[1]
    Entry(line=2, word='算力', category='', forms='运力|算效', english='', note='')
    >>> [entry.word for entry in words_of_synonyms({1: "人工智能|AI", 2: "算力"}, [])]
    ['人工智能', '算力']
    >>> words_of_synonyms({1: "元/吨", 2: "算力/运力"}, [])
    []
    """
    for marks, pattern in SYNONYMS.items():
        parted = {n: [each.strip() for each in re.split(f"[{marks}]", line)] for n, line in lines.items()}
        several = {n: parts for n, parts in parted.items() if len(parts) > 1}
        # = joins the words of all lines, a stroke those of most.
        enough = len(several) >= {"=": len(lines), "|｜": 1}.get(marks, len(lines) // 2 + 1)
        if (
            several
            and len(lines) > 1
            and enough
            and all(map(pattern.fullmatch, lines.values()))
            and not all(TAG.fullmatch(parts[-1]) for parts in several.values())
            and not any(map(is_no_word, chain.from_iterable(parted.values())))
        ):
            n = next(iter(several))
            notes.append(
                f"words joined by {marks[0]} are one term, the first, and its forms: line {n} {lines[n]!r:.80}"
            )
            return [Entry(n, first, forms="|".join(rest)) for n, (first, *rest) in parted.items()]
    return []


def words_replaced(lines: dict[int, str], notes: list[str]) -> list[Entry]:
    """Give the terms of a list that says by which word others are to be replaced, with these as their forms.

    >>> words_replaced({1: "AI→人工智能", 2: "人工智慧 -> 人工智能"}, [])
    [Entry(line=1, word='人工智能', category='', forms='AI|人工智慧', english='', note='')]
    """
    found = {n: match for n, line in lines.items() if (match := REPLACED.fullmatch(line))}
    # Else the arrow leads to the translation.
    chinese = sum(CONTAINS_HAN.search(match[2]) is not None for match in found.values())
    if not 1 < len(lines) == len(found) <= 2 * chinese:
        return []
    number, line = next(iter(lines.items()))
    notes.append(f"the word behind an arrow is the term, the one before it a form of it: line {number} {line!r:.80}")
    forms, first = dict[str, dict[str, None]](), dict[str, int]()
    for n, match in found.items():
        form, term = match.groups()
        first.setdefault(term, n)
        forms.setdefault(term, {})[form] = None
    return [Entry(first[term], term, forms="|".join(each)) for term, each in forms.items()]


def drop_above_counts(lines: dict[int, str], heads: set[str], notes: list[str]) -> dict[int, str]:
    """Leave out, and tell, the lines above words with their frequencies that have none; a head goes untold."""
    above = list(takewhile(lambda n: not COUNTED.fullmatch(lines[n]), lines))
    counted = dict(islice(lines.items(), len(above), None))
    if not 0 < len(above) < len(counted) or not all(map(COUNTED.fullmatch, counted.values())):
        return lines
    if told := [f"line {n} {lines[n]!r}" for n in above if fold_head(lines[n].split("\t")[0]) not in heads]:
        notes.append(f"lines above the words are left out: {list_faults(told)}")
    return counted


def drop_comments(lines: dict[int, str], heads: set[str], notes: list[str]) -> dict[int, str]:
    """Leave out the lines that are no words, and tell them: comments, and a title (with the number of the words).

    A head below the title, the only one, goes untold.
    """
    lines = drop_above_counts(lines, heads, notes)
    headings = {*headings_of_marked(lines)}
    kept = {number: line for number, line in lines.items() if number in headings or not COMMENT.fullmatch(line)}
    if len(kept) > 1 and TITLE.fullmatch(kept[first := next(iter(kept))]):
        del kept[first]
        if fold_head(kept[head := next(iter(kept))]) in heads and len(kept) > 1:
            del kept[head]
            first = head
    kept = {number: REMARK.sub("", line) for number, line in kept.items()}
    out = [f"line {n} {line!r}" for n, line in lines.items() if kept.get(n) != line and fold_head(line) not in heads]
    if not kept:
        return lines
    if out:
        repair = "write a line otherwise if it is one; a category stands in a column category"
        notes.append(f"comments and titles are no words of a list: {list_faults(out)}; {repair}")
    return kept


def headings_of_marked(lines: dict[int, str]) -> list[int]:
    """Return the lines that are headings of Markdown above words, all of which have a bullet or a number.

    So are two or more of the second level above any, and two or more Chinese words, the first of them the first line.
    Of two headings one below the other the first is a title.
    """
    headings = {number for number, line in lines.items() if MARKED_HEADING.fullmatch(line)}
    named = len(headings) > 1 and next(iter(lines)) in headings
    if not (
        (named and all(WORD_ABOVE.fullmatch(lines[number]) for number in headings))
        or sum(lines[number].startswith("## ") for number in headings) > 1
        or all(MARKED.fullmatch(line) for number, line in lines.items() if number not in headings)
    ):
        return []
    return [number for number, below in pairwise([*lines, None]) if number in headings and below not in headings]


def words_of_outline(lines: dict[int, str]) -> list[Entry]:
    """Give the words of an outline: numbers of several styles before all lines, each level counted from 1; else none.

    The lines of the highest level are the categories of all below them; each has some.

    >>> words_of_outline({1: "一、技术", 2: "1. 算力", 3: "2. 6G", 4: "二、产业", 5: "1. 光伏"})[2]
    Entry(line=5, word='光伏', category='产业', forms='', english='', note='')
    >>> words_of_outline({1: "1 技术", 2: "1.1 算力", 3: "2 产业", 4: "2.1 光伏"})[1][:3]
    (4, '光伏', '产业')
    """
    found = {n: NUMBER.fullmatch(line) for n, line in lines.items()}
    styles, reached, entries, names = list[str](), list[int](), list[Entry](), list[str]()
    for n, match in found.items():
        if not match:
            return []
        style = re.sub(
            rf"\d+|[{NUMERALS}]+", lambda each: "0" if each[0].isdecimal() else "一", match[0][: match.start("word")]
        )
        style = "①" if match["sign"] else style.strip()
        if style not in styles:
            styles.append(style)
            reached.append(0)
        level = styles.index(style)
        reached[level + 1 :] = [0] * len(reached[level + 1 :])
        reached[level] += 1
        if number_before(match)[-1] != reached[level]:
            return []
        names += [match["word"]] * (not level)
        entries += [Entry(n, match["word"], names[-1])] * bool(level)
    return entries if len(names) > 1 and {*names} == {entry.category for entry in entries} else []


def in_sections(lines: dict[int, str]) -> list[Entry]:
    """Give each line the heading that it stands below as its category, where the list has headings of one form.

    >>> [entry[:3] for entry in in_sections({1: "【能源】", 2: "光伏", 3: "风电"})]
    [(2, '光伏', '能源'), (3, '风电', '能源')]
    >>> [entry[:3] for entry in in_sections({1: "*能源", 2: "光伏 or 风电"})]
    [(2, '光伏', '能源'), (2, '风电', '能源')]
    """
    coded = any(map(ALTERNATIVE.search, lines.values()))
    for heading in [*HEADINGS, *[CODING_RULE] * coded, NAME_OF_PART]:
        found = {number: heading.fullmatch(line) for number, line in lines.items()}
        each = list(found.values())
        several = heading is not NAME_OF_PART or sum(map(bool, each)) > 1
        if several and each[0] and not each[-1] and not any(a and b for a, b in pairwise(each)):
            entries, category = [], ""
            for number, match in found.items():
                category = AROUND_NAME.sub("", match[1]).replace("|", "/") if match else category
                words = ALTERNATIVE.split(lines[number]) if heading is CODING_RULE else [lines[number]]
                entries += [Entry(number, word, category) for word in words if not match]
            return entries
    return [Entry(number, line) for number, line in lines.items()]


def without_marks(lines: list[str]) -> list[str]:
    """Leave off what stands around every word of a list: quotes, commas behind, and numbers or bullets before.

    >>> without_marks(["1. 人工智能", "2. 6G"]), without_marks(["3.5G", "4.0"]), without_marks(["“算力”，", "“光伏”"])
    (['人工智能', '6G'], ['3.5G', '4.0'], ['算力', '光伏'])
    """
    numbered = False
    while True:
        lines = [TRAILING.sub("", line) for line in lines]
        bare = [quoted[1].replace('""', '"') if (quoted := QUOTED.fullmatch(line)) else line for line in lines]
        if len(bare) > 1 and all(map(ENDED.fullmatch, bare[:-1])):
            bare = [ended["word"] if (ended := ENDED.fullmatch(line)) else line for line in bare]
        for mark in AROUND:
            found = list(map(mark.fullmatch, bare))
            bare = [match["word"] for match in found if match] if all(found) else bare
        if not numbered:
            bare, numbered = without_numbers(bare)
        if bare == lines:
            return bare
        lines = bare


def without_numbers(lines: list[str]) -> tuple[list[str], bool]:
    """Leave off the numbers before all words, and tell whether there were any.

    They count from 1 (1., 1.1, 1.2, 2. …), or rise where more than a blank parts them from the words, or are all 1.
    (Markdown). 1.5G and 2.5G are words.

    >>> without_numbers(["1 科技", "1.1 算力", "1.2 6G"]), without_numbers(["2025 规划", "2035 目标"])
    ((['科技', '算力', '6G'], True), (['2025 规划', '2035 目标'], False))
    """
    found = [match for line in lines if (match := NUMBER.fullmatch(line))]
    # All may be numbers with a point: 1.5G, 2.5G.
    points = all(re.match(r"\d+[.．]\d", match[0]) and match["mark"] for match in found)
    if len(found) < len(lines) or len(lines) < 2 or points:
        return lines, False
    numbers, bare = [number_before(match) for match in found], any(match["bare"] for match in found)
    counted = set(numbers[0]) == {1} and all(starmap(follows, pairwise(numbers)))
    rising = not bare and (all(a < b for a, b in pairwise(numbers)) or set(numbers) == {(1,)})
    return ([match["word"] for match in found], True) if counted or rising else (lines, False)


def number_before(match: re.Match) -> tuple[int, ...]:
    """Return the number that stands before a word, of whatever signs, level by level: 1.2 is (1, 2)."""
    written = match["bracketed"] or match["marked"] or match["numeral"] or match["bare"]
    if match["letter"]:
        return (ord(match["letter"].lower()) - ord("a") + 1,)
    if match["sign"]:
        return (int(unicodedata.numeric(match["sign"])),)
    return tuple(int(part) if part.isdigit() else read_numeral(part) for part in re.split("[.．]", written))


def follows(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Tell whether a number is the next after another, on its level, the one above or the one below.

    >>> [follows((1, 2), each) for each in ((1, 3), (2,), (2, 1), (1, 2, 1), (1, 4))]
    [True, True, True, True, False]
    """
    at = next((at for at, (a, b) in enumerate(zip(before, number, strict=False)) if a != b), len(before))
    return (
        at < len(number) and number[at] == (before[at] if at < len(before) else 0) + 1 and set(number[at + 1 :]) <= {1}
    )
