"""Articles become a corpus: the frames articles, paragraphs, edits and problems."""

import re
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from discourse.errors import DiscourseError, FaultError, MissingFileError, list_faults, one_of
from discourse.schema import ARTICLES, EDITS, OVERRULINGS, PARAGRAPHS, PROBLEMS, make_frame
from discourse.texts.cleaning import TrackedText, apply_declarations, apply_rules, assign_raw_spans, line_counter
from discourse.texts.dates import date_in_figures, read_date
from discourse.texts.doubts import doubt_words
from discourse.texts.formats.markdown import FRONT_MATTER
from discourse.texts.formats.other_forms import find_other_form
from discourse.texts.formats.read_file import Decoded
from discourse.texts.garbage_collection import garbage_collection_paused
from discourse.texts.labels import labels_of_frame
from discourse.texts.layout.rules import SITES, normalize_line
from discourse.texts.structure import SOURCE_LINE, STAMP_LINE, LineBlock, find_structure

# The keys of an article in a manifest that are columns of `articles`.
DECLARABLE = ["doc", "title", "subtitle", "source", "date", "date_basis", "date_note", "page", "group"]
# How the date of an article is known: the values of the column `date_basis`, which is missing where the date is.
DATE_BASES = {
    "declared": "the researcher gives it in the manifest",
    "imprint": "the paper's own line: its name, date and page",
    "page": "a line of the page that prints a date",
    "stamp": "the stamp of the site that copied the text",
    "inferred": "the researcher infers it from something else, which date_note says",
}

# What the rules of `problems` mean. An article with one of the first is not read; the others note what was done.
REFUSALS = {
    "missing_file": "its file is not there",
    "entry": "its entry in the manifest has a wrong key, or lacks one",
    "unreadable": "its file or its text cannot be read, or does not fit what is declared",
    "failed": "reading it fails, by a fault of this library",
    "doubled_doc": "an article above has its name",
    "empty_text": "its row has no text",
    "empty_row": "its row is empty",
    "ragged_row": "its row has more or fewer cells than the head, or cells that cannot be told apart",
    "no_json": "its line is no object of JSON",
}
NOTED = {
    "date": "its date cannot be read, and it is read as if none were given",
    "full_cell": "its text has as many characters as a cell of Excel may hold, and may have been cut",
    "control": "its text holds signs that control a device and print as nothing",
    "short_text": "its text is hardly an article",
    "renamed_doc": "its name is missing, or that of another row, and it is called otherwise",
    "imprint_alone": "its text looks like what pages print around an article, and is read as text",
    "doubled_text": "another row has its text",
    "long_text": "its text is longer than an article, and may be several",
    "misread": "characters of its text look misread or lost",
    "other_year": "the date of its page is years after its document number, and may be that of a copy",
    "parted": "signs part the words of its text, so that few terms are found in it",
    "renamed_column": "a column is kept under another name, as its own is taken",
    "likely_column": "a column may hold what no head, or that of another column, says of the articles",
    "above_head": "rows above the head of the table are left out",
    "no_head": "the table has no head",
    "factiva": "its columns are read as those of Factiva",
    "joined_rows": "rows that are paragraphs of one article are read as one",
    "joined_sheets": "sheets with the same heads are read as one table",
    "other_sheets": "other sheets of the workbook are not read",
    "hidden": "rows or columns that a sheet hides are read all the same",
    "no_article": "a row of units, heads, totals or notes is left out",
    "numbered": "no column names the articles, which are named by the numbers of their rows",
    "rounded_doc": "a spreadsheet rounded numbers that name articles",
    "marks": "its quotation marks are not in pairs around cells, and belong to the text",
    "coded": "its text holds line ends or other signs as code writes them",
}
PROBLEM_RULES = REFUSALS | NOTED
ERRORS = ["raise", "collect"]

# Characters that few fonts have say nothing of how the others were read.
RARE_SIGN = re.compile(r"[〓\ue000-\uf8ff\U000f0000-\U0010fffd]")

# What manifests may say in place of a code: the words that `discourse add` proposed for it before it had codes.
DATE_BASIS_PHRASES = {"line of the page": "page", "stamp of the copying site": "stamp", "推断": "inferred"}

