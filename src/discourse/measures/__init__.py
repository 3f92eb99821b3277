"""The formulae, as functions of counts."""

from discourse.measures.association import association
from discourse.measures.dispersion import spread
from discourse.measures.keyness import keyness, weighted_log_odds
from discourse.measures.word_shift import shift

__all__ = ["association", "keyness", "shift", "spread", "weighted_log_odds"]
