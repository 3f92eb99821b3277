"""The life of a formula: when it comes, how it spreads, and when it goes."""

import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_integer_dtype

from discourse.measures.intervals import share_interval
from discourse.schema import FORMULAS, MENTIONS, READ, check_paragraphs, make_frame, state_counted
from discourse.texts.normalize import fold_case, matchable
from discourse.texts.sentences import lay_sentences_out
from discourse.words.groups import add_keys
from discourse.words.lexicon import Lexicon, find_terms, place_terms
from discourse.words.windows import countable
from discourse.years.candidates import formula_candidates
from discourse.years.periods import periods_between

PER = 1000
# The two grades of the China Media Project whose least shares of a year's articles are known, the hotter first; and how
# many articles there must be before one of them alone does not reach the lower.
GRADES = {"boiling": 0.0518, "scalding": 0.0129}
GRADED = round(1 / GRADES["scalding"])


class FormulaPlace(NamedTuple):
    """A place of a term: when and where, who says it, and how it is printed, or inside which longer term it stands."""

    period: Any
    date: str | None
    doc: str
    paragraph: int
    sentence: int
    speaker: str | None
    source: str | None
    form: str | None
    longer: str | None


class Life(NamedTuple):
    """A term and its places, from the earliest on; those without a period last."""

    term: str
    places: list[FormulaPlace]

    @property
    def dated(self) -> list[FormulaPlace]:
        """The places that have a period."""
        return [place for place in self.places if place.period is not None]

    def years(self, sizes: dict[Any, int]) -> dict[str, object]:
        """Return when the term is present, absent and without a text.

        `sizes` are the letters of each period that has a text.

        >>> place = FormulaPlace(2003, None, "a", 1, 1, None, None, "算力", None)
        >>> places = [place, place._replace(period=2005), place._replace(period=2005)]
        >>> life = Life("算力", places).years({2003: 1000, 2004: 500, 2005: 500})
        >>> life["present_in"], life["n_in"], life["absent_in"], life["peak"], life["peak_rate"]
        ('2003|2005', '1|2', '2004', 2005, 4.0)
        """
        if not self.dated:
            return dict.fromkeys(["present", "absent", "no_text"], 0)
        n = dict(sorted(Counter(place.period for place in self.dated).items()))
        first, last = min(n), max(n)
        life = periods_between(first, last, sizes)
        absent = [each for each in life if each in sizes and each not in n]
        no_text = [each for each in life if each not in sizes]
        peak = max(n, key=lambda period: n[period] / sizes[period])
        lists = {"present_in": n, "n_in": n.values(), "absent_in": absent, "no_text_in": no_text}
        return {
            "first": first, "last": last, "peak": peak, "peak_n": n[peak], "peak_rate": PER * n[peak] / sizes[peak],
            "present": len(n), "absent": len(absent), "no_text": len(no_text),
            **{name: "|".join(map(str, values)) for name, values in lists.items()},
        }  # fmt: skip

    def beginning(self, texts: dict[tuple[str, int, int], str]) -> dict[str, object]:
        """Return where the first place stands, who says it there, and in how many docs of that day the term is."""
        if not self.dated:
            return {"first_docs": 0}
        place = self.dated[0]
        docs = {other.doc for other in self.dated if (other.period, other.date) == (place.period, place.date)}
        return {
            "first_doc": place.doc, "first_paragraph": place.paragraph, "first_sentence": place.sentence,
            "first_text": texts[place.doc, place.paragraph, place.sentence],
            "first_speaker": place.speaker, "first_source": place.source, "first_docs": len(docs),
        }  # fmt: skip

    def forms(self) -> dict[str, object]:
        """Return how often the term is printed as it is, its other forms, and the longer terms that hold it."""
        others = Counter(place.form for place in self.places if place.form not in (None, found_as(self.term)))
        longer = Counter(place.longer for place in self.places if place.longer is not None)
        exact = len(self.places) - others.total() - longer.total()
        return {
            "n": len(self.places) - longer.total(), "n_longer": longer.total(),
            "fixedness": exact / len(self.places) if self.places else np.nan,
            "variants": most_frequent(others), "longer": most_frequent(longer),
        }  # fmt: skip

    def grade(self, docs: dict[Any, int]) -> str | None:
        """Return the hottest grade that the term reached in a period; `docs` are how many each period has.

        >>> place = FormulaPlace(2024, None, "a", 1, 1, None, None, "算力", None)
        >>> Life("算力", [place]).grade({2024: 78}), Life("算力", [place, place._replace(doc="b")]).grade({2024: 78})
        (None, 'scalding')
        """
        having = Counter(period for period, _ in {(place.period, place.doc) for place in self.dated})
        shares = [having[period] / n for period, n in docs.items() if n >= GRADED]
        return next((grade for grade, least in GRADES.items() if any(share >= least for share in shares)), None)


