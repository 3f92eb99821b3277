from .errors import DiscourseError
from .texts.corpus import Corpus, read_corpus
from .texts.table import read_table
from .words.lexicon import Lexicon, find_terms, read_lexicon, read_stopwords
from .words.segment import segment
from .words.lists import find_lists
from .words.concordance import concordance
from .actions.quantities import find_quantities
from .actions.quotations import find_quotations
from .actions.verbs import Verbs, read_verbs
from .actions.actions import find_actions
from .actions.commitments import find_commitments
from .actions.governing import add_verbs
from .words.context import add_context
from .words.cooccurrences import find_cooccurrences
from .measures.frequency import count, count_docs
from .measures.tfidf import add_tfidf
from .measures.term_matrix import from_matrix, to_matrix
from .measures.topics import find_topics
from .measures.dispersion import add_dispersion, dispersion
from .measures.cooccurrence import count_pairs
from .measures.communities import centrality, find_communities
from .scale import count_corpus, count_docs_corpus, count_pairs_corpus, read_counts
from .measures.comparison import compare
from .measures.paired import add_paired_test
from .measures.dealt import add_article_test, add_sentence_test
from .measures.word_shift import add_word_shift
from .measures.prominence import add_prompting, prominence
from .measures.token_offset import add_token_offset
from .years.periods import dated_articles
from .years.candidates import formula_candidates
from .years.formulas import formulas
from .years.boilerplate import find_boilerplate
from .years.reuse import find_reuse
from .years.traced import count_reuse, trace
from .years.trend import trend
from .years.vocabulary import vocabulary_change
from .versions.pairs import side_by_side, version_pairs
from .versions.align import align_versions
from .versions.lists import compare_lists
from .versions.phrases import find_headline_phrases
from .versions.quantity_changes import compare_quantities
from .versions.action_changes import compare_actions
from .versions.substitutions import substitutions
from .evidence import evidence, evidence_corpus
from .term_candidates import term_candidates
from .sensitivity import sensitivity
from .reports.report import report
from .reports.methods import methods, references
from .figures.base.theme import theme
from .figures.base.panels import panels
from .figures.structure import plot_structure
from .figures.dispersion import plot_dispersion
from .figures.contexts import plot_contexts
from .figures.frequency import plot_frequency
from .figures.wordcloud import plot_wordcloud
from .figures.heatmap import plot_heatmap
from .figures.pairs import plot_pairs
from .figures.pair_windows import plot_pair_windows
from .figures.network import network_layout, plot_network
from .figures.dumbbell import plot_dumbbell
from .figures.scatter import plot_scatter
from .figures.comparison_cloud import plot_comparison_cloud
from .figures.emphasis import plot_emphasis
from .figures.paired_test import plot_paired_test
from .figures.word_shift import plot_word_shift
from .figures.trend import plot_trend
from .figures.life_lines import plot_life_lines
from .figures.new_words import plot_new_words
from .figures.reuse import plot_reuse
from .figures.reuse_shares import plot_reuse_flow, plot_reuse_matrix
from .figures.alignment import plot_alignment, plot_rewriting
from .figures.lists import plot_list_changes
from .figures.substitutions import plot_substitutions
from .figures.quantity_changes import plot_quantity_changes
from .figures.verbs_of_terms import plot_verbs
from .figures.targets import plot_targets
from .figures.action_changes import plot_action_changes
from .figures.headline_phrases import plot_headline_phrases
from .export.screen_table import show_table
from .pages.show_concordance import show_concordance
from .export import save_figure, save_network, save_table, save_text

__version__: str
