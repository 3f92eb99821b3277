"""Saved pages: the article of a page, without what stands around it."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.texts.formats.marks import Block, Layout, Mark, join_blocks

# Nothing of these is printed on the page.
UNSEEN = {
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "iframe", "object", "canvas",
    "audio", "video", "map", "datalist", "rp", "rt",
}  # fmt: skip
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img", "input", "o:p", "nobr", "picture", "source",
}  # fmt: skip
BOLD, CELLS, CAPTION_TAGS = {"b", "strong"}, {"td", "th"}, {"figcaption", "caption"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none")
BLOCK_STYLE = re.compile(r"display\s*:\s*(block|flex|table|grid|list-item)\b")

# Where the sites of Chinese papers and ministries keep the article.
# what finds it, whose pages
ARTICLES = [
    ("#js_content", "WeChat"),
    (".rm_txt_con", "people.com.cn"),
    ("#rwb_zw", "people.com.cn, before 2020"),
    ("#detail", "news.cn"),
    ("#p-detail", "xinhuanet.com, before 2020"),
    ("#UCAP-CONTENT", "gov.cn"),
    ("#con_con", "miit.gov.cn"),
    ("#articleText", "ce.cn"),
    (".u-mainText", "gmw.cn"),
    ("#contentMain", "gmw.cn, before 2020"),
    (".content_area", "cctv.com"),
    ("[class^=index_cententWrap]", "thepaper.cn"),
    (".left_zw", "chinanews.com.cn"),
    (".all-txt", "guancha.cn"),
    (".TRS_Editor", "the ministries' editing system"),
    ("#ozoom", "the papers' digital pages"),
    ("[itemprop=articleBody]", "pages that declare it"),
    ("article", "pages that declare it"),
]
# What stands around an article, by the tag, the role, or a word of the class or id.
AROUND_TAGS = {"nav", "footer", "aside", "button", "select", "textarea", "menu", "dialog"}
AROUND_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog"}
AROUND = re.compile(
    r"nav|navbar|navigation|menu|bread|breadcrumb|breadcrumbs|crumb|crumbs|login|register|search"
    r"|share|shares|bdshare|bdsharebuttonbox|jiathis|social|comment|comments|pinglun|reply|like|zan|praise"
    r"|recommend|recommended|related|relate|relation|rank|ranking|guess|sidebar|aside|rightbar|foot|footer|copyright"
    r"|ad|ads|adv|advert|advertisement|gg|banner|qrcode|ewm|erweima|download|toolbar|tools|tool|pager|pagination"
    r"|prev|next|subscribe|feedback|disclaimer|statement|toplink|friendlink|popup|modal|dialog|toast|vote|reward"
)
CAPTIONS = re.compile(
    r"(fig)?caption|tuzhu|tushuo"
    r"|(img|image|pic|photo|picture)s?(desc|descr|description|text|txt|info|note|explain|caption)"
)
TITLES = re.compile(r"(h|art|article|news|main|con|content|detail|page|text|txt|wz)?(title|tit|headline|biaoti|bt)")
# Lines by which a page works, whatever they are called in its code.
TOOLS = re.compile(
    r"(分享(到|至)?|转发|打印(本页)?|关闭(窗口|本页)?|收藏|点赞|评论|纠错|我要纠错|举报|返回(顶部|首页)|听新闻|朗读"
    r"|图集|微信|微博|新浪微博|QQ空间|QQ|Qzone|[大中小]|\+1|T|A[+-]?|加载更多|查看更多|展开(全文|更多)?|阅读原文"
    r"|阅读\s*\d+万?\+?|(已|点击)?关注|首页|正文|.{0,8}客户端(下载)?|浏览次数：?\d*|(调整|打印|缩放)?\s*字[号体].{0,30}"
    r"|点击(查看|进入|加载|下载).{0,16}|(用|打开)?(长按|扫码|微信扫|扫一扫|微信，).{0,40}"
    r"|(您|你|当前|现在|所在).{0,5}位置.{0,80}|[上下]一[篇页条].{0,60}|[\d\s【】\[\]|/·>»<«:：+—-]+)"
    r"[\s:：|>»…+-]*",
    re.DOTALL,
)
# Lines before and after the article that belong to it, wherever they stand: its date, source, author and editor.
IMPRINT = re.compile(
    r".{0,40}\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}.{0,60}"
    r"|[（(【\[]?\s*(来源|稿件来源|信息来源|作者|记者|责任编辑|责编|编辑|校对|审核|监制|发布时间|发布日期)"
    r"\s*[:：].{0,60}|本报记者.{0,20}",
    re.DOTALL,
)
EDITOR = re.compile(
    r"[（(【\[]?\s*(纠错】?\s*)?(发布日期|发布时间|信息来源|稿件来源|来源|作者|本文作者|记者|本报记者|责任编辑|责编|编辑|校对|审核|监制|撰文)"
    r"\s*[:：\s].{0,80}",
    re.DOTALL,
)
PHOTO = re.compile(
    r"(图为|图片说明|图说|资料图|\(?（?图\s*\d).*|.*((摄|供图|资料图|图/.{1,12}|摄影报道)[。）)】]?|图片?来源.{0,20})",
    re.DOTALL,
)
STOP = re.compile(r"[，。；：！？、]|[,.;]\s")
WIDE = r"[\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]"
BROKEN = re.compile(rf"(?<={WIDE})[ \t\r\f]*\n\s*(?={WIDE})")
BLANKS = re.compile(r"[ \t\r\n\f]+")

# The part of a page's prose that the article is sure to hold; a known place of articles holds at least the second.
MOST, ENOUGH = 0.8, 0.4
# How far from the text its title and its editors' line stand, in paragraphs.
TITLE_WITHIN, EDITOR_WITHIN = 8, 8
# A list of neighbours has so many links, and between two of them so many lines that are none, each so short.
LEAST_LINKS, MOST_BETWEEN, SHORT = 3, 2, 40
CAPTION_LENGTH, ROW_LENGTH, TITLE_LENGTH = 100, 200, 80


class Look(NamedTuple):
    """How an element is printed."""

    block: bool = True
    bold: bool = False
    link: bool = False
    caption: bool = False
    around: bool = False
    row: bool = False
    spaced: bool = False
    titled: bool = False
    level: int = 0


@dataclass
class Piece:
    """A paragraph of a page: its text and marks, how much of it is links, the nodes it lies in, what they are."""

    text: str
    marks: list[Mark]
    linked: int
    path: tuple[int, ...]
    around: tuple[int, ...]
    level: int
    titled: bool
    caption: bool
    after_image: bool

    @property
    def prose(self) -> int:
        """The characters that are running text."""
        return len(self.text) - self.linked if STOP.search(self.text) and not self.caption else 0

    @property
    def only_links(self) -> bool:
        """Whether the piece is links and no more."""
        return self.linked >= 0.8 * len(self.text)


class Printer:
    """Prints a page node by node, as its pieces."""

    def __init__(self):
        self.pieces: list[Piece] = []
        self.open_nodes: list[tuple[int, Look]] = []
        self.runs: list[tuple[str, bool, bool]] = []
        self.after_image = False

    def any(self, name: str) -> bool:
        """Tell whether an open node has the look."""
        return any(getattr(look, name) for _, look in self.open_nodes)

    def open(self, node: LexborNode) -> None:
        """Begin an element."""
        look = look_of(node)
        if look.block and not self.any("row"):
            self.flush()
        self.open_nodes.append((node.mem_id, look))
        if node.tag == "br":
            self.runs.append(("\v", False, False))
        elif node.tag in CELLS and self.any("row"):
            self.runs.append(("\t", False, False))
        elif node.tag == "img":
            self.after_image = True

    def close(self) -> None:
        """End the element begun last."""
        look = self.open_nodes[-1][1]
        if look.block and (look.row or not self.any("row")):
            self.flush()
        self.open_nodes.pop()

    def write(self, text: str) -> None:
        """Print characters."""
        if self.any("spaced"):
            text = text.replace("\r\n", "\v").replace("\n", "\v")
        else:
            text = BLANKS.sub(" ", BROKEN.sub("", text))
        self.runs.append((text, self.any("bold"), self.any("link")))

    def flush(self) -> None:
        """End the piece that is being printed."""
        text, marks, linked = compose(self.runs)
        self.runs = []
        if not text.strip():
            return
        level = next((look.level for _, look in reversed(self.open_nodes) if look.level), 0)
        path = tuple(node for node, _ in self.open_nodes)
        around = tuple(node for node, look in self.open_nodes if look.around)
        caption = self.any("caption") and len(text) <= 2 * CAPTION_LENGTH
        piece = Piece(text, marks, linked, path, around, level, self.any("titled"), caption, self.after_image)
        self.pieces.append(piece)
        self.after_image = False


def compose(runs: list[tuple[str, bool, bool]]) -> tuple[str, list[Mark], int]:
    """Set runs (text, bold, link) as one paragraph: its text, its bold spans, its linked characters.

    >>> compose([(" 低空 ", True, False), (" 经济", False, True), ("\\v", False, False)])
    ('低空 经济', [Mark(start=0, end=3, name='bold', level=0)], 2)
    """
    text, marks, linked = "", [], 0
    for run, bold, link in runs:
        if run in ("\v", "\t"):
            text = text.rstrip(" ") if run == "\v" else text
            text += {"\v": "\n", "\t": "\t"}[run] if text else ""
            continue
        run = run.replace("\v", "\n")
        run = run.lstrip(" ") if not text or text[-1] in " \n\t" else run
        start, text = len(text), text + run
        linked += len(run.strip()) if link else 0
        if bold and run.strip():
            follows = marks and marks[-1].end == start
            begin = marks.pop().start if follows else start
            marks.append(Mark(begin, len(text), "bold"))
    text = text.rstrip(" \n\t")
    return text, [mark._replace(end=min(mark.end, len(text))) for mark in marks if mark.start < len(text)], linked


def look_of(node: LexborNode) -> Look:
    """Tell how an element is printed, by its tag, its style, and the words of its class and id."""
    tag, attributes = node.tag, node.attributes
    style = (attributes.get("style") or "").lower()
    names = words_of(attributes)
    return Look(
        block=BLOCK_STYLE.search(style) is not None or (tag not in INLINE and tag != "br"),
        bold=tag in BOLD or BOLD_STYLE.search(style) is not None,
        link=tag == "a" and attributes.get("href") is not None,
        caption=tag in CAPTION_TAGS or any(CAPTIONS.fullmatch(name) for name in names),
        around=tag in AROUND_TAGS or attributes.get("role") in AROUND_ROLES or any(AROUND.fullmatch(n) for n in names),
        row=tag == "tr" and is_flat(node),
        spaced=tag == "pre",
        titled=any(TITLES.fullmatch(name) for name in names),
        level=HEADINGS.get(tag, 0),
    )


def words_of(attributes: dict) -> set[str]:
    """List the names of an element's class and id, and the words they are made of, in lower case.

    >>> sorted(words_of({"class": "shareBox fl", "id": "rwb_nav"}))
    ['box', 'fl', 'nav', 'rwb', 'rwbnav', 'share', 'sharebox']
    """
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    whole = {re.sub(r"[_-]", "", name).lower() for name in names.split()}
    return whole | {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", names)}


def is_flat(row: LexborNode) -> bool:
    """Tell whether a table's row is one line of short cells, not a frame that a page is laid out with."""
    text = row.text()
    return len(text.strip()) <= ROW_LENGTH and row.css_first("table, ul, h1, h2, br + br") is None


