"""Which findings hang on a choice that could as well have been made otherwise?"""

import warnings
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import one_of, significance_level, whole_number
from discourse.measures.comparison import compare
from discourse.measures.cooccurrence import count_pairs
from discourse.measures.frequency import count
from discourse.measures.paired import LEAST_RATE_TESTS, RATE_TESTS, add_paired_test, judge
from discourse.schema import PAIR, READ, SHOWN, check_paragraphs, require_columns
from discourse.versions.align import align_versions
from discourse.versions.units import unite_blocks
from discourse.words.lexicon import Lexicon, find_terms, find_terms_without_lines
from discourse.words.segment import check_lexicon, segment


class Variant(NamedTuple):
    """One way to come to the findings."""

    name: str
    mended: bool
    engine: str
    hmm: bool
    terms_whole: bool
    within: str
    unit: str


# The first is the base case; each of the others makes one choice differently, and the last makes all.
# fmt: off
VARIANTS = [
    #        name                mended  engine    hmm    terms_whole  within       unit
    Variant("base",              True,  "rjieba",  True,  True,        "sentence",  "block"),
    Variant("jieba",             True,  "jieba",   True,  True,        "sentence",  "block"),
    Variant("no_hmm",            True,  "rjieba",  False, True,        "sentence",  "block"),
    Variant("no_lexicon",        True,  "rjieba",  True,  False,       "sentence",  "block"),
    Variant("unmended",          False, "rjieba",  True,  True,        "sentence",  "block"),
    Variant("within_paragraph",  True,  "rjieba",  True,  True,        "paragraph", "block"),
    Variant("unit_replacement",  True,  "rjieba",  True,  True,        "sentence",  "replacement"),
    Variant("unit_point",        True,  "rjieba",  True,  True,        "sentence",  "point"),
    Variant("all_at_once",       False, "jieba",   False, False,       "paragraph", "point"),
]
# fmt: on
BASE, *OTHERS = [variant.name for variant in VARIANTS]
# The lexicon without each of its lines in turn, of which the worst is told; of many lines those with the most places.
WITHOUT_A_LINE, LINES_AT_MOST = "without_a_line", 500
CHOICES = [*OTHERS, WITHOUT_A_LINE]
NATURE = {"term": "fact", "pair": "fact", "category": "inference", "family": "inference", "word": "inference"}
LEXICAL = ["term", "category", "family"]
KEYS = ["nature", "about", "item", "item_b"]
# Where one line of the lexicon has a place.
SPOT = ["line", "doc", "paragraph", "start", "end", "term"]
NUMBERS = ["n_old", "n_new", "log_ratio", "p_rate"]
# What is concluded, beside the changes that compare names and the verdicts of the paired test.
IN_BOTH, ONLY_IN_OLD, ONLY_IN_NEW, NEITHER = "in both", "only in old", "only in new", "in neither"
SHOWN_MORE, SHOWN_LESS = f"{SHOWN}: more in new", f"{SHOWN}: less in new"


