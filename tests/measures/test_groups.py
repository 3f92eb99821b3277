"""Groups of articles: every count by any keys equals one made by loops over the raw text."""

from collections import Counter, defaultdict
from functools import cache
from inspect import getsource, isfunction, signature
from itertools import cycle, product
from math import log

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.schema import RESULTS

# No two of these words share a character, so that they can be read off the raw text two characters at a time.
TERMS = {"低空": "新产业", "光伏": "新能源", "算力": "新产业", "企业": "主体"}
OTHERS = ["发展", "支持", "推动", "建设", "服务", "市场"]
EMPTY = dict.fromkeys(["forms", "english", "category", "broader", "note"], "")
VOCABULARY = dc.Lexicon(pd.DataFrame({"term": [*TERMS, *OTHERS]}).assign(**EMPTY))
LEXICON = dc.Lexicon(pd.DataFrame({"term": TERMS.keys()}).assign(**EMPTY | {"category": TERMS.values()}))
BYS = ["doc", "year", "topic", "quarter", ["year", "source"], ["source", "section"], ["doc", "year"], []]
WINDOWS = {
    "sentence": ["doc", "sentence"], "paragraph": ["doc", "paragraph"], "section": ["doc", "section"],
    "turn": ["doc", "turn"], "point": ["doc", "section", "turn", "point"],
}  # fmt: skip


YEARLY = 4


@cache
def corpus():
    """Four articles of each of three years, in three sections, with a source, a topic, which some lack, and a date."""
    random = np.random.default_rng(12)
    articles, paragraphs = [], []
    for number in range(3 * YEARLY):
        doc, year = f"{number:02d}", 2022 + number // YEARLY
        topic = random.choice(["产业", "金融", None])
        articles.append((doc, year, ["人民日报", "经济日报"][number % 2], topic, f"{year}-{number % 12 + 1:02d}-08"))
        lines = [(0, 0, "title", None, 2)]
        lines += [(s, 0, "heading", None, 1) for s in (1, 2, 3)] + [(s, s, "body", None, 4) for s in (1, 2, 3)]
        lines += [(s, s, "body", point, 3) for s in (1, 3) for point in (1, 2)] + [(0, 0, "imprint", None, 2)]
        lines.sort(key=lambda line: (line[0] == 0 and line[2] == "imprint", line[0]))
        for at, (section, turn, kind, point, sentences) in enumerate(lines, 1):
            words = [random.choice([*TERMS, *OTHERS], random.integers(1, 5)) for _ in range(sentences)]
            text = "".join("，".join(sentence) + "。" for sentence in words)
            paragraphs.append((doc, section, turn, at, kind, None, point, text))
    names = ["doc", "section", "turn", "paragraph", "kind", "speaker", "point", "text"]
    frame = pd.DataFrame(paragraphs, columns=names).astype({"point": "Int64", "speaker": "str"})
    return pd.DataFrame(articles, columns=["doc", "year", "source", "topic", "date"]), frame


@cache
def tokens():
    return dc.segment(corpus()[1], lexicon=VOCABULARY)


@cache
def mentions():
    return dc.find_terms(corpus()[1], LEXICON)


@cache
def words_by_hand():
    """Every word that counts, in reading order, with all that it can be counted by; missing is None."""
    articles, paragraphs = corpus()
    about = {row["doc"]: row for row in articles.to_dict("records")}
    found, sentence, number = [], Counter(), Counter()
    for p in paragraphs.to_dict("records"):
        for part in p["text"].split("。")[:-1]:
            sentence[p["doc"]] += 1
            for word in part.split("，") if p["kind"] != "imprint" else []:
                row = {**about[p["doc"]], **p, "sentence": sentence[p["doc"]], "word": word, "number": number[p["doc"]]}
                year, month, _ = row["date"].split("-")
                row |= {"quarter": f"{year}-Q{(int(month) + 2) // 3}", "of_term": word in TERMS}
                number[p["doc"]] += 1
                found.append({key: plain(value) for key, value in row.items()})
    return found


def key_of(row, by):
    return tuple(row[key] for key in ([by] if isinstance(by, str) else by))


def plain(value):
    return None if pd.isna(value) else value


def keyed(frame, by, *names):
    """The rows of a result by their keys and the names of what was counted."""
    columns = [*([by] if isinstance(by, str) else by), *names]
    rows = frame.to_dict("records")
    result = {tuple(plain(row[column]) for column in columns): row for row in rows}
    assert len(result) == len(rows)
    return result


def counted_by(by, *, of="word"):
    """Of each group the words, or what `of` says, their docs, and all words and docs of the group."""
    n, docs, total, docs_total = Counter(), defaultdict(set), Counter(), defaultdict(set)
    for row in words_by_hand():
        key = key_of(row, by)
        total[key] += 1
        docs_total[key].add(row["doc"])
        if of == "word" or row["of_term"]:
            n[*key, row["word"]] += 1
            docs[*key, row["word"]].add(row["doc"])
    return n, docs, total, docs_total


