"""Results made anew are held against a record of them: which files differ, and where first."""

import csv
import io
import json
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.image import imread, imsave
from openpyxl import load_workbook

from discourse.errors import DiscourseError, MissingFileError
from discourse.export.files import read_outputs, sum_file
from discourse.schema import DIFFERENCES, make_frame

# How much of a long line is shown on either side of the first sign that differs.
AROUND = 30
# The pixels between two pictures, those of a frame, and its red.
GAP = 20
FRAME = 4
MARK = (0.84, 0.15, 0.16)


def read_record(folder: Path) -> dict:
    """Return what the provenance.json of a results folder says.

    Raises `MissingFileError` where there is none, and `DiscourseError` where it is no record of a run.
    """
    path = folder / "provenance.json"
    if not path.is_file():
        raise MissingFileError(
            f"{folder} holds no provenance.json: run discourse reproduce first, or give the results of a run"
        )
    read_outputs(path)
    record = json.loads(path.read_text(encoding="utf-8"))
    missing = [key for key in ("inputs", "packages", "python") if key not in record]
    tables = [record.get(key) for key in ("inputs", "packages", "outputs")]
    told = [
        record.get("python"),
        record.get("code", ""),
        *(each for table in tables if isinstance(table, dict) for each in table.values()),
    ]
    if missing or not (all(isinstance(each, dict) for each in tables) and all(isinstance(each, str) for each in told)):
        raise DiscourseError(
            f"{path} does not say of {missing or 'all'} what a run says: give the folder of a whole run"
        )
    return record


def compare_results(record: str | Path, results: str | Path) -> pd.DataFrame:
    """Compare two results folders file by file, by their provenance.json.

    `record` is the folder of an earlier run, or a copy of it; files that it lists and that are not kept there are
    compared by their sums alone. `results` is that of a run now.

    Returns one row a file that differs, inputs first, then outputs by name: file; difference (changed, added, missing;
    edited, where the record's own file is not the one that its run made); place (the first that differs: line and
    column of a table, cell of a workbook, line of a text, pixels of a picture; missing where only sums are known);
    recorded and found, what stands there.

    Raises `MissingFileError` where one of them holds no record, and `DiscourseError` where it is none.
    """
    record, results = Path(record), Path(results)
    old, new = read_record(record), read_record(results)
    rows = []
    for name in sorted({*old["inputs"], *new["inputs"]}):
        sides = old["inputs"].get(name), new["inputs"].get(name)
        if sides[0] != sides[1]:
            rows.append(
                (name, "added" if sides[0] is None else "missing" if sides[1] is None else "changed", *[None] * 3)
            )
    for name in sorted({*old["outputs"], *new["outputs"]}):
        kept, told, made = record / name, old["outputs"].get(name), new["outputs"].get(name)
        stands = sum_file(kept) if kept.is_file() else told
        if stands == made == told:
            continue
        difference = "edited" if made == told else "added" if told is None else "missing" if made is None else "changed"
        both = kept.is_file() and made
        place = FilePair(kept, results / name).first_difference() if both else (None, None, None)
        rows.append((name, difference, *place))
    return make_frame(rows, DIFFERENCES)


