"""Quantitative discourse analysis of Chinese policy texts: a table in, a table out."""

from importlib.metadata import version

from discourse.errors import DiscourseError
from discourse.texts.corpus import Corpus, read_corpus
from discourse.texts.table import read_table
from discourse.words.lexicon import Lexicon, find_terms, read_lexicon, read_stopwords
from discourse.words.segment import segment
from discourse.measures.frequency import count
from discourse.measures.tfidf import add_tfidf
from discourse.measures.dispersion import dispersion
from discourse.measures.cooccurrence import count_pairs
from discourse.measures.comparison import compare
from discourse.measures.paired import add_paired_test, add_sentence_test
from discourse.measures.shift import add_shift
from discourse.measures.emphasis import add_prompting, emphasis
from discourse.measures.place import add_place
from discourse.words.concordance import concordance, evidence
from discourse.versions.pairs import version_pairs
from discourse.versions.align import align_versions
from discourse.versions.lists import compare_lists
from discourse.words.enumerations import find_lists
from discourse.sensitivity import sensitivity
from discourse.figures.theme import theme
from discourse.figures.panels import panels
from discourse.figures.structure import plot_structure
from discourse.figures.dispersion import plot_dispersion
from discourse.figures.frequency import plot_frequency
from discourse.figures.wordcloud import plot_wordcloud
from discourse.figures.heatmap import plot_heatmap
from discourse.figures.pairs import plot_pairs
from discourse.figures.network import network_layout, plot_network
from discourse.figures.dumbbell import plot_dumbbell
from discourse.figures.scatter import plot_scatter
from discourse.figures.comparison_cloud import plot_comparison_cloud
from discourse.figures.emphasis import plot_emphasis
from discourse.figures.paired import plot_paired_test
from discourse.figures.shift import plot_word_shift
from discourse.figures.trend import plot_trend
from discourse.figures.alignment import plot_alignment, plot_rewriting
from discourse.figures.lists import plot_list_changes
from discourse.export import save_figure, save_table

__version__ = version("discourse")
__all__ = [
    "Corpus", "DiscourseError", "Lexicon", "add_paired_test", "add_place", "add_prompting", "add_sentence_test",
    "add_shift", "add_tfidf", "align_versions", "compare", "compare_lists", "concordance", "count", "count_pairs",
    "dispersion", "emphasis", "evidence", "find_lists", "find_terms", "network_layout", "panels", "plot_alignment",
    "plot_comparison_cloud", "plot_dispersion", "plot_dumbbell", "plot_emphasis", "plot_frequency", "plot_heatmap",
    "plot_list_changes", "plot_network", "plot_paired_test", "plot_pairs", "plot_rewriting", "plot_scatter",
    "plot_structure", "plot_trend", "plot_word_shift", "plot_wordcloud", "read_corpus", "read_lexicon",
    "read_stopwords", "read_table", "save_figure", "save_table", "segment", "sensitivity", "theme", "version_pairs",
]  # fmt: skip
