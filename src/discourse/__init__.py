"""Quantitative discourse analysis of Chinese policy texts: a table in, a table out.

    import discourse as dc

    corpus   = dc.read_corpus("data/corpus.toml")
    lexicon  = dc.read_lexicon("data/lexicons")
    tokens   = dc.segment(corpus.paragraphs, lexicon=lexicon)
    mentions = dc.find_terms(corpus.paragraphs, lexicon)
    terms    = dc.count(mentions, base=tokens, by="doc")

The public names, by task; help(dc.count) and the like say what each reads, returns and raises.

Read
    read_corpus            the articles of a manifest: corpus.articles, corpus.paragraphs, corpus.edits
    read_table             articles from the rows of a table: CSV, XLSX, JSON, Parquet, a DataFrame
    Corpus                 what both return
    DiscourseError         what is raised for input that cannot be used

Segment, and find terms
    read_lexicon           the terms to look for, from a file, several, or a folder
    Lexicon                what it returns; also made of a list of words
    read_stopwords         words that displays leave out
    term_candidates        terms proposed for a lexicon
    segment                paragraphs into tokens
    find_terms             where the terms of a lexicon stand
    find_lists             enumerations and the points 一是 … 四是
    concordance            every place of a string, with what stands beside it
    add_context            what stands around each mention, and in the other version

Count
    count                  words, terms or any column, with rates and intervals
    count_docs             in how many articles
    add_tfidf              how typical of its part
    dispersion             how evenly over the parts
    add_dispersion         typical of many parts, or of one
    prominence             where in the text, how early, by whom
    add_prompting          brought up by the question or by the answer
    add_token_offset       the words before each mention
    to_matrix              counts as a sparse matrix for other tools
    from_matrix            and back
    find_topics            topics, and whether they are stable

Co-occurrence
    count_pairs            which terms stand together, and how closely
    find_cooccurrences     the windows in which they do
    centrality             which hold the network together
    find_communities       whether it falls into communities

Compare
    compare                two articles or groups: ratios, intervals, effect sizes
    add_word_shift         which words make up the difference
    add_paired_test        is it real: two versions of one text
    add_sentence_test      is it real: two unrelated texts
    add_article_test       is it real: two groups of articles

Versions of one text
    version_pairs          which article is a version of which
    side_by_side           the two that a figure shows
    align_versions         which sentence became which
    substitutions          what was put in the place of what
    compare_lists          which item of which list was added or dropped
    find_headline_phrases  phrases that move between headings and text

Actions, quantities, quotations
    read_verbs             the verbs that say what is to be done
    Verbs                  what it returns
    find_actions           what is to be done, by whom, how surely
    find_quantities        numbers with what they count
    find_quotations        the words of another
    find_commitments       actions with their numbers and deadlines
    add_verbs              the verb that governs each mention
    compare_actions        kept, strengthened, weakened, added, dropped
    compare_quantities     numbers kept, changed, added, dropped

Texts over years
    dated_articles         the articles that have a date, in its order
    formula_candidates     expressions that may be formulas (提法)
    formulas               when each first stands, when most, when last
    trend                  when a rate turned, and whether it did
    vocabulary_change      which words are new, rise, fall, go
    find_boilerplate       what nearly all texts of a source have
    find_reuse             passages that two texts share
    count_reuse            how much of each text stands in earlier ones
    trace                  what of each sentence is the wording of one document

Evidence and reporting
    evidence               the sentences behind any row of any result
    show_concordance       a concordance in JupyterLab: type, pick, sort, copy
    sensitivity            what stands under other reasonable choices
    report                 a result in words, zh and en
    methods                the paragraph of a methods section
    references             what it cites, as BibTeX

Figures
    theme                  language, width and font of all figures of a block
    panels                 empty panels by name
    network_layout         one map for several networks
    plot_structure         how long each section is, and of what it is made
    plot_dispersion        where along the text terms stand
    plot_contexts          chosen terms, mention by mention
    plot_frequency         rates with intervals
    plot_wordcloud         words in sizes by their rates
    plot_heatmap           what is typical of each section
    plot_pairs             pairs of terms as a matrix
    plot_pair_windows      pairs of a few terms, window by window
    plot_network           pairs as a network, of one article or two
    plot_dumbbell          rates in two versions, joined
    plot_scatter           rates of one against the other
    plot_comparison_cloud  what each has more of, as two clouds
    plot_emphasis          log ratios with intervals and verdicts
    plot_paired_test       p against what it rests on
    plot_word_shift        what each word adds to the difference
    plot_trend             rates at their dates
    plot_life_lines        lives of formulas
    plot_new_words         words that are new in each year
    plot_reuse             one text as a barcode of borrowed passages
    plot_reuse_flow        who takes letters from whom
    plot_reuse_matrix      how much of each stands in each earlier one
    plot_alignment         which sentence became which, as a ribbon
    plot_rewriting         how much of each section was rewritten
    plot_list_changes      lists whose items changed
    plot_substitutions     what stands in the place of what
    plot_quantity_changes  numbers of both versions
    plot_verbs             which verb governs which term
    plot_targets           targets as a ladder over years
    plot_action_changes    what is to be done, in both versions
    plot_headline_phrases  phrases by kind of paragraph

Show and save
    show_table             a frame on the screen, counts that open their sentences
    save_figure            PDF, SVG, PNG, with data and caption
    save_table             CSV, XLSX, LaTeX, Markdown
    save_network           GEXF and GraphML
    save_text              what report, methods and references return

Beyond memory
    count_corpus           count, of a corpus in parts
    count_docs_corpus      count_docs, of a corpus in parts
    count_pairs_corpus     count_pairs, of a corpus in parts
    read_counts            counts that were kept
    evidence_corpus        the sentences behind them
"""

import sys
from importlib.metadata import version
from types import ModuleType

import lazy_loader

_load, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


class _Package(ModuleType):
    """A package in which a function keeps its name when a module of that name, such as `evidence`, is loaded."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    """Load a public name, or the version; of another name say which may be meant."""
    if name in __all__:
        return _load(name)
    if name == "__version__":
        return version("discourse")
    hint = ""
    if not name.startswith("_"):
        from discourse.errors import hint_at

        hint = f"{hint_at('name', name, __all__)}. help(discourse) lists all by task".replace("?.", "?")
    raise AttributeError(f"discourse has no {name!r}{hint}")
