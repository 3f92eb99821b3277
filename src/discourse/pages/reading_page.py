"""The reading page: two versions side by side, in one file that asks no host for anything."""

import hashlib
from base64 import b64encode
from itertools import groupby
from typing import NamedTuple

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from discourse.errors import DiscourseError
from discourse.words.lexicon import Lexicon

LANGUAGES = ("zh", "en")
SIDES = ("old", "new")
IMPRINT = "imprint"
# In the order of the legend: its sign, its name and its rule. A sign tells types apart where colour does not.
TYPES = {
    "same": ("＝", "相同", "Same", "文字相同；全角半角、简体繁体之别不计", "The same text; width and script of characters do not count"),
    "damage": ("※", "版面残损", "Page damage", "只差断行、多余空格或形近字：版面磨损所致", "Only a broken line, a stray blank or look-alike characters: wear of the page"),
    "punctuation": ("；", "标点", "Punctuation", "文字相同，只有标点不同", "The same letters; only the punctuation differs"),
    "reworded": ("≠", "改写", "Reworded", "上下文对应，而用词不同", "Paired, in other words"),
    "expanded": ("▲", "扩写", "Expanded", "旧版文字依次全部保留，另有增加", "All letters of the old in their order, and more"),
    "shortened": ("▼", "缩写", "Shortened", "新版文字依次全部见于旧版，其余删去", "All letters of the new stand in the old in their order, and more"),
    "added": ("＋", "新增", "Added", "只见于新版", "Only the new version has it"),
    "dropped": ("－", "删去", "Dropped", "只见于旧版", "Only the old version has it"),
    IMPRINT: ("·", "版本信息", "Imprint", "日期、版次、编辑等；保留而不计数", "Dates, page numbers, editors: kept, never counted"),
}  # fmt: skip
# Every other word of the interface.
STRINGS = {
    "page_title": ("两版对读：{old} — {new}", "Two versions side by side: {old} — {new}"),
    "heading": ("两版对读", "Two versions side by side"),
    "intro": (
        "左为旧版，右为新版，逐块对齐，改动标到词。“旧”“新”只指刊出先后，不指谁改了谁。",
        "The earlier print on the left, the later on the right, aligned block by block, changes marked word by word. "
        "Added and dropped describe that order, not an editor’s act.",
    ),
    "language": ("界面语言", "Language of the interface"),
    "skip": ("跳到正文", "Skip to the texts"),
    "old": ("旧版", "Old"),
    "new": ("新版", "New"),
    "undated": ("无日期", "undated"),
    "inferred": ("推断", "inferred"),
    "basis": ("日期依据", "Basis of the date"),
    "page": ("第 {page} 版", "page {page}"),
    "n_words": ("{n} 词", "{n} words"),
    "summary": ("各类改动", "Types of change"),
    "summary_note": (
        "按块计数、按词计长；标点与版本信息不计。",
        "Counted in blocks, measured in words; punctuation and imprint are not counted.",
    ),
    "type": ("类型", "Type"),
    "rule": ("判定规则", "Rule"),
    "blocks": ("块", "Blocks"),
    "words_old": ("旧版词数", "Words, old"),
    "words_new": ("新版词数", "Words, new"),
    "total": ("合计", "Total"),
    "moved_rule": (
        "去掉这些块，其余各块在两版中次序一致；与类型并列",
        "Without these blocks all others stand in one order in both versions; beside the type",
    ),
    "marks": ("文中标记", "Marks in the texts"),
    "mark_dropped": ("删去的词", "words dropped"),
    "mark_added": ("新增的词", "words added"),
    "mark_replaced": ("替换的词", "words replaced"),
    "mark_term": ("词表中的词（可点击）", "terms of the lexicon (click one)"),
    "sections": ("各节", "Sections"),
    "section": ("第 {n} 节", "Section {n}"),
    "section_old": ("旧版第 {n} 节", "Section {n} of the old"),
    "was_section": ("旧版为第 {n} 节", "section {n} in the old"),
    "front": ("篇首", "Lead"),
    "end": ("篇末", "End"),
    "filter": ("筛选", "Filter"),
    "all": ("全部", "All"),
    "changes_only": ("只看改动", "Changes only"),
    "moved": ("移动", "Moved"),
    "moved_only": ("只看移动", "Moved only"),
    "shown": ("显示 {n} / {total} 块", "{n} of {total} blocks shown"),
    "terms": ("词语", "Terms"),
    "find_term": ("查找词语", "Find a term"),
    "no_terms": ("无词语", "No terms"),
    "term_counts": ("{term}：旧版 {old} 次，新版 {new} 次", "{term}: {old} in the old, {new} in the new"),
    "place": ("第 {n} 处，共 {total} 处", "{n} of {total}"),
    "hidden_places": ("另有 {n} 处被筛选隐藏", "{n} more hidden by the filter"),
    "previous": ("上一处", "Previous"),
    "next": ("下一处", "Next"),
    "close": ("取消标亮", "Clear the highlight"),
    "only_new": ("旧版无对应", "nothing in the old"),
    "only_old": ("新版无对应", "nothing in the new"),
    "moved_to": ("此处的一块在新版移至第 {n} 块", "the block that stood here is block {n} in the new order"),
    "split": ("拆分 {a}→{b}", "split {a}→{b}"),
    "merged": ("合并 {a}→{b}", "merged {a}→{b}"),
    "many to many": ("重组 {a}→{b}", "regrouped {a}→{b}"),
    "similarity": ("相似度 {value}", "similarity {value}"),
    "researcher": ("研究者判定", "researcher’s label"),
    "block": ("第 {n} 块", "Block {n}"),
    "paragraph": ("第 {n} 段", "Paragraph {n}"),
    "point": ("第 {n} 点", "point {n}"),
    "title": ("标题", "title"),
    "subtitle": ("副题", "subtitle"),
    "lead": ("导语", "lead"),
    "heading_kind": ("小标题", "heading"),
    "question": ("问", "question"),
    "answer": ("答", "answer"),
    "body": ("正文", "body"),
}  # fmt: skip
# What the script says itself, as the reader acts.
SPOKEN = ["shown", "place", "hidden_places"]


