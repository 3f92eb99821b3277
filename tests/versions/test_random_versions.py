"""What holds of any two versions: sentences dropped, added, merged, split and moved, with other lines between them."""

import random
from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest

import discourse as dc
from discourse.pages.reading_page import render_page
from discourse.schema import ALIGNMENT, LIST_CHANGES

WORDS = [
    "制造", "强国", "低空", "经济", "发展", "产业", "链", "供应", "韧性", "安全", "企业", "中小", "服务",
    "完善", "加快", "推动", "改造", "技术", "数字", "绿色", "园区",
]  # fmt: skip
ITEMS = [
    "生物制造", "低空经济", "商业航天", "人工智能", "光伏", "光伏行业", "锂电池", "新能源汽车", "新能源汽车产业",
    "量子科技", "氢能",
]  # fmt: skip
LINES = {
    "imprint": ["图为工厂一角。张三摄", "（责任编辑：李四）"],
    "heading": ["数字园区", "中小企业", "甲乙丙"],
    "question": ["怎么加快发展？", "丁戊己庚？"],
    "lead": ["本报讯。"],
}
# The deliberate breaks of this file are seen by the first few.
SEEDS = range(12)  # make fuzz draws as many as one likes
MIRRORED = {
    "added": "dropped", "expanded": "shortened", "split": "merged", "new only": "old only", "old": "new",
}  # fmt: skip
MIRRORED |= {there: here for here, there in MIRRORED.items()}


def make_sentence(draw):
    """Make a sentence of some words, of two clauses or one."""
    words = draw.choices(WORDS, k=draw.randint(2, 9))
    return "".join([*words[:3], "，", *words[3:]] if len(words) > 5 else words)


def edit(draw, sentences):
    """Drop, add, merge, split, reword and move sentences."""
    made, left = [], list(sentences)
    while left:
        sentence, way = left.pop(0), draw.random()
        if way < 0.12:
            continue
        if way < 0.25 and left:
            made.append(f"{sentence}，{left.pop(0)}")
        elif way < 0.35:
            made += sentence.split("，", 1)
        elif way < 0.42:
            made += [sentence, make_sentence(draw)]
        else:
            made.append(sentence[:-2] + draw.choice(WORDS) if way < 0.5 else sentence)
    if len(made) > 1 and draw.random() < 0.4:
        made.insert(draw.randrange(len(made)), made.pop())
    return made


def lay_out(draw, doc, sentences, *, sections):
    """Lay sentences out in paragraphs, with captions, headings, questions and points between them."""
    rows, place, text = [], {"section": 0, "turn": 0, "point": None}, ""
    for sentence in [*sentences, None]:
        if text and (sentence is None or draw.random() < 0.4):
            rows.append({**place, "kind": "body", "text": text})
            text = ""
        if sentence is None:
            break
        if not text and draw.random() < 0.4:
            kind = draw.choice(list(LINES))
            if sections:
                place |= {"point": draw.choice([None, 1, 2]), "turn": place["turn"] + (kind == "question")}
                place["section"] += kind == "heading"
            rows.append({**place, "kind": kind, "text": draw.choice(LINES[kind])})
        text += sentence + draw.choice(["。", "。", "。", "。", ""])
    frame = pd.DataFrame(rows or [{**place, "kind": "title", "text": "题目"}])
    return frame.assign(doc=doc, paragraph=range(1, len(frame) + 1), speaker=None).astype({"point": "Int64"})


def draw_versions(seed):
    """Draw two versions, of one text mostly."""
    draw = random.Random(seed)
    old = [make_sentence(draw) for _ in range(draw.randint(1, 9))]
    old += draw.choices(old, k=draw.choice([0, 0, 2]))
    new = edit(draw, old) if draw.random() < 0.9 else [make_sentence(draw) for _ in range(4)]
    sides = [lay_out(draw, doc, some, sections=draw.random() < 0.6) for doc, some in (("a", old), ("b", new))]
    return pd.concat(sides, ignore_index=True)


def draw_lists(seed):
    """Draw two versions of some lists: items shuffled, dropped, added and moved to another list."""
    draw = random.Random(seed)
    old = [draw.sample(ITEMS, draw.randint(1, 6)) for _ in range(draw.randint(1, 4))]
    new = [list(items) for items in old]
    for items in draw.sample(new, len(new)):
        draw.choice([draw.shuffle, list.sort, list.reverse])(items)
        draw.choice(new).append(items.pop() if len(items) > 1 else draw.choice(ITEMS))
    rows = [
        {"doc": doc, "section": 0, "turn": 0, "point": None, "paragraph": number, "kind": "body", "speaker": None,
         "text": f"{draw.choice(['发展', '打造'])}{'、'.join(items)}等{draw.choice(['产业', '领域'])}。"}
        for doc, lists in (("a", old), ("b", new)) for number, items in enumerate(lists, 1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def rows_of(frame, columns, *, turned=False):
    """Return a frame's rows as texts, whatever their order; `turned` says them as seen from the other version."""

    def seen(value):
        if isinstance(value, list):
            return [(seen(op), *(texts[::-1] if turned else texts)) for op, *texts in value]
        return MIRRORED.get(value, value) if turned else value

    def turn(column):
        stem, _, side = column.rpartition("_")
        return f"{stem}_{seen(side)}" if side in ("old", "new") else column

    kept = [column for column in columns if column not in ("block", "old", "new")]
    return Counter(str([seen(row[turn(column)]) for column in kept]) for row in frame.to_dict("records"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_any_two_versions(seed):
    """Each sentence of each side stands in one block, in order; the page can be written; swapped, all is mirrored."""
    paragraphs = draw_versions(seed)
    no_mentions = pd.DataFrame(columns=["doc", "paragraph", "kind", "term", "category", "start", "end"])
    there, back = (dc.align_versions(paragraphs, old=old, new=new) for old, new in ("ab", "ba"))
    for aligned, docs in ((there, "ab"), (back, "ba")):
        for side, doc in zip(("old", "new"), docs, strict=True):
            texts = paragraphs.loc[paragraphs["doc"] == doc, "text"]
            blocks = aligned.dropna(subset=f"first_sentence_{side}").sort_values(f"first_sentence_{side}")
            spans = list(zip(blocks[f"first_sentence_{side}"], blocks[f"last_sentence_{side}"], strict=True))
            assert "".join(blocks[f"text_{side}"]) == "".join(texts)
            assert all(before[1] + 1 == after[0] for before, after in pairwise([(0, 0), *spans]))
        assert aligned["first_sentence_new"].dropna().is_monotonic_increasing
        assert not (aligned["similarity"] == 0).any()
    assert "</html>" in render_page(there, no_mentions, paragraphs, pd.DataFrame({"doc": ["a", "b"]}))
    assert rows_of(there, ALIGNMENT) == rows_of(back, ALIGNMENT, turned=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_lists_of_any_two_versions_are_mirrored(seed):
    """What was added is dropped seen from the other side, and all else the same."""
    paragraphs = draw_lists(seed)
    there, back = (dc.compare_lists(paragraphs, old=old, new=new) for old, new in ("ab", "ba"))
    assert rows_of(there, LIST_CHANGES) == rows_of(back, LIST_CHANGES, turned=True)