def sensitivity(
    paragraphs: pd.DataFrame,
    lexicon: Lexicon,
    *,
    unmended: pd.DataFrame,
    old: str,
    new: str,
    level: float = 0.05,
    min_windows: int = 2,
) -> pd.DataFrame:
    """Come to the same findings by other reasonable choices, and say which of them stand in all.

    `unmended` are the paragraphs of read_corpus(…, corrections=False), where the damage of a page shows. Docs other
    than `old` and `new` are left aside. The base case is the library's: the mended text, rjieba with HMM, the lexicon's
    terms kept whole, pairs within a sentence. Each variant makes one choice differently; all_at_once makes all of
    them but the last:

    - jieba: the other engine
    - no_hmm: no words are guessed that the dictionary lacks
    - no_lexicon: segmentation, and so the totals, without the lexicon; its terms are found on characters all the same
    - unmended: the damage as it stands
    - within_paragraph: pairs within a paragraph
    - unit_replacement: in the paired test, what was dropped and what was added in its place are one unit
    - unit_point: in the paired test, all blocks of one point are one unit
    - all_at_once
    - without_a_line: without each line of the lexicon in turn, the segmentation and the names of families and
      categories as they are; told is the line whose lack changes most, conclusions before numbers

    A finding is about a

    - term, a fact: added, dropped, more, fewer, as many (see `compare`); every term is a row
    - pair, a fact: two terms share a window in both, only in old, only in new; the pairs that share at least
      `min_windows` windows of one version in any variant (1 gives every pair)
    - category or family, an inference: what the main test of `add_paired_test` says (verdict_rate); every one is a row,
      and a term that belongs to no family is its own
    - word, an inference: the same, for words whose p_rate, before correction, is at most `level` in any variant

    A fact is of the texts and needs no test; an inference claims emphasis and does. The same conclusion means: for a
    fact, the same of the words above; for an inference, the same verdict and, where it is *shown*, the same direction.
    Where nothing is shown the sign of the log ratio concludes nothing: of equal counts it follows the totals alone.
    What a variant lacks is "in neither", which is a conclusion too.

    Returns nature (fact or inference), about (term, pair, category, family, word), item, item_b (of a pair, else
    missing); of the base case finding (the conclusion), n_old, n_new (places, or windows of a pair), log_ratio,
    p_rate (missing for facts); a column for each variant, with its conclusion and numbers in words; line (the term
    whose line without_a_line leaves out; nothing where no line makes a difference, as for pairs and words); stands (all
    variants have the same conclusion); differs (the names of those that have not, or nothing); by_construction (no
    variant could have changed it: a term none of whose paragraphs the mending touches, for it is found on characters,
    and that no other line of the lexicon hides); old, new. Such facts are no findings that stood a trial: count stands
    without them. One row for each finding, in the order of `about` as above, then in that of `compare` and
    `count_pairs`. To open rows by
    evidence, rename `item` to what it is about: findings.query("about == 'term'").rename(columns={"item": "term"}).

    Of what one line alone makes, that line is not left out: nothing would be left to conclude from. Of a lexicon with
    more than 500 lines in these texts, those with the most places are left out in turn; a warning says so.

    Raises DiscourseError for an unknown doc, or the same doc twice.

    Source: Steegen, Tuerlinckx, Gelman and Vanpaemel (2016) for showing a result under every reasonable choice of
    preparing the data; they combine all choices, here one is changed at a time, so that each difference has a name.

    >>> frame = lambda *texts: pd.DataFrame({"doc": ["a", "b"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body",
    ...                                      "speaker": None, "point": None, "text": texts})
    >>> terms = Lexicon(pd.DataFrame({"term": ["光伏", "6G"], "forms": "", "category": "技术", "broader": ""}))
    >>> mended, unmended = frame("发展光伏和6G。", "发展6G。"), frame("发展光，伏和6G。", "发展6G。")
    >>> table = sensitivity(mended, terms, unmended=unmended, old="a", new="b")
    >>> table.loc[table["about"] == "term", ["item", "finding", "no_hmm", "unmended", "stands"]]
      item  finding          no_hmm           unmended  stands
    0   6G  as many  as many: 1 → 1     as many: 1 → 1    True
    1   光伏  dropped  dropped: 1 → 0  in neither: 0 → 0   False
    """
    level, min_windows = significance_level("level", level), whole_number("min_windows", min_windows, least=1)
    check_lexicon(lexicon)
    require_columns(unmended, ["doc"], name="unmended", maker="read_corpus(…, corrections=False)")
    for prefix, frame in (("", paragraphs), ("unmended: ", unmended)):
        check_paragraphs(frame, READ)
        for side, doc in (("old", old), ("new", new)):
            one_of(prefix + side, doc, frame["doc"].unique())
    states: dict[bool, VersionPair] = {}
    for mended, frame in ((True, paragraphs), (False, unmended)):
        both = frame[frame["doc"].isin([old, new])]
        if not mended and both.equals(states[True].paragraphs):
            states[mended] = states[True]
            continue
        aligned = align_versions(both, old=old, new=new)
        # What the damage hides is what the variant shows.
        with warnings.catch_warnings(action=None if mended else "ignore"):
            states[mended] = VersionPair(old, new, both, find_terms(both, lexicon), aligned)
    found: list[pd.DataFrame] = []
    listed: list[tuple[VersionPair, tuple[pd.DataFrame, ...], pd.DataFrame]] = []
    # How often terms meet hangs on no segmentation.
    pairs: dict[tuple[int, str], pd.DataFrame] = {}
    for v in VARIANTS:
        pair = states[v.mended]
        tokens = segment(pair.paragraphs, lexicon=lexicon if v.terms_whole else None, engine=v.engine, hmm=v.hmm)
        of, place = (tokens, unite_blocks(pair.aligned, v.unit)), (id(pair), v.within)
        # What gives the same words and units gives the same changes: they are counted and tested once.
        counted = (each for state, same, each in listed if state is pair and all(map(pd.DataFrame.equals, same, of)))
        if (changes := next(counted, None)) is None:
            changes = pair.list_changes(of[0], of[1], level)
            listed.append((pair, of, changes))
        if place not in pairs:
            pairs[place] = pair.list_pairs(tokens, v.within)
        found += [table.assign(variant=v.name) for table in [changes, pairs[place]]]
    worst = states[True].leave_lines_out(lexicon, listed[0][1][0], level)
    same = [table[~table["about"].isin(worst["about"])] for table in found if table["variant"].eq(BASE).any()]
    table = pd.concat([*found, *(each.assign(variant=WITHOUT_A_LINE) for each in [worst, *same])], ignore_index=True)
    findings = compare_variants(table, level=level, min_windows=min_windows)
    untouched = findings["about"].eq("term") & ~findings["item"].isin(states[True].touched_terms(states[False]))
    return findings.assign(by_construction=untouched & findings["line"].eq(""), old=old, new=new)