def is_unseen(node: LexborNode) -> bool:
    """Tell whether a page does not print an element."""
    if node.tag in UNSEEN or node.tag.startswith("-"):
        return True
    attributes = node.attributes
    return "hidden" in attributes or HIDDEN_STYLE.search((attributes.get("style") or "").lower()) is not None


def find_pieces(body: LexborNode) -> list[Piece]:
    """List the paragraphs of a page in the order of its code."""
    printer, stack = Printer(), [body]
    while stack:
        node = stack.pop()
        if node is None:
            printer.close()
        elif node.is_text_node:
            printer.write(node.text_content or "")
        elif not is_unseen(node):
            printer.open(node)
            stack += [None, *reversed(list(node.iter(include_text=True)))]
    printer.flush()
    return printer.pieces


def lay_out_page(code: str) -> Layout:
    """Take the article out of a page: its title, what stands between it and the text, the text, its editors' line.

    A paragraph is a line, blanks as printed. `marks` are the title, the headings, bold words, and what is probably the
    caption of an image; `left` is all else that the page prints. Where the article cannot be told, more is kept.

    >>> lay_out_page("<ul><li><a href=x>首页</a></ul><h1>低空经济</h1><p>打造新增长引擎。").text
    '低空经济\\n\\n打造新增长引擎。'
    """
    tree = LexborHTMLParser(code)
    pieces = find_pieces(tree.body) if tree.body else []
    kept, title, start = choose(pieces, tree)
    blocks = [block_of(pieces[at], at == title, headed=at >= start) for at in sorted(kept)]
    return join_blocks(blocks, [piece.text.strip() for at, piece in enumerate(pieces) if at not in kept])


