"""The formulae, as functions of counts."""

from discourse.measures.association import association
from discourse.measures.dispersion import spread
from discourse.measures.keyness import conservative_ratio, keyness, posterior_ratio, weighted_log_odds
from discourse.measures.word_shift import shift

__all__ = ["association", "conservative_ratio", "keyness", "posterior_ratio", "shift", "spread", "weighted_log_odds"]
