"""Paragraphs become quotations: the words of another, and whose they are."""

import pandas as pd

from discourse.schema import PLACE, QUOTATIONS, READ, check_paragraphs, make_frame
from discourse.texts.quoting import find_quoted
from discourse.texts.sentences import sentence_at, split_sentences


def find_quotations(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Find the words of another: behind a source that says them, with quotation marks or without, and in marks alone.

    A source is a document (《决定》), a meeting or a leader, before 提出, 指出, 要求 and their like. What stands in
    marks without one is a quotation from ten characters on; shorter it is a name (“小巨人”企业). Titles are none.

    Returns one row for each quotation, in the order of the text: the keys of its place (the speaker is who quotes),
    text, source (missing where the text names none), mark (the verb of saying, or the opening mark), start, end (of
    `text` in the paragraph) and rule: "marks" (in marks behind a source), "reported" (without marks), "called_for"
    (对…提出要求; the source is that of the sentence) or "marks_alone".

    Raises DiscourseError for missing columns.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, turn=0, paragraph=1, kind="body", speaker=None, point=None,
    ...                                 text="《决定》提出健全服务机制，我们将落实。")])
    >>> find_quotations(paragraphs)[["text", "source", "mark", "start", "end"]]
         text source mark  start  end
    0  健全服务机制   《决定》   提出      6   12
    """
    check_paragraphs(paragraphs, READ)
    paragraphs = paragraphs.sort_values(["doc", "paragraph"], kind="stable")
    rows = []
    for p, sentences in zip(paragraphs.itertuples(index=False), split_sentences(paragraphs), strict=True):
        for quote in find_quoted(p.text):
            if quote.rule != "title":
                row = {key: getattr(p, key) for key in PLACE if key != "sentence"}
                source = p.text[slice(*quote.source)] if quote.source else None
                row |= {"sentence": sentence_at(sentences, quote.start), "text": p.text[quote.start : quote.end]}
                rows.append(row | quote._asdict() | {"source": source})
    return make_frame(rows, QUOTATIONS)