class VersionPair(NamedTuple):
    """Two versions in one state, mended or not, with what no later choice changes."""

    old: str
    new: str
    paragraphs: pd.DataFrame
    mentions: pd.DataFrame
    aligned: pd.DataFrame

    def list_changes(self, tokens: pd.DataFrame, aligned: pd.DataFrame, level: float) -> pd.DataFrame:
        """List what one variant finds of terms, categories, families and words, as `list_pairs` does."""
        words = tokens.assign(about="word", item=tokens["word"], form=tokens["word"])
        places = pd.concat([of_each_kind(self.mentions), words], ignore_index=True).assign(line="")
        change = conclude(self.compare_items(places, tokens, aligned, level), level)
        return change.filter([*KEYS, "conclusion", *NUMBERS])

    def compare_items(
        self, places: pd.DataFrame, tokens: pd.DataFrame, aligned: pd.DataFrame, level: float
    ) -> pd.DataFrame:
        """Compare the items of `places` (about, line, item), and test those that are inferences.

        All are counted and tested at once, each by its number: a call takes long, a row does not.
        """
        item = ["about", "line", "item"]
        places = places.assign(case=places.groupby(item, dropna=False).ngroup())
        change = compare(count(places, of="case", base=tokens, by="doc"), old=self.old, new=self.new, base=tokens)
        change = change.merge(places[["case", *item]].drop_duplicates(), on="case")
        change = change.assign(nature=change["about"].map(NATURE))
        facts, inferences = (change[change["nature"] == nature] for nature in ("fact", "inference"))
        tested = add_paired_test(inferences, places, aligned, level=level, seed=None)
        return pd.concat([facts.assign(log_ratio=np.nan, p_rate=np.nan), tested], ignore_index=True)

    def list_pairs(self, tokens: pd.DataFrame, within: str) -> pd.DataFrame:
        """List the pairs that one variant finds: nature, about, item, item_b, conclusion, n_old, n_new."""
        table = (
            count_pairs(self.mentions, base=tokens, within=within, by="doc")
            .pivot_table(index=PAIR, columns="doc", values="n", fill_value=0, sort=False)
            .reindex(columns=[self.old, self.new], fill_value=0)
            .set_axis(["n_old", "n_new"], axis=1)
            .reset_index(names=["item", "item_b"])
        )
        cases = {ONLY_IN_NEW: table["n_old"] == 0, ONLY_IN_OLD: table["n_new"] == 0}
        conclusion = np.select(list(cases.values()), list(cases), IN_BOTH)
        return table.assign(conclusion=conclusion, about="pair", nature=NATURE["pair"])

    def leave_lines_out(self, lexicon: Lexicon, tokens: pd.DataFrame, level: float) -> pd.DataFrame:
        """List terms, categories and families as `list_changes` does, each without the line that matters most to it.

        That is the line whose lack changes most, a claim first of all.
        """
        lines = self.mentions["term"].value_counts(sort=False).sort_values(ascending=False, kind="stable").index
        if len(lines) > LINES_AT_MOST:
            warnings.warn(
                f"{len(lines)} lines of the lexicon stand in these texts; of these the {LINES_AT_MOST} with the most "
                "places are left out in turn",
                stacklevel=3,
            )
        lines = lines[:LINES_AT_MOST]
        after = find_terms_without_lines(self.paragraphs, lexicon, lines)
        held = self.mentions.loc[self.mentions["term"].isin(lines), ["doc", "paragraph", "term"]].drop_duplicates()
        before = held.rename(columns={"term": "line"}).merge(self.mentions, on=["doc", "paragraph"])
        lost, gained = (
            of_each_kind(one.merge(other[SPOT], on=SPOT, how="left", indicator="there").query("there == 'left_only'"))
            for one, other in ((before, after), (after, before))
        )
        every = conclude(self.count_cases(tokens, lost, gained, level), level)
        base = every.loc[every["line"] == "", ["about", "item", "conclusion", "n_old", "n_new", "p_rate"]]
        # What only the lack of a line brings to light is no finding.
        every = every.merge(base, on=["about", "item"], suffixes=("", "_base"))
        other = every["conclusion"] != every["conclusion_base"]
        claims = every[["conclusion", "conclusion_base"]].isin([SHOWN_MORE, SHOWN_LESS]).any(axis=1)
        ranked = {
            "claim": other & claims,
            "other": other,
            "changed": every["changed"],
            "far": (every["p_rate"] - every["p_rate_base"]).abs(),
            "steps": (every["n_old"] - every["n_old_base"]).abs() + (every["n_new"] - every["n_new_base"]).abs(),
        }
        every = every.assign(**ranked).sort_values([*ranked, "line"], ascending=[False] * len(ranked) + [True])
        line = every["line"].where(every["other"] | every["changed"], "")
        return (
            every.assign(line=line).drop_duplicates(["about", "item"]).filter([*KEYS, "conclusion", *NUMBERS, "line"])
        )

    def count_cases(self, tokens: pd.DataFrame, lost: pd.DataFrame, gained: pd.DataFrame, level: float) -> pd.DataFrame:
        """Compare all items, and those that lack of a line changes (`lost` these places, `gained` those) once more.

        No line is the lexicon as it is.
        """
        touched = pd.concat([lost, gained])[["about", "line", "item"]].drop_duplicates()
        mentions = of_each_kind(self.mentions)
        places = touched.merge(mentions, on=["about", "item"])
        places = places.merge(lost[[*SPOT, "about", "there"]], on=[*SPOT, "about"], how="left")
        places = pd.concat([mentions.assign(line=""), places[places["there"].isna()], gained], ignore_index=True)
        change = self.compare_items(places, tokens, self.aligned, level)
        base = change[change["line"] == ""].drop(columns="line")
        same = base.merge(touched[["about", "line"]].drop_duplicates(), on="about")
        same = same.merge(touched, how="left", indicator="changed").query("changed == 'left_only'")
        return pd.concat([same.assign(changed=False), change.assign(changed=change["line"].ne(""))], ignore_index=True)

    def touched_terms(self, unmended: "VersionPair") -> set[str]:
        """List the terms that stand, in either state, in a paragraph that the other state has not."""
        touched = set()
        for one, other in ((self, unmended), (unmended, self)):
            same = one.paragraphs.merge(other.paragraphs[["doc", "text"]].drop_duplicates(), on=["doc", "text"])
            places = one.mentions.merge(
                same[["doc", "paragraph"]].assign(same=True), on=["doc", "paragraph"], how="left"
            )
            touched |= set(places.loc[places["same"].isna(), "term"])
        return touched


