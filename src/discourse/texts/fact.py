"""Properties that are found when they are first asked for, and kept."""

from collections.abc import Callable
from typing import Any


class fact:
    """A property that is found once; `functools.cached_property` would take a lock for each of a million lines."""

    def __init__(self, find: Callable):
        self.find, self.name = find, find.__name__

    def __get__(self, line: Any, owner: type) -> Any:
        found = line.__dict__[self.name] = self.find(line)
        return found
