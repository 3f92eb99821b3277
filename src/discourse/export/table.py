"""A table becomes files: for spreadsheets, for a paper, for a page."""

from pathlib import Path

import pandas as pd

from discourse.errors import DiscourseError
from discourse.export.files import target_folder, write_results
from discourse.export.latex import latex
from discourse.export.sheet import csv, make_sheet, markdown
from discourse.export.workbook import workbook

# What writes a sheet, by the ending of the file.
WRITERS = {"csv": csv, "xlsx": workbook, "tex": latex, "md": markdown}


def save_table(frame: pd.DataFrame, name: str, *, folder: str | Path | None = None) -> list[Path]:
    """Write a frame as CSV, XLSX, LaTeX and Markdown.

    - .csv: twelve digits, for other programs; in UTF-8 with a byte-order mark, so that spreadsheets show Chinese. A
      text that a spreadsheet would run as a formula has an apostrophe before it (rule: `discourse.export.sheet.csv`)
    - .xlsx: twelve digits, shown rounded; texts stay texts; a frozen head with filters
    - .tex: rounded, for booktabs, above 40 rows a longtable; a comment names the packages
    - .md: rounded, as on GitHub

    Columns called p, q, p_… or …_p, …_q are printed as p-values (0.011, <0.001), other numbers that are not whole with
    two decimals (one where they reach 1,000, more where all are below 1). An index is written if it has a name or holds
    words; mere row numbers are not. `name` is the file name without ending. `folder` is the results folder (see
    `results_folder`); the files go into its `tables/`, all four or none. The same frame always gives the same bytes.

    Raises `DiscourseError`, before anything is written, if `frame` is no DataFrame, has no column or two of one name,
    has more rows, columns or characters in a cell than Excel holds, or for a `name` that not every system can hold.

    Returns the four paths: .csv, .xlsx, .tex, .md.

    >>> import tempfile
    >>> paths = save_table(pd.DataFrame({"word": ["创新"], "n": [2]}), "words", folder=tempfile.mkdtemp())
    >>> print(paths[-1].read_text(encoding="utf-8"), end="")
    | word | n |
    | :--- | ---: |
    | 创新 | 2 |
    """
    target = target_folder(folder, "tables", name)
    sheet = make_sheet(frame)
    try:
        files = {target / f"{name}.{ending}": write(sheet) for ending, write in WRITERS.items()}
    except DiscourseError as error:
        raise DiscourseError(f"{name}: {error}") from error
    return write_results(files)
