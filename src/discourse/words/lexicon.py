"""Lexicon files become a lexicon; paragraphs become mentions of its terms."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from pandas.api.types import is_list_like

from discourse.errors import DiscourseError, MissingFileError, list_faults, one_line, one_of
from discourse.schema import MENTIONS, PLACE, READ, check_paragraphs, make_frame
from discourse.strings import translate
from discourse.study import word_files
from discourse.texts.characters import CONTAINS_HAN, HAN
from discourse.texts.cleaning import ORDINARY
from discourse.texts.formats.small_tables import name_columns, read_small_table
from discourse.texts.formats.word_lists import FEW_OF, is_no_word
from discourse.texts.joined_texts import SEPARATOR, JoinedTexts, join_texts, number_texts, rows_of_parts
from discourse.texts.normalize import (
    ACCENTS,
    are_of_class,
    clean,
    codes_of,
    fold_case,
    fold_head,
    matchable,
    simplify_texts,
)
from discourse.texts.quoting import quoted_places
from discourse.texts.sentences import find_sentences
from discourse.words.coverage import HYPHENS, LEAST_TEXT, doubt_counts, explain_absence
from discourse.words.places import find_overlapping
from discourse.words.segment import HOLE, check_lexicon, make_cutter, make_end_finder

# The columns of a lexicon, each with other heads that mean it, folded; all but the term may be left out.
LEXICON_COLUMNS = {
    "term": ["terms", "word", "words", "keyword", "keywords", "词", "词语", "词条", "词汇", "术语", "关键词", "主题词",
             "标准词", "规范词", "标准术语", "关键字", "词目", "词名", "词项", "特征词", "检索词", "种子词",
             "高频词", "核心词", "节点", "节点名称", "名称",
             "中文", "中文名", "中文名称", "中文术语"],
    "forms": ["form", "variants", "synonyms", "aliases", "variant", "synonym", "alias", "别名", "别称", "又称", "简称",
              "缩写", "同义词", "近义词", "异名", "异形词", "变体", "其他写法"],
    "english": ["en", "英文", "英语", "英译", "英文名", "英文名称", "译名", "翻译", "译文",
                "英文翻译", "translation", "英文术语",
                "术语（英文）", "词语（英文）", "Term (English)", "English term"],
    "category": ["categories", "class", "类", "类别", "类目", "一级类目", "一级指标", "一级类别", "一级分类", "大类",
                 "分类", "类型", "种类", "情感分类", "情感类别", "情感类型", "主题类别"],
    "broader": ["上位词", "上级词", "上位概念", "词族"],
    "note": ["notes", "comment", "remark", "备注", "注", "注释", "说明"],
}  # fmt: skip
STOPWORD_COLUMNS = {
    "word": ["words", "term", "stopword", "stopwords", "stop_word", "stop_words", "词", "词语", "停用词", "停止词"],
    "reason": ["note", "原因", "备注", "说明"],
}
# What the head of a column ends with that may be the category, and is not taken for it.
LIKELY_CATEGORY = re.compile(
    r".*(?:类别|类型|类目|类|分类|指标|维度|主题|领域|级|情感|极性|倾向|标签"
    r"|category|class|type|topic|theme|sentiment|emotion|polarity|label|dimension)\d?",
    re.IGNORECASE,
)
HIGHEST = re.compile("第?一级|大类|level ?1", re.IGNORECASE)
# A line of a user dictionary of jieba: a word, how frequent it is, its tag. A tag alone follows a Chinese word.
COUNT = r"[-+]?\d+(?:\.\d+)?%?"
USER_WORD = re.compile(
    rf"(?P<term>.{{1,80}}?)(?:(?:\s+|(?<=\w)[,，;；:：|]\s*)(?P<count>{COUNT}(?:\t\s*{COUNT}){{0,4}}(?:\s+[A-Za-z]+)?|(?<=[{HAN}]\s)[a-z]{{1,2}}\s+\d+(?:\s+[a-z]{{1,3}}\s+\d+)*)"
    rf"|\s*[(（]\s*(?P<times>\d+)\s*[次个]?[)）]"
    rf"|(?<=[{HAN}])(?:\s+|[/／_](?=[a-z]{{1,3}}\Z))(?P<tag>[a-z]{{1,5}}))"
)
# The same with the number first, unless all numbers are years.
COUNT_BEFORE, YEAR = re.compile(rf"({COUNT})(?:\s*[,，;；:：]\s*|\s+)((?=\D).{{1,80}})"), re.compile(r"(?:19|20)\d\d")
# Forms are parted by the first of these; where none does, by one of those, too, which is told.
BETWEEN_FORMS, ALSO_BETWEEN_FORMS = re.compile("[|｜]"), re.compile(r"[、；，;]|,(?!\d)")
# The column of a table of senses, in which a word may be of several categories; what joins two words.
SENSE = re.compile(r"词义(?:数|序号)|义项.*|sense.*", re.IGNORECASE)
JOINS = {"和", "与", "及", "以及", "或"}
JOINED_WORDS = re.compile(f".{{2,}}(?:{'|'.join(JOINS)}).{{2,}}")
EXPLAINED = ["forms", "english", "broader", "note"]
# What parts terms in one cell, and stands in none; and what does where several cells, and most, have it.
BETWEEN_TERMS = re.compile(r"(?:(?<!\s)\s++)?[;；]\s*+")
ALSO_BETWEEN_TERMS = re.compile(rf"(?:(?<!\s)\s++)?(?:[;；、，]|,(?!\d))\s*+|(?<=[{HAN}])\s++(?=[{HAN}])")
# Quotes around a whole term say nothing of it.
QUOTED = re.compile(r"\A[“‘「『\"]([^“”‘’「」『』\"]+)[”’」』\"]\Z")
TWO_FORMS = re.compile(rf"\S\s+[{HAN}]|[{HAN}A-Za-z]{{2}}[/／][{HAN}]{{2}}|[{HAN}]{{2}}[/／][A-Za-z]{{2}}")
# Two words where one term is meant: 人工智能/AI, and not A/B测试, TCP/IP or 元/吨.
TWO_WORDS = re.compile(
    rf"[{HAN}]{{2}}\s*+([/／]\s*[{HAN}]{{2}}|[、，；]\s*[A-Za-z]{{2,}}\Z)|\A[A-Za-z]{{2,}}\s*[、，；]\s*[{HAN}]{{2}}"
)
# Latin letters in brackets behind a Chinese word, or behind or before a stroke, another form of it; not a tag (n).
FORM_IN_BRACKETS = re.compile(
    rf"(?P<term>[^()（）]*[{HAN}])\s*[(（](?P<form>(?=[^{HAN}]*[A-Z]|[^{HAN}]*[a-z]{{4}})[^()（）{HAN}]+)[)）]"
)
FORM_BEHIND_STROKE = re.compile(rf"(?P<term>[{HAN}]{{2,}})\s*[/／]\s*(?P<form>[A-Za-z][A-Za-z0-9 -]+)")
FORM_BEFORE_STROKE = re.compile(rf"(?P<form>[A-Za-z][A-Za-z0-9 -]++)\s*+[/／]\s*(?P<term>[{HAN}]{{2,}})")
# Longer ones are texts.
LONGEST_FORM = 200
# What several rows say of one term is put together so.
JOINED = {"forms": "|", "note": "; "}
LATIN, DIGIT = re.compile(r"[A-Za-z0-9]"), re.compile(r"[0-9]")
RADICALS = str.maketrans(ORDINARY)
# Words of which some begin with a capital, and none has another: those of a title.
TITLE_CASE = re.compile(r"[A-Z]?[a-z]+(?:[ -][A-Z]?[a-z]+)+")
# The dot in a name: 卡尔·马克思.
DOT_OF_NAME = re.compile(rf"(?<=[{HAN}])·(?=[{HAN}])")
# A quote and no apostrophe.
QUOTE = re.compile("[“”„‟「」『』﹁﹂﹃﹄《》〈〉＂\"]|(?<![A-Za-z])['‘’]|['‘’](?![A-Za-z])")
QUOTE_OR_ACCENT = re.compile("[“”„‟「」『』﹁﹂﹃﹄《》〈〉＂\"'‘’\u0300-\u036f]")
OPENING_QUOTES, CLOSING_QUOTES = set("“„‘「『﹁﹃《〈"), set("”’」』﹂﹄》〉")
# What stands inside no word and no address.
BETWEEN_WORDS = f"{SEPARATOR} \t\r\n\u3000，。；、！？）》”"


class Spellings(NamedTuple):
    """The spellings of all terms as they are looked for: the rows, how long they are, and which are small, caseless,
    and to be bounded."""

    forms: list[str]
    rows: np.ndarray
    lengths: set[int]
    small: np.ndarray
    caseless: np.ndarray
    bounded: np.ndarray

    @classmethod
    def of(cls, forms: dict[str, int]) -> "Spellings":
        """Ask forms, each with the row of its term, what they are; a Latin sign at an end of one is to be bounded."""
        small = [form == fold_case(form) for form in forms]
        caseless = [form.upper() == form.lower() for form in forms]
        bounded = [bool(LATIN.match(form[0]) or LATIN.match(form[-1])) for form in forms]
        told = (np.array(each, dtype=bool) for each in (small, caseless, bounded))
        return cls(list(forms), np.array([*forms.values()], dtype="int64"), {*map(len, forms)}, *told)

    def are_written(self, forms: np.ndarray, starts: np.ndarray, text: str) -> np.ndarray:
        """Tell which forms, each by its number and where it was found in any case, stand there with their own capitals.

        >>> Spellings.of({"AI": 0, "算力": 1}).are_written(np.array([0, 0, 1]), np.array([0, 2, 4]), "AIai算力")
        array([ True, False,  True])
        """
        written = np.ones(len(forms), dtype=bool)
        for n in np.flatnonzero(~self.caseless[forms]).tolist():
            written[n] = text.startswith(self.forms[forms[n]], starts[n])
        return written


@dataclass(frozen=True)
class Lexicon:
    """The terms to look for, one row each: term, forms, english, category, broader, note; and a name.

    `terms` is a frame of which all columns but `term` may be left out, or a list of words. `places` names the file and
    the line of each row, for those that `read_lexicon` read. The rules for rows are those of `read_lexicon`.

    Its length is the number of its terms, which it lists and knows (`"光伏" in lexicon`).

    >>> lexicon = Lexicon(["人工智能", "低空经济"])
    >>> lexicon.find("人工 智能"), len(lexicon), list(lexicon), "光伏" in lexicon
    ([(0, 5, 0)], 2, ['人工智能', '低空经济'], False)
    """

    terms: pd.DataFrame
    name: str = ""
    places: tuple[tuple[str, int], ...] = ()

    def __post_init__(self):
        if isinstance(self.terms, str):
            raise DiscourseError(
                f"terms={self.terms!r} is one text; give a frame, a list of words, or use read_lexicon"
            )
        if isinstance(self.terms, dict):
            raise DiscourseError(
                "terms is a dict; give a frame, as in pd.DataFrame({'term': ['人工智能'], 'category': ['科技']})"
            )
        given = self.terms
        if not isinstance(given, Iterable):
            raise DiscourseError(f"terms={one_line(given)} is no list of words; give one, a frame, or use read_lexicon")
        if not isinstance(given, pd.DataFrame):
            given = pd.DataFrame({"term": list(given)})
            given.index += 1
        given = given.set_axis(name_columns(list(given.columns), LEXICON_COLUMNS), axis="columns")
        given = join_columns(given, self.name)
        if "term" not in given:
            raise DiscourseError(
                f"terms has no column 'term', only {list(given.columns)}; name the column of the terms"
            )
        if given.empty and not isinstance(self.terms, pd.DataFrame):
            raise DiscourseError("the lexicon is empty: it has no terms; give a word for each")
        for column in given:
            if inner := [each for each in given[column] if is_list_like(each)]:
                raise DiscourseError(f"terms has {column}={inner[0]!r:.80}; give one text, forms parted by |")
        if long := [each for each in given["term"] if isinstance(each, str) and len(each) > LONGEST_FORM]:
            said = f"a term has {LONGEST_FORM} at the most; give each a line of its own"
            raise DiscourseError(f"term={long[0][:20]!r}… has {len(long[0]):,} characters; {said}")
        united = TermRows.unite(given, self.places)
        united.check_forms_and_families()
        united.warn_of_no_words()
        object.__setattr__(self, "terms", pd.DataFrame(united.rows, columns=united.columns, dtype="str"))
        object.__setattr__(self, "places", tuple(self.places[row] for row in united.numbers) if self.places else ())

    def __getstate__(self) -> dict[str, Any]:
        # What finds the terms is made anew in another process.
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms["term"])

    def __contains__(self, term: object) -> bool:
        return term in set(self.terms["term"])

    @cached_property
    def forms(self) -> dict[str, int]:
        """Every spelling in its matchable form, with the row of its term; and that without the dots of a name."""
        rows = enumerate(zip(self.terms["term"], self.terms["forms"], strict=True))
        written = {search_form(form): row for row, (term, forms) in rows for form in spellings(term, forms)}
        return {DOT_OF_NAME.sub("", form): row for form, row in written.items() if "·" in form} | written

    @cached_property
    def _matcher(self) -> AhoCorasick:
        forms = [fold_case(form) for form in self.forms]
        return AhoCorasick(forms, matchkind=MatchKind.Standard, implementation=Implementation.DFA)

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings.of(self.forms)

    @cached_property
    def nesting(self) -> list[str]:
        """The forms inside which others stand by their characters alone."""
        folded = fold_case(matchable("\0".join(self.forms), quotes=False)[0])
        number, holding = np.cumsum(codes_of(folded) == 0), set[int]()
        for found in find_overlapping(self._matcher, folded, self._spellings.lengths):
            outer = number[found[:, 1]]
            holding.update(outer[outer != found[:, 0]].tolist())
        return [form for at, form in enumerate(self.forms) if at in holding]

    def find(self, text: str, *, without: int | None = None) -> list[tuple[int, int, int]]:
        """Return where terms stand in `text` as (start, end, row of the term), leftmost first and longest first.

        The row `without` is left out, as if the lexicon had not its line.

        Blanks inside a Chinese term part nothing, and lie within its span; so do quotes around a part of it
        (“卡脖子”技术). A form without capitals, or with those of a title (Smart Grid), is found with any; one that has
        others (AI) as it is written, and before others.

        Raises DiscourseError for what is no text.
        """
        if not isinstance(text, str):
            raise DiscourseError(f"text is a {type(text).__name__}; give one text, or paragraphs to find_terms")
        return list(map(tuple, self.find_spans(text, without=without).tolist()))

    def find_spans(self, text: str, *, without: int | None = None) -> np.ndarray:
        """Return what `find` does as an array of three columns.

        >>> Lexicon(["算力", "算力网"]).find_spans("算力网").tolist()
        [[0, 3, 1]]
        >>> Lexicon(["卡脖子技术"]).find_spans("攻克“卡脖子”技术").tolist()
        [[2, 9, 0]]
        """
        folded, places = matchable(text, quotes=False)
        known, (cut_before, cut_behind) = self._spellings, inside_latin(folded)
        # Most places have no quote and no accent: of these so many stand before each place, and one further.
        marks = np.cumsum(np.concatenate([[0], are_of_class(codes_of(text), QUOTE_OR_ACCENT), [0]]))
        spans = [np.empty((0, 4), dtype="int64")]
        for found in find_overlapping(self._matcher, fold_case(folded), known.lengths):
            at, start, end = found[known.rows[found[:, 0]] != without].T
            whole = ~known.bounded[at] | ~(cut_before[start] | cut_behind[end])
            at, start, end = at[whole], start[whole], end[whole]
            as_written = known.are_written(at, start, folded)
            fits = known.small[at] | as_written
            first, last = places[start[fits]], places[end[fits] - 1] + 1
            for n in np.flatnonzero(marks[last + 1] > marks[first]).tolist():
                first[n], last[n] = whole_place(text, int(first[n]), int(last[n]))
            spans.append(best_spans(np.column_stack([first, last, known.rows[at[fits]], as_written[fits]])))
        best = best_spans(np.concatenate(spans))
        begins, ends = best[:, :2].T
        # Few places begin inside another: only these must be gone through.
        chosen = begins >= np.append(0, np.maximum.accumulate(ends)[:-1])[: len(best)]
        free = 0
        for n in np.flatnonzero(~chosen).tolist():
            free = ends[n - 1] if chosen[n - 1] else free
            if begins[n] >= free:
                chosen[n], free = True, ends[n]
        return best[chosen, :3]

    def members(self, names: str | Iterable[str]) -> list[str]:
        """List the terms that `names` name, each once: a term names itself, a category all its terms.

        Raises DiscourseError for a name that is neither.

        >>> Lexicon(pd.DataFrame({"term": ["算力", "光伏"], "category": ["信息", "能源"]})).members(["能源", "算力"])
        ['光伏', '算力']
        """
        terms, categories = self.terms["term"].tolist(), self.terms["category"].tolist()
        found: dict[str, None] = {}
        for name in [names] if isinstance(names, str) else names:
            if name not in terms:
                one_of("names", name, [*dict.fromkeys(filter(None, categories)), *terms])
            found |= {term: None for term, own in zip(terms, categories, strict=True) if name in (term, own)}
        return list(found)

    def describe(self, language: str) -> str:
        """Name the lexicon and its size, for a caption; nothing of one without categories, which only lends labels."""
        categorized = (self.terms["category"] != "").any()
        size = len(self.terms)
        return translate("caption.lexicon_size", language=language, name=self.name, size=size) if categorized else ""

    def labels(self, language: str) -> dict[str, str]:
        """Return what figures print for terms and categories: as they are in "zh", their English in "en"."""
        if language == "zh":
            return {word: word for column in ("term", "category") for word in self.terms[column] if word}
        columns = [("category", "category_english"), ("term", "english")]
        pairs = [zip(self.terms[a], self.terms[b], strict=True) for a, b in columns if b in self.terms]
        return {word: english for column in pairs for word, english in column if word and english}


def read_lexicon(source: str | Path | Iterable[str | Path]) -> Lexicon:
    """Read a lexicon from a file, from several, or from all the lexicons of a folder.

    A file is a table with a head (CSV, TSV, XLSX, HTML, Markdown, Word), maybe with rows below it that are none; a list
    of one term a line: plain, with marks around every word, in parts below headings or in sheets, with tags, a
    translation or a category beside it, or a user dictionary of jieba, whose frequency and tag become the note; a
    column for each category; a dictionary of LIWC; 同义词词林; or a list in code (JSON, YAML, Python, R), also of
    categories, terms and forms. Its encoding is found. Columns: term, forms (other spellings, separated by |), english,
    category, broader (the term of the family it belongs to), note; category_english and others may follow. All but
    `term` may be left out, and 词语, 别名, 英文, 类别, 上位词, 备注 and their like mean them. In a folder, tables of
    another kind are told by their names (stopwords, common_words …; see `discourse.study`).

    Blanks around terms and forms mean nothing, nor do quotes, and characters that print as nothing. A term that stands
    in several rows, in whatever width, script or file, is one term, whose rows add what the others leave empty; in a
    table of senses, a list in parts and a workbook of lists it has all their categories, parted by |. Latin letters in
    brackets behind a Chinese term, or beside it and a stroke, are a form of it. Of these, of lines left out (comments,
    titles, totals), and of terms with what no word has (a wildcard, a number, an explanation, another word) a warning
    tells the lines.

    Raises DiscourseError for a file of another form, a row with more fields than the head, and, all in one
    message, with their lines: a row without a term, a term whose rows contradict each other, a form of two terms, a
    `broader` that is no term or leads back to its own term. Raises MissingFileError for a folder without a lexicon.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "terms.csv"
    >>> _ = path.write_text("term,forms\\n人工智能,AI\\n", encoding="utf-8")
    >>> read_lexicon(path).find("AI与人工智能，不是CHAIN")
    [(0, 2, 0), (3, 7, 0)]
    """
    if isinstance(source, pd.DataFrame):
        return Lexicon(source)
    if not isinstance(source, str | Path | Iterable):
        raise DiscourseError(f"source={one_line(source)} is no path; give a file, a list of files, a folder or a frame")
    paths, frames, places = [], [], []
    files = [source] if isinstance(source, str | Path) else list(source)
    if other := [each for each in files if not isinstance(each, str | Path)]:
        raise DiscourseError(f"source has {other[0]!r:.80}, no path; give files, or a list of words to Lexicon")
    for path in map(Path, files):
        paths += word_files(path)[0] if path.is_dir() else [path]
        if path.is_dir() and not paths:
            raise MissingFileError(f"{path}: holds no lexicon; put one there, as CSV, TSV, TXT or XLSX")
    for path in paths:
        frame = read_small_table(path, LEXICON_COLUMNS, needed=["term"], parse_list=parse_user_dictionary)
        if frame.empty:
            raise DiscourseError(f"{path}: the lexicon is empty: it has no terms; write a row for each")
        for step in (join_columns, part_cells, take_category):
            frame = step(frame, path.name)
        frames.append(frame)
        places += [(path.name, line) for line in frame.index]
    terms = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame({"term": []}, dtype="str")
    return Lexicon(terms, name=", ".join(path.name for path in paths), places=tuple(places))


def take_category(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Take a column for the category of the terms by what its head ends with, where none is it, and fill it downwards.

    It is one where terms share its values; of others, and of several such columns, a warning says that they may be it.
    A column has cells merged down it where several values stand once each, and empty cells below: they have it, too.

    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):
    ...     frame = pd.DataFrame({"term": ["算力", "6G", "光伏"], "所属领域": ["技术", "", "能源"]})
    ...     take_category(frame, "a.csv")["category"].tolist()
    ['技术', '技术', '能源']
    """
    likely = [head for head in frame if head not in LEXICON_COLUMNS and LIKELY_CATEGORY.fullmatch(fold_head(head))]
    likely = [head for head in likely if HIGHEST.match(head)] or likely
    said = ""
    if len(likely) == 1 and "category" not in frame and frame[likely[0]].replace("", None).nunique() < len(frame):
        said = f"{likely[0]!r} is read as the category; where it is none, rename it"
        frame = frame.rename(columns={likely[0]: "category"})
    elif likely and "category" not in frame:
        columns = " or ".join(map(repr, likely))
        said = f"no column is the category by its head; {columns} may be: if so, call it 'category'"
    cells = frame.get("category", pd.Series(dtype="str")).replace("", None)
    of_lines = cells[~cells.index.duplicated()]
    if of_lines.count() > 1 and pd.notna(cells.iloc[0]) and cells.hasnans and of_lines.dropna().is_unique:
        frame = frame.assign(category=cells.ffill())
        said = "; ".join([*filter(None, [said]), "an empty category is that of the row above, as in merged cells"])
    if said:
        warnings.warn(f"{name}: {said}", stacklevel=3)
    return frame