def values(rows, by, names, columns):
    return {key: tuple(plain(row[column]) for column in columns) for key, row in keyed(rows, by, *names).items()}


def windows_by(by, within):
    """Of each group and two terms the windows with both, with either, and all."""
    windows = defaultdict(set)
    for row in words_by_hand():
        place = tuple(row[key] for key in WINDOWS[within])
        if place[-1] not in (0, None):
            windows[key_of(row, by), place] |= {row["word"]} & set(TERMS)
    total, single, both = Counter(), Counter(), Counter()
    for (group, _), terms in windows.items():
        total[group] += 1
        single.update((*group, term) for term in terms)
        both.update((*group, a, b) for a in terms for b in terms if a < b)
    return {
        (*group, a, b): (n, single[*group, a], single[*group, b], total[tuple(group)])
        for (*group, a, b), n in both.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("by", BYS, ids=str)
def test_counts_and_totals_are_those_of_the_raw_text(by):
    articles, _ = corpus()
    n, total, characters, words = Counter(), Counter(), Counter(), Counter()
    for row in words_by_hand():
        total[key_of(row, by)] += 1
        characters[key_of(row, by)] += len(row["word"])
        words[*key_of(row, by), row["word"]] += 1
        n[*key_of(row, by), row["word"]] += row["of_term"]
    n = +n
    rows = keyed(dc.count(mentions(), base=tokens(), by=by, articles=articles), by, "term")
    assert {key: (row["n"], row["total"]) for key, row in rows.items()} == {k: (n[k], total[k[:-1]]) for k in n}
    rows = keyed(dc.count(mentions(), base=tokens(), by=by, articles=articles, unit="character"), by, "term")
    assert {key: row["total"] for key, row in rows.items()} == {key: characters[key[:-1]] for key in n}
    rows = keyed(dc.count(tokens(), by=by, articles=articles), by, "word")
    assert {key: (row["n"], row["total"]) for key, row in rows.items()} == {k: (words[k], total[k[:-1]]) for k in words}
    # What tells mentions apart parts no words.
    keys = [*([by] if isinstance(by, str) else by), "category"]
    rows = keyed(dc.count(mentions(), base=tokens(), by=keys, of="term", articles=articles), keys, "term")
    assert {(*key[:-2], key[-1]): (row["n"], row["total"]) for key, row in rows.items()} == {
        key: (n[key], total[key[:-1]]) for key in n
    }


@pytest.mark.slow
@pytest.mark.parametrize(("by", "within"), [*zip(BYS, cycle(WINDOWS)), *product(["topic"], WINDOWS)], ids=str)
def test_windows_are_those_of_each_article(by, within):
    """None is joined from two articles, whatever groups them."""
    rows = dc.count_pairs(mentions(), base=tokens(), within=within, by=by, articles=corpus()[0])
    assert values(rows, by, ["term_a", "term_b"], ["n", "n_a", "n_b", "windows"]) == windows_by(by, within)


def most_pairs(first, second, reach):
    """The most pairs that can be made of two lists of places, each place in one pair, by augmenting paths."""
    partner = {}

    def find(a, seen):
        for b in second:
            if b not in seen and a[0] == b[0] and abs(a[1] - b[1]) <= reach:
                seen.add(b)
                if b not in partner or find(partner[b], seen):
                    partner[b] = a
                    return True
        return False

    return sum(find(a, set()) for a in first)


@pytest.mark.slow
@pytest.mark.parametrize("by", BYS, ids=str)
def test_terms_some_words_apart_are_of_one_article(by):
    places, total = defaultdict(list), Counter()
    for row in words_by_hand():
        total[key_of(row, by)] += 1
        if row["of_term"]:
            places[*key_of(row, by), row["word"]].append(((row["doc"], row["paragraph"]), row["number"]))
    expected = {}
    for *group, a in places:
        for b in TERMS:
            n = most_pairs(places[*group, a], places.get((*group, b), []), 3) if a < b else 0
            if n:
                sizes = len(places[*group, a]), len(places[*group, b])
                expected[*group, a, b] = (n, *sizes, max(1, round(total[tuple(group)] / 6)))
    rows = dc.count_pairs(mentions(), base=tokens(), within=3, by=by, articles=corpus()[0])
    found = keyed(rows, by, "term_a", "term_b")
    assert {key: (row["n"], row["n_a"], row["n_b"], row["windows"]) for key, row in found.items()} == expected


@pytest.mark.slow
@pytest.mark.parametrize(("by", "over"), [*product(BYS, ["section", 4]), *product(["topic"], WINDOWS)], ids=str)
def test_a_part_is_of_one_article(by, over):
    """Also where texts are cut into equal parts: four articles have four parts each."""
    lengths = Counter((row["doc"], *key_of(row, by)) for row in words_by_hand())
    before, sizes, counts = Counter(), defaultdict(Counter), defaultdict(Counter)
    for row in words_by_hand():
        group = key_of(row, by)
        own = (row["doc"], *group)
        if over == 4:
            part = (row["doc"], before[own] * over // lengths[own])
            before[own] += 1
        else:
            part = tuple(row[key] for key in WINDOWS[over])
        if row["of_term"]:
            counts[*group, row["word"]] += Counter()
        if part[-1] not in (0, None) or over == 4:
            sizes[group][part] += 1
            if row["of_term"]:
                counts[*group, row["word"]][part] += 1
    rows = keyed(dc.dispersion(mentions(), base=tokens(), over=over, by=by, articles=corpus()[0]), by, "term")
    assert set(rows) == set(counts)
    for key, row in rows.items():
        held, here = counts[key], sizes[key[:-1]]
        n, words = held.total(), sum(here.values())
        assert (row["n"], row["parts"], row["range"]) == (n, len(here), len(held))
        if n:
            assert row["dp"] == pytest.approx(sum(abs(held[p] / n - here[p] / words) for p in here) / 2)


@pytest.mark.parametrize("by", BYS, ids=str)
def test_tfidf_takes_groups_for_parts(by):
    """Of the whole corpus there is one part, which has all words."""
    counts = Counter((*key_of(row, by), row["word"]) for row in words_by_hand())
    total, parts = Counter(), Counter(word for *_, word in counts)
    for (*group, _), n in counts.items():
        total[tuple(group)] += n
    rows = dc.add_tfidf(dc.count(tokens(), by=by, articles=corpus()[0]), by=by, norm=None)
    for (*group, word), row in keyed(rows, by, "word").items():
        tf, idf = counts[*group, word] / total[tuple(group)], log((1 + len(total)) / (1 + parts[word])) + 1
        assert (row["df"], row["parts"]) == (parts[word], len(total))
        assert (row["tf"], row["idf"], row["tfidf"]) == pytest.approx((tf, idf, tf * idf))


@pytest.mark.slow
@pytest.mark.parametrize("by", BYS, ids=str)
def test_prominence_counts_the_same(by):
    n, total = Counter(), Counter()
    for row in words_by_hand():
        total[key_of(row, by)] += 1
        n[*key_of(row, by), row["word"]] += row["of_term"]
    n = +n
    rows = keyed(dc.prominence(mentions(), base=tokens(), by=by, articles=corpus()[0]), by, "term")
    assert {key: (row["n"], row["total"]) for key, row in rows.items()} == {k: (n[k], total[k[:-1]]) for k in n}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("by", "old", "new"),
    [("year", 2022, 2024), ("source", "人民日报", "经济日报"), (["source", "section"], "人民日报", "经济日报"),
     (["year", "source"], 2023, 2024), (["source", "year"], "人民日报", "经济日报"), ("doc", "03", "07")],
    ids=str,
)  # fmt: skip
def test_groups_are_compared_as_docs_are(by, old, new):
    """By the key that has both values; the other keys one by one. The lines behind a row are those of both sides."""
    by = [by] if isinstance(by, str) else by
    between = next(key for key in by if any(row[key] == old for row in words_by_hand()))
    others = [key for key in by if key != between]
    n, total = Counter(), Counter()
    for row in words_by_hand():
        side = {old: "old", new: "new"}.get(row[between])
        total[side, key_of(row, others)] += 1
        n[side, key_of(row, others), row["word"]] += row["of_term"]
    articles, paragraphs = corpus()
    counts = dc.count(mentions(), base=tokens(), by=by, articles=articles)
    for options in ({}, {"base": tokens(), "articles": articles}):
        change = dc.compare(counts, old=old, new=new, **options)
        assert set(change["old"]) == {old} and set(change["new"]) == {new}
        assert change.get("between", pd.Series("doc")).unique().tolist() == [between]
        for (*key, term), row in keyed(change, others, "term").items():
            sides = [(n[side, tuple(key), term], total[side, tuple(key)]) for side in ("old", "new")]
            assert [(row["n_old"], row["total_old"]), (row["n_new"], row["total_new"])] == sides
        assert change["n_new"].sum() == sum(n for (side, *_), n in n.items() if side == "new")
    lines = dc.evidence(change, mentions(), paragraphs, articles=articles)
    assert lines.groupby("row").size().tolist() == (change["n_old"] + change["n_new"]).tolist()
    assert (lines["match"] == change["term"].to_numpy()[lines["row"]]).all()


@pytest.mark.slow
@pytest.mark.parametrize("by", ["topic", "quarter", ["source", "section"], []], ids=str)
def test_every_row_by_any_keys_opens_as_many_lines_as_it_counts(by):
    articles, paragraphs = corpus()
    results = {
        None: dc.count(mentions(), base=tokens(), by=by, articles=articles),
        "over": dc.dispersion(mentions(), base=tokens(), over="section", by=by, articles=articles),
        "sentence": dc.count_pairs(mentions(), base=tokens(), within="sentence", by=by, articles=articles),
        "words": dc.count_pairs(mentions(), base=tokens(), within=3, by=by, articles=articles),
    }
    for rows in results.values():
        lines = dc.evidence(rows, mentions(), paragraphs, base=tokens(), articles=articles)
        assert lines.groupby("row").size().reindex(range(len(rows)), fill_value=0).tolist() == rows["n"].tolist()


def test_the_sentences_of_a_group_are_dealt_out_as_those_of_one_text():
    """As where the articles of a year are one doc whose sentences are numbered on."""
    articles, _ = corpus()
    frames = []
    for frame in (mentions(), tokens()):
        number = frame["doc"].astype(int) * 100
        year = 2022 + frame["doc"].astype(int) // YEARLY
        frames.append(frame.assign(doc=year.astype("str"), sentence=frame["sentence"] + number).drop(columns="start"))
    change = dc.compare(dc.count(mentions(), base=tokens(), by="year", articles=articles), old=2022, new=2023)
    tested = dc.add_sentence_test(change, mentions(), base=tokens(), articles=articles, draws=99)
    one = dc.compare(dc.count(frames[0], base=frames[1], by="doc"), old="2022", new="2023")
    one = dc.add_sentence_test(one, frames[0], base=frames[1], draws=99)
    assert tested["p_sentence"].tolist() == one["p_sentence"].tolist() and tested["p_sentence"].notna().all()


def test_a_column_of_ones_own_in_both_frames_needs_no_articles():
    articles, _ = corpus()
    years = dict(zip(articles["doc"], articles["year"], strict=True))
    own = [frame.assign(year=frame["doc"].map(years)) for frame in (mentions(), tokens())]
    expected = dc.count(mentions(), base=tokens(), by="year", articles=articles)
    pd.testing.assert_frame_equal(dc.count(own[0], base=own[1], by="year"), expected)
    # By doc a year parts no words, so that the totals are right without it.
    by_doc = dc.count(own[0], base=tokens(), by=["doc", "year"])
    pd.testing.assert_frame_equal(by_doc, dc.count(own[0], base=own[1], by=["doc", "year"]))
    # Its own column stays, and what articles say must be the same.
    pd.testing.assert_frame_equal(dc.count(own[0], base=tokens(), by="year", articles=articles), expected)
    # The terms of this lexicon have no category, so that it is that of the articles.
    given = {"base": tokens(), "by": "category", "articles": articles.assign(category=articles["year"])}
    rows = dc.count(mentions().assign(category=None), **given)
    assert rows[["category", "term", "n", "total"]].to_numpy().tolist() == (
        expected[["year", "term", "n", "total"]].to_numpy().tolist()
    )


def test_articles_without_a_value_are_a_group():
    """Nothing vanishes: the words of all groups are all words."""
    rows = dc.count(tokens(), by="topic", articles=corpus()[0])
    assert rows["topic"].isna().any() and rows["n"].sum() == len(words_by_hand())


def test_the_year_of_a_date_is_a_number_unless_the_articles_have_a_year():
    articles, _ = corpus()
    bare = articles.drop(columns="year")
    by_date = dc.count(tokens(), by="year", articles=bare)
    assert by_date["year"].unique().tolist() == [2022, 2023, 2024]
    assert by_date["n"].tolist() == dc.count(tokens(), by="year", articles=articles)["n"].tolist()
    assert dc.compare(by_date, old=2022, new=2023)["n_old"].sum() == (by_date["year"] == 2022).mul(by_date["n"]).sum()
    months = dc.count(tokens(), by="month", articles=articles)["month"].unique()
    assert sorted(months) == sorted({date[:7] for date in articles["date"]})
    undated = articles.assign(date=[None, "2022", *articles["date"][2:]])
    rows = (
        dc.count(tokens(), by=["doc", "quarter"], articles=undated).drop_duplicates("doc").set_index("doc")["quarter"]
    )
    assert rows[["00", "01"]].isna().all() and rows["02"] == "2022-Q1"
    for period in ("quarter", "month"):
        with pytest.raises(DiscourseError, match=f"by='{period}', but no article has a date that tells its {period}"):
            dc.count(tokens(), by=period, articles=articles.assign(date="2022"))


@cache
def results_by(kind, values):
    """What the functions give by a column of articles: the source or the year since 2000 as numbers of a kind."""
    articles, paragraphs = corpus()
    numbers = articles["source"].eq("人民日报") if values == "source" else articles["year"] - 2000
    about = articles.assign(own=numbers.astype(kind))
    given = {"base": tokens(), "by": "own", "articles": about}
    counts = dc.count(mentions(), **given)
    old, new = counts["own"].drop_duplicates().tolist()[:2]
    change = dc.compare(counts, old=old, new=new, base=tokens(), articles=about)
    change = dc.add_sentence_test(change, mentions(), base=tokens(), articles=about, draws=19)
    assert len(dc.evidence(change, mentions(), paragraphs, articles=about)) == change[["n_old", "n_new"]].sum().sum()
    results = [
        counts,
        dc.count(mentions(), interval="bootstrap", **given),
        dc.dispersion(mentions(), over=3, **given),
        dc.count_pairs(mentions(), within="section", **given),
    ]
    return [result.drop(columns="own") for result in results] + [change.drop(columns=["old", "new"])]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["category", "float64", "datetime64[s]", "bool"])
