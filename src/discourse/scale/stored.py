"""Counts of parts that are kept, so that a run that was stopped goes on where it was."""

import hashlib
import json
from dataclasses import fields
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

import pandas as pd

from discourse.files import write_whole
from discourse.scale.parts import Part
from discourse.scale.tallies import Counting, Tally

BLOCK = 1 << 20


def key_of(part: Part, counting: Counting) -> str:
    """Return a sum over all that the counts of a part depend on: its files, how it is counted, and the version."""
    told = {"part": part.name, "version": version("discourse"), **counting.settings()}
    key = hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
    for path in part.paths:
        key.update(path.name.encode("utf-8", "surrogatepass"))
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                key.update(block)
    return key.hexdigest()


def store_tally(tally: Tally, path: Path) -> None:
    """Write the counts of a part, whole or not at all: an archive of Parquet tables."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for field in fields(Tally):
            table = BytesIO()
            getattr(tally, field.name).to_parquet(table, index=False)
            # An entry without the day on which it is made: the same counts are the same bytes.
            archive.writestr(ZipInfo(f"{field.name}.parquet"), table.getvalue())
    write_whole({path: content.getvalue()})


def load_tally(path: Path) -> Tally | None:
    """Read the counts of a part, if they are there and whole."""
    try:
        with ZipFile(path) as archive:
            tables = {name: pd.read_parquet(BytesIO(archive.read(f"{name}.parquet"))) for name in Tally.__annotations__}
    except (FileNotFoundError, BadZipFile, KeyError):
        return None
    return Tally(**tables)
