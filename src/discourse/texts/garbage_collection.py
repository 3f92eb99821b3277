"""When Python's garbage collection may pause."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Pause garbage collection while thousands of rows are made that all are kept.

    It would go through all of them each time there are a quarter more, up to a third of the time of reading.

    >>> with garbage_collection_paused():
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
