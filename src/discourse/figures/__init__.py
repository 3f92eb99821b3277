"""Numbers become pictures: every plot takes a frame, draws on Axes and returns them."""

from discourse.figures.action_changes import plot_action_changes
from discourse.figures.alignment import plot_alignment, plot_rewriting
from discourse.figures.base.panels import panels
from discourse.figures.base.theme import font_path, style, theme
from discourse.figures.comparison_cloud import plot_comparison_cloud
from discourse.figures.contexts import plot_contexts
from discourse.figures.dispersion import plot_dispersion
from discourse.figures.dumbbell import plot_dumbbell
from discourse.figures.emphasis import plot_emphasis
from discourse.figures.frequency import plot_frequency
from discourse.figures.headline_phrases import plot_headline_phrases
from discourse.figures.heatmap import plot_heatmap
from discourse.figures.life_lines import plot_life_lines
from discourse.figures.lists import plot_list_changes
from discourse.figures.network import network_layout, plot_network
from discourse.figures.new_words import plot_new_words
from discourse.figures.pair_windows import plot_pair_windows
from discourse.figures.paired_test import plot_paired_test
from discourse.figures.pairs import plot_pairs
from discourse.figures.quantity_changes import plot_quantity_changes
from discourse.figures.reuse import plot_reuse
from discourse.figures.reuse_shares import plot_reuse_flow, plot_reuse_matrix
from discourse.figures.scatter import plot_scatter
from discourse.figures.structure import plot_structure
from discourse.figures.substitutions import plot_substitutions
from discourse.figures.targets import plot_targets
from discourse.figures.trend import plot_trend
from discourse.figures.verbs_of_terms import plot_verbs
from discourse.figures.word_shift import plot_word_shift
from discourse.figures.wordcloud import plot_wordcloud

__all__ = [
    "font_path",
    "network_layout",
    "panels",
    "plot_action_changes",
    "plot_alignment",
    "plot_comparison_cloud",
    "plot_contexts",
    "plot_dispersion",
    "plot_dumbbell",
    "plot_emphasis",
    "plot_frequency",
    "plot_headline_phrases",
    "plot_heatmap",
    "plot_life_lines",
    "plot_list_changes",
    "plot_network",
    "plot_new_words",
    "plot_pair_windows",
    "plot_paired_test",
    "plot_pairs",
    "plot_quantity_changes",
    "plot_reuse",
    "plot_reuse_flow",
    "plot_reuse_matrix",
    "plot_rewriting",
    "plot_scatter",
    "plot_structure",
    "plot_substitutions",
    "plot_targets",
    "plot_trend",
    "plot_verbs",
    "plot_word_shift",
    "plot_wordcloud",
    "style",
    "theme",
]
