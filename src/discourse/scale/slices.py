"""One large table as several parts: where it may be cut, and how what lies between two cuts is read."""

import csv
import io
from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from discourse.schema import READ
from discourse.texts.table import Table, open_table, table_of_frame

# A slice has so many bytes at the most, which a worker holds at ease; a larger table is cut into as even ones.
SLICE = 8_000_000
# So many rows of a Parquet file are read at once, and so many bytes of any.
BATCH, BLOCK = 10_000, 1 << 20
# Of so many of the last rows of a block one is looked for before which it can be cut.
TRIES = 50
LINE_END, QUOTE, SEPARATORS = ord("\n"), ord('"'), ",\t;|"
DELIMITED, LINES, PARQUET = [".csv", ".tsv", ".tab"], [".jsonl", ".ndjson"], ".parquet"
# Where one of these begins a text, a sign of the table is no byte.
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Slice(NamedTuple):
    """Some rows of a table: how many stand above them, its head left out, and where they begin and end.

    Of a text file these are bytes, of a Parquet file rows.
    """

    above: int
    begin: int
    end: int


def cut_table(path: Path) -> list[Slice | None]:
    """Cut a large table between its rows; one that is small, or that cannot be cut, is one piece, None."""
    ending, edges = path.suffix.lower(), list[tuple[int, int]]()
    try:
        if ending == PARQUET:
            edges = cut_parquet(path)
        elif ending in (*DELIMITED, *LINES) and path.stat().st_size > SLICE:
            edges = cut_lines(path, delimited=ending in DELIMITED)
    except (OSError, pa.ArrowException):
        # What cannot be read is told when it is counted.
        pass
    pieces = [Slice(above, begin, end) for (above, begin), (_, end) in pairwise(edges)]
    return [*pieces] if len(pieces) > 1 else [None]


def cut_parquet(path: Path) -> list[tuple[int, int]]:
    """Say where a Parquet file may be cut: how many rows stand above, twice. Of paragraphs, each article is whole."""
    about = pq.read_metadata(path)
    size = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
    edges = np.linspace(0, about.num_rows, max(1, ceil(size / SLICE)) + 1, dtype="int64")
    if holds_paragraphs(path) and len(edges) > 2:
        docs = pd.factorize(pq.read_table(path, columns=["doc"])["doc"].to_pandas())[0]
        begins = np.concatenate([[0], np.flatnonzero(np.diff(docs)) + 1, [len(docs)]])
        edges = begins[np.searchsorted(begins, edges)]
    return [(at, at) for at in np.unique(edges).tolist()]


def holds_paragraphs(path: Path) -> bool:
    """Tell whether a Parquet file has all columns of paragraphs, as `read_table` gives them."""
    return set(READ) <= set(pq.read_schema(path).names)


def cut_lines(path: Path, *, delimited: bool) -> list[tuple[int, int]]:
    """Say where a text file may be cut: how many rows stand above, and how many bytes.

    A delimited one is cut before a row of as many cells as its head: a stray quotation mark would mislead else; and, if
    it can be, not between rows that may be paragraphs of one article.
    """
    size, edges, above, at, open_cell = path.stat().st_size, [(0, 0)], 0, 0, False
    with path.open("rb") as file:
        head = file.readline(BLOCK)
        if head.startswith(WIDE_MARKS) or head.count(QUOTE) % 2:
            return []
        width, above = (len(read_cells(head)[0]), -1) if delimited else (0, 0)
        file.seek(0)
        while block := file.read(ceil(size / ceil(size / SLICE))):
            ends, open_cell = find_row_ends(block, quoted=delimited, open_cell=open_cell)
            spans = list(enumerate(pairwise(ends.tolist()), 1))[-TRIES:]
            cells = {n: read_cells(block[slice(*span)]) if delimited else [] for n, span in spans}
            whole = [n for n in reversed(cells) if not delimited or [*map(len, cells[n])] == [width]]
            # A row above that was not looked at, or is blank, tells nothing.
            above_it = {n: cells.get(n - 1) for n in whole}
            apart = [
                n for n, row in above_it.items() if not delimited or (row and not of_one_article(row[-1], *cells[n]))
            ]
            # Neither what is above the first cut nor what is below the last is without a row.
            if at + len(block) < size and above + (rows := next(iter(apart or whole), 0)) > edges[-1][0]:
                edges.append((above + rows, at + int(ends[rows - 1])))
            above, at = above + len(ends), at + len(block)
    return [*edges, (above, size)]