def test_a_column_of_any_type_is_a_key(kind):
    """Of the same groups come the same numbers, and two of them can be compared."""
    values = "source" if kind == "bool" else "year"
    for own, plain in zip(results_by(kind, values), results_by("int64", values), strict=True):
        pd.testing.assert_frame_equal(own, plain)


@pytest.mark.slow
def test_a_name_may_be_that_of_a_helping_column():
    """The functions number groups, rows and parts under names of their own; two articles of each year are enough."""
    articles, paragraphs, places, words = (
        frame[frame["doc"].astype(int) % YEARLY < 2] for frame in (*corpus(), mentions(), tokens())
    )
    names = ["group", "row", "part", "number", "side", "sign", "place", "size", "at", "window", "file", "date"]
    about = articles.assign(**dict.fromkeys(names, articles["year"]))
    given = {"base": words, "by": names, "articles": about}
    counts = dc.count(places, **given)
    plain = dc.count(places, base=words, by="year", articles=articles)
    assert counts["n"].tolist() == plain["n"].tolist()
    for over in ("section", 4):
        spread = dc.dispersion(places, over=over, **given)
        assert spread["parts"].unique().tolist() == [2 * (3 if over == "section" else 4)]
    pairs = dc.count_pairs(places, within=3, **given)
    assert len(dc.evidence(pairs, places, paragraphs, base=words, articles=about)) == pairs["n"].sum()
    for name in names:
        change = dc.compare(plain.rename(columns={"year": name}).assign(by=name), old=2022, new=2024)
        tested = dc.add_sentence_test(change, places, base=words, articles=about, draws=9)
        assert tested["p_sentence"].notna().all()
        lines = dc.evidence(change, places, paragraphs, articles=about)
        assert len(lines) == (change["n_old"] + change["n_new"]).sum()


