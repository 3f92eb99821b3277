"""The result of any frame in words, as a results section says it."""

from collections.abc import Callable

import pandas as pd

from discourse.errors import DiscourseError, one_of, whole_number
from discourse.figures.base.labels import label_tables
from discourse.figures.base.theme import localize, theme
from discourse.reports import actions, comparisons, corpora, counts, pairs, versions, years
from discourse.reports.wording import Wording, paragraph
from discourse.schema import LIST_COLUMNS, check_numbers, refuse_doubled, refuse_several
from discourse.strings import LANGUAGES

# What tells the frame of a function: its columns, the most particular first; and who tells it in sentences.
KINDS: dict[str, tuple[set[str], Callable[[pd.DataFrame, Wording], list[str]]]] = {
    "align_versions": ({"block", "similarity", "words_kept", "operations", "old", "new"}, versions.describe_alignment),
    "compare_lists": ({"item", "change", "rank_old", "rank_new", "pattern"}, versions.describe_list_changes),
    "substitutions": ({"before", "after", "unit", "n", "before_in_old"}, versions.describe_substitutions),
    "compare_quantities": ({"change", "form_old", "form_new", "status_old"}, versions.describe_quantity_changes),
    "compare_actions": ({"change", "what", "verb_old", "object_old"}, actions.describe_action_changes),
    "add_verbs": ({"term", "verb", "governed"}, actions.describe_governing),
    "find_commitments": ({"verb", "object", "quantity", "deadline"}, actions.describe_actions),
    "find_actions": ({"verb", "verb_class", "object", "modal_class"}, actions.describe_actions),
    "find_quotations": ({"text", "source", "mark"}, actions.describe_quotations),
    "find_headline_phrases": ({"phrase", "kinds_old", "kinds_new", "migrates"}, versions.describe_headline_phrases),
    "sensitivity": ({"nature", "about", "finding", "stands"}, comparisons.describe_sensitivity),
    "add_context": ({"sentence_text", "list_items", "counterpart"}, versions.describe_contexts),
    "formulas": ({"term", "first", "peak", "present", "fixedness"}, years.describe_formulas),
    "trend": ({"step", "steps", "begins_low", "rate", "verdict"}, years.describe_trend),
    "vocabulary_change": ({"first", "last", "tau", "verdict"}, years.describe_vocabulary),
    "find_topics": ({"topic", "agree_seeds", "agree_halves"}, years.describe_topics),
    "count_reuse": ({"share_any", "passages", "direction"}, years.describe_reuse),
    "count_pairs": ({"term_a", "term_b", "n", "within", "windows"}, pairs.describe_pairs),
    "add_word_shift": ({"shift", "shift_share", "divergence"}, comparisons.describe_word_shift),
    "compare": ({"n_old", "n_new", "log_ratio", "old", "new"}, comparisons.describe_comparison),
    "add_tfidf": ({"tfidf", "idf", "n"}, counts.describe_tfidf),
    "dispersion": ({"dp", "range", "parts", "n"}, counts.describe_dispersion),
    "prominence": ({"first", "sections", "in_title", "n"}, counts.describe_prominence),
    "count": ({"n", "total", "rate", "of", "by"}, counts.describe_counts),
    "Corpus.edits": ({"rule", "before", "after", "origin", "doubtful"}, corpora.describe_edits),
    "Corpus.articles": ({"doc", "title", "date", "date_basis"}, corpora.describe_articles),
}


def report(frame: pd.DataFrame, *, language: str = "zh", labels: object = None, top: int = 5) -> str:
    """Write the result of a frame in words, as the results section of a paper does.

    `frame` is what one of these functions returns, all of it or some of its rows: count, add_tfidf, dispersion,
    prominence, count_pairs, compare (with add_paired_test, and add_word_shift), align_versions, compare_lists,
    substitutions, compare_quantities, find_headline_phrases, add_context, find_actions, find_commitments, add_verbs,
    compare_actions, find_quotations, sensitivity, formulas, trend, vocabulary_change, count_reuse, find_topics; or
    Corpus.articles and Corpus.edits. Every number, name and order is read off the frame at hand, so that the text stays
    true of other articles and another lexicon: what a frame does not hold is not said. `language` is "zh" or "en";
    `labels` are those of the figures, `top` is how many names a sentence lists at most. Where more share the last one's
    place, it says how many. Of more than twelve articles or groups the first are told one by one, in the order of the
    labels, and how many follow is said.

    Returns one paragraph. Raises DiscourseError for another frame, another language, and a `top` below 1.

    Source: the idea is that of the R package report: Makowski et al. (2023, Automated Results Reporting).

    >>> counts = pd.DataFrame({"doc": "a", "term": ["算力"], "n": [2], "total": [100], "rate": [20.0],
    ...                        "of": "term", "by": "doc"})
    >>> print(report(counts, language="en"))
    a: 2 mentions of 1 term in 100 words. The most frequent: 算力 (2; 20 per 1,000 words).
    """
    one_of("language", language, LANGUAGES)
    whole_number("top", top, least=1)
    kind = frame_kind(frame)
    refuse_doubled(frame, "frame")
    check_numbers(frame, frame, name="frame", maker=kind)
    refuse_several(frame, [column for column in frame if column not in LIST_COLUMNS], "frame")
    with theme(language=language):
        # Without any labels, none is missed.
        wording = Wording(label_tables(labels) or None, top)
        said = KINDS[kind][1](frame, wording) if len(frame) else [localize("report.nothing")]
        if wording.left_out:
            said = [*said, localize("report.groups_cut", n=len(wording.left_out))]
        return paragraph(said)


def frame_kind(frame: pd.DataFrame) -> str:
    """Return the function that a frame comes from, by its columns; raise for one that no sentence is known for."""
    if not isinstance(frame, pd.DataFrame):
        raise DiscourseError(f"frame is a {type(frame).__name__}, no DataFrame; give what {next(iter(KINDS))} returns")
    held = set(frame)
    for name, (columns, _) in KINDS.items():
        if columns <= held:
            return name
    has = ", ".join(map(repr, frame.columns)) or "(none)"
    raise DiscourseError(f"frame has {has}, and report tells what these return: {', '.join(KINDS)}")
