"""Counts of parts that are kept: a run that was stopped goes on where it was, and one that is over is asked."""

import hashlib
import json
from base64 import b64decode, b64encode
from dataclasses import fields, replace
from functools import reduce
from importlib.metadata import version
from io import BytesIO
from operator import and_
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import dataset

from discourse.errors import DiscourseError, one_of
from discourse.files import write_whole
from discourse.scale.parts import Part
from discourse.scale.slices import bytes_of_slice, read_blocks
from discourse.scale.tallies import Counting, Tally

# What a tally has beside its rows stands in the file of these, under names that begin so.
BESIDE = b"discourse."


def key_of(part: Part, counting: Counting) -> str:
    """Return a sum over all that the counts of a part depend on: its files, how it is counted, and the version."""
    told = {"part": part.name, "version": version("discourse"), **counting.settings()}
    key = hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
    for path in part.paths:
        key.update(path.name.encode("utf-8", "surrogatepass"))
        for block in read_blocks(path) if part.rows is None else bytes_of_slice(path, part.rows):
            key.update(block)
    return key.hexdigest()


def store_tally(tally: Tally, path: Path) -> None:
    """Write the counts of a part, whole or not at all: a Parquet file of its rows, with what stands beside them."""
    beside = {}
    for field in fields(Tally)[1:]:
        table = BytesIO()
        getattr(tally, field.name).to_parquet(table, index=False)
        beside[BESIDE + field.name.encode()] = b64encode(table.getvalue())
    rows, content = pa.Table.from_pandas(tally.rows, preserve_index=False), BytesIO()
    pq.write_table(rows.replace_schema_metadata((rows.schema.metadata or {}) | beside), content)
    write_whole({path: content.getvalue()})


def load_tally(path: Path, where: dict[str, list[Any]] | None = None) -> Tally | None:
    """Read the counts of a part, if they are there and whole; of them those `where` columns have one of some values."""
    where = where or {}
    try:
        schema = pq.read_schema(path)
        tables = [b64decode(schema.metadata[BESIDE + field.name.encode()]) for field in fields(Tally)[1:]]
        wanted = [is_one_of(key, values, schema) for key, values in where.items()]
        rows = dataset.dataset(path).to_table(filter=reduce(and_, wanted) if where else None).to_pandas()
    except (FileNotFoundError, pa.ArrowException, KeyError):
        return None
    tally = Tally(rows, *(pd.read_parquet(BytesIO(table)) for table in tables))
    for key, values in where.items():
        shown = {name: getattr(tally, name) for name in ("single", "totals")}
        tally = replace(
            tally, **{name: each[each[key].isin(values)] if key in each else each for name, each in shown.items()}
        )
    return tally


def is_one_of(key: str, values: list[Any], schema: pa.Schema) -> dataset.Expression:
    """Ask of rows whether a column has one of some values, and refuse those of another kind."""
    one_of("where", key, schema.names)
    kind = schema.field(key).type
    if pa.types.is_null(kind):
        # Where all are missing none is one of them.
        return dataset.scalar(False)
    for value in values:
        try:
            pa.scalar(value, kind)
        except (pa.ArrowException, TypeError, ValueError) as error:
            raise DiscourseError(
                f"where has {key}={value!r}, and the counts have {kind} there; give its like"
            ) from error
    return dataset.field(key).isin(pa.array(values, kind))
