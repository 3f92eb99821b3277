"""Two made-up versions with one block or more of every type, laid out by hand, for tests of pages and figures."""

import pandas as pd
import pytest

from discourse.schema import ALIGNMENT, make_frame
from discourse.words.lexicon import Lexicon

OLD, NEW = "a", "b"
EVIL = "</script><script>alert(3)</script>"
# section, kind, point, text; numbered from 1 in this order.
OLD_TEXT = [
    (0, "title", None, "发展<script>alert(1)</script>"),
    (1, "heading", None, "一节"),
    (1, "answer", 1, "发展光伏产业。稳增长。"),
    (1, "answer", 2, "先说的话。"),
    (2, "heading", None, "二节"),
    (2, "answer", 1, "打造生物制造、低空经济等引擎。只有旧版说低空经济。"),
    (2, "answer", 2, "一个 空格。很多很多话。长句一，长句二。"),
]  # fmt: skip
NEW_TEXT = [
    (0, "title", None, "发展<script>alert(1)</script>"),
    (0, "imprint", None, "2024年低空经济"),
    (1, "heading", None, "一节"),
    (1, "answer", 1, "发展光伏、锂电池产业。稳增长！"),
    (2, "heading", None, "第二节"),
    (2, "answer", 1, "打造低空经济新引擎。先说的话。"),
    (2, "answer", None, "</script><img src=x onerror=alert(2)>。"),
    (2, "answer", 2, "一个空格。很多话。长句一。"),
    (2, "answer", 2, "长句二。"),
]  # fmt: skip
# change, the sentences of either side as (first, last), and what was done to the words where not all are kept.
BLOCKS = [
    ("same", (1, 1), (1, 1), None),
    ("added", None, (2, 2), None),
    ("same", (2, 2), (3, 3), None),
    ("expanded", (3, 3), (4, 4), [("kept", "发展光伏", "发展光伏"), ("added", "", "、锂电池"), ("kept", "产业。", "产业。")]),
    ("punctuation", (4, 4), (5, 5), [("kept", "稳增长", "稳增长"), ("replaced", "。", "！")]),
    ("reworded", (6, 6), (6, 6), [("added", "", "第"), ("kept", "二节", "二节")]),
    ("reworded", (7, 7), (7, 7), [
        ("kept", "打造", "打造"), ("dropped", "生物制造、", ""), ("kept", "低空经济", "低空经济"),
        ("replaced", "等", "新"), ("kept", "引擎。", "引擎。"),
    ]),
    ("dropped", (8, 8), None, None),
    ("same", (5, 5), (8, 8), None),
    ("added", None, (9, 9), None),
    ("damage", (9, 9), (10, 10), [("kept", "一个", "一个"), ("dropped", " ", ""), ("kept", "空格。", "空格。")]),
    ("shortened", (10, 10), (11, 11), [("dropped", "很多", ""), ("kept", "很多话。", "很多话。")]),
    ("punctuation", (11, 11), (12, 13), [("kept", "长句一", "长句一"), ("replaced", "，", "。"), ("kept", "长句二。", "长句二。")]),
]  # fmt: skip
MOVED = 9
# Words by hand: a character counts as one.
TERMS = {"低空经济": "low-altitude economy", "光伏": "photovoltaics", "锂电池产业": "", EVIL: ""}
FORMS = {EVIL: "引擎"}


def paragraphs():
    rows = [
        (doc, section, 0, number, kind, "金壮龙" if kind == "answer" else None, point, text)
        for doc, texts in ((OLD, OLD_TEXT), (NEW, NEW_TEXT))
        for number, (section, kind, point, text) in enumerate(texts, 1)
    ]
    names = ["doc", "section", "turn", "paragraph", "kind", "speaker", "point", "text"]
    return pd.DataFrame(rows, columns=names).astype({"point": "Int64"})


def sentences(doc):
    """Every sentence of a version with the row of its paragraph, numbered from 1."""
    cut = [
        (row, sentence + end)
        for row in paragraphs().query("doc == @doc").to_dict("records")
        for sentence, end in split(row["text"])
    ]
    return dict(enumerate(cut, 1))


def split(text):
    ends = "。！"
    parts, begun = [], ""
    for character in text:
        if character in ends:
            parts.append((begun, character))
            begun = ""
        else:
            begun += character
    return [*parts, (begun, "")] if begun else parts


def aligned():
    whole = {OLD: sentences(OLD), NEW: sentences(NEW)}
    rows = []
    for number, (change, old, new, operations) in enumerate(BLOCKS, 1):
        sides = [side(name, whole[doc], span) for name, doc, span in (("old", OLD, old), ("new", NEW, new))]
        texts = sides[0]["text_old"], sides[1]["text_new"]
        default = "kept" if old and new else change
        shape = "new only" if not old else "old only" if not new else "split" if new[1] > new[0] else "one to one"
        rows.append(
            {"block": number, "change": change, "rule": change, "judged": "rule", "moved": number == MOVED}
            | {"shape": shape, "similarity": 0.75 if old and new else None, "words_kept": 0, "old": OLD, "new": NEW}
            | {"operations": operations or [(default, *texts)]}
            | sides[0]
            | sides[1]
        )
    return make_frame(rows, ALIGNMENT)


def side(name, whole, span):
    if span is None:
        return {f"text_{name}": "", f"words_{name}": 0}
    rows = [whole[number] for number in range(span[0], span[1] + 1)]
    first, text = rows[0][0], "".join(part for _, part in rows)
    values = {key: first[key] for key in ("kind", "section", "turn", "point")} | {
        "first_paragraph": first["paragraph"], "last_paragraph": rows[-1][0]["paragraph"],
        "first_sentence": span[0], "last_sentence": span[1], "text": text, "words": len(text),
    }  # fmt: skip
    return {f"{key}_{name}": value for key, value in values.items()}


def mentions():
    """Every place of every term: 低空经济 2 : 1 (and once in the imprint), 光伏 1 : 1, 锂电池产业 0 : 1, EVIL 1 : 1."""
    rows = [
        (p.doc, p.paragraph, p.kind, term, "产业", p.text.index(form), p.text.index(form) + len(form))
        for p in paragraphs().itertuples()
        for term in TERMS
        for form in [FORMS.get(term, term)]
        if form in p.text and not (term == "光伏" and "光伏产业" in p.text and p.doc == NEW)
    ]
    more = [
        (OLD, p.paragraph, p.kind, "低空经济", "产业", p.text.rindex("低空经济"), p.text.rindex("低空经济") + 4)
        for p in paragraphs().itertuples()
        if p.text.count("低空经济") == 2
    ]
    return pd.DataFrame(rows + more, columns=["doc", "paragraph", "kind", "term", "category", "start", "end"])


def lexicon():
    terms = pd.DataFrame({"term": list(TERMS), "forms": "", "english": list(TERMS.values())})
    with pytest.warns(UserWarning, match="hardly one word each"):
        return Lexicon(terms.assign(category="产业", broader="", note=""))


def articles():
    return pd.DataFrame(
        {
            "doc": [NEW, OLD],
            "title": ["发展", "发展<script>alert(1)</script>"],
            "subtitle": [None, None],
            "source": ["新报", "旧报"],
            "date": ["2024-10-08", "2024-09-03"],
            "date_basis": ["imprint", "inferred"],
            "date_note": [None, "from its neighbours"],
            "page": ["2", None],
            "label_zh": ["新报", "旧报"],
            "label_en": ["New Paper", "Old Paper"],
        }
    )