@cache
def wrong_years():
    return mentions().assign(year=2020)


def about(**columns):
    return corpus()[0].assign(**columns)


def by_year():
    return dc.count(tokens(), by="year", articles=about())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: dc.count(wrong_years(), base=tokens(), by="year"), "base has no column 'year'.*=corpus.articles"),
        (
            lambda: dc.count_pairs(wrong_years(), base=tokens(), within="sentence", by="year"),
            "base has no column 'year'.*articles=corpus.articles",
        ),
        (lambda: dc.dispersion(wrong_years(), base=tokens(), over=4, by="year"), "base has no column 'year'"),
        (
            lambda: dc.count(mentions().assign(half=mentions()["paragraph"] % 2), base=tokens(), by=["doc", "half"]),
            "base has no column 'half'",
        ),
        (lambda: dc.count(mentions(), base=tokens(), by="year"), "by='year' is not one of.*articles=corpus.articles"),
        (lambda: dc.count(tokens(), by="yaer", articles=about()), "'yaer' is not one of.*Did you mean 'year'"),
        (lambda: dc.count(tokens(), by=None), r"by=None is no name; .* or \[\] for the whole corpus"),
        (lambda: dc.count(tokens(), by="year", articles=about()[3:]), "articles has no row for doc='00'"),
        (lambda: dc.count(tokens(), by="year", articles=pd.concat([about()] * 2)), "several rows for doc='00'"),
        (
            lambda: dc.count(wrong_years(), base=tokens(), by="year", articles=about()),
            "year=2020 in doc='00', where articles has 2022; rename",
        ),
        (
            lambda: dc.count(tokens(), by="section", articles=about(section="要闻")),
            "section=0 in doc='00', where articles has '要闻'; rename",
        ),
        (
            lambda: dc.count(wrong_years(), base=tokens().assign(year="2020"), by="year"),
            "'year' is int64 in the frame and str in base",
        ),
        (lambda: dc.count(tokens(), by=[["year"]], articles=about()), r"by=\[\['year'\]\] is no name"),
        (lambda: dc.count(tokens(), by="a|b", articles=about(**{"a|b": 1})), "by names 'a|b'; results join their keys"),
        (lambda: dc.count(tokens(), by=2024), "by=2024 is no name; give that of a column"),
        (lambda: dc.count(tokens(), by=[2024]), r"by=\[2024\] is no name"),
        (lambda: dc.count(tokens(), by="rate", articles=about(rate=1)), "by names 'rate', a column that results have"),
        (lambda: dc.compare(by_year(), old=2022, new=2025), "new=2025 is not one of: 2022, 2023, 2024"),
        (lambda: dc.compare(by_year(), old="2022", new=2023), "old='2022' is not one of: 2022, 2023, 2024"),
        (lambda: dc.compare(by_year(), old=2022, new=2022), "old=2022 and new=2022 are one year"),
        (
            lambda: dc.compare(dc.count(tokens(), by=["year", "source"], articles=about()), old=2022, new="人民日报"),
            "values of no one key; give two of one, year: 2022, 2023, 2024; source: '人民日报', '经济日报'",
        ),
        (lambda: dc.compare(dc.count(tokens(), by=[]), old="a", new="b"), "counts has no key"),
        (
            lambda: dc.compare(by_year(), old=2022, new=2023, base=tokens()),
            "base has no column 'year'.*articles=corpus.articles",
        ),
        (lambda: dc.add_tfidf(by_year(), by="source"), "by='source' is not one of.*Count by it first"),
        (
            lambda: dc.evidence(by_year(), tokens(), corpus()[1]),
            "places have no column 'year'.*for a column of the articles articles=",
        ),
    ],
)  # fmt: skip
def test_a_key_that_is_not_known_everywhere_is_refused(call, message):
    """With the column, the options, and what to give."""
    with pytest.raises(DiscourseError, match=message):
        call()