def choose(pieces: list[Piece], tree: LexborHTMLParser) -> tuple[set[int], int | None, int]:
    """Return which pieces are the article's, which of them is its title, and which begins its text."""
    around = find_around(pieces)
    inside = [at for at, piece in enumerate(pieces) if not around.intersection(piece.around)]
    article = find_article([pieces[at] for at in inside], tree)
    body = [at for at in inside if article in pieces[at].path] or inside
    if not body:
        return set(range(len(pieces))), None, 0
    title = find_title(pieces, body[0], set(inside), tree)
    after = range(body[-1] + 1, min(body[-1] + 1 + EDITOR_WITHIN, len(pieces)))
    kept = {at for at in set(body) - find_lists(pieces, body) if not is_tool(pieces[at])}
    kept |= {at for at in after if EDITOR.fullmatch(pieces[at].text.strip())}
    if title is not None:
        kept |= {at for at in range(title, body[0]) if belongs_before(pieces[at], at in inside)} | above(pieces, title)
        kept = {at for at in kept if pieces[at].text.strip() != pieces[title].text.strip()} | {title}
    return kept or set(range(len(pieces))), title, max(body[0], title or 0)


def find_around(pieces: list[Piece]) -> set[int]:
    """Find the nodes that stand around the article by their names and do not hold most of the page's prose."""
    mass = weigh(pieces)
    most = max(mass.values(), default=0) / 2
    return {node for piece in pieces for node in piece.around if mass[node] <= most}


