"""Where a term stands, and who brings it up: emphasis is not only frequency."""

import numpy as np
import pandas as pd

from discourse.measures.frequency import count
from discourse.measures.token_offset import add_token_offset
from discourse.schema import counted_column, number_groups, require_columns, state_counted
from discourse.words.groups import check_held, check_words, group_places
from discourse.words.windows import countable, find_items

PLACE = ["doc", "section", "turn", "paragraph", "kind", "start", "end"]
SPEECH = ["question", "answer"]
KINDS = {"in_title": ["title", "subtitle"]} | {f"in_{kind}": [kind] for kind in ["heading", "lead", *SPEECH, "body"]}


def add_prompting(mentions: pd.DataFrame, *, base: pd.DataFrame, of: str | None = None) -> pd.DataFrame:
    """Add who brings a term up: `prompted` where the question had named it, `spontaneous` where the answer did.

    The question of an answer is all that was asked since the last answer, in as many turns and paragraphs as it takes.
    The answers that follow, by however many people, are answers to it, until someone asks again; earlier questions do
    not count. A heading between two answers, without a new question, ends that too: what was asked is not printed then.
    `base`, the tokens, tells the turns, those without any term included. `of` names the column compared (default
    `term`, else `word`): with "family" or "category" a question prompts all members of the families or categories that
    it names. Give all mentions: a question whose mentions were left out prompts nothing.

    Returns the mentions with prompting. It is missing for what is not in an answer, for an answer whose question is
    not printed, and where the column compared is missing. It can be counted like any key: by=["doc", "prompting"], or,
    per 1,000 words of the answers, by=["doc", "kind", "prompting"].

    Raises DiscourseError for an unknown `of`, missing columns, and mentions in paragraphs that `base` lacks.

    Source: the distinction is descriptive. That an answer is held to what its question set on the agenda, and that
    speakers leave it openly or covertly, is Clayman's (2001, Language in Society 30, pp. 403-442).

    >>> tokens = pd.DataFrame({"doc": "a", "section": 0, "turn": [1, 1, 2, 2], "paragraph": [1, 1, 2, 2],
    ...                        "kind": ["question", "question", "answer", "answer"], "start": [0, 2, 0, 2],
    ...                        "end": [2, 4, 2, 4], "word": ["如何", "工业", "工业", "算力"]})
    >>> mentions = tokens[1:].rename(columns={"word": "term"})
    >>> add_prompting(mentions, base=tokens)[["kind", "term", "prompting"]]
           kind term    prompting
    1  question   工业          NaN
    2    answer   工业     prompted
    3    answer   算力  spontaneous
    """
    check_places(mentions, base)
    of = counted_column(mentions, of)
    return mentions.assign(prompting=classify_prompting(mentions, base, of))


