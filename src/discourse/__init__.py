"""Quantitative discourse analysis of Chinese policy texts: a table in, a table out."""

from discourse.errors import DiscourseError
from discourse.texts.corpus import Corpus, read_corpus
from discourse.words.lexicon import Lexicon, find_terms, read_lexicon
from discourse.words.segment import segment
from discourse.words.concordance import concordance, evidence
from discourse.measures.frequency import count
from discourse.measures.tfidf import add_tfidf
from discourse.measures.cooccurrence import count_pairs
from discourse.measures.comparison import compare