@pytest.mark.slow
def test_blocks_are_of_two_docs_and_not_of_groups():
    articles, paragraphs = corpus()
    aligned = dc.align_versions(paragraphs, old="00", new="01")
    change = dc.compare(dc.count(mentions(), base=tokens(), by="year", articles=articles), old=2022, new=2023)
    with pytest.raises(DiscourseError, match="change compares by 'year', and blocks are of two docs"):
        dc.add_paired_test(change, mentions(), aligned, articles=articles)
    with pytest.raises(DiscourseError, match="mentions have no column 'year'"):
        dc.add_sentence_test(change, mentions(), base=tokens())
    # Keys beside doc may be columns of the articles.
    same = articles.assign(group="甲")
    counts = dc.count(mentions(), base=tokens(), by=["doc", "group"], articles=same)
    keyed_change = dc.compare(counts, old="00", new="01")
    tested = dc.add_paired_test(keyed_change, mentions(), aligned, articles=same)
    plain_change = dc.compare(dc.count(mentions(), base=tokens(), by="doc"), old="00", new="01")
    assert tested["p_paired"].tolist() == dc.add_paired_test(plain_change, mentions(), aligned)["p_paired"].tolist()


def test_no_result_has_a_column_that_a_key_may_be_called():
    """Else a key of that name would be overwritten."""
    results = [
        dc.count(mentions(), base=tokens(), by="doc"),
        dc.dispersion(mentions(), base=tokens(), over=4, by="doc"),
        dc.count_pairs(mentions(), base=tokens(), within="sentence", by="doc"),
        dc.prominence(mentions(), base=tokens(), by="doc"),
    ]
    assert {name for result in results for name in result} - {"doc", "term"} <= set(RESULTS)