# What a document says of who issued it.
ISSUERS = "发布部门|制定机关|发文机关"
SOURCE_NAMED = re.compile(
    # That of a picture, or of data, is none of the article's.
    r"(?:(?:(?P<origin>(?<![图片像频据])来\s*源于?|稿\s*源|(?<!URL )(?<!\w)source|publisher|site_?name)|"
    rf"报章/媒体|报纸名称|{ISSUERS})"
    r"\s*[:：】]+\s*[\"'(（“「『]?|^SN +)(?:(?:微信)?(?:公众号|订阅号)\s*[:：\"“「『《]\s*)?"
    r"(?P<source>(?=[A-Za-z]*[\u4e00-\u9fff《])[\u4e00-\u9fff《》·A-Za-z]{2,20}?(?=供稿|举报|参与互动|作者|手机看|[^\u4e00-\u9fff《》·A-Za-z]|$))",
    re.IGNORECASE,
)
ISSUED_BY = re.compile(rf"(?:{ISSUERS})\s*[:：]")
DOCUMENT_NUMBER = re.compile(r"[〔［（\[(](?P<year>(?:19|20)\d{2})[〕］）\])] ?第? ?\d{1,4} ?号")
WHEN_COPIED = re.compile(
    r"\W*(?:(?:抓取|采集|爬取|下载|入库|导出|访问|检索)(?:时间|日期|于)|crawl|scrap|fetch|retriev|access)",
    re.IGNORECASE,
)
DATE_LINE = re.compile(r"(?P<date>\d{4}(?:\s*+[年\-/.]\s*+|\s++)\d{1,2}\s*[月\-/.]\s*\d{1,2})\s*日?")
SITE = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,20}(?=——|$)")
# What front matter says of date and source.
FRONT_FIELD = re.compile(
    r"^(?:date|pub(?:lish)?(?:ed)?[\w-]*|source|site_?name|日期|发布日期|发布时间|来源|稿源)[ \t]*[:=].*",
    re.MULTILINE | re.IGNORECASE,
)
# The paper that stands behind the date and time, without a label; what a site says where it names no source.
DATED_SOURCE = re.compile(
    r"^[^\d]{0,8}\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.] ?\d{1,2} ?日?"
    r"(?:[ T]{0,2}\d{1,2}[:时]\d{2}(?:[:分]\d{2}秒?)?)?[ |·丨]{1,8}"
    r"(?P<source>[\u4e00-\u9fff]{2,12}(?:[报网社台刊]|杂志|新闻|客户端|在线|电视))(?:$|[ ,|])"
)
# Where an account posted its article: 原创 林晓 虚拟车间 2024-10-08 08:00 北京.
POSTED_SOURCE = re.compile(
    r"^(?:原创|转载) ?:? ?(?:[^ ]{2,12} ){0,3}(?P<source>[\u4e00-\u9fffA-Za-z]{2,20})"
    r" {1,3}\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.] ?\d{1,2}"
)
# A paper alone on its line, beside one with the date; the site that a breadcrumb begins with.
PAPER_ALONE = re.compile(r"《?[\u4e00-\u9fff]{1,8}(?:报|电讯|周刊|新闻|网|客户端|杂志)》?|新华社|《?求是》?")
DATE_ALONE, CRUMB_SITE = (
    re.compile(r" ?\d{4}[年\-/.]\d{1,2}[月\-/.]\d{1,2}日?[ \d:]*(?: [\u4e00-\u9fff]{2,4})?"),
    re.compile(rf"(?:[\u4e00-\u9fff]{{2,8}}网|{SITES})(?= ?[>»›])"),
)
DATED_PAPER = re.compile(r"^(?P<source>[\u4e00-\u9fff]{2,8}(?:报|电讯|周刊)) {1,3}\d{4} ?[年\-/.] ?\d{1,2} ?[月\-/.]")
NO_SOURCE = re.compile("本[站网报刊].{0,6}|(?:数字|电子|公|举|[日晚早])报|原创|未知|不详|佚名|其他|(?:互联)?网络?")
# A subtitle that says when and where.
DATED_SUBTITLE = re.compile(r"[—―─–-]{1,3}\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[在于]")
# A line end between a label and what it says, which is no other label.
LABEL_END = re.compile(r"\n(?=[:：])|(?<=[:：】])\n(?!.*[:：】]$)", re.MULTILINE)
# The date below a picture is the picture's.
PICTURES = {
    "imprint_caption", "imprint_caption_mark", "imprint_photograph", "imprint_scene", "imprint_whose_picture",
}  # fmt: skip


