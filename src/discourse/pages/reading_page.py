"""The reading page: two versions side by side, in one file that asks no host for anything."""

import hashlib
from base64 import b64encode
from itertools import groupby
from typing import NamedTuple

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from discourse.errors import DiscourseError
from discourse.strings import LANGUAGES, STRINGS, translate, translate_both
from discourse.words.lexicon import Lexicon

SIDES = ("old", "new")
IMPRINT = "imprint"
# In the order of the legend: its sign, and its name among the fixed texts. A sign tells types apart without colour.
TYPES = {
    "same": ("＝", "change.same"),
    "damage": ("※", "change.damage"),
    "punctuation": ("；", "change.punctuation"),
    "reworded": ("≠", "change.reworded"),
    "expanded": ("▲", "change.expanded"),
    "shortened": ("▼", "change.shortened"),
    "added": ("＋", "change.added"),
    "dropped": ("－", "change.dropped"),
    IMPRINT: ("·", "kind.imprint"),
}
# What the script says itself, as the reader acts.
SPOKEN = {"shown": "page.shown", "place": "page.place", "hidden_places": "page.hidden_places"}


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
    Of `articles` it prints title, subtitle, source, date, date_basis, page, label_zh, label_en; `lexicon` gives the
    English of the terms. The imprint is shown, and counted nowhere.

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
            translate("page.title", language=language, **{each["side"]: each["label"][n] for each in versions})
            for n, language in enumerate(LANGUAGES)
        ],
        spoken={language: {name: STRINGS[key][language] for name, key in SPOKEN.items()} for language in LANGUAGES},
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
    environment.globals |= {"say": translate_both, "TYPES": TYPES}
    return environment


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
    for name, (sign, key) in TYPES.items():
        mine = [block for block in blocks if block["type"] == name]
        words = {side: sum(block["sides"][side]["words"] for block in mine) for side in SIDES}
        label = [text.capitalize() for text in translate_both(key)]
        counted.append(
            {"name": name, "sign": sign, "label": label, "rule": translate_both(f"change_rule.{name}")}
            | {"blocks": len(mine)}
            | words
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
    about = {key: known.get(key) for key in ("title", "subtitle", "source", "date", "date_basis", "page")}
    inferred = (about["date_basis"] or "").casefold().startswith(("inferred", "推断"))
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
        name = translate_both("section.end" if number else "section.front")
    else:
        name = translate_both("section.number" if version == "new" else "section.number_old", n=section)
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