def test_a_mistyped_column_of_the_articles_is_guessed():
    """What its date says, too, though no column of that name is there."""
    for wrong, right in [("yeer", "year"), ("sorce", "source")]:
        with pytest.raises(DiscourseError, match=f"by='{wrong}' is not one of.*Did you mean '{right}'"):
            dc.count(mentions(), base=tokens(), by=wrong, articles=corpus()[0])


GROUPS = ["topic", ["year", "source"], ["source", "section"], "paragraph", []]


@pytest.mark.parametrize("by", GROUPS, ids=str)
def test_an_article_of_a_group_has_a_word_once(by):
    _, docs, _, docs_total = counted_by(by)
    rows = dc.count_docs(tokens(), by=by, articles=corpus()[0])
    expected = {key: (len(docs[key]), len(docs_total[key[:-1]])) for key in docs}
    assert values(rows, by, ["word"], ["docs", "docs_total"]) == expected


@cache
def parts(folder):
    """The corpus in three tables, with the columns of its articles."""
    articles, paragraphs = corpus()
    whole = paragraphs.merge(articles.drop(columns="date"), on="doc")
    for year, part in whole.groupby("year"):
        part.to_parquet(folder / f"{year}.parquet", index=False)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return parts(tmp_path_factory.mktemp("parts"))


@pytest.mark.slow
@pytest.mark.parametrize("by", GROUPS, ids=str)
def test_groups_of_a_corpus_in_parts_are_those_of_the_raw_text(by, folder):
    """Whatever part an article is in; and so are the counts that are kept."""
    n, docs, total, docs_total = counted_by(by, of="term")
    run = {"by": by, "lexicon": LEXICON, "n_jobs": 1, "cache": folder.parent / "counts"}
    expected = {key: (n[key], total[key[:-1]]) for key in n}
    columns = ["n", "total"]
    assert values(dc.count_corpus(folder, **run), by, ["term"], columns) == expected
    kept = dc.read_counts(run["cache"], by=by, of="term", unit="word")
    assert values(kept, by, ["term"], columns) == expected
    rows = dc.count_docs_corpus(folder, **run)
    expected = {key: (len(docs[key]), len(docs_total[key[:-1]])) for key in docs}
    assert values(rows, by, ["term"], ["docs", "docs_total"]) == expected
    rows = dc.count_pairs_corpus(folder, within="paragraph", **run)
    columns = ["n", "n_a", "n_b", "windows"]
    assert values(rows, by, ["term_a", "term_b"], columns) == windows_by(by, "paragraph")