def of_each_kind(mentions: pd.DataFrame) -> pd.DataFrame:
    """Repeat the mentions for each kind of what a lexicon finds: about, and item, its value there."""
    kinds = [mentions.assign(about=about, item=mentions[about]) for about in LEXICAL]
    return pd.concat(kinds, ignore_index=True)


def conclude(change: pd.DataFrame, level: float) -> pd.DataFrame:
    """Say what each row of `compare_items` concludes; those of one kind and one line are tests made together."""
    p, smallest = (change[columns].max(axis=1).to_numpy() for columns in (RATE_TESTS, LEAST_RATE_TESTS))
    n_blocks = change["n_blocks"].to_numpy()
    together = change.groupby(["about", "line"]).ngroup()
    verdict = judge(p, smallest, n_blocks, level, groups=together)[1]
    direction = np.where(change["log_ratio"] > 0, SHOWN_MORE, SHOWN_LESS)
    inferred = pd.Series(np.where(verdict == SHOWN, direction, verdict), change.index, dtype="str").mask(np.isnan(p))
    return change.assign(conclusion=change["change"].where(change["nature"] == "fact", inferred))


def compare_variants(found: pd.DataFrame, *, level: float, min_windows: int) -> pd.DataFrame:
    """Set the variants of each finding side by side, the base case first; of words and pairs those that one reports."""
    worth = {"word": found["p_rate"] <= level, "pair": found[["n_old", "n_new"]].max(axis=1) >= min_windows}
    reported = np.select([found["about"] == about for about in worth], list(worth.values()), True)
    found = found[found.assign(reported=reported).groupby(KEYS, dropna=False)["reported"].transform("any")]
    found = found.sort_values("about", key=lambda about: about.map(list(NATURE).index), kind="stable")
    values = [
        f"{row.conclusion}: {row.n_old:.0f} → {row.n_new:.0f}"
        + (f", log ratio {row.log_ratio:+z.2f}, p of the rates {row.p_rate:.3g}" if row.nature == "inference" else "")
        for row in found.itertuples()
    ]
    found = found.assign(row=found.groupby(KEYS, dropna=False, sort=False).ngroup(), value=values)
    concluded, values = (
        found.pivot(index="row", columns="variant", values=column).reindex(columns=[BASE, *CHOICES]).astype("str")
        for column in ("conclusion", "value")
    )
    base = found[found["variant"] == BASE].set_index("row")[NUMBERS].reindex(concluded.index)
    line = found[found["variant"] == WITHOUT_A_LINE].set_index("row")["line"]
    concluded = concluded.fillna(NEITHER)
    other = concluded[CHOICES].ne(concluded[BASE], axis=0)
    return (
        found.drop_duplicates("row")
        .set_index("row")[KEYS]
        .assign(finding=concluded[BASE])
        .join(base.fillna({"n_old": 0, "n_new": 0}).astype({"n_old": int, "n_new": int}))
        .join(values[CHOICES].fillna(f"{NEITHER}: 0 → 0"))
        .assign(line=line.reindex(concluded.index).fillna(""))
        .assign(stands=~other.any(axis=1), differs=[", ".join(other.columns[row]) for row in other.to_numpy()])
        .astype({"line": "str", "differs": "str"})
        .reset_index(drop=True)
    )