def weigh(pieces: list[Piece]) -> Counter:
    """Count the characters of prose in each node."""
    mass = Counter()
    for piece in pieces:
        for node in piece.path:
            mass[node] += piece.prose
    return mass


def find_article(pieces: list[Piece], tree: LexborHTMLParser) -> int | None:
    """Find the node of the article: a place where articles are known to be, else the least with most of the prose."""
    mass = weigh(pieces)
    total = max(mass.values(), default=0)
    if not total:
        return None
    for selector, _ in ARTICLES:
        best = max((node.mem_id for node in tree.css(selector)), key=lambda node: mass[node], default=None)
        if mass[best] >= ENOUGH * total:
            return best
    holding = [node for node in mass if mass[node] >= MOST * total]
    depth = {node: at for piece in pieces for at, node in enumerate(piece.path)}
    least = max(holding, key=lambda node: depth[node])
    return climb(least, pieces)


def climb(node: int, pieces: list[Piece]) -> int:
    """Go up from a node that is a paragraph, not the place of paragraphs."""
    path = next(piece.path for piece in pieces if node in piece.path)
    alone = sum(node in piece.path for piece in pieces) == 1
    at = path.index(node)
    return path[at - 1] if alone and at else node


def find_title(pieces: list[Piece], start: int, inside: set[int], tree: LexborHTMLParser) -> int | None:
    """Find the title: a heading of the first level, the line that the page's title begins with, or one called so."""
    named = [node.text() for node in tree.css("head > title")] + [
        node.attributes.get("content") or "" for node in tree.css("meta[property='og:title'], meta[name=ArticleTitle]")
    ]
    near = [at for at in range(min(start + TITLE_WITHIN, len(pieces))) if len(pieces[at].text.strip()) >= 4]
    like = [at for at in near if any(same(name, pieces[at].text) for name in named)]
    first = [at for at in near if pieces[at].level == 1]
    both = [at for at in first if at in like]
    called = [
        at
        for at in near
        if start - TITLE_WITHIN <= at < start and at in inside and not pieces[at].only_links
        and (pieces[at].level or pieces[at].titled) and len(pieces[at].text) <= TITLE_LENGTH
    ]  # fmt: skip
    found = both or like or first or called
    return max(found, key=lambda at: (len(pieces[at].text) if at in like else 0, at), default=None)