@pytest.mark.slow
@pytest.mark.parametrize("by", GROUPS, ids=str)
def test_ties_of_a_network_are_the_windows_of_its_group(by):
    """A term has as many ties as other terms that it meets, and as much strength as windows that it shares with them."""
    degree, strength, held = Counter(), Counter(), {}
    for (*group, a, b), (n, n_a, n_b, _) in windows_by(by, "sentence").items():
        degree.update([(*group, a), (*group, b)])
        strength.update({(*group, a): n, (*group, b): n})
        held |= {(*group, a): n_a, (*group, b): n_b}
    rows = dc.centrality(mentions(), base=tokens(), within="sentence", by=by, articles=corpus()[0], draws=20)
    found = values(rows, by, ["term"], ["windows", "degree", "strength"])
    assert {key: row for key, row in found.items() if row[1]} == {k: (held[k], degree[k], strength[k]) for k in held}
    n, *_ = counted_by(by, of="term")
    assert set(found) == set(n)


@pytest.mark.slow
@pytest.mark.parametrize("by", GROUPS, ids=str)
def test_prominence_tells_sections_and_beginnings_of_each_article(by):
    """A share of the words of its own doc before the first place there, the mean over the docs of a group."""
    lengths = Counter(row["doc"] for row in words_by_hand())
    first, sections, kinds = defaultdict(dict), defaultdict(set), Counter()
    docs, own_sections = defaultdict(set), defaultdict(set)
    for row in words_by_hand():
        key, doc = key_of(row, by), row["doc"]
        docs[key].add(doc)
        if row["section"]:
            own_sections[doc].add(row["section"])
        if row["of_term"]:
            term = (*key, row["word"])
            first[term].setdefault(doc, row["number"] / lengths[doc])
            sections[term] |= {(doc, row["section"])} if row["section"] else set()
            kinds[term, row["kind"]] += 1
    rows = keyed(dc.prominence(mentions(), base=tokens(), by=by, articles=corpus()[0]), by, "term")
    assert set(rows) == set(first)
    for key, row in rows.items():
        assert row["first"] == pytest.approx(sum(first[key].values()) / len(first[key]))
        assert row["sections"] == len(sections[key])
        assert [row[f"in_{kind}"] for kind in ("title", "heading", "body")] == [
            kinds[key, kind] for kind in ("title", "heading", "body")
        ]
        assert row["sections_share"] == pytest.approx(
            len(sections[key]) / sum(len(own_sections[d]) for d in docs[key[:-1]])
        )


@cache
def letters_by_hand():
    """Of each paragraph that counts what articles say, and the offsets of its letters; all else is a mark."""
    about = {row["doc"]: row for row in corpus()[0].to_dict("records")}
    rows = [about[row["doc"]] | row for row in corpus()[1].to_dict("records") if row["kind"] != "imprint"]
    return [
        {key: plain(value) for key, value in row.items()}
        | {"letters": [at for at, each in enumerate(row["text"]) if each not in "，。"]}
        for row in rows
    ]


@cache
def passages():
    return dc.find_reuse(corpus()[1], least=8, changed=0, articles=corpus()[0])


@pytest.mark.slow
@pytest.mark.parametrize("by", ["doc", "topic"])
def test_letters_that_a_group_has_of_another_count_once(by):
    group = {row["doc"]: plain(row[by]) for row in corpus()[0].to_dict("records")}
    total, borrowed, of_any = Counter(), defaultdict(set), defaultdict(set)
    for row in letters_by_hand():
        total[row[by]] += len(row["letters"])
        for passage in passages().to_dict("records"):
            if (passage["doc_to"], passage["paragraph_to"]) == (row["doc"], row["paragraph"]):
                span = {at for at in row["letters"] if passage["start_to"] <= at < passage["end_to"]}
                spots = {(row["doc"], row["paragraph"], at) for at in span}
                borrowed[group[passage["doc_from"]], row[by]] |= spots
                of_any[row[by]] |= spots
    expected = {
        key: (len(spots), total[key[1]], len(of_any[key[1]]) / total[key[1]]) for key, spots in borrowed.items()
    }
    rows = dc.count_reuse(passages(), corpus()[1], by=by, articles=corpus()[0])
    found = keyed(rows[rows["passages"] > 0], [f"{by}_from", f"{by}_to"])
    assert {key: (row["n"], row["total"], pytest.approx(row["share_any"])) for key, row in found.items()} == expected
    none = keyed(rows[rows["passages"] == 0], f"{by}_to")
    assert {key: (row["n"], row["total"]) for (key,), row in none.items()} == {
        to: (0, n) for to, n in total.items() if not of_any[to]
    }