@dataclass(frozen=True)
class Corpus:
    """The articles of a manifest or of a table as four frames.

    `articles` has one row an article, `paragraphs` one a paragraph (title, headings and imprint too), `edits` one
    a change made to the decoded text and one a span left out. Whole articles are left out of a study by filtering
    the frames on `doc`. `problems` has one row for each article that could not be read and for what else was met with
    in reading: doc, file, row, rule (a key of `PROBLEM_RULES`), note (what it is, and the repair); it has no rows where
    all is well. `overrulings` are the researcher's labels for `align_versions`, from the file that the manifest names,
    if any.
    """

    articles: pd.DataFrame
    paragraphs: pd.DataFrame
    edits: pd.DataFrame
    problems: pd.DataFrame = field(default_factory=lambda: make_frame([], PROBLEMS))
    overrulings: pd.DataFrame = field(default_factory=lambda: make_frame([], OVERRULINGS))

    def labels(self, language: str) -> dict[str, str]:
        """Return what figures print for each doc, in `language` "zh" or "en"; no two the same, see `label_articles`.

        They stand in the order of their dates, which all figures and reports follow; those without one come last.
        """
        return labels_of_frame(self.articles, language)


# What the names of the articles show, and no warning need say each time.
UNSAID = "numbered"


class RefusedError(DiscourseError):
    """An article that is refused, by a rule of `REFUSALS`."""

    def __init__(self, rule: str, note: str):
        super().__init__(note)
        self.rule = rule


class ArticleError(DiscourseError):
    """What is wrong with the article of an entry; `note` says it without the article's name."""

    def __init__(self, name: str, note: str):
        super().__init__(f"{name}: {note}")
        self.note = note


class Problem(NamedTuple):
    """A row of `problems`, and the error behind it, if any."""

    doc: str | None
    file: str | None
    row: int | None
    rule: str
    note: str
    error: Exception | None = None

    @property
    def place(self) -> str:
        """Where it is: the row of its table, else its article."""
        return f"row {self.row}" if self.row else str(self.doc or "an article")


@contextmanager
def collecting(problems: list[Problem], entry: dict, row: int | None = None) -> Iterator[None]:
    """Make a problem of its own of whatever goes wrong inside with the article of an entry."""
    try:
        yield
    except DiscourseError as error:
        rule = getattr(error, "rule", "missing_file" if isinstance(error, MissingFileError) else "unreadable")
        note = getattr(error, "note", str(error))
        fault = None if isinstance(error, RefusedError) else error
        problems.append(Problem(entry["doc"] or None, entry["file"], row, rule, note, fault))
    except Exception as error:
        # Whatever it is, it concerns this article alone.
        at = traceback.extract_tb(error.__traceback__)[-1]
        note = f"cannot be read, by a fault of discourse: {type(error).__name__}: {error} ({Path(at.filename).name}, "
        note += f"line {at.lineno}). Leave the article out, and report this with its text"
        fault = FaultError(f"{entry['doc'] or 'table'} ({entry['file']}): {note}")
        fault.__cause__ = error
        problems.append(Problem(entry["doc"], entry["file"], row, "failed", note, fault))


def problem_frame(
    problems: list[Problem],
    *,
    errors: str,
    where: str,
    given: str,
    listed: str = "the frame problems lists them",
    stacklevel: int = 3,
) -> pd.DataFrame:
    """Lay problems out as a frame, and say in one warning that there are any.

    `given` is how many articles there were, and what they are called; `listed` says where a reader finds all of them,
    and `stacklevel` who is warned. With
    `errors="raise"` those that cannot be read are one error: the one there is, or a DiscourseError that names the first
    of them and how many more there are.
    """
    refused = [problem for problem in problems if problem.rule in REFUSALS]
    noted = Counter(problem.rule for problem in problems if problem.rule in NOTED and problem.rule != UNSAID)
    named = list_faults([f"{problem.place}: {problem.note}" for problem in refused])
    if refused and errors == "raise":
        if len(refused) == 1:
            raise refused[0].error or DiscourseError(f"{where}, {named}")
        kind = MissingFileError if {problem.rule for problem in refused} == {"missing_file"} else DiscourseError
        raise kind(
            f"{where}: {len(refused)} of {given} cannot be read: {named}. Mend them, or read the others with "
            'errors="collect"'
        ) from refused[0].error
    if refused or noted:
        said = [f"{len(refused)} of {given} are not read: {named}"] if refused else []
        said += [f"{n} noted as {rule} ({NOTED[rule]})" for rule, n in noted.items()]
        warnings.warn(f"{where}: {'; '.join(said)}; {listed}", stacklevel=stacklevel)
    return make_frame([problem[: len(PROBLEMS)] for problem in problems], PROBLEMS)


NO_TEXT = TrackedText("")


