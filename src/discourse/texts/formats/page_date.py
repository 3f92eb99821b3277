"""The date that the code of a page tells and its lines may not: in its head, in JSON-LD, and in elements of time."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.errors import DiscourseError
from discourse.texts.dates import read_date

# How pages print when something was put there, counted from now.
RELATIVE_DATE = (
    r"(刚刚|[昨前今]天(\s*\d{1,2}:\d{2})?|\d+\s*(秒钟?|分钟|个?小时|天|日|周|个?星期|个?月|年)(之?前)"
    r"|(\d+|an?)\s+(second|minute|hour|day|week|month|year)s?\s+ago)"
)
# The names under which the head of a page says when it was published, the surest first.
HEAD_DATES = [
    "article:published_time", "og:article:published_time", "og:published_time", "bytedance:published_time",
    "datepublished", "pubdate", "publishdate", "publish-date", "publish_date", "publishtime", "published_time",
    "publication_date", "firstpublishedtime", "citation_publication_date", "citation_online_date", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "weibo:article:create_at",
    "og:release_date", "date",
]  # fmt: skip
LINKED_DATES = ["datePublished", "pubDate", "dateCreated"]
# What programs write where they know no date.
PLACEHOLDER_DATES = {"0001-01-01", "1900-01-01", "1970-01-01"}
# Where dates are those of other articles, or of what readers wrote.
UNRELATED = ", ".join(
    f"{place} *"
    for place in ["aside", "nav", "footer", "ul", "ol", "[itemprop=comment]"]
    + [f"[{key}*={name}]" for key in ("class", "id") for name in ("comment", "relat", "recommend")]
)
# What stands in one line with an element of time.
TEXT_TAGS = {"-text", "a", "b", "em", "i", "span", "strong", "time"}
# An element of time in running text is a date that the text speaks of; beside one of publication stands so much.
MOST_BESIDE = 40


def find_page_date(tree: LexborHTMLParser) -> tuple[str, str] | None:
    """Return what in the code of a page says when it was published, and the date as it is written there, if any.

    >>> find_page_date(LexborHTMLParser("<h1>低空经济</h1><time datetime='2024-10-08T08:00'>昨天</time>"))
    ('time', '2024-10-08T08:00')
    """
    for name, written in chain.from_iterable(find(tree) for find in (head_dates, linked_dates, time_dates)):
        with suppress(DiscourseError):
            if read_date(written) not in PLACEHOLDER_DATES:
                return name, written
    return None


def head_dates(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    """List the dates that elements <meta> name, the surest first."""
    found: dict[str, tuple[str, str]] = {}
    for node in tree.css(f"meta:not({UNRELATED})"):
        name = next(filter(None, map(node.attributes.get, ("property", "name", "itemprop"))), "")
        found.setdefault(name.lower(), (name, node.attributes.get("content") or ""))
    return [found[name] for name in HEAD_DATES if name in found]


def linked_dates(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Give the dates of the articles that JSON-LD describes, not of what is listed or written below them."""
    for node in tree.css("script[type='application/ld+json']"):
        # As a browser does: what is no JSON says nothing.
        with suppress(json.JSONDecodeError, RecursionError):
            told = json.loads(node.text(), strict=False)
            told = told if isinstance(told, list) else [told]
            graphs = [each.get("@graph") for each in told if isinstance(each, dict)]
            told += chain.from_iterable(graph for graph in graphs if isinstance(graph, list))
            yield from (
                (key, str(each[key])) for key in LINKED_DATES for each in told if isinstance(each, dict) and key in each
            )


def time_dates(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    """List the dates of elements of time that stand by themselves, those below the title first."""
    marked: list[tuple[str, str]] = []
    above: list[tuple[str, str]] = []
    below: list[tuple[str, str]] = []
    titled = False
    for node in tree.css(f"h1, [itemprop=datePublished]:not({UNRELATED}), time[datetime]:not({UNRELATED})"):
        written = node.attributes.get("datetime") or node.attributes.get("content") or node.text()
        if node.tag == "h1":
            titled = True
        elif node.attributes.get("itemprop") == "datePublished" or "pubdate" in node.attributes:
            marked.append(("datePublished", written))
        elif node.attributes.get("itemprop") is None and stands_alone(node):
            (below if titled else above).append(("time", written))
    return marked + below + above[::-1]


def stands_alone(node: LexborNode) -> bool:
    """Tell whether an element of time is no part of running text, nor says when the page was changed."""
    called = " ".join(each.attributes.get("class") or "" for each in (node, node.parent) if each)
    beside = ""
    for step in ("prev", "next"):
        other = getattr(node, step)
        while other is not None and other.tag in TEXT_TAGS:
            beside += other.text()
            other = getattr(other, step)
    words = beside.strip()
    return (
        len(words) <= MOST_BESIDE and not re.search("[，。；！？]", words) and not re.search("updat|modif|edit", called)
    )
