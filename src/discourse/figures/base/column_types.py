"""The frame of a user with the column types that plots reckon with."""

from numbers import Integral, Real

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype


def coerce_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with row numbers for its index, and its numbers, truths and texts as plain columns.

    What pyarrow, `convert_dtypes`, categories or columns of mixed objects hold is drawn like any other frame.

    >>> coerce_frame(pd.DataFrame({"n": pd.array([1.5, None], "Float64")}, index=[7, 8])).dtypes["n"]
    dtype('float64')
    """
    frame = frame.reset_index(drop=True)
    if not frame.columns.is_unique:
        return frame
    return frame.assign(**{name: coerce_column(frame[name]) for name in frame.columns if isinstance(name, str)})


def coerce_column(column: pd.Series) -> pd.Series:
    """Return a column as float64, int64 (Int64 where values are missing), bool, or as it is."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    if column.dtype == object:
        column = column.infer_objects()
    kinds = {type(value) for value in column.dropna()} if column.dtype == object else ()
    if kinds and all(issubclass(kind, Real) and not issubclass(kind, bool) for kind in kinds):
        whole = all(issubclass(kind, Integral) for kind in kinds) and column.dropna().abs().max() < 2**63
        column = column.astype("Int64" if whole else "Float64")
    if not isinstance(column.dtype, pd.api.extensions.ExtensionDtype):
        return column
    if is_bool_dtype(column.dtype):
        return column.astype(bool) if column.notna().all() else column
    if is_integer_dtype(column.dtype):
        return column.astype("Int64" if column.isna().any() else "int64")
    return column.astype("float64") if is_float_dtype(column.dtype) else column
