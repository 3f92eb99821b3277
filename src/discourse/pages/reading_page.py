"""The reading page: two versions side by side, in one file that asks no host for anything."""

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

from discourse.errors import DiscourseError
from discourse.pages.page_template import fill_page
from discourse.schema import ALIGNMENT, SIDES, require_columns
from discourse.strings import LANGUAGES, translate, translate_both
from discourse.words.lexicon import Lexicon

IMPRINT = "imprint"
# What tells the types apart without colour, in the order of the legend.
SIGNS = {
    "same": "＝", "damage": "※", "punctuation": "；", "reworded": "≠", "expanded": "▲", "shortened": "▼", "added": "＋",
    "dropped": "－",
}  # fmt: skip
# Of each type the sign, and the name among the fixed texts.
TYPES = {change: (sign, f"change.{change}") for change, sign in SIGNS.items()} | {IMPRINT: ("·", "kind.imprint")}
# What the script says itself, as the reader acts.
SPOKEN = {"shown": "page.shown", "place": "page.place", "hidden_places": "page.hidden_places"}
# Columns of an alignment that the page has no use for.
UNUSED = {"rule", "words_kept", *(f"{column}_{side}" for column in ("turn", "point") for side in SIDES)}
ALIGNED_COLUMNS = [column for column in ALIGNMENT if column not in UNUSED]
NOTHING: dict[str, Any] = {"kind": None, "section": None, "first": None, "words": 0, "sentences": 0, "parts": []}


