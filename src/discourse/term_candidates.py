"""What a lexicon could hold: words that are frequent or typical, and expressions that return, each with a sentence."""

from collections.abc import Iterable

import pandas as pd

from discourse.errors import whole_number
from discourse.measures.frequency import count
from discourse.measures.tfidf import add_tfidf
from discourse.schema import READ, TERM_CANDIDATES, check_paragraphs, make_frame, state_counted
from discourse.texts.normalize import matchable
from discourse.texts.sentences import split_sentences
from discourse.words.lexicon import Lexicon, search_form
from discourse.words.segment import segment
from discourse.words.windows import countable
from discourse.years.candidates import formula_candidates

# Fewest characters of a word that is proposed, and fewest places of one.
SHORTEST, LEAST = 2, 3


def term_candidates(
    paragraphs: pd.DataFrame, *, lexicon: Lexicon | None = None, stopwords: Iterable[str] = (), top: int = 30
) -> pd.DataFrame:
    """Propose terms for a lexicon: frequent words, words typical of one text, and expressions that return.

    `frequent` are the words with the most places; `typical` those that not all docs have, by their highest tf-idf in
    one; `repeated` the expressions of several words that `formula_candidates` finds, by C-value. Of each
    `top` are proposed that stand three times or more. Words have two characters or more; neither numbers, nor
    `stopwords`, nor what the `lexicon` has already, in any of its forms, are proposed. Which of them are terms, the
    researcher decides: a lexicon is a choice, not a finding.

    Returns term, reason (frequent, typical, repeated, parted by |), n (its places), docs (that have it), example (the
    first sentence that has it), of and by; those with the most places first.

    Raises DiscourseError for missing columns, and a `top` that is no whole number from 1.

    >>> text = pd.DataFrame({"doc": list("aab"), "section": 0, "turn": 0, "paragraph": [1, 2, 3], "kind": "body",
    ...     "speaker": None, "point": None, "text": ["机器人进工厂。", "机器人进家庭。", "机器人很快。"]})
    >>> term_candidates(text)[["term", "reason", "n", "docs", "example"]].to_numpy().tolist()
    [['机器人', 'frequent', 3, 2, '机器人进工厂。']]
    """
    check_paragraphs(paragraphs, READ)
    top = whole_number("top", top, least=1)
    tokens = countable(segment(paragraphs, lexicon=lexicon))
    known = {*map(search_form, stopwords), *(lexicon.forms if lexicon is not None else [])}
    docs = paragraphs["doc"].nunique()
    words = tokens[tokens["type"].ne("number") & tokens["word"].str.len().ge(SHORTEST)]
    words = words[~words["word"].map(search_form).isin(known)]
    counts = count(words, base=tokens, by="doc")
    found = counts.groupby("word", sort=False).agg(n=("n", "sum"), docs=("doc", "nunique")).reset_index(names="term")
    found = found[found["n"].ge(LEAST)].sort_values(["n", "term"], ascending=[False, True])
    reasons = {"frequent": found["term"].head(top).tolist()}
    of_some = set(found.loc[found["docs"].lt(docs), "term"])
    if of_some:
        scores = add_tfidf(counts, by="doc").groupby("word")["tfidf"].max().rename_axis("term").reset_index()
        ranked = scores[scores["term"].isin(of_some)].sort_values(["tfidf", "term"], ascending=[False, True])
        reasons["typical"] = ranked["term"].head(top).tolist()
    repeated = formula_candidates(paragraphs, least=LEAST, least_docs=max(1, min(2, docs)))
    repeated = repeated[~repeated["term"].map(search_form).isin({*known, *map(search_form, found["term"])})].head(top)
    reasons["repeated"] = repeated["term"].tolist()
    rows = pd.concat([found, repeated[["term", "n", "docs"]]], ignore_index=True)
    rows["reason"] = ["|".join(name for name, terms in reasons.items() if term in terms) for term in rows["term"]]
    rows = rows[rows["reason"].ne("")]
    rows["example"] = first_sentences(paragraphs, rows["term"].tolist())
    rows = rows.sort_values(["n", "term"], ascending=[False, True])
    return state_counted(make_frame(rows.to_dict("records"), TERM_CANDIDATES), of="term", by=[])


def first_sentences(paragraphs: pd.DataFrame, terms: list[str]) -> list[str]:
    """Return for each term the first sentence that has it, whatever its width, script, blanks and quotes."""
    counted = paragraphs[paragraphs["kind"].ne("imprint").to_numpy()].sort_values(["doc", "paragraph"], kind="stable")
    sentences = [
        text[start:end].strip()
        for text, (_, starts) in zip(counted["text"], split_sentences(counted), strict=True)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]
    plain = [matchable(sentence, quotes=False)[0] for sentence in sentences]
    return [
        next(sentences[at] for at, text in enumerate(plain) if matchable(term, quotes=False)[0] in text)
        for term in terms
    ]
