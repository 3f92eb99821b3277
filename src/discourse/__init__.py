"""Quantitative discourse analysis of Chinese policy texts: a table in, a table out.

The public names, in the order of the pipeline, stand in `__init__.pyi`; each is loaded when it is first used.
"""

import sys
from importlib.metadata import version
from types import ModuleType

import lazy_loader

_load, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


class _Package(ModuleType):
    """A package in which a function keeps its name when a module of that name, such as `evidence`, is loaded."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """Load a public name, or the version."""
    return version("discourse") if name == "__version__" else _load(name)