class PagePart(NamedTuple):
    """What a block has of one paragraph, and what of it is printed above where it opens the paragraph.

    A run is one mention or what lies between: (number of its term or None, [(operation, text) …]).
    """

    paragraph: int
    kind: str
    speaker: str | None
    point: int | None
    opens: bool
    text: str
    runs: list[tuple[int | None, list[tuple[str, str]]]]


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

    Raises DiscourseError for missing columns, an alignment without rows or of several pairs, a doc without article, and
    paragraphs other than those that were aligned.

    >>> from discourse.versions.align import align_versions
    >>> text = pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "point": None,
    ...                      "speaker": None, "text": ["发展经济。", "继续发展经济。"]})
    >>> none = pd.DataFrame(columns=["doc", "paragraph", "kind", "term", "category", "start", "end"])
    >>> page = render_page(align_versions(text, old="a", new="b"), none, text, pd.DataFrame({"doc": ["a", "b"]}))
    >>> "<ins>继续</ins>发展经济。" in page
    True
    """
    require_columns(aligned, ALIGNED_COLUMNS, name="aligned", maker="align_versions")
    require_columns(mentions, ["doc", "paragraph", "kind", "term", "start", "end"], name="mentions", maker="find_terms")
    require_columns(paragraphs, ["doc", "paragraph", "kind", "text"], name="paragraphs", maker="read_corpus")
    require_columns(articles, ["doc"], name="articles", maker="read_corpus")
    pairs = aligned[list(SIDES)].drop_duplicates()
    if len(pairs) != 1:
        raise DiscourseError(f"aligned holds {len(pairs)} pairs of versions, and a page shows one: filter old and new")
    docs = pairs.iloc[0].to_dict()
    mentions = mentions[mentions["doc"].isin(docs.values()) & (mentions["kind"] != IMPRINT)]
    english = lexicon.labels("en") if lexicon else {}
    counts = pd.crosstab(mentions["term"], mentions["doc"]).reindex(columns=docs.values(), fill_value=0)
    counts = sorted(counts.itertuples(), key=lambda row: (-row[1] - row[2], row[0]))
    terms = [{"term": term, "english": english.get(term, ""), "old": old, "new": new} for term, old, new in counts]
    blocks = PageBlocks.describe(aligned, mentions, paragraphs, {term["term"]: n for n, term in enumerate(terms)})
    types = blocks.count_types()
    versions = [describe_version(articles, docs[side], side, types) for side in SIDES]
    return fill_page(
        "reading_page",
        SPOKEN,
        TYPES=TYPES,
        versions=versions,
        types=types,
        moved=sum(block["moved"] for block in blocks.blocks),
        total=len(blocks.blocks),
        groups=blocks.group(),
        first_stubs=blocks.stubs.get(0, []),
        terms=terms,
        title=[
            translate("page.title", language=language, **{each["side"]: each["label"][n] for each in versions})
            for n, language in enumerate(LANGUAGES)
        ],
    )


class PageBlocks(NamedTuple):
    """The blocks as the page shows them, and the stubs that say where the moved ones stood in the old version.

    Blocks stand in their order, each side with its place, its size and its parts. As this is the order of the new
    version, a moved block is out of place in the old column only: a stub stands there after the block that it followed
    (0 is none, for those before all).
    """

    blocks: list[dict]
    stubs: dict[int, list[dict]]

    @classmethod
    def describe(
        cls, aligned: pd.DataFrame, mentions: pd.DataFrame, paragraphs: pd.DataFrame, ids: dict[str, int]
    ) -> "PageBlocks":
        """Describe the blocks of an alignment; `ids` are the numbers of the terms."""
        parts = {side: cut_parts(aligned, mentions, paragraphs, side, ids) for side in SIDES}
        blocks = []
        for row in aligned.sort_values("block", kind="stable").to_dict("records"):
            sides = dict.fromkeys(SIDES, NOTHING)
            for side in SIDES:
                if mine := parts[side].get(row["block"]):
                    first, last = int(row[f"first_sentence_{side}"]), int(row[f"last_sentence_{side}"])
                    sides[side] = {
                        "kind": row[f"kind_{side}"], "section": int(row[f"section_{side}"]), "first": first,
                        "words": int(row[f"words_{side}"]), "sentences": last - first + 1, "parts": mine,
                    }  # fmt: skip
            only_imprint = {side["kind"] for side in sides.values() if side["parts"]} == {IMPRINT}
            blocks.append({
                "block": row["block"], "moved": row["moved"], "shape": row["shape"], "sides": sides,
                "type": IMPRINT if only_imprint else row["change"], "researcher": row["judged"] == "researcher",
                "similarity": None if pd.isna(row["similarity"]) else f"{row['similarity']:.2f}",
            })  # fmt: skip
        stubs, before = defaultdict(list), 0
        in_old = [block for block in blocks if block["sides"]["old"]["first"]]
        for block in sorted(in_old, key=lambda block: (block["sides"]["old"]["first"], block["block"])):
            if block["moved"]:
                stubs[before].append({"block": block["block"], "type": block["type"]})
            else:
                before = block["block"]
        return cls(blocks, stubs)

    def count_types(self) -> list[dict]:
        """Count blocks and words of each type, in the order of the legend."""
        counted = []
        for name, (sign, key) in TYPES.items():
            mine = [block for block in self.blocks if block["type"] == name]
            words = {side: sum(block["sides"][side]["words"] for block in mine) for side in SIDES}
            label = [text.capitalize() for text in translate_both(key)]
            about = {"name": name, "sign": sign, "label": label, "rule": translate_both(f"change_rule.{name}")}
            counted.append(about | {"blocks": len(mine)} | words)
        totals = {side: sum(each[side] for each in counted if each["name"] != IMPRINT) for side in SIDES}
        for each in counted:
            each["share"] = {
                side: 0 if each["name"] == IMPRINT else each[side] / max(totals[side], 1) for side in SIDES
            }
        return counted

    def group(self) -> list[dict]:
        """Gather the blocks under the sections in which the page shows them, with a stub where a moved block stood.

        A section is that of the new version; what only the old one has stands under the section its own is paired with.
        """
        blocks, stubs = self
        sections = [tuple(block["sides"][side]["section"] for side in SIDES) for block in blocks]
        stayed = [pair for pair, block in zip(sections, blocks, strict=True) if not block["moved"] and None not in pair]
        paired = dict(reversed(stayed))
        was = {new: old for old, new in paired.items()}
        places = [
            ("old", old) if new is None and old not in paired else ("new", paired[old] if new is None else new)
            for old, new in sections
        ]
        groups: list[dict] = []
        for (version, section), members in groupby(zip(places, blocks, strict=True), key=itemgetter(0)):
            mine = [block | {"stubs": stubs.get(block["block"], [])} for _, block in members]
            name = {"new": "section.number", "old": "section.number_old"}[version]
            if section == 0:
                name = "section.end" if groups else "section.front"
            was_section = was.get(section) if version == "new" else None
            groups.append({
                "id": f"s{len(groups)}", "name": translate_both(name, n=section), "blocks": mine,
                "was": None if was_section == section else was_section,
            })  # fmt: skip
        return groups


def cut_parts(
    aligned: pd.DataFrame, mentions: pd.DataFrame, paragraphs: pd.DataFrame, side: str, ids: dict[str, int]
) -> dict[int, list[PagePart]]:
    """Cut the paragraphs of one side at the borders of its blocks, and each part into runs; return them by block.

    Raises DiscourseError where a block is not what the paragraphs have there.
    """
    doc = aligned[side].iloc[0]
    whole = {p["paragraph"]: p for p in paragraphs[paragraphs["doc"] == doc].to_dict("records")}
    mentioned = dict(list(mentions[mentions["doc"] == doc].sort_values("start", kind="stable").groupby("paragraph")))
    found, done = {}, dict.fromkeys(whole, 0)
    own = aligned.dropna(subset=[f"first_sentence_{side}"])
    for row in own.sort_values([f"first_paragraph_{side}", f"first_sentence_{side}"]).to_dict("records"):
        marks = [op for op, *texts in row["operations"] for _ in texts[SIDES.index(side)]]
        left, parts = row[f"text_{side}"], []
        for number in range(int(row[f"first_paragraph_{side}"]), int(row[f"last_paragraph_{side}"]) + 1):
            p, start = whole.get(number, {"text": "", "kind": ""}), done.get(number, 0)
            text = p["text"][start : start + len(left)]
            owners: list[tuple[int, int] | None] = [None] * len(text)
            for n, m in enumerate(mentioned[number].itertuples() if number in mentioned else ()):
                for offset in range(max(0, m.start - start), min(len(text), m.end - start)):
                    owners[offset] = n, ids[m.term]
            runs = []
            for owner, run in groupby(zip(text, marks[: len(text)], owners, strict=True), key=itemgetter(2)):
                changed = [(op, "".join(each[0] for each in same)) for op, same in groupby(run, key=itemgetter(1))]
                runs.append((owner[1] if owner else None, changed))
            # A label 问 or 答 says no more than the kind does.
            speaker = None if pd.isna(p.get("speaker")) or p["speaker"] in "问答" else p["speaker"]
            point = None if pd.isna(p.get("point")) else int(p["point"])
            parts.append(PagePart(number, p["kind"], speaker, point, start == 0, text, runs))
            done[number], left, marks = start + len(text), left[len(text) :], marks[len(text) :]
        if "".join(part.text for part in parts) != row[f"text_{side}"]:
            said = f"is not what the paragraphs of {doc!r} say: pass those that were aligned"
            raise DiscourseError(f"block {row['block']} {said}")
        found[row["block"]] = parts
    return found


def describe_version(articles: pd.DataFrame, doc: str, side: str, types: list[dict]) -> dict:
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