def same(title: str, line: str) -> bool:
    """Tell whether a page's title is the line, or the line with the name of the site after it."""
    title, line = ("".join(re.findall(r"\w", text)) for text in (title, line))
    return bool(line) and title.startswith(line)


def above(pieces: list[Piece], title: int) -> set[int]:
    """Find the heading that stands right over the title, in the same place: the name of a series."""
    over = pieces[title - 1] if title else None
    same_place = over is not None and over.level and over.path[:-1] == pieces[title].path[:-1]
    return {title - 1} if same_place and not over.only_links else set()


def is_tool(piece: Piece) -> bool:
    """Tell whether a piece is a caption or a line by which the page works."""
    text = piece.text.strip()
    return piece.caption or (TOOLS.fullmatch(text) is not None and IMPRINT.fullmatch(text) is None)


def find_lists(pieces: list[Piece], body: list[int]) -> set[int]:
    """Find the lists of links among the pieces of the article, with the short lines between their links."""
    found, run = set(), []
    for at in [*body, None]:
        if at is not None and pieces[at].only_links:
            run.append(at)
        elif run and (at is None or not is_between(pieces[at]) or at - run[-1] > MOST_BETWEEN):
            if len(run) >= LEAST_LINKS:
                found |= {at for at in body if run[0] <= at <= run[-1]}
            run = []
    return found


def is_between(piece: Piece) -> bool:
    """Tell whether a piece may stand between the links of a list: short, no running text, no editors' line."""
    text = piece.text.strip()
    return len(text) <= SHORT and not piece.prose and not EDITOR.fullmatch(text)


def belongs_before(piece: Piece, inside: bool) -> bool:
    """Tell whether a piece between the title and the text is the article's: a subtitle, date, source, author, lead."""
    text = piece.text.strip()
    if IMPRINT.fullmatch(text):
        return True
    return inside and not piece.only_links and not is_tool(piece)


def block_of(piece: Piece, title: bool, *, headed: bool) -> Block:
    """Make the block of a piece, with the marks of its tags; what stands above the text heads none of it."""
    whole = (0, len(piece.text))
    marks = list(piece.marks)
    if title:
        marks.append(Mark(*whole, "title"))
    elif piece.level and headed:
        marks.append(Mark(*whole, "heading", piece.level))
    elif piece.after_image and len(piece.text) <= CAPTION_LENGTH and PHOTO.fullmatch(piece.text.strip()):
        marks.append(Mark(*whole, "caption"))
    return Block(piece.text, tuple(marks))