class Article(NamedTuple):
    """One article read: its rows of `articles`, `paragraphs` and `edits`, and the blocks and text they were made of."""

    about: dict
    paragraphs: list[tuple]
    edits: list[tuple]
    blocks: list[LineBlock]
    tracked: TrackedText

    def rows_alone(self) -> "Article":
        """Let go of what the rows were made of: that of thousands of articles takes memory, and time to look after."""
        return Article(self.about, self.paragraphs, self.edits, [], NO_TEXT)


def note_damage(article: Article, row: int | None = None) -> list[Problem]:
    """Note once each that an article's text looks misread, or parted by signs, with the first such place."""
    doc, file = article.about["doc"], article.about["file"]
    raw = article.tracked.raw
    found = [(raw[e.raw_start : e.raw_end], e.reason) for e in article.tracked.remarks if e.rule == "misread"]
    damaged = [(text, reason) for text, reason in found if not RARE_SIGN.match(text)]
    noted = [("misread", f"{text[:16]!r}: {reason}") for text, reason in damaged[:1]]
    if lines := [block.text for block in article.blocks if block.rule == "imprint_alone"]:
        noted.append(("imprint_alone", f"{lines[0][:16]!r}: reads like what a page prints around an article"))
    date = article.about["date"] if article.about["date_basis"] in ("page", "stamp") else None
    own = [block.text for block in article.blocks if block.kind in ("title", "subtitle", "imprint")]
    numbers = [number for number in map(DOCUMENT_NUMBER.search, own) if number]
    if date and numbers and int(date[:4]) - int(numbers[0]["year"]) > 1:
        noted.append(("other_year", f"{numbers[0][0]!r} is of another year than {date}; declare the date"))
    noted += [("parted", f"{doubt.note}; take the signs out of it") for doubt in doubt_words(article.blocks)]
    return [Problem(doc, file, row, rule, note) for rule, note in noted]


@garbage_collection_paused()
def build_corpus(articles: list[Article], **more: pd.DataFrame) -> Corpus:
    """Lay articles out as the frames of a corpus."""
    return Corpus(
        articles=make_frame([article.about for article in articles], ARTICLES),
        paragraphs=make_frame([row for article in articles for row in article.paragraphs], PARAGRAPHS),
        edits=make_frame([row for article in articles for row in article.edits], EDITS),
        **more,
    )


def read_article(entry: dict, decoded: Decoded, *, corrections: bool = True, title_apart: bool = False) -> Article:
    """Read one article of the manifest from its decoded file; a title known apart from its text may stand there."""
    line = line_counter(decoded.text)
    try:
        known = title_apart or entry.keys() & {"title", "starts_at", "ends_before"}
        form = None if known or decoded.format not in ("text", "markdown") else find_other_form(decoded.text)
        if form:
            raise DiscourseError(f"{form}. If it is an article after all, declare its title")
        tracked = apply_declarations(
            decoded.text,
            starts_at=entry.get("starts_at"),
            ends_before=entry.get("ends_before"),
            corrections=entry.get("correction", []) if corrections else [],
        )
        joined = entry.get("join_lines", True)
        tracked = apply_rules(tracked, file_format=decoded.format, join_lines=joined, marks=decoded.marks)
        # A mark moves with its characters; one whose characters were left out marks nothing.
        spans = [(tracked.text_offset(mark.start), tracked.text_offset(mark.end)) for mark in decoded.marks]
        marks = zip(decoded.marks, spans, strict=True)
        blocks = find_structure(
            tracked.text,
            line_of=(lambda offset: line(tracked.raw_offset(offset))) if tracked.edits else line,
            title=entry.get("title"),
            subtitle=entry.get("subtitle"),
            title_apart=title_apart,
            declarations=entry.get("declare", []),
            marks=[m._replace(start=a, end=b) for m, (a, b) in marks if a < b and m.name != "note"],
        )
        if all(block.kind == "imprint" for block in blocks):
            raise DiscourseError("holds no article text; check the file, starts_at and ends_before")
        if overlap := next((b for a, b in pairwise(blocks) if a.end > b.start), None):
            raise DiscourseError(
                f"line {overlap.line}: {overlap.text[:20]!r} would stand twice; part it by a [[article.correction]]"
            )
        tracked, spans = assign_raw_spans(tracked, [(block.start, block.end) for block in blocks])
        tracked = drop_between(tracked, blocks)
        rows = paragraph_rows(entry["doc"], blocks, spans, tracked, line)
        return Article(article_row(entry, blocks, decoded), *rows, blocks, tracked)
    except DiscourseError as error:
        raise ArticleError(f"{entry['doc']} ({entry['file']})", str(error)) from error