def formulas(
    paragraphs: pd.DataFrame,
    *,
    terms: Lexicon | pd.DataFrame | Iterable[str] | None = None,
    articles: pd.DataFrame | None = None,
    by: str = "year",
) -> pd.DataFrame:
    """Tell the life of each formula (提法): where it first stands, in which years, when most, and when last.

    `terms` are a lexicon or what makes one, a frame or a list of words; without them, what `formula_candidates` finds.
    The longest wins: in a list with both, a place of 走新型工业化道路 counts for it and not in the `n` of 新型工业化,
    whose `n_longer` it is. A formula lives on in longer ones: its periods and docs are those of all its places. `by`
    names the period: year, quarter or month of the articles' dates, or another column that sorts. `articles` give it,
    and the source. The imprint is left out.

    A period without a text is not one without the formula: the two are told apart. The peak is the period with the
    highest rate, the earliest of equals.

    Returns one row a formula, in the order of `terms`:

    - term, n (its places, in no longer term), first, last, peak (periods; missing for what stands nowhere), peak_n,
      peak_rate (per 1,000 letters of the period)
    - present (periods that have it), absent (from first to last those with a text, and without it), no_text (those
      without any text); present_in, n_in, absent_in, no_text_in: these periods and its places in each, joined by |
    - docs (that have it), docs_total (that have text), share, low, high: their share with its exact 95 % interval
      (Clopper and Pearson 1934)
    - grade: the hottest that it reached in a period of 78 docs or more, by the share of them that have it: boiling (沸)
      from 5.18 % on, scalding (烫) from 1.29 %, as the China Media Project (2016) grades terms by a year's articles of
      People's Daily; else missing. Of fewer docs one alone would be scalding
    - first_doc, first_paragraph, first_sentence, first_text (the sentence), first_speaker, first_source (who
      says it there, and in which paper), first_docs (docs of that day that have it: of several none is the first)
    - fixedness (of all its places the share that prints the term as it is, in no other form and no longer term),
      variants (the other forms, joined by |, the most frequent first), longer (the longer terms that hold it),
      n_longer
    - undated (places in articles that have no period), period (the `by` given), of, by

    `evidence(rows, find_terms(paragraphs, lexicon), paragraphs)` opens the n places of any row.

    Raises DiscourseError for a `by` that is no column, articles that lack a doc, and what `Lexicon` refuses.

    >>> text = pd.DataFrame({"doc": ["a", "b", "c"], "section": 0, "turn": 0, "paragraph": 1, "kind": "body",
    ...     "speaker": None, "point": None, "text": ["走新型工业化道路。", "推进新型工业化。", "要发展。"]})
    >>> articles = pd.DataFrame({"doc": ["a", "b", "c"], "date": ["2003", "2006", "2007"]})
    >>> life = formulas(text, terms=["新型工业化", "走新型工业化道路"], articles=articles)
    >>> life[["term", "first", "last", "present", "no_text", "longer", "fixedness"]]
           term  first  last  present  no_text    longer  fixedness
    0     新型工业化   2003  2006        2        2  走新型工业化道路        0.5
    1  走新型工业化道路   2003  2003        1        0                  1.0
    """
    check_paragraphs(paragraphs, READ)
    lexicon, mentions = find_formulas(paragraphs, terms)
    printed = paragraphs[paragraphs["kind"].ne("imprint").to_numpy()]
    counted = add_keys(printed, [by], articles, also=["date", "source"])
    # Years of a table with gaps are numbers with a point.
    counted = counted.assign(period=counted[by].convert_dtypes())
    counted = counted.reindex(columns=["doc", "paragraph", "text", "period", "date", "source"])
    sizes = counted["text"].str.count(r"\w")
    total = counted.loc[sizes > 0, "doc"].nunique()
    periods = counted[sizes > 0].groupby("period")
    lengths, docs = sizes[sizes > 0].groupby(counted["period"]).sum().to_dict(), periods["doc"].nunique().to_dict()
    places, texts = places_of_terms(countable(mentions), lexicon, counted), lay_sentences_out(paragraphs)
    texts = (
        texts.assign(text=texts["text"].astype("str").str.strip())
        .set_index(["doc", "paragraph", "sentence"])["text"]
        .to_dict()
    )
    rows = []
    for life in (Life(term, places.get(term, [])) for term in lexicon):
        row = {"term": life.term, "period": by, "undated": len(life.places) - len(life.dated)}
        row |= {"docs": len({place.doc for place in life.places}), "docs_total": total, "grade": life.grade(docs)}
        rows.append(row | life.years(lengths) | life.beginning(texts) | life.forms())
    found = make_frame(rows, FORMULAS)
    low, high = share_interval(found["docs"], found["docs_total"])
    share = found["docs"] / found["docs_total"].where(found["docs_total"] > 0)
    found = found.assign(share=share, low=low, high=high)
    # A year stays a number.
    kind = "Int64" if is_integer_dtype(counted["period"]) else "str"
    return state_counted(found.astype({"first": kind, "last": kind, "peak": kind}), of="term", by=[])


