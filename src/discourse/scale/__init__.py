"""Corpora that do not fit into memory: part after part becomes counts, on any engine."""

from discourse.scale.count_corpus import count_corpus, count_docs_corpus, count_pairs_corpus, read_counts

__all__ = ["count_corpus", "count_docs_corpus", "count_pairs_corpus", "read_counts"]