def paragraph_rows(
    doc: str, blocks: list[LineBlock], spans: list[tuple[int, int]], tracked: TrackedText, line: Callable[[int], int]
) -> tuple[list[tuple], list[tuple]]:
    """Make an article's rows of `paragraphs`, whose spans in the file are given, and of `edits`."""
    raw = tracked.raw
    paragraphs = [
        (doc, p.section, p.turn, number, p.heading, p.kind, p.speaker, p.point, p.text, *span, line(span[0]),
         p.rule, p.certainty, p.note)
        for number, (p, span) in enumerate(zip(blocks, spans, strict=True), 1)
    ]  # fmt: skip
    edits = [
        (doc, e.rule, e.raw_start, e.raw_end, line(e.raw_start), raw[e.raw_start : e.raw_end], e.after, e.reason,
         e.origin, e.doubtful)
        for e in sorted(tracked.edits + tracked.remarks, key=attrgetter("raw_start", "raw_end"))
    ]  # fmt: skip
    return paragraphs, edits


def drop_between(tracked: TrackedText, blocks: list[LineBlock]) -> TrackedText:
    """Edit away what stands between the paragraphs: whitespace, and the labels of speakers."""
    ends = [0, *(p.end for p in blocks)]
    starts = [*(p.start for p in blocks), len(tracked.text)]
    blanks, labels, gone = [], [], 0
    for start, end in zip(ends, starts, strict=True):
        between = tracked.text[start:end]
        label = end - len(between.lstrip())
        # The labels go first, and what follows moves up.
        blanks += [(start - gone, label - gone, "")] if start < label else []
        labels += [(label, end, "")] if label < end else []
        gone += end - label
    tracked = tracked.replace(labels, rule="label", reason="names the speaker; it is the column speaker")
    return tracked.replace(blanks, rule="whitespace", reason="parts paragraphs or indents them")


def article_row(entry: dict, blocks: list[LineBlock], decoded: Decoded) -> dict:
    """Make an article's row of `articles`: what is declared, else what its own lines say."""
    first = {kind: next((p.text for p in blocks if p.kind == kind), None) for kind in ("title", "subtitle")}
    if first["title"]:
        # Of several lines, in which it goes on.
        first["title"] += "".join(p.text for p in blocks if p.rule == "title_goes_on")
    front = FRONT_MATTER.match(decoded.text) if decoded.format == "markdown" else None
    share = 0.0
    if decoded.discarded:
        # Who issued a document its page tells in a table above it, which is no part of the text.
        first["source"] = next(find_sources([], list(filter(ISSUED_BY.search, decoded.discarded))), None)
        left, kept = (len("".join(text.split())) for text in ("".join(decoded.discarded), decoded.text))
        share = left / (left + kept)
    found = first | find_imprint(blocks, FRONT_FIELD.findall(front[0]) if front else [])
    if decoded.published and not found.get("date"):
        # What is printed counts before what only the code of the page says.
        told, written = decoded.published
        found |= {"date": read_date(written), "date_basis": "stamp", "date_note": f"{told}: {written}"}
    if "date" in entry:
        found |= {"date_basis": "declared", "date_note": None}
    row = {key: str(entry[key]) if key in entry else found.get(key) for key in DECLARABLE}
    if "date" in entry:
        row["date"] = read_date(entry["date"])
    if "date_basis" in entry:
        row["date_basis"], row["date_note"] = read_date_basis(entry["date_basis"], entry.get("date_note"))
    label = entry.get("label", {})
    fallback = row["source"] or row["doc"]
    return row | {
        "file": entry["file"], "encoding": decoded.encoding, "sha256": decoded.sha256, "characters": len(decoded.text),
        "label_zh": label.get("zh", fallback), "label_en": label.get("en", label.get("zh", fallback)),
        "format": decoded.format, "discarded_share": share, "discarded_text": " | ".join(decoded.discarded) or None,
    }  # fmt: skip