class Piece(NamedTuple):
    """What a block has of one paragraph: where it starts there, and its runs (see `runs_of`)."""

    paragraph: int
    start: int
    text: str
    runs: list


def render_page(
    aligned: pd.DataFrame,
    mentions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    lexicon: Lexicon | None = None,
) -> str:
    """Return an HTML page that shows two versions side by side, with every change and every term marked.

    The page is one file for any browser: it filters by type of change, follows a term through both versions, jumps by
    section, speaks Chinese and English, and prints. It asks no host for anything. The same frames always give the same
    page. `aligned` is what `dc.align_versions` returns, for one pair of docs; `mentions` (doc, paragraph, kind, term,
    category, start, end) what `dc.find_terms` returns for the same `paragraphs` (doc, paragraph, kind, speaker, text).
    Of `articles` it prints title, subtitle, source, date, date_basis, date_note, page, label_zh, label_en; `lexicon`
    gives the English of the terms. The imprint is shown, and counted nowhere.

    Raises DiscourseError for an alignment without rows or of several pairs, a doc without article, and paragraphs
    other than those that were aligned.

    >>> from discourse.versions.align import align_versions
    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "point": None,
    ...                      "speaker": None, "text": ["发展经济。", "继续发展经济。"]})
    >>> none = pd.DataFrame(columns=["doc", "paragraph", "kind", "term", "category", "start", "end"])
    >>> page = render_page(align_versions(text, old="a", new="b"), none, text, pd.DataFrame({"doc": ["a", "b"]}))
    >>> "<ins>继续</ins>发展经济。" in page
    True
    """
    docs = pair_of(aligned)
    mentions = mentions[mentions["doc"].isin(docs.values()) & (mentions["kind"] != IMPRINT)]
    terms = terms_of(mentions, docs, lexicon)
    blocks = blocks_of(aligned, mentions, paragraphs, {term["term"]: term["id"] for term in terms})
    types = types_of(blocks)
    versions = [version_of(articles, docs[side], side, types) for side in SIDES]
    environment = page_environment()
    script = environment.get_template("reading_page.js").render()
    return environment.get_template("reading_page.html.j2").render(
        versions=versions,
        types=types,
        moved=sum(block["moved"] for block in blocks),
        total=len(blocks),
        groups=groups_of(blocks, stubs_of(blocks)),
        first_stubs=stubs_of(blocks).get(0, []),
        terms=terms,
        title=[
            text.format(**{version["side"]: version["label"][n] for version in versions})
            for n, text in enumerate(STRINGS["page_title"])
        ],
        spoken={language: {key: STRINGS[key][n] for key in SPOKEN} for n, language in enumerate(LANGUAGES)},
        script=Markup(script),
        script_sum=b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
    ) + "\n"  # fmt: skip