def join_columns(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Make one column of the forms of those that are numbered, or stand right of it without a head, and one of terms.

    Each further term of a row has a row of its own, as in `part_cells`; terms have their category in common.

    >>> frame = pd.DataFrame({"term": ["算力", "光伏"], "forms": ["运力", ""], "forms 2": ["算效", ""]})
    >>> join_columns(frame, "a.csv")["forms"].tolist()
    ['运力|算效', '']
    """
    meant = dict[str, str]()
    for number, head in enumerate(map(str, frame.columns), 1):
        left = list(meant.values())[-1] if meant else ""
        beside = head == f"column {number}" and left in ("term", "forms") and frame[head].fillna("").ne("").any()
        meant[head] = left if beside else re.sub(r" \d+\Z", "", head)
    several = {one: [head for head, other in meant.items() if other == one] for one in ("term", "forms")}
    if without_head := [head for heads in several.values() for head in heads if head.startswith("column ")]:
        said = f"{', '.join(map(repr, without_head))} without a head"
        warnings.warn(f"{name}: {said} is read as that to its left; give it a head of its own if not", stacklevel=3)
    if len(several["forms"]) > 1:
        forms = frame[several["forms"]].fillna("").astype(str).apply(lambda row: "|".join(filter(None, row)), axis=1)
        frame = frame.drop(columns=several["forms"]).assign(forms=forms)
    if len(several["term"]) > 1 and "term" in frame:
        terms = frame[several["term"]].fillna("").astype(str).apply(lambda row: list(filter(None, row)) or [""], axis=1)
        frame = frame.drop(columns=several["term"]).assign(term=terms).explode("term")
    return frame


def part_cells(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Make rows of their own of terms that stand in one cell, where it has no forms or translations.

    They are parted by ；, and by 、 and blanks, too, where most cells hold several.

    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):
    ...     part_cells(pd.DataFrame({"term": ["算力；光伏"], "category": ["技术"]}), "a.csv").to_numpy().tolist()
    [['算力', '技术'], ['光伏', '技术']]
    """
    alone = ~frame.reindex(columns=EXPLAINED, fill_value="").fillna("").astype(bool).any(axis=1)
    alone &= frame["term"].str.contains(CONTAINS_HAN)
    most = alone & frame["term"].str.contains(ALSO_BETWEEN_TERMS)
    between = ALSO_BETWEEN_TERMS if most.sum() > max(1, len(frame) / 2) else BETWEEN_TERMS
    several = alone & frame["term"].str.contains(between)
    if several.any():
        said = list_faults([f"line {line}: {term!r:.80}" for line, term in frame.loc[several, "term"].items()])
        warnings.warn(f"{name}: terms in one cell are each a row: {said}; write one term a row", stacklevel=3)
        parted = [
            list(filter(None, between.split(term))) if split else [term]
            for term, split in zip(frame["term"], several, strict=True)
        ]
        frame = frame.assign(term=parted).explode("term")
    return frame


def read_stopwords(source: str | Path | pd.DataFrame) -> list[str]:
    """Read the words that a display leaves out, each once.

    The file is a list of one word a line, of whatever signs (as those of 哈工大 and 百度 are), or a table (CSV, TSV,
    XLSX) with the column `word`, also called 停用词 or 词语; or give a frame. Blanks around a word mean nothing. Of a
    folder, all stop lists are read, as their names tell them (stopwords.csv, 哈工大停用词表.txt); it may have none.

    Raises DiscourseError for a table without such a column, and for rows with more fields than the head.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "stopwords.txt"
    >>> _ = path.write_text("$\\n的\\n了\\n的\\n", encoding="utf-8")
    >>> read_stopwords(path)
    ['$', '的', '了']
    """
    if isinstance(source, pd.DataFrame):
        table = source.set_axis(name_columns(list(source.columns), STOPWORD_COLUMNS), axis="columns")
    elif not isinstance(source, str | Path):
        raise DiscourseError(f"source={one_line(source)} is no path; give a file or a frame")
    elif Path(source).is_dir():
        lists = map(read_stopwords, word_files(Path(source))[1])
        return list(dict.fromkeys(chain.from_iterable(lists)))
    else:
        table = read_small_table(
            source, STOPWORD_COLUMNS, needed=["word"], parse_list=lambda lines: [{"word": line} for line in lines]
        )
    if "word" not in table:
        raise DiscourseError(
            f"the frame has no column 'word', only {list(table.columns)}; name the column of the words"
        )
    return list(dict.fromkeys(filter(None, map(clean, table["word"]))))


def read_lexicons(project: Path) -> Lexicon:
    """Read the lexicons of the study, which must agree with each other, as one, and make sure of its stop lists."""
    lexicons, stopwords = word_files(project / "data" / "lexicons")
    for path in stopwords:
        read_stopwords(path)
    return read_lexicon(lexicons)


def parse_user_dictionary(lines: list[str]) -> list[dict[str, str]]:
    """Make rows of lines, as jieba reads them where they are a user dictionary: a word, its frequency, its tag.

    They are one where all words are followed so, or half of them and a Chinese one; else windows 10 is a term. Before
    all words, in whatever order, a number that is no year is the frequency.

    >>> parse_user_dictionary(["人工智能 100 n", "ChatGPT 5"])
    [{'term': '人工智能', 'note': '100 n'}, {'term': 'ChatGPT', 'note': '5'}]
    >>> parse_user_dictionary(["大模型", "windows 10"])
    [{'term': '大模型'}, {'term': 'windows 10'}]
    """
    before = list(map(COUNT_BEFORE.fullmatch, lines))
    if len(lines) > 1 and all(before) and not all(match and YEAR.fullmatch(match[1]) for match in before):
        return [{"term": match[2], "note": match[1]} for match in before if match]
    found = list(map(USER_WORD.fullmatch, lines))
    followed = [word for word in found if word]
    chinese = any(CONTAINS_HAN.search(word["term"]) for word in followed)
    if len(followed) < len(found) and not (chinese and 2 * len(followed) >= len(found)):
        return [{"term": line} for line in lines]
    return [
        {"term": word["term"], "note": " ".join((word["count"] or word["times"] or word["tag"]).split())}
        if word
        else {"term": line}
        for line, word in zip(lines, found, strict=True)
    ]


class TermRows(NamedTuple):
    """The rows of a lexicon, one a term: their columns, the number and the place of the first row that each is made of,
    and what is wrong with them."""

    columns: list[str]
    rows: list[dict[str, str]]
    numbers: list[int]
    where: list[str]
    faults: list[str]

    @classmethod
    def unite(cls, terms: pd.DataFrame, places: tuple[tuple[str, int], ...]) -> "TermRows":
        """Make one row of all rows of a term, with the number of the first of them.

        Forms and notes of several rows are put together, and so is what columns of another kind say; of those of a
        lexicon each row says the same or nothing, unless the rows are the senses of a word.
        """
        where = [f"{file}: line {line}" for file, line in places] or [f"row {label}" for label in terms.index]
        terms = terms.reindex(columns=list(dict.fromkeys([*terms.columns, *LEXICON_COLUMNS])), fill_value="")
        cells, groups = terms.map(clean).to_dict("list"), dict[str, list[int]]()
        cells["term"] = [QUOTED.sub(r"\1", term).strip("|｜ ") for term in cells["term"]]
        read_forms(cells["term"], cells["forms"], where)
        senses, several = any(map(SENSE.fullmatch, cells)), list[str]()
        # A frame with places is of counts or mentions.
        own = {each for each in cells if each.removesuffix("_english") in {*LEXICON_COLUMNS, *PLACE} and not senses}
        for at, term in enumerate(cells["term"]):
            groups.setdefault(search_form(term), []).append(at)
        faults = [f"{where[at]} has no term; fill it or delete the row" for at in groups.pop("", [])]
        if faults and FEW_OF * len(faults) <= len(where):
            warnings.warn(f"{list_faults(faults)}; the others are read", stacklevel=5)
            faults = []
        rows = []
        for group in groups.values():
            row = dict[str, str]()
            for column, values in cells.items():
                first = dict[str, int]()
                for at in group:
                    first.setdefault(values[at], at)
                first.pop("", None)
                value, *others = first or [""]
                row[column] = JOINED[column].join(first) if column in JOINED else value
                if others and column not in own | {"term"}:
                    row[column] = "|".join(first)
                    # That the numbers of rows differ is none of their terms.
                    told = column == "category" if senses else len({*values}) < len(values)
                    several += [f"{cells['term'][group[0]]!r} of {row[column]}"] * told
                elif others and column not in ("term", *JOINED):
                    both = f", or write {value}|{others[0]}" if column == "category" else ""
                    before = f"it has {value!r} in {where[first[value]]}; keep one of the two{both}"
                    said = f"{column}={others[0]!r} of {cells['term'][group[0]]!r}, but {before}"
                    faults.append(f"{where[first[others[0]]]}: {said}")
            rows.append(row)
        if several and not faults:
            said = f"words of several rows have all that these say, parted by |: {list_faults(several)}"
            warnings.warn(f"{said}; leave out the rows that are not meant", stacklevel=5)
        numbers = [group[0] for group in groups.values()]
        return cls(list(cells), rows, numbers, [where[at] for at in numbers], faults)

    def check_forms_and_families(self) -> None:
        """Refuse forms that two terms share, and families that are none; name each family by its term.

        Rows of two words are refused, too, unless they are few of many: these are warned of.

        Raises DiscourseError with these and the faults that are known.
        """
        rows, where, faults, two_words = self.rows, self.where, [*self.faults], list[str]()
        owners: dict[str, int] = {}
        for number, row in enumerate(rows):
            forms = list(dict.fromkeys(spellings(row["term"], row["forms"])))
            row["forms"] = "|".join(forms[1:])
            if len(longest := max(forms, key=len)) > LONGEST_FORM:
                repair = f"a term has {LONGEST_FORM} at the most; give each a line of its own"
                faults.append(f"{where[number]}: {longest[:20]!r}… has {len(longest):,} characters; {repair}")
                continue
            for form in forms:
                owner = owners.setdefault(search_form(form), number)
                if owner != number:
                    stands = f"stands already under {rows[owner]['term']!r} ({where[owner]}); keep it in one place"
                    faults.append(f"{where[number]}: the form {form!r} of {row['term']!r} {stands}")
            if any(map(TWO_WORDS.search, forms)):
                two_words.append(f"{where[number]}: {next(filter(TWO_WORDS.search, forms))!r} holds two words")
            elif BETWEEN_FORMS.search(row["term"]):
                faults.append(
                    f"{where[number]}: forms={row['forms']!r} of {row['term']!r}: part forms by |, in column forms"
                )
        for number, row in enumerate(rows):
            family = owners.get(search_form(row["broader"]))
            if row["broader"] and family is None:
                repair = "is no term of this lexicon; add it or empty it"
                faults.append(f"{where[number]}: broader={row['broader']!r} {repair}")
            row["broader"] = "" if family is None else rows[family]["term"]
        repair = "write two words on two lines, or the other forms of a term in a column forms, parted by |"
        if two_words and FEW_OF * len(two_words) <= len(rows):
            warnings.warn(f"{list_faults(two_words)}: looked for as they stand; {repair}", stacklevel=5)
        elif two_words:
            faults += [f"{said}: {repair}" for said in two_words]
        above = {row["term"]: row["broader"] for row in rows}
        families = broadest_families(above)
        for number, (term, broader) in enumerate(above.items()):
            if not families[term]:
                faults.append(f"{where[number]}: {term!r} is its own family by way of broader={broader!r}; empty one")
        if faults:
            raise DiscourseError(list_faults(faults))

    def warn_of_no_words(self) -> None:
        """Warn of terms and forms that have what no word has, with their places; they stay as they are."""
        doubted = [
            f"{place}: {form!r:.80}"
            for place, row in zip(self.where, self.rows, strict=True)
            for form in spellings(row["term"], row["forms"])
            if is_no_word(form) or (form != row["term"] and TWO_FORMS.search(form))
        ]
        if doubted:
            said = f"hardly one word each, but looked for as they stand: {list_faults(doubted)}"
            repair = (
                "write one word, without signs (* and ? find themselves), its other forms parted by | in column forms"
            )
            warnings.warn(f"{said}; {repair}", stacklevel=5)
        # 和 in 和谐 or 共和国 joins nothing; whoever translates or explains a term means it as it stands.
        bare = [
            (at, row["term"]) for at, row in zip(self.where, self.rows, strict=True) if not any(map(row.get, EXPLAINED))
        ]
        maybe = [(at, term) for at, term in bare if JOINED_WORDS.fullmatch(term)]
        cut = make_cutter("rjieba", hmm=False) if maybe else None
        joined = [f"{at}: {term!r:.80}" for at, term in maybe if cut and JOINS & {*cut(term)}]
        if joined:
            said = f"two words each, perhaps, but looked for as they stand: {list_faults(joined)}"
            warnings.warn(f"{said}; to count both, write each as a term", stacklevel=5)


def read_forms(terms: list[str], forms: list[str], where: list[str]) -> None:
    """Part forms, and move Latin letters in brackets behind a Chinese term or beside it to its forms; tell both.

    >>> import warnings
    >>> terms, forms = ["人工智能（AI）", "首台（套）", "算力"], ["", "", "运力、算效"]
    >>> with warnings.catch_warnings(action="ignore"):
    ...     read_forms(terms, forms, ["row 1", "row 2", "row 3"])
    >>> terms, forms
    (['人工智能', '首台（套）', '算力'], ['AI', '', '运力|算效'])
    """
    told, parted, own = [], [], set[str]()
    for at, term in enumerate(terms):
        # 碳达峰、碳中和 is one form of 碳达峰碳中和.
        whole = ALSO_BETWEEN_FORMS.sub("", forms[at]) in (forms[at], term)
        if not whole and not BETWEEN_FORMS.search(forms[at]):
            parted.append(f"{where[at]}: {forms[at]!r:.80}")
            forms[at] = ALSO_BETWEEN_FORMS.sub("|", forms[at])
        forms_of_term = (FORM_IN_BRACKETS, FORM_BEHIND_STROKE, FORM_BEFORE_STROKE)
        if found := next(filter(None, (form.fullmatch(term) for form in forms_of_term)), None):
            # What has a row of its own is another term.
            own = own or set(terms)
            others = [each for each in re.split(r"\s*[,，;；、/|]\s*", found["form"].strip()) if each not in own]
            terms[at], forms[at] = found["term"], "|".join(filter(None, (forms[at], *others)))
            said = "" if others else ", but that it has a row of its own"
            told.append(f"{where[at]}: {'|'.join(others) or found['form']!r} of {terms[at]!r}{said}")
    if parted:
        said = f"forms are taken for parted by 、；， where no | is: {list_faults(parted)}"
        warnings.warn(f"{said}; part forms by |", stacklevel=6)
    if told:
        repair = "where it is none, leave it out; else write it in the column forms"
        said = "what stands in brackets, or beside a stroke, is read as another form"
        warnings.warn(f"{said}: {list_faults(told)}; {repair}", stacklevel=6)


def broadest_families(above: dict[str, str]) -> dict[str, str]:
    """Name the broadest term above each term, which may be itself; none for a term that stands above itself.

    >>> broadest_families({"人形机器人": "机器人", "机器人": "", "光": "伏", "伏": "光"})
    {'人形机器人': '机器人', '机器人': '机器人', '光': '', '伏': ''}
    """
    broadest: dict[str, str] = {}
    for term in above:
        # What is walked once is not walked again from below.
        walked: dict[str, int] = {}
        while term and term not in broadest and term not in walked:
            walked[term] = len(walked)
            term = above.get(term, "")
        chain = list(walked)
        circle = chain[walked[term] :] if term in walked else []
        top = broadest.get(term) or term or chain[-1]
        broadest |= dict.fromkeys(chain, top) | dict.fromkeys(circle, "")
    return broadest


def spellings(term: str, forms: str) -> list[str]:
    """List a term and its other forms.

    >>> spellings("人工智能", "AI|人工智慧")
    ['人工智能', 'AI', '人工智慧']
    """
    return [term, *filter(None, map(str.strip, BETWEEN_FORMS.split(forms)))]


def search_form(form: str) -> str:
    """Return a spelling as it is looked for: matchable, without quotes, and small where it has the capitals of a title.

    >>> search_form("“双碳”目标"), search_form("Smart Grid"), search_form("AI")
    ('双碳目标', 'smart grid', 'AI')
    """
    # Reading puts the ordinary character in the place of a radical, and so must the form.
    found = matchable(form.translate(RADICALS), quotes=False)[0]
    return fold_case(found) if TITLE_CASE.fullmatch(found) else found


def whole_place(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place in a text with the accent behind it, and the quotes beside it whose other halves lie within it.

    (0, 0) where quotes part the place: one opens or closes in it, and not around a part of it.

    >>> whole_place("攻克“卡脖子”技术", 3, 9), whole_place("“中国制造”业务", 3, 7)
    ((2, 9), (0, 0))
    """
    accent = ACCENTS.match(text, end)
    end = accent.end() if accent else end
    if not QUOTE.search(text, start, end):
        return start, end
    for first in (start, start - 1):
        for last in (end, end + 1):
            depth, sound = 0, first >= 0 and last <= len(text)
            for quote in QUOTE.finditer(text, max(0, first), last):
                # A straight quote opens or closes; an editor may take either half from another pair.
                depth += -1 if quote[0] in CLOSING_QUOTES or (depth and quote[0] not in OPENING_QUOTES) else 1
                sound = sound and depth >= 0
            if sound and not depth:
                return first, last
    return 0, 0


def inside_latin(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Tell of each place in a text, and of its end, whether a form that begins or one that ends there cuts Latin signs.

    Letters and digits go on with each other; before them a number goes on over its point, too.

    >>> begins, ends = inside_latin("2.5G网")
    >>> begins.tolist(), ends.tolist()
    ([False, False, True, True, False, False], [False, False, False, True, False, False])
    """
    codes = np.concatenate([[0, 0], codes_of(text), [0]])
    latin, digit, point = are_of_class(codes, LATIN), are_of_class(codes, DIGIT), codes == ord(".")
    inside = latin[1:-1] & latin[2:]
    return inside | (digit[:-2] & point[1:-1] & latin[2:]), inside


def best_spans(spans: np.ndarray) -> np.ndarray:
    """Return of spans (start, end, row, whether it is as written) the best at each start: the longest, as written.

    What quotes part has its end at 0, and is left out.

    >>> best_spans(np.array([[3, 5, 0, 1], [0, 2, 1, 1], [0, 4, 2, 0], [0, 0, 0, 1]])).tolist()
    [[0, 4, 2, 0], [3, 5, 0, 1]]
    """
    start, end = spans[:, :2].T
    longest = np.zeros(start.max(initial=-1) + 1, dtype="int64")
    np.maximum.at(longest, start, end)
    spans = spans[(end > 0) & (end == longest[start])]
    start, _, row, as_written = spans.T
    spans = spans[np.lexsort((row, -as_written, start))]
    return spans[np.diff(spans[:, 0], prepend=-1) > 0]


def find_terms(paragraphs: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find where the terms of a lexicon stand, leftmost first and the longest there.

    Characters are matched, their width, script and accents folded (低空經濟 is found by 低空经济), dashes, dots and
    zeros alike. Blanks beside a Chinese character part nothing (先进 制造业 is 先进制造业, `form` as printed), nor do
    characters that print as nothing, nor quotes around a part of the term (“卡脖子”技术). A form that begins or ends
    with a Latin letter or digit needs a boundary there. 卡尔·马克思 is also found without its dot. A form without
    capitals (artificial intelligence), or with those of a title (Smart Grid), is found with any, and one that has
    others (AI) only as it is written. A place inside a longer term is not counted (人形机器人 is not also 机器人);
    `broader` says which family it belongs to. A match is `doubtful` where it cuts a word of the jieba dictionary in
    two (大模型 in 扩大模型应用): it stays, to be looked at.
    If no term at all stands in texts of some length, a warning gives the likeliest reason. Others name the terms that
    stand in ways that are not found (新质[1]生产力, over a line end, gdp for GDP, 第1季度 for 第一季度), those of two
    words (人工智能和大模型) of which only the parts stand, those that stand only in longer terms, and those that stand
    only in the imprint.

    Returns doc, section, turn, paragraph, sentence, kind, speaker, point, term, form, category, broader, start,
    end, doubtful, family (the broadest term above, or the term itself), quoted (whether it stands in the words of
    another, as `find_quotations` finds them, or in a title); `start` and `end` are offsets into the
    paragraph's text. The imprint's mentions are there too, and never counted.

    Raises DiscourseError for missing columns, two paragraphs of one number in a doc, and something else than a lexicon.
    """
    mentions = make_frame(place_terms(paragraphs, lexicon), MENTIONS)
    if mentions.empty and len(lexicon.terms) and paragraphs["text"].str.len().sum() >= LEAST_TEXT:
        reason = explain_absence(lexicon.terms["term"], paragraphs["text"])
        warnings.warn(
            f"no term of the lexicon {lexicon.name or '(no name)'} stands in these texts: {reason}", stacklevel=2
        )
    imprint = mentions["kind"] == "imprint"
    standing = [mentions.loc[beside, "term"].unique() for beside in (~imprint, imprint)]
    found, uncounted = ({*np.flatnonzero(lexicon.terms["term"].isin(terms)).tolist()} for terms in standing)
    # A line that ends within a clause may go on below, whatever it was taken for.
    texts, docs = (paragraphs.loc[paragraphs["kind"] != "imprint", column].tolist() for column in ("text", "doc"))
    run_on = [
        doc == next_doc and text.rstrip(HYPHENS)[-1:].isalnum() and below[:1].isalnum()
        for text, below, doc, next_doc in zip(texts, [*texts[1:], ""], docs, [*docs[1:], None], strict=False)
    ]
    for doubt in doubt_counts(lexicon, texts, found, run_on, uncounted=uncounted):
        warnings.warn(doubt, stacklevel=2)
    return mentions


def find_terms_without_lines(paragraphs: pd.DataFrame, lexicon: Lexicon, lines: Iterable[str]) -> pd.DataFrame:
    """Find the terms anew with each of some lines of the lexicon left out in turn, where that line had a place.

    `lines` are terms. Returns the mentions that are then found in those paragraphs, and the line left out, `line`: what
    it hid comes to light. Families and categories are those of the whole lexicon.

    >>> lexicon = Lexicon(pd.DataFrame({"term": ["人形机器人", "机器人"], "category": "", "broader": ["机器人", ""]}))
    >>> text = pd.DataFrame({"doc": ["a"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "speaker": None,
    ...                      "point": None, "text": ["人形机器人"]})
    >>> find_terms_without_lines(text, lexicon, ["人形机器人", "机器人"])[["line", "term", "start"]]
        line term  start
    0  人形机器人  机器人      2
    """
    found = make_frame(place_terms(paragraphs, lexicon, without=lines), {"line": "str"} | MENTIONS)
    return found[found["line"].notna()].reset_index(drop=True)


def cross_word_boundaries(
    joined: JoinedTexts, places: np.ndarray, find_ends: Callable[[str], np.ndarray]
) -> np.ndarray:
    """Tell which places of joined texts, each its start and its end, cut a word in two.

    >>> joined = JoinedTexts.of(["扩大模型应用，大模型"])
    >>> cross_word_boundaries(joined, np.array([[2, 5], [7, 10]]), make_end_finder("rjieba", hmm=False))
    array([ True, False])
    """
    codes = codes_of(SEPARATOR.join([*simplify_texts(joined.texts), ""]))
    # No word reaches over one of these, so that only what lies between two of them, and has a place, is cut.
    clause = np.cumsum(np.isin(codes, list(map(ord, BETWEEN_WORDS))))
    first, last = places.T
    held = np.zeros(clause.max(initial=0) + 2, dtype="int64")
    np.add.at(held, clause[first], 1)
    np.add.at(held, clause[last - 1] + 1, -1)
    kept = (np.cumsum(held) > 0)[clause]
    text, edges = codes[kept].tobytes().decode("utf-32-le", "surrogatepass"), np.zeros(kept.sum() + 1, dtype=bool)
    edges[find_ends(text.replace(SEPARATOR, HOLE))] = edges[0] = True
    number = np.cumsum(kept) - 1
    return ~(edges[number[first]] & edges[number[last - 1] + 1])


def place_terms(
    paragraphs: pd.DataFrame, lexicon: Lexicon, *, without: Iterable[str] = (), quoted: bool = True
) -> dict[str, Any]:
    """Return the columns of the mentions, and `line`, the line left out: first none, and then in turn those `without`.

    Places with a line left out follow the others of their paragraph. Who does not ask for `quoted` is told of none.
    """
    check_paragraphs(paragraphs, READ)
    check_lexicon(lexicon)
    find_ends = make_end_finder("rjieba", hmm=False)
    (texts, which), first = number_texts(paragraphs["text"].tolist()), 0
    left_out = lexicon.terms["term"].isin(list(without)).to_numpy()
    found, doubtful = [np.empty((0, 5), dtype="int64")], [np.array([], dtype=bool)]
    for joined in join_texts(texts):
        spans = lexicon.find_spans(joined.text)
        text_of = np.searchsorted(joined.starts, spans[:, 0], side="right") - 1
        spans[:, :2] -= joined.starts[text_of, None]
        places = np.column_stack([np.full(len(spans), -1), text_of, spans])
        again = dict.fromkeys(map(tuple, places[left_out[spans[:, 2]]][:, [1, 4]].tolist()))
        more = [(row, text, *span) for text, row in again for span in lexicon.find(joined.texts[text], without=row)]
        places = np.concatenate([places, np.array(more, dtype="int64").reshape(-1, 5)])
        doubtful.append(cross_word_boundaries(joined, places[:, 2:4] + joined.starts[places[:, 1], None], find_ends))
        found.append(places + np.array([0, first, 0, 0, 0]))
        first += len(joined.texts)
    line, text, start, end, row = np.concatenate(found).T
    spots = zip(text.tolist(), start.tolist(), end.tolist(), strict=True)
    form = pd.array([texts[at][begin:stop] for at, begin, stop in spots], dtype="str")
    in_quotes = quoted_places(texts, text, start) if quoted else np.zeros(len(start), dtype=bool)
    # The places of each text, for each paragraph that has it.
    counts = np.bincount(text, minlength=len(texts))
    at = np.argsort(text, kind="stable")[rows_of_parts(counts, which)]
    paragraph = np.repeat(np.arange(len(which)), counts[which])
    line, start, end, row = line[at], start[at], end[at], row[at]
    terms = lexicon.terms[["term", "category", "broader"]].replace("", None)
    above = dict(zip(lexicon.terms["term"], lexicon.terms["broader"], strict=True))
    families = broadest_families(above)
    return {column: paragraphs[column].array[paragraph] for column in PLACE if column in paragraphs} | {
        "line": np.array([*lexicon.terms["term"], None], dtype=object)[line],
        "sentence": find_sentences(paragraphs).numbers_at(paragraph, start),
        **{column: terms[column].array[row] for column in terms},
        "form": form.take(at),
        "start": start,
        "end": end,
        "doubtful": np.concatenate(doubtful)[at],
        "quoted": in_quotes[at],
        "family": np.array([*map(families.get, above)], dtype=object)[row],
    }
