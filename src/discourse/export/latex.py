"""A sheet becomes a LaTeX table."""

import re

from discourse.export.sheet import Column, is_text, printed, width

# Longer tables run over pages; wider texts are broken into lines.
MOST_ROWS, MOST_WIDTH = 40, 40
# [ and * are read as part of the line break before them where they begin a row.
SPECIAL = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "[": "{[}", "]": "{]}", "*": "{*}",
} | {character: f"\\{character}" for character in "&%$#_{}"}  # fmt: skip
ESCAPED = re.compile("|".join(map(re.escape, SPECIAL)))
BREAKS = re.compile(r"\s*[\r\n]\s*")
# Numbers that are set as formulae, and their powers of ten.
SIGNED, POWER = re.compile(r"^[<-]\d|∞|e"), re.compile(r"e\+?(-?)0*(\d+)")
ASCII = re.compile(r"[\x00-\x7f–∞−-]*")


def latex(sheet: list[Column]) -> bytes:
    """Return a sheet as a table of booktabs: a tabular, or a longtable above 40 rows, with the packages it needs.

    Numbers are rounded and at the right; -- is missing. A column of long texts, or of texts with line breaks, is 6 cm
    wide.
    """
    long = len(sheet[0].cells) > MOST_ROWS
    broad = [is_broad(column) for column in sheet]
    head = _row([escape(column.name) for column in sheet])
    cells = ([_set(column, cell, wide) for cell in column.cells] for column, wide in zip(sheet, broad, strict=True))
    rows = [_row(row) for row in zip(*cells, strict=True)]
    layout = "".join(_layout(column, wide) for column, wide in zip(sheet, broad, strict=True))
    name = "longtable" if long else "tabular"
    repeated = [r"\endhead", r"\bottomrule", r"\endfoot"] if long else []
    lines = [
        *_packages(sheet, long),
        rf"\begin{{{name}}}{{{layout}}}",
        r"\toprule", head, r"\midrule", *repeated, *rows, *([] if long else [r"\bottomrule"]),
        rf"\end{{{name}}}",
    ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def escape(text: str) -> str:
    """Return `text` with what LaTeX would take for its own written out, and line breaks as blanks.

    >>> print(escape("50% of A_1 & {x}"))
    50\\% of A\\_1 \\& \\{x\\}
    """
    return ESCAPED.sub(lambda match: SPECIAL[match[0]], BREAKS.sub(" ", text))


def is_broad(column: Column) -> bool:
    """Tell whether a column holds texts too long, or broken, for one line."""
    texts = (cell for cell in column.cells if isinstance(cell, str))
    return any(BREAKS.search(text) or width(text) > MOST_WIDTH for text in texts)


def _set(column: Column, cell: object, broad: bool) -> str:
    """Return a cell as LaTeX, line breaks kept in a broad column."""
    if isinstance(cell, str):
        return r"\newline{}".join(escape(line) for line in BREAKS.split(cell)) if broad else escape(cell)
    text = "--" if cell is None else printed(cell, column)
    if is_text(column) or not SIGNED.search(text):
        return text
    power = POWER.sub(r"\\times10^{\1\2}", text)
    return f"${power}$".replace("∞", r"\infty")


def _layout(column: Column, broad: bool) -> str:
    return "p{6cm}" if broad else "l" if is_text(column) else "r"


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return " & ".join(cells) + r" \\"


def _packages(sheet: list[Column], long: bool) -> list[str]:
    """Return the comment that says which packages a table needs."""
    needed = [r"\usepackage{booktabs}"] + ([r"\usepackage{longtable}"] if long else [])
    texts = (text for column in sheet for text in (column.name, *column.cells) if isinstance(text, str))
    lines = ["% In the preamble: " + " ".join(needed)]
    if not all(ASCII.fullmatch(text) for text in texts):
        lines.append(r"% For Chinese: \usepackage{ctex} (or xeCJK and a font), compiled by XeLaTeX or LuaLaTeX")
    return lines
