from .errors import DiscourseError as DiscourseError
from .texts.corpus import Corpus as Corpus
from .texts.manifest import read_corpus as read_corpus
from .texts.table import read_table as read_table
from .words.lexicon import (
    Lexicon as Lexicon,
    find_terms as find_terms,
    read_lexicon as read_lexicon,
    read_stopwords as read_stopwords,
)
from .words.segment import segment as segment
from .words.lists import find_lists as find_lists
from .words.concordance import concordance as concordance
from .actions.quantities import find_quantities as find_quantities
from .actions.quotations import find_quotations as find_quotations
from .actions.verbs import Verbs as Verbs, read_verbs as read_verbs
from .actions.actions import find_actions as find_actions
from .actions.commitments import find_commitments as find_commitments
from .actions.governing import add_verbs as add_verbs
from .words.context import add_context as add_context
from .words.cooccurrences import find_cooccurrences as find_cooccurrences
from .measures.frequency import count as count, count_docs as count_docs
from .measures.tfidf import add_tfidf as add_tfidf
from .measures.term_matrix import from_matrix as from_matrix, to_matrix as to_matrix
from .measures.topics import find_topics as find_topics
from .measures.dispersion import add_dispersion as add_dispersion, dispersion as dispersion
from .measures.cooccurrence import count_pairs as count_pairs
from .measures.communities import centrality as centrality, find_communities as find_communities
from .scale import (
    count_corpus as count_corpus,
    count_docs_corpus as count_docs_corpus,
    count_pairs_corpus as count_pairs_corpus,
    read_counts as read_counts,
)
from .measures.comparison import compare as compare
from .measures.paired import add_paired_test as add_paired_test
from .measures.dealt import add_article_test as add_article_test, add_sentence_test as add_sentence_test
from .measures.word_shift import add_word_shift as add_word_shift
from .measures.prominence import add_prompting as add_prompting, prominence as prominence
from .measures.token_offset import add_token_offset as add_token_offset
from .years.periods import dated_articles as dated_articles
from .years.candidates import formula_candidates as formula_candidates
from .years.formulas import formulas as formulas
from .years.boilerplate import find_boilerplate as find_boilerplate
from .years.reuse import find_reuse as find_reuse
from .years.traced import count_reuse as count_reuse, trace as trace
from .years.trend import trend as trend
from .years.vocabulary import vocabulary_change as vocabulary_change
from .versions.pairs import side_by_side as side_by_side, version_pairs as version_pairs
from .versions.align import align_versions as align_versions
from .versions.lists import compare_lists as compare_lists
from .versions.phrases import find_headline_phrases as find_headline_phrases
from .versions.quantity_changes import compare_quantities as compare_quantities
from .versions.action_changes import compare_actions as compare_actions
from .versions.substitutions import substitutions as substitutions
from .evidence import evidence as evidence, evidence_corpus as evidence_corpus
from .term_candidates import term_candidates as term_candidates
from .sensitivity import sensitivity as sensitivity
from .reports.report import report as report
from .reports.methods import methods as methods, references as references
from .figures.base.theme import theme as theme
from .figures.base.panels import panels as panels
from .figures.structure import plot_structure as plot_structure
from .figures.dispersion import plot_dispersion as plot_dispersion
from .figures.contexts import plot_contexts as plot_contexts
from .figures.frequency import plot_frequency as plot_frequency
from .figures.wordcloud import plot_wordcloud as plot_wordcloud
from .figures.heatmap import plot_heatmap as plot_heatmap
from .figures.pairs import plot_pairs as plot_pairs
from .figures.pair_windows import plot_pair_windows as plot_pair_windows
from .figures.network import network_layout as network_layout, plot_network as plot_network
from .figures.dumbbell import plot_dumbbell as plot_dumbbell
from .figures.scatter import plot_scatter as plot_scatter
from .figures.comparison_cloud import plot_comparison_cloud as plot_comparison_cloud
from .figures.emphasis import plot_emphasis as plot_emphasis
from .figures.paired_test import plot_paired_test as plot_paired_test
from .figures.word_shift import plot_word_shift as plot_word_shift
from .figures.trend import plot_trend as plot_trend
from .figures.life_lines import plot_life_lines as plot_life_lines
from .figures.new_words import plot_new_words as plot_new_words
from .figures.reuse import plot_reuse as plot_reuse
from .figures.reuse_shares import plot_reuse_flow as plot_reuse_flow, plot_reuse_matrix as plot_reuse_matrix
from .figures.alignment import plot_alignment as plot_alignment, plot_rewriting as plot_rewriting
from .figures.lists import plot_list_changes as plot_list_changes
from .figures.substitutions import plot_substitutions as plot_substitutions
from .figures.quantity_changes import plot_quantity_changes as plot_quantity_changes
from .figures.verbs_of_terms import plot_verbs as plot_verbs
from .figures.targets import plot_targets as plot_targets
from .figures.action_changes import plot_action_changes as plot_action_changes
from .figures.headline_phrases import plot_headline_phrases as plot_headline_phrases
from .export.screen_table import show_table as show_table
from .pages.show_concordance import show_concordance as show_concordance
from .export import (
    save_figure as save_figure,
    save_network as save_network,
    save_table as save_table,
    save_text as save_text,
)

__version__: str
