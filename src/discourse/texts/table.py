"""A table with an article in each row becomes a corpus."""

import hashlib
import io
import json
import warnings
from pathlib import Path

import pandas as pd

from discourse.errors import DiscourseError, MissingFileError, one_of
from discourse.texts.corpus import DECLARABLE, Corpus, build_corpus, read_article
from discourse.texts.formats.read_file import Decoded, read_text

# Columns that are taken as declared; a date that stands in a table is declared there.
DETAILS = [key for key in DECLARABLE if key not in ("doc", "date_basis", "date_note")]


def read_table(path: str | Path, *, text: str = "text", doc: str = "doc") -> Corpus:
    """Read many articles from the rows of a table: CSV, TSV, XLSX, JSON lines or Parquet.

    `text` names the column that holds the articles, `doc` the one that holds their names. Columns called title,
    subtitle, source, date, page and group are taken as declared in a manifest, where a row has them; all else is
    detected, as `read_corpus` does. A row's text is what its offsets and lines point into. For corrections and
    declarations write a manifest.

    Returns a `Corpus` of the frames that `read_corpus` describes; `file` is the table's name and the row, counted from
    1 without the head.

    Raises MissingFileError for a file that is not there, DiscourseError for another kind of file, a missing column, a
    row without text or without a name, and a name that stands twice.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "articles.csv"
    >>> _ = path.write_text('id,body\\n1,"问：是什么？\\n答：新增长引擎。"\\n', encoding="utf-8")
    >>> read_table(path, text="body", doc="id").paragraphs[["doc", "kind", "text"]]
      doc      kind    text
    0   1  question    是什么？
    1   1    answer  新增长引擎。
    """
    path = Path(path)
    one_of("ending", path.suffix.lower(), READERS)
    if not path.is_file():
        raise MissingFileError(f"{path}: no such file. Check the name, or put the file there")
    table = READERS[path.suffix.lower()](path)
    for name, column in (("text", text), ("doc", doc)):
        if column not in table:
            one_of(name, column, list(table.columns))
    rows_of_doc: dict[str, list[int]] = {}
    for number, written in enumerate(table[doc].map(cell_text), 1):
        rows_of_doc.setdefault(written, []).append(number)
    if "" in rows_of_doc:
        raise DiscourseError(f"{path.name}, row {rows_of_doc[''][0]}: {doc} is empty; name each article")
    for written, rows in rows_of_doc.items():
        if len(rows) > 1:
            raise DiscourseError(f"{path.name}: {doc}={written!r} names the rows {rows}; give each a name of its own")
    details = [key for key in DETAILS if key in table and key not in (text, doc)]
    articles = []
    for number, (row, written) in enumerate(zip(table.to_dict("records"), rows_of_doc, strict=True), 1):
        content, where = row[text], f"{path.name}, row {number}"
        if not isinstance(content, str) or not content.strip():
            raise DiscourseError(f"{where}: {text}={content!r} holds no text; fill it or delete the row")
        declared = {key: cell_text(row[key]) for key in details}
        entry = {"doc": written, "file": where} | {key: value for key, value in declared.items() if value}
        sha256 = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        articles.append(read_article(entry, Decoded(content, "utf-8", sha256)))
    return build_corpus(articles)


def cell_text(value: object) -> str:
    """Return a cell as text: whole numbers without a point, dates as ISO, nothing for a missing value."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "date"):
        return value.date().isoformat()
    return str(value).strip()


def read_delimited(path: Path) -> pd.DataFrame:
    """Read a CSV or TSV file, whatever encoding a spreadsheet saved it in."""
    separator = {".csv": ",", ".tsv": "\t"}[path.suffix.lower()]
    try:
        # Without index_col=False pandas takes the first columns for names of rows where these exceed the head.
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            text = io.StringIO(read_text(path).text)
            return pd.read_csv(text, sep=separator, dtype=str, keep_default_na=False, index_col=False)
    except (pd.errors.ParserWarning, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DiscourseError(f"{path}: not a table of values parted by {separator!r}: {error}".strip()) from error


def read_workbook(path: Path) -> pd.DataFrame:
    """Read the first sheet of an Excel workbook."""
    try:
        return pd.read_excel(path, dtype=object, engine="openpyxl")
    except Exception as error:
        # openpyxl lets errors of zip, XML and its own through, of no common kind.
        raise DiscourseError(f"{path}: not a workbook that can be read ({error}); save it anew as .xlsx") from error


def read_json_lines(path: Path) -> pd.DataFrame:
    """Read one JSON object a line."""
    rows = []
    for number, line in enumerate(read_text(path).text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}: line {number}"
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise DiscourseError(f"{where} is no JSON: {error}; put one object on each line") from error
        if not isinstance(rows[-1], dict):
            raise DiscourseError(f'{where} holds {rows[-1]!r:.40}, no object; write {{"doc": …, "text": …}}')
    return pd.DataFrame(rows, dtype=object)


def read_parquet(path: Path) -> pd.DataFrame:
    """Read a Parquet file."""
    from pyarrow.lib import ArrowException

    try:
        return pd.read_parquet(path, engine="pyarrow").astype(object)
    except ArrowException as error:
        raise DiscourseError(f"{path}: not a Parquet file that can be read ({error})") from error


READERS = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".xlsx": read_workbook,
    ".jsonl": read_json_lines,
    ".parquet": read_parquet,
}
