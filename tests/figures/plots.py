"""Every plot, drawn from a fixture: a row here and a fixture in conftest.py hold a new plot to all that figures promise."""

from conftest_names import NEW

from discourse import figures

PLOTS = {
    "frequency": lambda get, **more: figures.plot_frequency(get("counts"), **more),
    "wordcloud": lambda get, **more: figures.plot_wordcloud(get("counts"), doc=NEW, **more),
    "heatmap": lambda get, **more: figures.plot_heatmap(get("scores"), **more),
    "pairs": lambda get, **more: figures.plot_pairs(get("pairs"), **more),
    "network": lambda get, **more: figures.plot_network(get("pairs").query("doc == @NEW"), **more),
    "emphasis": lambda get, **more: figures.plot_emphasis(get("change"), **more),
    "paired_test": lambda get, **more: figures.plot_paired_test(get("tested"), **more),
    "emphasis_tested": lambda get, **more: figures.plot_emphasis(get("tested"), **more),
    "structure": lambda get, **more: figures.plot_structure(get("structure"), **more),
}
