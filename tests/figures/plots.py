"""Every plot, drawn from a fixture: a row here and a fixture in conftest.py hold a plot to all that figures promise."""

from conftest_names import NEW, TERMS

from discourse import figures

PLOTS = {
    "frequency": lambda get, **more: figures.plot_frequency(get("counts"), **more),
    "wordcloud": lambda get, **more: figures.plot_wordcloud(get("counts"), doc=NEW, **more),
    "heatmap": lambda get, **more: figures.plot_heatmap(get("scores"), **more),
    "pairs": lambda get, **more: figures.plot_pairs(get("pairs"), **more),
    "network": lambda get, **more: figures.plot_network(get("pairs").query("doc == @NEW"), **more),
    "network_of_two": lambda get, **more: figures.plot_network(get("pairs"), **more),
    "network_of_one_beside_two": lambda get, **more: figures.plot_network(get("pairs"), doc=NEW, **more),
    "pair_windows": lambda get, **more: figures.plot_pair_windows(get("windows"), focus=TERMS[:4], **more),
    "contexts": lambda get, **more: figures.plot_contexts(get("contexts"), parts=get("structure"), **more),
    "scatter": lambda get, **more: figures.plot_scatter(get("rated_tested"), **more),
    "scatter_of_ranks": lambda get, **more: figures.plot_scatter(get("rated"), value="rank", **more),
    "comparison_cloud": lambda get, **more: figures.plot_comparison_cloud(get("rated"), **more),
    "emphasis": lambda get, **more: figures.plot_emphasis(get("change"), **more),
    "dumbbell": lambda get, **more: figures.plot_dumbbell(get("rated"), **more),
    "dumbbell_tested": lambda get, **more: figures.plot_dumbbell(get("rated_tested"), **more),
    "paired_test": lambda get, **more: figures.plot_paired_test(get("tested"), **more),
    "emphasis_tested": lambda get, **more: figures.plot_emphasis(get("tested"), **more),
    "trend": lambda get, **more: figures.plot_trend(get("counts"), get("articles"), **more),
    "trend_of_many": lambda get, **more: figures.plot_trend(*get("many"), **more),
    "life_lines": lambda get, **more: figures.plot_life_lines(get("lives"), **more),
    "new_words": lambda get, **more: figures.plot_new_words(get("vocabulary"), **more),
    "reuse": lambda get, **more: figures.plot_reuse(*get("reuse"), doc=NEW, **more),
    "reuse_matrix": lambda get, **more: figures.plot_reuse_matrix(get("reuse_shares"), **more),
    "reuse_flow": lambda get, **more: figures.plot_reuse_flow(get("reuse_shares"), **more),
    "dispersion": lambda get, **more: figures.plot_dispersion(get("places"), parts=get("structure"), **more),
    "word_shift": lambda get, **more: figures.plot_word_shift(get("shifted"), **more),
    "structure": lambda get, **more: figures.plot_structure(get("structure"), **more),
    "rewriting": lambda get, **more: figures.plot_rewriting(get("aligned"), **more),
    "alignment": lambda get, **more: figures.plot_alignment(get("aligned"), **more),
    "substitutions": lambda get, **more: figures.plot_substitutions(get("swaps"), **more),
    "quantity_changes": lambda get, **more: figures.plot_quantity_changes(get("numbers"), **more),
    "verbs": lambda get, **more: figures.plot_verbs(get("governed"), **more),
    "targets": lambda get, **more: figures.plot_targets(get("targets"), **more),
    "action_changes": lambda get, **more: figures.plot_action_changes(get("acts"), **more),
    "headline_phrases": lambda get, **more: figures.plot_headline_phrases(get("phrases"), **more),
    "list_changes": lambda get, **more: figures.plot_list_changes(get("items"), **more),
}
