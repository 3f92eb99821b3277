"""Counts as a document-term matrix for other tools, and back."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array

from discourse.errors import DiscourseError, one_of
from discourse.schema import (
    check_unique,
    counted_column,
    first_rows,
    key_columns,
    number_groups,
    require_columns,
    state_counted,
)


class TermMatrix(NamedTuple):
    """A matrix with what its rows and columns are: the keys of each row, a frame, and the unit of each column.

    `rows` may have the column `total`, which is no key.
    """

    values: csr_array
    rows: pd.DataFrame
    columns: pd.Series


def to_matrix(counts: pd.DataFrame, *, of: str | None = None, value: str = "n") -> TermMatrix:
    """Lay counts out as a sparse matrix: a row for each combination of their keys, a column for each unit.

    `counts` are what `count` returns, or `add_tfidf` with value="tfidf": any column of numbers may be laid out. What
    has no row in them is 0. A doc that has none of the units has no row, for the counts do not know it.

    Returns a TermMatrix: `values` (scipy's csr_array, as scikit-learn takes it), `rows` (the keys, and total where the
    counts have it) and `columns` (the units), in the order of their values. `from_matrix` is the way back.

    Raises DiscourseError for doubled rows, a `value` that is no column of numbers, and one that is missing somewhere.

    >>> counts = pd.DataFrame({"doc": ["a", "a", "b"], "term": ["光伏", "算力", "算力"], "n": [2, 1, 3], "total": 9})
    >>> matrix = to_matrix(counts)
    >>> matrix.values.toarray().tolist(), matrix.rows["doc"].tolist(), matrix.columns.tolist()
    ([[2, 1], [0, 3]], ['a', 'b'], ['光伏', '算力'])
    """
    require_columns(counts, [], name="counts", maker="count")
    of, keys = counted_column(counts, of, name="counts"), key_columns(counts, name="counts")
    numbers = [column for column in counts.select_dtypes("number") if column not in keys]
    one_of("value", value, numbers, repair="" if "n" in counts else "Give what count returns")
    check_unique(counts, [*keys, of], name="counts")
    known = np.isfinite(counts[value].to_numpy(dtype="float64", na_value=np.nan))
    if not known.all():
        unit = counts.loc[~known, of].iloc[0]
        raise DiscourseError(f"counts have no {value} for {of}={unit!r}, and a matrix has a number; leave the row out")
    (row,), (column,) = number_groups(keys, counts), number_groups([of], counts)
    shape = (row.max(initial=-1) + 1, column.max(initial=-1) + 1)
    values = csr_array((counts[value].to_numpy(), (row, column)), shape=shape)
    named = counts[[*keys, *(["total"] if "total" in counts else [])]].iloc[first_rows(row)].reset_index(drop=True)
    return TermMatrix(values, named, counts[of].iloc[first_rows(column)].reset_index(drop=True))


def from_matrix(matrix: TermMatrix, *, value: str = "n") -> pd.DataFrame:
    """Lay a matrix out as counts again: a row for each number that is not 0.

    The matrix may be another tool's: `matrix._replace(values=…, rows=…)` puts the weights of topics, dense or sparse,
    and a frame that names them into the place of counts. `value` names the column of the numbers.

    Returns the columns of `rows`, the column of the units, `value`, of and by: by rows, the largest value first.

    Raises DiscourseError where the matrix has another shape than its labels.

    >>> counts = pd.DataFrame({"doc": ["a", "a", "b"], "term": ["算力", "光伏", "算力"], "n": [2, 1, 3], "total": 9})
    >>> from_matrix(to_matrix(counts))[["doc", "term", "n", "total"]].equals(counts)
    True
    """
    if not isinstance(matrix, TermMatrix):
        raise DiscourseError(f"matrix is a {type(matrix).__name__}; give what to_matrix returns")
    shape, labels = np.shape(matrix.values), (len(matrix.rows), len(matrix.columns))
    if shape != labels:
        raise DiscourseError(
            f"the matrix is {shape}, and its labels are {labels}; give a row and a column a label each"
        )
    table = coo_array(matrix.values)
    order = np.lexsort((table.col, -table.data, table.row))
    row, column = table.row[order], table.col[order]
    of = str(matrix.columns.name)
    keys = [name for name in matrix.rows if name != "total"]
    rows = matrix.rows.iloc[row].reset_index(drop=True)
    units = matrix.columns.iloc[column].reset_index(drop=True)
    counts = rows[keys].assign(**{of: units, value: table.data[order]})
    counts = counts.assign(total=rows["total"]) if "total" in rows else counts
    return state_counted(counts[counts[value].ne(0)].reset_index(drop=True), of=of, by=keys)
