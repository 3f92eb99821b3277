"""Python's collector of garbage, and when it may rest."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the collector rest while thousands of rows are made that all are kept.

    It would go through all of them each time there are a quarter more, up to a third of the time of reading.

    >>> with collector_at_rest():
    ...     gc.isenabled()
    False
    """
    works = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if works:
            gc.enable()
