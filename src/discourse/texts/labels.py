"""Short names that tell articles apart."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from discourse.texts.characters import display_width

# A title that names an article is cut to so many half-width characters, or to more, up to the second, that tell it
# from others.
SHORT_TITLE, LONG_TITLE = 24, 48
# What is one word of a title: 〔2024〕12号, 2.5%, GDP, a character.
WORD = re.compile(r"[〔\[(（]\d+[〕\])）](?:\s*第?\d+号)?|[A-Za-z0-9.,%+-]+[年月日号%]?|\S\s*|\s+", re.ASCII)
# How much of an ISO date is the year, the month and the day.
PRECISIONS = (4, 7, 10)


def labels_of_frame(articles: pd.DataFrame, language: str) -> dict[str, str]:
    """Return a label for each row of `articles`, a frame with doc and label_zh or label_en, as of `language`.

    They stand in the order of their dates; those without one come last. See `label_articles`.

    >>> labels_of_frame(pd.DataFrame({"doc": ["b", "a"], "label_zh": "人民日报", "date": [None, "2024"]}), "zh")
    {'a': '人民日报 2024', 'b': 'b'}
    """
    docs, columns = articles["doc"].astype(str).tolist(), [f"label_{language}", "date", "title"]
    labels, dates, titles = (
        ["" if pd.isna(value) else value for value in articles[name]] if name in articles else [""] * len(docs)
        for name in columns
    )
    order = sorted(range(len(docs)), key=lambda at: (dates[at] == "", dates[at]))
    return label_articles(*({docs[at]: str(values[at]) for at in order} for values in (labels, dates, titles)))


def label_articles(labels: Mapping[str, str], dates: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """Return a label for each doc, no two the same: that of `labels` where it is nobody else's, else what tells more.

    Articles that share a label get their date after it, in as short a form as tells them apart (year, month, day).
    Those without a date, and those of one date, are named by their title, shortened; those without a title, and those
    of one title, by their doc. `dates` are ISO texts; they and `titles` are "" where missing. Order means nothing.

    >>> label_articles(dict.fromkeys("abc", "人民日报"), {"a": "2024-09-03", "b": "2023"}, {"c": "新征程"})
    {'a': '人民日报 2024', 'b': '人民日报 2023', 'c': '新征程'}
    """
    told = dict(labels)
    for docs in sharing(labels):
        known = [doc for doc in docs if dates.get(doc)]
        dated = shortest({doc: f"{labels[doc].strip()} {dates[doc][:end]}" for doc in known} for end in PRECISIONS)
        alike = {*docs} - dated.keys() | {doc for group in sharing(dated) for doc in group}
        full = {doc: title for doc in sorted(alike) if (title := " ".join(titles.get(doc, "").split()))}
        titled = shortest(
            {doc: shorten_title(title, width, ends=ends) for doc, title in full.items()}
            for width in range(SHORT_TITLE, LONG_TITLE + 1)
            for ends in (False, True)
        )
        told |= dated | {doc: doc for doc in alike} | titled
    # What is told of one article may be the label of another, which then keeps it; nobody else has its doc.
    while groups := sharing(told):
        for docs in groups:
            told |= {doc: doc for doc in [doc for doc in docs if told[doc] not in (labels[doc], doc)] or docs}
    return told


def sharing(labels: Mapping[str, str]) -> list[list[str]]:
    """Return the names that share a label, together; how blanks part its words does not count.

    >>> sharing({"a": "人民日报", "b": "经济日报", "c": "人民日报 "})
    [['a', 'c']]
    """
    names: dict[str, list[str]] = {}
    for name, label in labels.items():
        names.setdefault(" ".join(label.split()), []).append(name)
    return [group for group in names.values() if len(group) > 1]


def shortest(forms: Iterable[dict[str, str]]) -> dict[str, str]:
    """Return the first of `forms`, which grow longer, that tells as many names apart as the last.

    >>> shortest([{"a": "2", "b": "2"}, {"a": "20", "b": "21"}, {"a": "201", "b": "211"}])
    {'a': '20', 'b': '21'}
    """
    forms = list(forms)
    most = len({*forms[-1].values()})
    return next(form for form in forms if len({*form.values()}) == most)


def shorten_title(title: str, width: int, *, ends: bool = False) -> str:
    """Return `title` with … for what exceeds `width` half-width characters: at its end, or between both its ends.

    >>> shorten_title("加快推进新型工业化", 12), shorten_title("加快推进新型工业化", 12, ends=True)
    ('加快推进新…', '加快推…业化')
    """
    if display_width(title) <= width:
        return title
    # No number, Latin word or number of a document is cut.
    lengths = [0, *(match.end() for match in WORD.finditer(title))][::-1]
    tail = next(end for n in lengths[::-1] if display_width(end := title[n:]) < width // 2) if ends else ""
    head = next(title[:n] for n in lengths if display_width(f"{title[:n]}…{tail}") <= width)
    return f"{head.rstrip()}…{tail.lstrip()}"