def of_one_article(above: list[str], below: list[str]) -> bool:
    """Tell whether two rows may be paragraphs of one article: all their cells are the same but for the text and one.

    >>> [of_one_article(["7", "谈低空", "一。"], below) for below in (["7", "谈低空", "二。"], ["8", "算力", "三。"])]
    [True, False]
    """
    alike = sum(one == other != "" for one, other in zip(above, below, strict=False))
    return alike > 0 and alike + 2 >= len(below)


def find_row_ends(block: bytes, *, quoted: bool, open_cell: bool) -> tuple[np.ndarray, bool]:
    """Say behind which bytes rows end, and whether a cell in quotation marks is open behind them all.

    >>> find_row_ends(b'a,"b\\nc"\\nd', quoted=True, open_cell=False)
    (array([8]), False)
    """
    signs = np.frombuffer(block, dtype="uint8")
    ends = signs == LINE_END
    if not quoted:
        # An empty line is no row.
        ends[1:] &= ~ends[:-1]
    elif open_cell or QUOTE in block:
        inside = np.logical_xor.accumulate(signs == QUOTE) ^ open_cell
        ends, open_cell = ends & ~inside, bool(inside[-1])
    return np.flatnonzero(ends) + 1, open_cell


def read_cells(data: bytes) -> list[list[str]]:
    """Read rows of a delimited text, in whatever encoding that has a byte for each sign of the table.

    >>> read_cells("编号,正文\\n".encode("gb18030"))[0].__len__()
    2
    """
    text = data.decode("latin-1")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=text.count)))


def read_slice(path: Path, piece: Slice, columns: dict[str, str]) -> tuple[str, Table]:
    """Read the rows of a slice, numbered as in the whole table; return its name and these."""
    if path.suffix.lower() == PARQUET:
        return path.name, table_of_frame(read_rows_between(path, piece), range(piece.begin + 1, piece.end + 1))
    with TemporaryDirectory() as folder:
        cut = Path(folder, path.name)
        cut.write_bytes(b"".join(bytes_of_slice(path, piece)))
        name, given = open_table(cut, columns)
    rows, problems = given.rows, given.problems
    # What stands above each slice as a head does is an article of the first, where the table has none.
    if piece.above and any(each.rule == "no_head" for each in problems):
        rows, problems = rows.iloc[1:], [each for each in problems if each.rule != "no_head"]
    problems = [each._replace(row=each.row + piece.above) if each.row else each for each in problems]
    return name, given._replace(rows=rows.set_axis(rows.index + piece.above), problems=problems)


def read_rows_between(path: Path, piece: Slice) -> pd.DataFrame:
    """Read the rows of a slice of a Parquet file, a batch at a time."""
    file, batches = pq.ParquetFile(path), []
    groups, at = groups_of_slice(file.metadata, piece)
    for batch in file.iter_batches(BATCH, row_groups=groups):
        begin, end = max(piece.begin - at, 0), min(piece.end - at, len(batch))
        at += len(batch)
        if begin < end:
            batches.append(batch.slice(begin, end - begin))
        if at >= piece.end:
            break
    return pa.Table.from_batches(batches, file.schema_arrow).to_pandas()


def groups_of_slice(about: pq.FileMetaData, piece: Slice) -> tuple[list[int], int]:
    """List the groups of rows of a Parquet file that hold a slice, and say with which row the first begins."""
    rows = [about.row_group(at).num_rows for at in range(about.num_row_groups)]
    begins = np.cumsum([0, *rows])
    groups = np.flatnonzero((begins[:-1] < piece.end) & (begins[1:] > piece.begin))
    return groups.tolist(), int(begins[groups[0]])


def bytes_of_slice(path: Path, piece: Slice) -> Iterator[bytes]:
    """Give the bytes of a slice, before them the head of a table, or, of a Parquet file, all that hold its rows."""
    begin, end = piece.begin, piece.end
    if path.suffix.lower() == PARQUET:
        about = pq.read_metadata(path)
        groups = [about.row_group(at) for at in groups_of_slice(about, piece)[0]]
        chunks = [group.column(at) for group in groups for at in range(group.num_columns)]
        begins = [min(filter(None, (chunk.dictionary_page_offset, chunk.data_page_offset))) for chunk in chunks]
        begin = min(begins)
        end = max(at + chunk.total_compressed_size for at, chunk in zip(begins, chunks, strict=True))
    if begin and path.suffix.lower() in DELIMITED:
        with path.open("rb") as file:
            yield file.readline()
    yield from read_blocks(path, begin, end)


def read_blocks(path: Path, begin: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Give the bytes of a file, or those from `begin` to `end`, block by block."""
    end = path.stat().st_size if end is None else end
    with path.open("rb") as file:
        file.seek(begin)
        while begin < end and (block := file.read(min(BLOCK, end - begin))):
            yield block
            begin += len(block)
