"""Markdown: the headings and bold words that its signs mark, and where the signs stand."""

import html
import re
from functools import lru_cache
from typing import NamedTuple

from discourse.texts.formats.marks import Mark

END = r"(?:(?<![ \t])[ \t]++)?(?=\r?$)"
# Numbers in brackets are those of notes and books, not the names of links.
TARGET = r"(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[(?!\d+\])[^\]\n]*\])"
TAGS = (
    "a|abbr|b|big|blockquote|center|code|del|details|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol|p"
    "|pre|s|section|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul"
)
# Front matter, of YAML or TOML: a line of it, what stands above a field, the title, and what ends it.
END_OF_FRONT = r"(?:---|\.\.\.|\+\+\+)"
FIELD = r"(?>[\w-]+[ \t]*[:=].*\r?\n|[ \t#-].*\r?\n|\r?\n)"
# So many lines it has at the most.
FIELDS = 200
# Below a blank line its first field must be one of those that it has: two rules may stand around anything.
KNOWN_FIELD = "(?:title|date|author|layout|tags|categor|id|url|slug|source|pub|created|desc|标题|题名|日期|作者|来源)"
FRONT = (
    rf"\A\s*(?:---|\+\+\+)[ \t]*\r?\n(?=#|[\w-]+[ \t]*[:=]|(?:[ \t]*\r?\n)+{KNOWN_FIELD}[\w-]*[ \t]*[:=])"
    rf"{FIELD}{{0,{FIELDS}}}?"
)
TITLE_KEYS = ("title", "标题", "题名")
FRONT_TITLE = (
    rf"(?P<sign1>{FRONT}(?:{'|'.join(TITLE_KEYS)})[ \t]*[:=][ \t]*(?:[>|][+-]?[ \t]*\r?\n[ \t]+)?(?P<quote>[\"']?))"
    r"(?P<text>[^\s\"'].*?)"
    rf"(?P<sign2>(?P=quote)(?:(?<![ \t])[ \t]++)?\r?\n{FIELD}{{0,{FIELDS}}}?{END_OF_FRONT}{END})"
)
NO_HEADING = r"(?:(?!\n {0,3}#[ \t])[\s\S])*"
FIGURE_CAPTION = (
    r"(?P<sign1><figcaption(?:\s[^<>\n]*)?>)\s*+"
    r"(?P<text>\S(?:(?!<figcaption)[\s\S])*?)(?<!\s)\s*+(?P<sign2></figcaption>)"
)
# What the signs of Markdown look like, in the order in which they are looked for: what a rule has found, a later one
# does not see. Of each match the groups sign… are not printed, or all of it where there are none, and the group kept
# is printed as it stands; what is unclosed is none. `after` stands in the place of the signs, None for the character
# that an entity names.
# what it is, pattern, after
RULES = [
    # Its title is printed, unless the text has one of its own: a single heading of the first level.
    ("front matter", rf"{FRONT_TITLE}(?!{NO_HEADING}\n {{0,3}}#[ \t]{NO_HEADING}\Z)", ""),
    ("front matter", rf"{FRONT}{END_OF_FRONT}{END}", ""),
    ("sign of code",
     (r"^(?P<sign1> {0,3}(?P<fence>```++|~~~++)[^`\n]*+\n)"
      rf"(?:(?P<kept>[\s\S]*?)^(?P<sign2> {{0,3}}(?P=fence)`*){END}"
      r"|(?P<unclosed>(?:[\s\S]*^ {0,3}(?P=fence))?))"), ""),
    ("sign of code", r"(?<!`)(?P<sign1>(?P<tick>`+))(?!`)(?P<kept>[^\n]+?)(?<!`)(?P<sign2>(?P=tick))(?!`)", ""),
    ("comment", r"<!--[\s\S]*?(?:-->|(?P<unclosed>\Z))", ""),
    ("shortcode", r"\{\{[<%](?:(?!\{\{[<%])[^\n])*?[%>]\}\}|\{%(?:(?!\{%)[^\n])*?%\}", ""),
    ("sign of an escape", r"(?P<sign>\\)(?P<kept>[!-/:-@\[-`{-~])", ""),
    ("image", r"!\[[^\]\n]{0,1000}\]" + TARGET, ""),
    ("sign of a note", r"\[\^[^\]\s]{1,100}\]:?[ \t]?", ""),
    ("target of a link", r"^ {0,3}\[[^\]\n]+\]:[ \t]*\S+.*?" + END, ""),
    ("link", r"(?P<sign1>\[)[^\[\]\n]+(?P<sign2>\]" + TARGET + ")", ""),
    ("sign of a link", r"(?P<sign1><)(?P<kept>(?:https?://|mailto:)[^<>\s]+)(?P<sign2>>)", ""),
    ("line break", r"<br[ \t]*/?>(?:[ \t]*\r?\n)?", "\n"),
    ("line break", r"\\(?=\r?$)", ""),
    ("caption", FIGURE_CAPTION, ""),
    ("HTML tag", rf"</?(?:{TAGS})(?:\s[^<>\n]*)?/?>", ""),
    ("entity", r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);", None),
    ("heading",
     (rf"^(?P<sign1> {{0,3}}#{{1,6}}[ \t]+)(?P<text>\S.*?)"
     rf"(?P<sign2>(?<![ \t])[ \t]++(?:#++|{{[.#:][^{{}}\n]*}}))?{END}"), ""),
    # A single sign without a blank opens a topic of the Chinese networks.
    ("heading", rf"^(?P<sign1> {{0,3}}#{{2,6}})(?P<text>[^\s#].*?)(?P<sign2>(?:(?<!#)#++)?){END}", ""),
    ("heading",
     rf"^(?P<text>[^\s\0|>*+-].{{0,80}}?[^\s。；，])[ \t]*\r?\n(?P<sign1> {{0,3}}(?:={{2,}}|-{{2,}})){END}", ""),
    ("ruled line", rf"^ {{0,3}}(?:(?:-[ \t]*+){{3,}}+|(?:\*[ \t]*+){{3,}}+|(?:_[ \t]*+){{3,}}+|={{3,}}){END}", ""),
    ("ruled line of a table", rf"^ {{0,3}}\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?{END}", ""),
    ("edge of a table", rf"^(?P<sign1> {{0,3}}\|[ \t]*+)(?P<row>[^\n]*?)(?P<sign2>(?:(?<![ \t])[ \t]++)?\|){END}", ""),
    ("sign of a quotation", r"^ {0,3}(?:>[ \t]?)+", ""),
    ("sign of a list", r"^[ \t]*[-*+][ \t]+(?!\d+[ \t]*-)(?:\[[ xX]\][ \t]+)?(?=\S)", ""),
    ("bold", r"(?P<sign1>\*{2,3}|_{2,3})(?![*_])(?P<text>[^\n]+?)(?P<sign2>(?P=sign1))", ""),
    ("sign of stress", r"(?<![0-9A-Za-z*])(?P<sign1>\*)(?![\s*])[^*\n]+?(?<!\s)(?P<sign2>\*)(?!\*)", ""),
    ("sign of stress", r"(?<!\w)(?P<sign1>_)(?![\s_])[^_\n]+?(?<!\s)(?P<sign2>_)(?!\w)", ""),
    ("sign of deletion", r"(?P<sign1>~~)(?!~)[^\n]+?(?P<sign2>~~)", ""),
]  # fmt: skip
FOUND = [(name, re.compile(pattern, re.MULTILINE), after) for name, pattern, after in RULES]
FRONT_MATTER = re.compile(rf"{FRONT}{END_OF_FRONT}{END}", re.MULTILINE)
FRONT_KEY, FENCE = re.compile(r"^[\w-]+(?=[ \t]*[:=])", re.MULTILINE), re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
# What may be that of another article further down: two rules may stand around anything.
NEXT_FRONT = re.compile(
    rf"^---[ \t]*\r?\n(?={KNOWN_FIELD}[\w-]*[ \t]*:){FIELD}{{1,{FIELDS}}}?{END_OF_FRONT}{END}", re.MULTILINE
)
# Front matter with a title. The head of a reader service ends with this line.
TITLED_FRONT, READER_LINE = re.compile(FRONT_TITLE, re.MULTILINE), "Markdown Content:"
# What stands behind an image that begins a line, and is no sentence: what the image shows.
BESIDE_IMAGE = re.compile(r"[ \t]*(?P<text>[^\s!\[*<][^\n。！？!?]{0,39})(?<![\s*])[ \t]*(?=\r?$)", re.MULTILINE)
CELL = re.compile(r"(?:(?<![ \t])[ \t]++)?\|[ \t]*+")