class FilePair(NamedTuple):
    """A file as recorded and as it is now."""

    old: Path
    new: Path

    def first_difference(self) -> tuple[str | None, str | None, str | None]:
        """Return the first place where they differ, and what stands there in each."""
        if self.old.suffix == ".png":
            return PicturePair(*map(imread, self)).describe(), None, None
        try:
            sides = [self.read_cells(path) for path in self]
        except UnicodeDecodeError:
            return None, None, None
        for place in dict.fromkeys([*sides[0], *sides[1]]):
            recorded, found = (side.get(place) for side in sides)
            if recorded != found:
                return place, *self.cut_around(recorded or "", found or "")
        return None, None, None

    @staticmethod
    def read_cells(path: Path) -> dict[str, str]:
        """Return what stands in a file by its place: cells of a workbook, and of a CSV table, else the lines of a text.

        Raises UnicodeDecodeError for what is neither.
        """
        if path.suffix == ".xlsx":
            cells = [(sheet.title, cell) for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
            return {f"{title}!{cell.coordinate}": str(cell.value) for title, cell in cells if cell.value is not None}
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix != ".csv":
            return {f"line {number}": line for number, line in enumerate(text.splitlines(), 1)}
        head, *rows = csv.reader(io.StringIO(text, newline="")) if text.strip() else [[]]
        places = {f"line 1, column {number}": name for number, name in enumerate(head, 1)}
        for line, row in enumerate(rows, 2):
            named = zip_longest(head, row, fillvalue="")
            places |= {f"line {line}, column {name or number}": cell for number, (name, cell) in enumerate(named, 1)}
        return places

    @staticmethod
    def cut_around(recorded: str, found: str) -> tuple[str, str]:
        """Shorten two lines to what stands around the first sign in which they differ."""
        unlike = (i for i, (a, b) in enumerate(zip(recorded, found, strict=False)) if a != b)
        at = next(unlike, min(len(recorded), len(found)))
        first, last = max(0, at - AROUND), at + AROUND
        sides = [
            ("…" if first else "") + side[first:last] + ("…" if last < len(side) else "") for side in (recorded, found)
        ]
        return sides[0], sides[1]


class PicturePair(NamedTuple):
    """A picture as recorded and as it is now: rows and columns of pixels."""

    old: np.ndarray
    new: np.ndarray

    def differing_part(self) -> tuple[int, list[int]]:
        """Count the pixels in which two of one size differ; their first and last row and column."""
        differ = (self.old != self.new).any(axis=2)
        rows, columns = np.flatnonzero(differ.any(axis=1)), np.flatnonzero(differ.any(axis=0))
        return int(differ.sum()), [int(end) for lines in (rows, columns) if len(lines) for end in (lines[0], lines[-1])]

    def describe(self) -> str:
        """Say how they differ: in their size, or in how many pixels, and in which part."""
        if self.old.shape != self.new.shape:
            return " and ".join(f"{side.shape[1]} × {side.shape[0]}" for side in self) + " pixels"
        n, ends = self.differing_part()
        if not n:
            return "no pixel: what differs does not show"
        top, bottom, left, right = (end + 1 for end in ends)
        return f"{n:,} of {self.old[..., 0].size:,} pixels, rows {top} to {bottom}, columns {left} to {right}"

    def draw(self, target: Path) -> Path:
        """Draw the recorded one on the left, that of now on the right, and a frame around what differs in each."""
        sides = [side[..., :3].copy() for side in self]
        if sides[0].shape == sides[1].shape and (ends := PicturePair(*sides).differing_part()[1]):
            top, bottom, left, right = ends
            for side in sides:
                inner, outer = (
                    (slice(max(top - by, 0), bottom + 1 + by), slice(max(left - by, 0), right + 1 + by))
                    for by in (FRAME, 2 * FRAME)
                )
                inside = side[inner].copy()
                side[outer] = MARK
                side[inner] = inside
        height = max(side.shape[0] for side in sides)
        sheet = np.ones((height, sum(side.shape[1] for side in sides) + GAP, 3))
        for side, start in zip(sides, (0, sides[0].shape[1] + GAP), strict=True):
            sheet[: side.shape[0], start : start + side.shape[1]] = side
        target.parent.mkdir(parents=True, exist_ok=True)
        imsave(target, sheet)
        return target


def draw_first_figure(different: pd.DataFrame, record: Path, results: Path, target: Path) -> tuple[str, Path] | None:
    """Draw the first figure whose picture differs, where both folders have it; return its name and the drawing's path.

    An earlier drawing is removed where there is none to draw.
    """
    target.unlink(missing_ok=True)
    for name in different["file"]:
        # What differs in its data, or in another form of it, may look the same.
        sides = [folder / name for folder in (record, results)]
        if name.startswith("figures/") and name.endswith(".png") and all(side.is_file() for side in sides):
            return name, PicturePair(imread(sides[0]), imread(sides[1])).draw(target)
    return None


def describe_difference(row) -> str:
    """Say a row of `compare_results` in a line."""
    said = {
        "changed": "differs",
        "added": "is not in the record",
        "missing": "is in the record, and was not made",
        "edited": "was changed in the record since its run",
    }[row.difference]
    at = f", {row.place}" if isinstance(row.place, str) else ""
    values = f": {row.recorded!r} recorded, {row.found!r} now" if isinstance(row.recorded, str) else ""
    return f"{row.file} {said}{at}{values}"


def other_versions(old: dict, new: dict) -> list[str]:
    """Say which versions of Python and packages two runs do not share, a line each."""
    sides = [{"python": record["python"], **record["packages"]} for record in (old, new)]
    names = [name for name in {**sides[0], **sides[1]} if sides[0].get(name) != sides[1].get(name)]
    return [
        f"made with {name} {sides[1].get(name, '(none)')}, the record with {sides[0].get(name, '(none)')}"
        for name in names
    ]
