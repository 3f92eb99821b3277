"""Quantitative discourse analysis of Chinese policy texts: a table in, a table out."""

from discourse.texts.corpus import Corpus, read_corpus
