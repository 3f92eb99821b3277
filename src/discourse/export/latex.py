"""A sheet becomes a LaTeX table."""

import re
from functools import lru_cache, partial

from discourse.export.sheet import Column, Value, map_distinct, print_cell
from discourse.texts.characters import display_width

# Longer tables run over pages; wider texts are broken into lines.
MOST_ROWS, MOST_WIDTH = 40, 40
# [ and * are read as part of the line break before them where they begin a row.
SPECIAL = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "[": "{[}", "]": "{]}", "*": "{*}",
} | {character: f"\\{character}" for character in "&%$#_{}"}  # fmt: skip
ESCAPED = re.compile("|".join(map(re.escape, SPECIAL)))
BREAKS = re.compile(r"(?<!\s)[^\S\r\n]*+[\r\n]\s*+")
# Numbers that are set as formulae, and their powers of ten.
SIGNED, POWER = re.compile(r"^[<-]\d|∞|e"), re.compile(r"e\+?(-?)0*(\d+)")
FOR_CHINESE = r"% For Chinese: \usepackage{ctex} (or xeCJK and a font), compiled by XeLaTeX or LuaLaTeX"
ASCII = re.compile(r"[\x00-\x7f–∞−-]*")


def latex(sheet: list[Column]) -> bytes:
    """Return a sheet as a table of booktabs: a tabular, or a longtable above 40 rows, with the packages it needs.

    Numbers are rounded and at the right; -- is missing. A column of long texts, or of texts with line breaks, is 6 cm
    wide.
    """
    columns, layout, chinese = [], "", False
    for column in sheet:
        texts = [column.name, *dict.fromkeys(cell for cell in column.cells if isinstance(cell, str))]
        chinese = chinese or not all(ASCII.fullmatch(text) for text in texts)
        broad = any(BREAKS.search(text) or display_width(text, ambiguous=1) > MOST_WIDTH for text in texts[1:])
        layout += "p{6cm}" if broad else "l" if column.is_text else "r"
        columns.append([escape(column.name), *map_distinct(partial(set_cell, column, broad=broad), column.cells)])
    head, *rows = (" & ".join(row) + r" \\" for row in zip(*columns, strict=True))
    long = len(rows) > MOST_ROWS
    name, packages = ("longtable", r" \usepackage{longtable}") if long else ("tabular", "")
    lines = [
        r"% In the preamble: \usepackage{booktabs}" + packages,
        *([FOR_CHINESE] if chinese else []),
        rf"\begin{{{name}}}{{{layout}}}",
        r"\toprule", head, r"\midrule",
        *([r"\endhead", r"\bottomrule", r"\endfoot"] if long else []), *rows, *([] if long else [r"\bottomrule"]),
        rf"\end{{{name}}}",
    ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


@lru_cache(maxsize=10_000)
def escape(text: str) -> str:
    """Return `text` with what LaTeX would take for its own written out, and line breaks as blanks.

    >>> print(escape("50% of A_1 & {x}"))
    50\\% of A\\_1 \\& \\{x\\}
    """
    return ESCAPED.sub(lambda match: SPECIAL[match[0]], BREAKS.sub(" ", text))


def set_cell(column: Column, cell: Value, *, broad: bool) -> str:
    """Return a cell as LaTeX, line breaks kept in a broad column."""
    if isinstance(cell, str):
        return r"\newline{}".join(escape(line) for line in BREAKS.split(cell)) if broad else escape(cell)
    text = "--" if cell is None else print_cell(cell, column)
    if column.is_text or not SIGNED.search(text):
        return text
    power = POWER.sub(r"\\times10^{\1\2}", text)
    return f"${power}$".replace("∞", r"\infty")