@pytest.mark.slow
@pytest.mark.parametrize("by", GROUPS, ids=str)
def test_boilerplate_stands_in_docs_of_one_source(by):
    """Runs of six letters that three tenths of its docs have, three at the least; those that meet are one place."""
    having, docs, runs = defaultdict(set), defaultdict(set), []
    for row in letters_by_hand():
        source, letters = key_of(row, by), row["letters"]
        docs[source].add(row["doc"])
        for at in range(len(letters) - 5):
            run = "".join(row["text"][each] for each in letters[at : at + 6])
            having[source, run].add(row["doc"])
            runs.append((source, row["doc"], row["paragraph"], at, run, letters))
    expected = {}
    place, last = (None, None), 0
    for source, doc, paragraph, at, run, letters in runs:
        here = len(having[source, run])
        if here < max(3, 0.3 * len(docs[source])):
            continue
        if place[:2] != (doc, paragraph) or at > last:
            place = (doc, paragraph, letters[at])
            expected[place] = (0, here, len(docs[source]))
        last = at + 6
        expected[place] = (letters[last - 1] + 1, min(expected[place][1], here), len(docs[source]))
    rows = dc.find_boilerplate(corpus()[1], by=by, articles=corpus()[0], share=0.3, least=6)
    assert values(rows, [], ["doc", "paragraph", "start"], ["end", "docs", "docs_total"]) == expected


@pytest.mark.parametrize("by", ["year", "topic", "quarter", "section"])
def test_a_formula_has_the_places_of_each_period(by):
    """A period that it is absent from has a text; places without a period are told apart."""
    n, letters, docs, undated = defaultdict(Counter), Counter(), defaultdict(set), Counter()
    for row in words_by_hand():
        letters[row[by]] += len(row["word"])
        if row["of_term"]:
            n[row["word"]][row[by]] += 1
            docs[row["word"]].add(row["doc"])
    for word in n:
        undated[word] = n[word].pop(None, 0)
    rows = dc.formulas(corpus()[1], terms=list(TERMS), articles=corpus()[0], by=by).set_index("term")
    assert set(rows.index) == set(n)
    for word, row in rows.to_dict("index").items():
        rates = {period: 1000 * n[word][period] / letters[period] for period in sorted(n[word])}
        peak = max(rates, key=rates.get)
        assert (row["n"], row["undated"], row["docs"], row["docs_total"]) == (
            n[word].total() + undated[word], undated[word], len(docs[word]), 3 * YEARLY)  # fmt: skip
        assert [str(row[each]) for each in ("first", "last", "peak")] == [*map(str, (min(rates), max(rates), peak))]
        assert (row["peak_n"], row["peak_rate"]) == (n[word][peak], pytest.approx(rates[peak]))
        assert row["present_in"] == "|".join(map(str, rates)) and row["present"] == len(rates)
        assert row["n_in"] == "|".join(str(n[word][period]) for period in rates)
        absent = [period for period in letters if period is not None and min(rates) < period < max(rates)]
        assert row["absent"] == len(set(absent) - set(rates))


HELD = {
    "add_tfidf": test_tfidf_takes_groups_for_parts,
    "centrality": test_ties_of_a_network_are_the_windows_of_its_group,
    "count": test_counts_and_totals_are_those_of_the_raw_text,
    "count_corpus": test_groups_of_a_corpus_in_parts_are_those_of_the_raw_text,
    "count_docs": test_an_article_of_a_group_has_a_word_once,
    "count_docs_corpus": test_groups_of_a_corpus_in_parts_are_those_of_the_raw_text,
    "count_pairs": test_windows_are_those_of_each_article,
    "count_pairs_corpus": test_groups_of_a_corpus_in_parts_are_those_of_the_raw_text,
    "count_reuse": test_letters_that_a_group_has_of_another_count_once,
    "dispersion": test_a_part_is_of_one_article,
    "find_boilerplate": test_boilerplate_stands_in_docs_of_one_source,
    "formulas": test_a_formula_has_the_places_of_each_period,
    "prominence": test_prominence_tells_sections_and_beginnings_of_each_article,
    "read_counts": test_groups_of_a_corpus_in_parts_are_those_of_the_raw_text,
}


def test_every_function_by_keys_is_held_to_loops():
    """A new one needs a test of this file, which calls it."""
    public = {name: getattr(dc, name) for name in dc.__all__}
    by_keys = {name for name, each in public.items() if isfunction(each) and "by" in signature(each).parameters}
    assert by_keys == set(HELD)
    assert [name for name, test in HELD.items() if f"dc.{name}(" not in getsource(test)] == []