def prominence(
    mentions: pd.DataFrame,
    *,
    base: pd.DataFrame,
    by: str | list[str],
    of: str | None = None,
    articles: pd.DataFrame | None = None,
    lists: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Show where each term stands in its text: how often, how early, in what kind of place, by whom brought up.

    Every part has its own column; there is no sum of them, for nothing says how much a headline weighs. `base`, the
    tokens, gives the length of each text and its sections. `by` and `articles` are those of `count`: a group of
    articles has the mentions and sections of them all, each told apart by its doc. `of` names the column described
    (default `term`, else `word`); a family or category stands wherever one of its members does. `lists`, the items of
    find_lists, tell the ranks. The imprint is never counted. Give all mentions, as for `add_prompting`. For how evenly
    a term is spread see `dispersion`.

    Returns one row for each term, sorted by the keys, then by n from the largest: by…, the column described, and

    - n, total, rate: as `count` gives them
    - first: the words of the doc before the first mention, as a share of all its words; 0 is the first word, 1 is
      never reached. Of a group of articles it is the mean over those that have the term
    - first_section: the section of the first mention, 0 where that belongs to none, as title and lead do; missing
      where `by` does not name doc, for a section of one article is none of another
    - sections: how many sections hold it
    - sections_share: their share of all sections of the doc, or of the docs of the group; missing where these have none
    - in_title (subtitle too), in_heading, in_lead, in_question, in_answer, in_body: mentions by kind; they sum to n
    - prompted, spontaneous: the mentions in answers by who brings the term up, as in `add_prompting`; what they leave
      of in_answer is missing there
    - listed, best_rank, list_size: the mentions inside items of lists, the smallest rank of such an item, and the
      length of its list, of the longest one where several give that rank. What stands in a list inside an item stands
      in that item too. Rank and size are missing for what stands in no list, all three without `lists`
    - of, by: the name of the column described, and the keys joined by |

    Raises DiscourseError for an unknown `by` or `of`, missing columns, and mentions where `base` has no words.

    Source: descriptive. That a headline signals what is most important in a report: van Dijk (1986, News Schemata,
    pp. 155-185). That the words of title and headings, and location, show what a text is about, beside frequency:
    Edmundson (1969, Journal of the ACM 16, pp. 264-285). `first` is the first occurrence of KEA: Witten et al. (1999).

    >>> tokens = pd.DataFrame({"doc": "a", "section": [0, 1, 2, 2], "turn": 0, "paragraph": [1, 2, 3, 3],
    ...                        "kind": ["title", "heading", "body", "body"], "start": [0, 0, 0, 2], "end": [2, 2, 2, 4],
    ...                        "type": "word", "word": ["工业", "工业", "发展", "算力"]})
    >>> mentions = tokens[tokens["word"] != "发展"].rename(columns={"word": "term"})
    >>> prominence(mentions, base=tokens, by="doc")[["term", "n", "first", "sections_share", "in_title", "in_body"]]
      term  n  first  sections_share  in_title  in_body
    0   工业  2   0.00             0.5         1        0
    1   算力  1   0.75             0.5         0        1
    """
    check_places(mentions, base)
    mentions = mentions.sort_values(["doc", "paragraph", "start"], kind="stable", ignore_index=True)
    places, words, of, by, shared = group_places(mentions, base, by=by, of=of, articles=articles)
    told = classify_prompting(mentions, base, of)
    counts = count(places, base=words, by=by, of=of)
    row, term = number_groups([*by, of], counts, places)
    offsets = add_token_offset(places[PLACE], base=words)
    inside = places["section"] > 0
    marks = places[["doc"]].assign(
        term=term,
        first=(offsets["place"] / offsets["words"]).astype(float),
        first_section=places["section"].astype("Int64"),
        sections=places.groupby(["doc", "section"]).ngroup().where(inside),
        **{name: places["kind"].isin(kinds) for name, kinds in KINDS.items()},
        prompted=told[places.index].eq("prompted"),
        spontaneous=told[places.index].eq("spontaneous"),
    )
    groups = marks.groupby("term")
    profile = (
        marks.drop_duplicates(["term", "doc"])
        .groupby("term")
        .agg(first=("first", "mean"), first_section=("first_section", "first"))
        .assign(sections=groups["sections"].nunique(), sections_share=0.0)
        .join(groups[[*KINDS, "prompted", "spontaneous"]].sum())
        .join(ranks_in_lists(places, term, lists))
        .loc[row]
        .reset_index(drop=True)
    )
    here, there = number_groups(shared, words, counts)
    docs = words[["doc"]].assign(group=here).drop_duplicates()
    own = docs["doc"].map(words[words["section"] > 0].groupby("doc")["section"].nunique()).astype(float)
    of_all = own.groupby(docs["group"]).sum(min_count=1)
    profile["sections_share"] = profile["sections"] / of_all.reindex(there).to_numpy()
    if "doc" not in by:
        profile["first_section"] = pd.NA
    return (
        counts[[*by, of, "n", "total", "rate"]]
        .join(profile.astype({"first_section": "Int64"}))
        .pipe(state_counted, of=of, by=by)
    )


def ranks_in_lists(places: pd.DataFrame, term: np.ndarray, lists: pd.DataFrame | None) -> pd.DataFrame:
    """Return for each number of `term` listed, best_rank and list_size: its places in items, the best and its list."""
    ranks = pd.DataFrame(index=np.unique(term), columns=["listed", "best_rank", "list_size"], dtype="Int64")
    if lists is None:
        return ranks
    items = find_items(places, lists, columns=["rank", "length"])
    items = items.assign(term=term[items["place"]]).sort_values(["rank", "length"], ascending=[True, False])
    best = items.drop_duplicates("term").set_index("term").reindex(ranks.index)
    listed = items.drop_duplicates("place").groupby("term").size().reindex(ranks.index, fill_value=0)
    return ranks.assign(listed=listed, best_rank=best["rank"], list_size=best["length"]).astype("Int64")


def check_places(mentions: pd.DataFrame, base: pd.DataFrame) -> None:
    """Refuse frames without the columns of places, and mentions that do not stand in `base`."""
    require_columns(mentions, PLACE, name="mentions", maker="find_terms")
    check_words(base, columns=PLACE)
    check_held(countable(mentions), base)


def classify_prompting(mentions: pd.DataFrame, base: pd.DataFrame, of: str) -> pd.Series:
    """Tell prompted from spontaneous, for each mention that stands in an answer to a question."""
    speech = base[base["kind"].isin(SPEECH)][["doc", "section", "turn", "paragraph", "kind"]]
    speech = speech.drop_duplicates(["doc", "paragraph"]).sort_values(["doc", "paragraph"], ignore_index=True)
    before = speech.shift()
    asks, asked = speech["kind"].eq("question"), before["kind"].eq("question")
    same_doc = speech["doc"].eq(before["doc"])
    same_run = speech["turn"].eq(before["turn"]) | speech["section"].eq(before["section"])
    # An exchange is a question with its answers; some lack the question, which was not printed.
    exchange = (~same_doc | (asks & ~asked) | (~asks & ~asked & ~same_run)).cumsum()
    speech = speech.assign(exchange=exchange, asked=asks.groupby(exchange).transform("any"))
    places = mentions[["doc", "paragraph", "kind"]].assign(named=mentions[of])
    places = places.merge(speech[["doc", "paragraph", "exchange", "asked"]], on=["doc", "paragraph"], how="left")
    questions = places.loc[places["kind"].eq("question"), ["exchange", "named"]].drop_duplicates()
    prompted = places.merge(questions.assign(found=True), on=["exchange", "named"], how="left")["found"].notna()
    told = places["kind"].eq("answer") & places["asked"].eq(True) & places["named"].notna()
    return pd.Series(np.where(prompted, "prompted", "spontaneous"), dtype="str").where(told).set_axis(mentions.index)