def find_formulas(
    paragraphs: pd.DataFrame, terms: Lexicon | pd.DataFrame | Iterable[str] | None
) -> tuple[Lexicon, pd.DataFrame]:
    """Return the terms as a lexicon, and their places; without terms those of all candidates."""
    if terms is not None:
        lexicon = terms if isinstance(terms, Lexicon) else Lexicon(terms)
        return lexicon, find_terms(paragraphs, lexicon)
    candidates = formula_candidates(paragraphs)[["term"]]
    with warnings.catch_warnings():
        # What a candidate looks like is nobody's slip.
        warnings.simplefilter("ignore")
        lexicon = Lexicon(candidates)
    return lexicon, make_frame(place_terms(paragraphs, lexicon, quoted=False), MENTIONS)


def places_of_terms(mentions: pd.DataFrame, lexicon: Lexicon, counted: pd.DataFrame) -> dict[str, list[FormulaPlace]]:
    """Return the places of each term, those inside longer ones too, from the earliest on."""
    keys = ["doc", "paragraph"]
    placed = mentions.merge(counted.drop(columns="text"), on=keys, how="left", validate="many_to_one")
    placed = placed.sort_values(["period", "date", *keys, "start"], kind="stable")
    columns = ["period", "date", "doc", "paragraph", "sentence", "speaker", "source", "term", "form"]
    known = placed[columns].astype(object).where(placed[columns].notna(), None)
    inside = inner_terms(dict.fromkeys(zip(placed["term"], placed["form"], strict=True)), lexicon)
    places = defaultdict[str, list[FormulaPlace]](list)
    for *where, term, printed in known.itertuples(index=False, name=None):
        for each in [term, *inside[term, printed]]:
            form = found_as(printed) if each == term else None
            places[each].append(FormulaPlace._make([*where, form, None if each == term else term]))
    return places


def inner_terms(printed: Iterable[tuple[str, str]], lexicon: Lexicon) -> dict[tuple[str, str], list[str]]:
    """Return of each term, as printed, the other terms that stand inside it.

    >>> inner_terms([("走新型工业化道路", "走新型工业化道路")], Lexicon(["新型工业化", "走新型工业化道路"]))
    {('走新型工业化道路', '走新型工业化道路'): ['新型工业化']}
    """
    names = lexicon.terms["term"].tolist()
    terms = {fold_case(spelling): names[row] for spelling, row in lexicon.forms.items()}
    inner = {}
    for term, each in printed:
        form = fold_case(found_as(each))
        runs = {form[start:end] for start in range(len(form)) for end in range(start + 1, len(form) + 1)}
        inner[term, each] = sorted({terms[run] for run in runs & terms.keys()} - {term})
    return inner


@cache
def found_as(printed: str) -> str:
    """Return what is printed as terms are matched: width, script, blanks and quotes folded."""
    return matchable(printed, quotes=False)[0]


def most_frequent(counts: Counter) -> str:
    """List what was counted, the most frequent first, joined by |.

    >>> most_frequent(Counter(["AI", "人工智慧", "AI"]))
    'AI|人工智慧'
    """
    return "|".join(sorted(counts, key=lambda text: (-counts[text], text)))