def page_environment() -> Environment:
    """Make the template engine: every text is escaped, and a name that is not there is an error."""
    environment = Environment(
        loader=PackageLoader("discourse.pages", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"say": say, "TYPES": TYPES}
    return environment


def say(key: str, **values: object) -> list[str]:
    """Return a string of the interface in both languages.

    >>> say("section", n=2)
    ['第 2 节', 'Section 2']
    """
    return [text.format(**values) for text in STRINGS[key]]


def pair_of(aligned: pd.DataFrame) -> dict[str, str]:
    """Return the docs of an alignment, by side."""
    pairs = aligned[["old", "new"]].drop_duplicates()
    if len(pairs) != 1:
        raise DiscourseError(
            f"the alignment holds {len(pairs)} pairs of versions, and a page shows one: filter old and new"
        )
    return pairs.iloc[0].to_dict()


def terms_of(mentions: pd.DataFrame, docs: dict[str, str], lexicon: Lexicon | None) -> list[dict]:
    """List the terms mentioned, the most frequent first, with their counts in both versions."""
    english = lexicon.labels("en") if lexicon else {}
    counts = mentions.groupby(["term", "doc"]).size().unstack(fill_value=0).reindex(columns=docs.values(), fill_value=0)
    order = sorted(counts.itertuples(), key=lambda row: (-row[1] - row[2], row[0]))
    return [
        {"id": number, "term": term, "english": english.get(term, ""), "old": old, "new": new}
        for number, (term, old, new) in enumerate(order)
    ]


def blocks_of(
    aligned: pd.DataFrame, mentions: pd.DataFrame, paragraphs: pd.DataFrame, ids: dict[str, int]
) -> list[dict]:
    """Describe the blocks as the page shows them, each side with its pieces."""
    pieces = {side: pieces_of(aligned, mentions, paragraphs, side, ids) for side in SIDES}
    about = {(p.doc, p.paragraph): p._asdict() for p in paragraphs.itertuples(index=False)}
    blocks = []
    for row in aligned.to_dict("records"):
        sides = {side: side_of(row, side, pieces[side].get(row["block"], []), about) for side in SIDES}
        only_imprint = {side["kind"] for side in sides.values() if side["pieces"]} == {IMPRINT}
        blocks.append(
            {key: row[key] for key in ("block", "moved", "shape", "change")}
            | {"type": IMPRINT if only_imprint else row["change"], "sides": sides}
            | {"similarity": None if pd.isna(row["similarity"]) else f"{row['similarity']:.2f}"}
            | {"researcher": row["judged"] == "researcher"}
        )
    return blocks


def side_of(row: dict, side: str, pieces: list[Piece], about: dict) -> dict:
    """Describe one side of a block: its place, its size and its pieces with what is printed above each."""
    if not pieces:
        return {"kind": None, "section": None, "first": None, "words": 0, "sentences": 0, "pieces": []}
    first, last = int(row[f"first_sentence_{side}"]), int(row[f"last_sentence_{side}"])
    return {
        "kind": row[f"kind_{side}"], "section": int(row[f"section_{side}"]), "first": first,
        "words": int(row[f"words_{side}"]), "sentences": last - first + 1,
        "pieces": [head_of(piece, about[row[side], piece.paragraph]) for piece in pieces],
    }  # fmt: skip


def head_of(piece: Piece, paragraph: dict) -> dict:
    """Add what is printed above a piece that opens its paragraph: number, kind, speaker, point."""
    point, speaker = paragraph.get("point"), paragraph.get("speaker")
    kind = paragraph["kind"]
    return {
        "opens": piece.start == 0, "paragraph": piece.paragraph, "runs": piece.runs, "kind": kind,
        "kind_name": "heading_kind" if kind == "heading" else kind,
        "point": None if pd.isna(point) else int(point),
        # A label 问 or 答 says no more than the kind does.
        "speaker": None if pd.isna(speaker) or speaker in "问答" else speaker,
    }  # fmt: skip


def pieces_of(
    aligned: pd.DataFrame, mentions: pd.DataFrame, paragraphs: pd.DataFrame, side: str, ids: dict[str, int]
) -> dict[int, list[Piece]]:
    """Cut the paragraphs of one side at the borders of its blocks, and each piece into runs; return them by block.

    Raises DiscourseError where a block is not what the paragraphs have there.
    """
    doc = aligned[side].iloc[0]
    texts = paragraphs[paragraphs["doc"] == doc].set_index("paragraph")["text"].to_dict()
    places = {paragraph: rows for paragraph, rows in mentions[mentions["doc"] == doc].groupby("paragraph")}
    found, done = {}, dict.fromkeys(texts, 0)
    own = aligned.dropna(subset=[f"first_sentence_{side}"]).sort_values(f"first_sentence_{side}")
    for row in own.to_dict("records"):
        marks = [op for op, old, new in row["operations"] for _ in (old if side == "old" else new)]
        left, pieces = row[f"text_{side}"], []
        for number in range(int(row[f"first_paragraph_{side}"]), int(row[f"last_paragraph_{side}"]) + 1):
            start = done.get(number, 0)
            part = texts.get(number, "")[start : start + len(left)]
            runs = runs_of(part, marks[: len(part)], mention_numbers(part, start, places.get(number)), ids)
            pieces.append(Piece(number, start, part, runs))
            done[number], left, marks = start + len(part), left[len(part) :], marks[len(part) :]
        if "".join(piece.text for piece in pieces) != row[f"text_{side}"]:
            raise DiscourseError(
                f"block {row['block']} is not what the paragraphs of {doc!r} say: pass those that were aligned"
            )
        found[row["block"]] = pieces
    return found


def mention_numbers(part: str, start: int, mentions: pd.DataFrame | None) -> list[tuple[int, str] | None]:
    """Say for each character of a part that begins at `start` of its paragraph which mention of which term holds it."""
    owners = [None] * len(part)
    for number, m in enumerate(() if mentions is None else mentions.itertuples(index=False)):
        for offset in range(max(0, m.start - start), min(len(part), m.end - start)):
            owners[offset] = number, m.term
    return owners


def runs_of(text: str, marks: list[str], owners: list, ids: dict[str, int]) -> list[tuple[int | None, list]]:
    """Cut a text into runs, one a mention or what lies between: (number of the term, [(operation, text) …]).

    >>> runs_of("发展生物制造", ["kept"] * 2 + ["added"] * 4, [None] * 2 + [(0, "生物制造")] * 4, {"生物制造": 7})
    [(None, [('kept', '发展')]), (7, [('added', '生物制造')])]
    """
    runs = []
    for owner, characters in groupby(zip(text, marks, owners, strict=True), key=lambda each: each[2]):
        parts = [
            (op, "".join(character for character, _, _ in part))
            for op, part in groupby(characters, key=lambda each: each[1])
        ]
        runs.append((ids[owner[1]] if owner else None, parts))
    return runs


def types_of(blocks: list[dict]) -> list[dict]:
    """Count blocks and words of each type, in the order of the legend."""
    counted = []
    for name, (sign, zh, en, rule_zh, rule_en) in TYPES.items():
        mine = [block for block in blocks if block["type"] == name]
        words = {side: sum(block["sides"][side]["words"] for block in mine) for side in SIDES}
        counted.append(
            {"name": name, "sign": sign, "label": [zh, en], "rule": [rule_zh, rule_en], "blocks": len(mine)} | words
        )
    totals = {side: sum(each[side] for each in counted if each["name"] != IMPRINT) for side in SIDES}
    for each in counted:
        each["share"] = {side: 0 if each["name"] == IMPRINT else each[side] / max(totals[side], 1) for side in SIDES}
    return counted


def version_of(articles: pd.DataFrame, doc: str, side: str, types: list[dict]) -> dict:
    """Describe one version as the head of the page prints it.

    Raises DiscourseError where `articles` has no such doc.
    """
    rows = articles[articles["doc"] == doc].to_dict("records")
    if not rows:
        raise DiscourseError(f"doc={doc!r} is aligned, and articles has no row for it: pass the articles of the corpus")
    known = {key: str(value) for key, value in rows[0].items() if pd.notna(value) and str(value).strip()}
    name = known.get("source", doc)
    zh = known.get("label_zh", name)
    about = {key: known.get(key) for key in ("title", "subtitle", "source", "date", "page")}
    about["date_basis"] = ": ".join(known[key] for key in ("date_basis", "date_note") if key in known)
    inferred = known.get("date_basis") == "inferred"
    words = sum(each[side] for each in types if each["name"] != IMPRINT)
    label = [zh, known.get("label_en", zh)]
    return about | {"side": side, "doc": doc, "label": label, "inferred": inferred, "words": words}


def groups_of(blocks: list[dict], stubs: dict[int, list[dict]]) -> list[dict]:
    """Gather the blocks under the sections in which the page shows them, with a stub where a moved block stood.

    A section is that of the new version; what only the old one has stands under the section its own is paired with.
    """
    pairs = [(b["sides"]["old"]["section"], b["sides"]["new"]["section"]) for b in blocks if not b["moved"]]
    paired = {old: new for old, new in reversed(pairs) if old is not None and new is not None}

    def key(block: dict) -> tuple[str, int]:
        old, new = (block["sides"][side]["section"] for side in SIDES)
        if new is None and old not in paired:
            return "old", old
        return "new", paired[old] if new is None else new

    placed = [block | {"stubs": stubs.get(block["block"], [])} for block in blocks]
    groups = [(place, list(mine)) for place, mine in groupby(placed, key=key)]
    was = {new: old for old, new in paired.items()}
    return [describe_group(number, place, mine, was) for number, (place, mine) in enumerate(groups)]


def describe_group(number: int, place: tuple[str, int], blocks: list[dict], was: dict[int, int]) -> dict:
    """Name a group, and quote the heading of each version."""
    version, section = place
    if section == 0:
        name = say("end" if number else "front")
    else:
        name = say("section" if version == "new" else "section_old", n=section)
    moved_from = was.get(section, section) if version == "new" else section
    return {
        "id": f"s{number}", "name": name, "was": None if moved_from == section else moved_from, "blocks": blocks,
        "headings": {side: "".join(heading_text(block["sides"][side]) for block in blocks) for side in SIDES},
    }  # fmt: skip


def heading_text(side: dict) -> str:
    """Return the text of a side that is a heading, else nothing."""
    runs = [run for piece in side["pieces"] for run in piece["runs"] if side["kind"] == "heading"]
    return "".join(text for _, parts in runs for _, text in parts)


def stubs_of(blocks: list[dict]) -> dict[int, list[dict]]:
    """Say after which block each moved one stood in the old version: block -> moved blocks, 0 -> those before all.

    The page follows the order of the new version, so that a moved block is out of place in the old column only.
    """
    placed = sorted((b["sides"]["old"]["first"], b["block"], b) for b in blocks if b["sides"]["old"]["first"])
    stubs, before = {}, 0
    for _, number, block in placed:
        if block["moved"]:
            stubs.setdefault(before, []).append({"block": number, "type": block["type"]})
        else:
            before = number
    return stubs
