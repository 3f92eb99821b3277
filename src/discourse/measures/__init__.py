"""The formulae, as functions of counts."""

from discourse.measures.comparison import keyness
from discourse.measures.cooccurrence import association

__all__ = ["association", "keyness"]