class MarkdownSign(NamedTuple):
    """A span of a Markdown text that is not printed, what is printed in its place, and what it is."""

    start: int
    end: int
    after: str
    reason: str


def find_signs(text: str) -> list[MarkdownSign]:
    """List what a Markdown text does not print, in order, without overlaps.

    >>> [(sign.start, sign.end, sign.reason) for sign in find_signs("**低空**经济")]
    [(0, 2, 'bold'), (4, 6, 'bold')]
    """
    signs = []
    for name, match, after in scan(text):
        taken: list[str | int] = [group for group in match.groupdict() if group.startswith("sign")]
        if after is None:
            after = html.unescape(match[0])
        signs += [MarkdownSign(*match.span(group), after, name) for group in taken or [0] if match[group]]
        if "row" in match.groupdict():
            cells = CELL.finditer(match.string, *match.span("row"))
            signs += [MarkdownSign(*cell.span(), "\t", "edge of a cell") for cell in cells]
    return sorted(signs)


def find_layout_marks(text: str) -> list[Mark]:
    """List the headings, the captions and the bold words of a Markdown text, in order.

    The title is that of the front matter, or else a lone first heading of level 1.

    >>> find_layout_marks("# 低空经济")
    [Mark(start=2, end=6, name='title', level=0)]
    """
    marks = []
    for name, match, _ in scan(text):
        if name in ("heading", "bold", "caption"):
            sign = match["sign1"].strip()
            level = {"=": 1, "-": 2, "#": len(sign)}[sign[0]] if name == "heading" else 0
            marks.append(Mark(*match.span("text"), name, level))
        elif name == "image" and (words := BESIDE_IMAGE.match(text, match.end())):
            alone = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
            marks += [Mark(*words.span("text"), "caption")] if alone else []
        elif name == "front matter" and "text" in match.groupdict():
            marks.append(Mark(*match.span("text"), "title"))
    headings = sorted(mark for mark in marks if mark.name == "heading")
    if (
        all(mark.name != "title" for mark in marks)
        and headings
        and [mark.level for mark in headings].count(1) == 1
        and headings[0].level == 1
    ):
        marks[marks.index(headings[0])] = headings[0]._replace(name="title", level=0)
    return sorted(marks)


@lru_cache(maxsize=1)
def scan(text: str) -> list[tuple[str, re.Match, str | None]]:
    """Find all that RULES name; the signs of a match, and what it keeps, are hidden from the rules after it.

    The marks of a text and its signs are asked for in turn.
    """
    found = []
    for name, pattern, after in FOUND:
        # What is not closed is found up to the end of the text, so that nobody looks for its end again.
        matches = [match for match in pattern.finditer(text) if match.groupdict().get("unclosed") is None]
        found += [(name, match, after) for match in matches]
        hidden = []
        for match in matches:
            groups: list[str | int] = [group for group in match.groupdict() if group.startswith(("sign", "kept"))]
            hidden += [match.span(group) for group in groups or [0] if match[group]]
        parts, at = [], 0
        for start, end in sorted(hidden):
            # No rule looks for this character; line ends stay.
            parts += [text[at:start], re.sub(r"[^\r\n]", "\0", text[start:end])]
            at = end
        text = "".join([*parts, text[at:]])
    return found
