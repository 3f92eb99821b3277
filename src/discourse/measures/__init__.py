"""The formulae, as functions of counts."""

from discourse.measures.association import association
from discourse.measures.dispersion import spread
from discourse.measures.keyness import keyness, weighted_log_odds

__all__ = ["association", "keyness", "spread", "weighted_log_odds"]