def find_imprint(blocks: list[LineBlock], front: list[str]) -> dict:
    """Read source, date and page from the paper's imprint, else source and date from the lines that a page prints.

    `front` are the lines of front matter that name them, which count before those of the page; the date of a subtitle
    (——2024年1月20日在…大会上) counts after them, that beside the number of a document before. A copying site's stamp
    gives at most a date, and says so. A line whose date is none is noted, and the date missing.
    """
    if not front and not any(p.kind in ("imprint", "subtitle") for p in blocks):
        return {}
    lines = [*front, *lines_of_imprint(blocks)]
    source = next(find_sources(blocks, lines), None)
    lines += [p.text for p in blocks if p.kind == "subtitle" and DATED_SUBTITLE.match(p.text)]
    written = [date_in_figures(text) for text in lines]
    both = [each for each in zip(lines, written, strict=True) if not WHEN_COPIED.match(each[0])]
    # The date of a document stands beside its number, that of a copy elsewhere on its page.
    numbered = [each for each in both if DOCUMENT_NUMBER.search(each[1])]
    ways = [(SOURCE_LINE, "imprint", both), (DATE_LINE, "page", numbered)]
    for pattern, basis, given in [*ways, (STAMP_LINE, "stamp", both), (DATE_LINE, "page", both)]:
        for text, figures in given:
            if match := pattern.search(figures):
                named = match.groupdict() if basis == "imprint" else {"source": source} if source else {}
                return named | date_of_line(text, match["date"], "page" if text in front else basis)
    return {"source": source} if source else {}


def lines_of_imprint(blocks: list[LineBlock]) -> list[str]:
    """Return the lines of the imprint, a label alone on its line with what the line below it says."""
    # An empty line stands for all that is none.
    lines = [p.text if p.kind == "imprint" and p.rule not in PICTURES else "" for p in blocks]
    return LABEL_END.sub("", "\n".join(lines)).split("\n")


def date_of_line(line: str, date: str, basis: str) -> dict[str, str | None]:
    """Return the date that a line of the text names, with its basis; none, and a note, where it is no date.

    >>> date_of_line("发布时间：2024-02-30", "2024-02-30", "page")
    {'date': None, 'date_note': 'no date in the page: 发布时间：2024-02-30'}
    """
    try:
        return {"date": read_date(date), "date_basis": basis, "date_note": line}
    except DiscourseError:
        return {"date": None, "date_note": f"no date in the {basis}: {line}"}


def find_sources(blocks: list[LineBlock], lines: list[str]) -> Iterator[str]:
    """Give the sources that lines name: who printed the text, who issued it, whose name follows the date, the site."""
    seen = [(text, normalize_line(text)) for text in lines]
    named = [(text, match) for text, line in seen if (match := SOURCE_NAMED.search(line))]
    named.sort(key=lambda each: not each[1]["origin"])
    for pattern in (DATED_SOURCE, POSTED_SOURCE, DATED_PAPER):
        named += [(text, match) for text, line in seen if (match := pattern.search(line))]
    for text, match in named:
        source = text[slice(*match.span("source"))].strip("《》")
        if not NO_SOURCE.fullmatch(source):
            yield source
    for pair in pairwise(lines):
        yield from (
            line.strip("《》")
            for line, beside in (pair, pair[::-1])
            if PAPER_ALONE.fullmatch(line) and DATE_ALONE.fullmatch(beside.removeprefix(line))
        )
    sites = {
        "imprint_site_name": SITE.search,
        "imprint_breadcrumb": CRUMB_SITE.match,
        "imprint_trail": CRUMB_SITE.match,
    }
    for rule, find in sites.items():
        yield from (site[0] for p in blocks if p.rule == rule and (site := find(p.text)))


def read_date_basis(declared: str, note: str | None) -> tuple[str, str | None]:
    """Part what a manifest says of a date's basis into its code and its note; other words than a code are the note.

    >>> read_date_basis("inferred", "from its neighbours"), read_date_basis("inferred: from its neighbours", None)
    (('inferred', 'from its neighbours'), ('inferred', 'from its neighbours'))
    >>> read_date_basis("the editor told me", None)
    ('declared', 'the editor told me')
    """
    head, _, rest = (part.strip() for part in re.split(r"([:：]|$)", declared, maxsplit=1))
    code = DATE_BASIS_PHRASES.get(head, head.casefold())
    if code not in DATE_BASES:
        if get_close_matches(code, DATE_BASES, cutoff=0.8):
            one_of("date_basis", declared, DATE_BASES)
        # An inferred date never passes for a printed one, however it is written down.
        code, rest = "inferred" if code.startswith("inferred") else "declared", declared
    if rest and note:
        raise DiscourseError(
            f"date_basis={declared!r} says more than a code, and date_note={note!r} stands beside it; write one of "
            f"{', '.join(DATE_BASES)} as date_basis, and the rest in date_note"
        )
    return code, rest or note or None
