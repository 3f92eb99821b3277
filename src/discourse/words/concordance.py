"""The way back: from a string or a number to the places in the text behind it."""

import json
import re
import subprocess
import sys
from collections import defaultdict

import pandas as pd

from discourse.errors import DiscourseError, one_line, whole_number
from discourse.schema import CONCORDANCE, check_paragraphs, make_frame, require_columns
from discourse.texts.normalize import fold, matchable
from discourse.texts.sentences import sentence_at, split_sentences

PRINTED = ["doc", "section", "paragraph", "kind", "speaker", "text"]
# The seconds that a regular expression may take, and those of each further million characters.
SECONDS, SECONDS_A_MILLION = 10, 10
# What looks for one: in a process of its own, as nothing stops a match from inside.
FIND = """
import json, re, sys
pattern, texts = json.load(sys.stdin)
json.dump([[match.span() for match in re.finditer(pattern, text)] for text in texts], sys.stdout)
"""


def concordance(
    paragraphs: pd.DataFrame,
    pattern: str,
    *,
    width: int = 20,
    regex: bool = False,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Show every place where a string stands, with `width` characters of its paragraph on either side.

    Characters are matched as those of terms are (see `find_terms`), so there may be more lines than a term has counts;
    give `mentions`, and `rule` and `note` say why: the place lies inside a longer term, or in the imprint.
    `regex=True` takes `pattern` as a regular expression, for text as it is printed but for width and script. It has ten
    seconds for the first million characters, and for each further one.

    Returns doc, section, paragraph, sentence, left, match, right, then kind, speaker, start, end, note (why the place
    is not counted as the string, or nothing) and rule (imprint, inside_term, or nothing), by doc and place.

    Raises DiscourseError for an empty pattern, one that is no regular expression or takes longer, and a width below 0.

    >>> paragraphs = pd.DataFrame([dict(doc="a", section=1, paragraph=1, kind="body", speaker=None,
    ...                                 text="打造低空经济等新增长引擎。")])
    >>> concordance(paragraphs, "低空经济", width=4)[["left", "match", "right"]]
      left match right
    0   打造  低空经济  等新增长
    """
    width = whole_number("width", width)
    # Blanks and invisible signs alone are nothing to look for.
    if not isinstance(pattern, str) or not pattern.strip() or not (regex or matchable(pattern)[0]):
        raise DiscourseError(f"pattern={one_line(pattern)} is empty or no text; give the characters to look for")
    check_paragraphs(paragraphs, PRINTED)
    paragraphs = paragraphs.sort_values(["doc", "paragraph"], kind="stable")
    terms, rows = defaultdict(list), []
    if mentions is not None:
        require_columns(mentions, ["doc", "paragraph", "start", "end", "term"], name="mentions", maker="find_terms")
    for m in [] if mentions is None else mentions.sort_values("start", ascending=False).itertuples(index=False):
        terms[m.doc, m.paragraph].append((m.start, m.end, m.term))
    printed, sentences_of = paragraphs["text"].tolist(), split_sentences(paragraphs)
    letters = "" if regex else matchable(pattern)[0]
    found = find_expression(pattern, printed) if regex else [find_string(letters, text) for text in printed]
    for p, sentences, spans in zip(paragraphs.itertuples(index=False), sentences_of, found, strict=True):
        for start, end in spans:
            context = p.text[max(0, start - width) : start], p.text[start:end], p.text[end : end + width]
            longer = [
                term for a, b, term in terms[p.doc, p.paragraph] if a <= start and end <= b and (a, b) != (start, end)
            ]
            why = (f"inside {longer[0]}", "inside_term") if longer else ("", "")
            if p.kind == "imprint":
                why = "imprint: not counted", "imprint"
            place = p.doc, p.section, p.paragraph, sentence_at(sentences, start)
            rows.append((*place, *context, p.kind, p.speaker, start, end, *why))
    return make_frame(rows, CONCORDANCE | {"note": "str", "rule": "str"})


def find_string(letters: str, text: str) -> list[tuple[int, int]]:
    """Return where letters stand in a text as it is printed."""
    (folded, places), spans, end = matchable(text), list[tuple[int, int]](), 0
    while (start := folded.find(letters, end)) >= 0:
        end = start + len(letters)
        spans.append((int(places[start]), int(places[end - 1]) + 1))
    return spans


def find_expression(pattern: str, texts: list[str]) -> list[list[tuple[int, int]]]:
    """Return where a regular expression fits in each text; one that is none, or takes too long, raises.

    >>> find_expression("低.", ["高空", "低空，低碳"])
    [[], [(0, 2), (3, 5)]]
    """
    try:
        re.compile(fold(pattern))
    except (re.error, OverflowError, RecursionError) as error:
        said = f"is no regular expression: {error}; mend it or leave regex out"
        raise DiscourseError(f"pattern={one_line(pattern)} {said}") from error
    seconds = SECONDS + SECONDS_A_MILLION * (sum(map(len, texts)) // 10**6)
    command, given = [sys.executable, "-I", "-S", "-c", FIND], json.dumps([fold(pattern), list(map(fold, texts))])
    try:
        done = subprocess.run(command, input=given, capture_output=True, encoding="ascii", check=True, timeout=seconds)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise DiscourseError(
            f"pattern={one_line(pattern)} takes more than {seconds:,} seconds, or more memory than there is: "
            "what repeats inside a repetition, as in (a+)+, doubles the time with each character; write it without"
        ) from error
    return [[(start, end) for start, end in spans] for spans in json.loads(done.stdout)]
