"""Saved pages: the article of a page, without what stands around it."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.errors import DiscourseError
from discourse.texts.characters import ENDS_CLAUSE, WIDE
from discourse.texts.formats.marks import Block, Layout, Mark, extend_bold, join_blocks
from discourse.texts.formats.page_date import RELATIVE_DATE, find_page_date

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
CENTRED_STYLE = re.compile(r"text-align\s*:\s*center")
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
# Where readers write below an article, by a word of the class or id: in general, and by the services that sites use.
COMMENTS = re.compile(
    r"(post|user|news|article|art|hot|new|all|reader|readers|netizen)?"
    r"(comments?|pinglun|liuyan|gentie|cmt|cmts|guestbook|respond)(s?(lists?|area|box|section|wrap|wrapper|con|content))?"
    r"|repl(y|ies)list|disqus|sohucs|changyan|dsthread|uyan|livere|gitalk|giscus|gitment|utterances|valine|waline|twikoo"
    r"|artalk|remark42|isso|hyvor|fbcomments"
)
COMMENT_TYPES = re.compile(r".*schema\.org/(Comment|UserComments)/?")
# The line above them, and what such a line says that no heading of an article does.
COUNT = r"\s*+(?:[(（【\[]\s*+)?\d[\d,]*+\s*+(?:[条個个则楼]\s*+)?[)）】\]]?"
COMMENTS_HEADING = re.compile(
    rf"(?P<sure>(发表|我要|参与|写|添加|提交|全部|最新|热门|精彩|所有|最热|查看)的?(评论|跟贴|跟帖|留言|回复)(?:{COUNT})?"
    r"|(文明上网.{0,40}|(网友|用户|读者)?(评论|跟贴|跟帖|留言|回复)须知)"
    rf"|(网友|用户|读者)?(热评|评论|评论区|评论列表|跟贴|跟帖|留言|留言板|回复){COUNT}"
    rf"|(共有?)?{COUNT}\s*(评论|跟贴|跟帖|留言|回复)"
    r"|(leave|post|add|write)\s+(a\s+|your\s+)?(comment|reply)|join the (conversation|discussion)"
    rf"|(comments?|replies|responses){COUNT}|\d[\d,]*\s*(comments?|replies|responses|thoughts)(\s+(on|to)\s.{{1,80}})?)"
    r"|(网友|用户|读者)(热评|评论|跟贴|跟帖|点评|互动)|(热评|评论|评论区|评论列表|跟贴|跟帖|讨论区)"
    r"|(readers?['’]?s?\s+|user\s+)?(comments?|replies|responses)",
    re.IGNORECASE,
)
# How each comment is answered, and who wrote it when.
COMMENT_TOOLS = re.compile(
    rf"(回复|赞|顶|踩|举报|支持|反对|reply|like|share|report|沙发|板凳|\d{{1,5}}\s*楼|#\d++)(\s*+[(（]?\d*+[)）]?)|.{{0,30}}{RELATIVE_DATE}.{{0,12}}"
    r"|.{1,30}(\s+says:|\s+wrote:|说道?：).*|.{2,40}\d{1,2}:\d{2}(:\d{2})?.{0,12}",
    re.IGNORECASE | re.DOTALL,
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
    rf"|{RELATIVE_DATE}"
    r"|点击(查看|进入|加载|下载).{0,16}|(用|打开)?(长按|扫码|微信扫|扫一扫|微信，).{0,40}"
    r"|(您|你|当前|现在|所在).{0,5}位置.{0,80}|[上下]一[篇页条].{0,60}|[\d\s【】\[\]|/·>»<«:：+—-]++)"
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
# What a picture shows, as papers print it: 搜救现场。 So short may a sentence of the text be, too.
SHOWN = re.compile("[^，。；：！？、“”]{2,9}。")
STOP = re.compile(r"[，。；：！？、]|[,.;]\s")
BESIDE = rf"[\u2018-\u201d…{WIDE}]"
BROKEN = re.compile(rf"(?<={BESIDE})[ \t\r\f]*\n\s*(?={BESIDE})")
BLANKS = re.compile(r"[ \t\r\n\f]+")
# A line of the code that ends at an element, as at a link.
BROKEN_AT_ELEMENT = re.compile(rf"(?<={BESIDE})\r+(?={BESIDE})")

# The part of a page's prose that the article is sure to hold; a known place of articles holds at least the second.
MOST, ENOUGH = 0.8, 0.4
# How far from the text its title and its editors' line stand, in paragraphs.
TITLE_WITHIN, EDITOR_WITHIN = 8, 8
# An article has so many characters of prose above its comments, or they are headed as such.
LEAST_ABOVE = 200
# A list of neighbours has so many links, and between two of them so many lines that are none, each so short.
LEAST_LINKS, MOST_BETWEEN, SHORT = 3, 2, 40
# The library that reads the code takes time by the square of these; no page comes near.
MOST_ATTRIBUTES, MOST_NESTED = 1000, 10_000
SAVE_ANEW = "which no page of a browser has; save the page anew, or its text"
ATTRIBUTE = r"""[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?)?+"""
CODE = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<tag>[a-z][^\s/>]*+)(?P<attributes>(?:[\s/=]++|{ATTRIBUTE})*+)",
    re.DOTALL | re.I,
)
ONE_ATTRIBUTE = re.compile(ATTRIBUTE)
# Elements that hold code, and those that end by themselves.
RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}
SINGLE = {
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
}  # fmt: skip
# No page needs to nest deeper: what stands further in belongs to the element at this depth.
DEEPEST = 128
PARTS_OF_PAGES = "table, ul, h1, h2, br + br"
INHERITED = ["bold", "link", "caption", "row", "preformatted", "titled", "centred"]
CAPTION_LENGTH, ROW_LENGTH, TITLE_LENGTH = 100, 200, 80


class ElementStyle(NamedTuple):
    """How an element is printed."""

    block: bool = True
    bold: bool = False
    link: bool = False
    caption: bool = False
    around: bool = False
    row: bool = False
    preformatted: bool = False
    titled: bool = False
    centred: bool = False
    comments: bool = False
    level: int = 0

    def names(self) -> list[str]:
        """List the styles that hold for all that stands inside the element."""
        return [name for name in INHERITED if getattr(self, name)]

    @classmethod
    def of(cls, tag: str, attributes: dict[str, str | None]) -> "ElementStyle":
        """Tell how an element is printed, by its tag, its style, and the words of its class and id."""
        style = (attributes.get("style") or "").lower()
        called = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        names = {re.sub(r"[_-]", "", name).lower() for name in called.split()}
        names |= {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", called)}
        return cls(
            block=BLOCK_STYLE.search(style) is not None or (tag not in INLINE and tag != "br"),
            bold=tag in BOLD or BOLD_STYLE.search(style) is not None,
            link=tag == "a" and attributes.get("href") is not None,
            caption=tag in CAPTION_TAGS or any(map(CAPTIONS.fullmatch, names)),
            around=tag in AROUND_TAGS or attributes.get("role") in AROUND_ROLES or any(map(AROUND.fullmatch, names)),
            preformatted=tag == "pre",
            titled=any(map(TITLES.fullmatch, names)),
            centred=tag == "center" or attributes.get("align") == "center" or CENTRED_STYLE.search(style) is not None,
            comments=tag not in ("body", "html", "a", "span")
            and (
                any(map(COMMENTS.fullmatch, names))
                or "comment" in (attributes.get("itemprop"), attributes.get("role"))
                or COMMENT_TYPES.fullmatch(attributes.get("itemtype") or "") is not None
            ),
            level=HEADINGS.get(tag, 0),
        )


@dataclass
class HtmlBlock:
    """A paragraph of a page: its text and marks, how much of it is links, the nodes it lies in, what they are.

    `comments` is the outermost node that is called as readers' comments are.
    """

    text: str
    marks: list[Mark]
    linked: int
    path: tuple[int, ...]
    around: tuple[int, ...]
    comments: int | None
    level: int
    titled: bool
    caption: bool
    centred: bool
    after_image: bool

    @property
    def prose(self) -> int:
        """The characters that are running text."""
        return len(self.text) - self.linked if STOP.search(self.text) and not self.caption else 0

    @property
    def only_links(self) -> bool:
        """Whether the block is links and no more."""
        return self.linked >= 0.8 * len(self.text)


class PagePrinter:
    """Prints a page node by node, as its blocks."""

    def __init__(self):
        self.blocks: list[HtmlBlock] = []
        self.styles: dict[tuple, ElementStyle] = {}
        self.open_nodes: list[tuple[int, ElementStyle]] = []
        self.inside: Counter[str] = Counter()
        self.levels: list[int] = []
        self.runs: list[tuple[str, bool, bool]] = []
        self.after_image = False

    def print(self, body: LexborNode) -> list[HtmlBlock]:
        """List the paragraphs that a page prints in the order of its code."""
        stack: list[LexborNode | None] = [body]
        while stack:
            node = stack.pop()
            if node is None:
                self.close()
            elif node.is_text_node:
                self.write(node.text_content or "")
            elif node.tag and node.tag not in UNSEEN and not node.tag.startswith("-"):
                attributes = node.attributes
                if "hidden" not in attributes and not HIDDEN_STYLE.search((attributes.get("style") or "").lower()):
                    self.open(node)
                    stack += [None, *reversed(list(node.iter(include_text=True)))]
        self.end_block()
        return self.blocks

    def open(self, node: LexborNode) -> None:
        """Begin an element; a row of short cells is a line, one that frames a part of the page is not."""
        tag, attributes = node.tag or "", node.attributes
        # Elements of one kind are many.
        kind = tag, *attributes.items()
        style = self.styles[kind] = self.styles.get(kind) or ElementStyle.of(tag, attributes)
        if tag == "tr" and len(node.text().strip()) <= ROW_LENGTH and node.css_first(PARTS_OF_PAGES) is None:
            style = style._replace(row=True)
        if style.block and not self.inside["row"]:
            self.end_block()
        self.open_nodes.append((node.mem_id, style))
        self.inside.update(style.names())
        self.levels += [style.level] if style.level else []
        if node.tag == "br":
            self.runs.append(("\v", False, False))
        elif node.tag in CELLS and self.inside["row"]:
            self.runs.append(("\t", False, False))
        elif node.tag == "img":
            self.after_image = True

    def close(self) -> None:
        """End the element begun last."""
        style = self.open_nodes[-1][1]
        if style.block and (style.row or not self.inside["row"]):
            self.end_block()
        self.open_nodes.pop()
        self.inside.subtract(style.names())
        self.levels = self.levels[:-1] if style.level else self.levels

    def write(self, text: str) -> None:
        """Print characters."""
        if self.inside["preformatted"]:
            text = text.replace("\r\n", "\v").replace("\n", "\v")
        else:
            text = BLANKS.sub(lambda blank: "\r" if "\n" in blank[0] else " ", BROKEN.sub("", text))
        self.runs.append((text, self.inside["bold"] > 0, self.inside["link"] > 0))

    def end_block(self) -> None:
        """End the block that is being printed; blanks run together as in a browser."""
        text, linked = "", 0
        marks: list[Mark] = []
        code, at = "".join(run for run, _, _ in self.runs), 0
        code = BROKEN_AT_ELEMENT.sub(lambda broken: "\0" * len(broken[0]), code).replace("\r", " ")
        for run, bold, link in self.runs:
            run, at = code[at : at + len(run)].replace("\0", ""), at + len(run)
            if run in ("\v", "\t"):
                text = text.rstrip(" ") if run == "\v" else text
                text += {"\v": "\n", "\t": "\t"}[run] if text else ""
                continue
            run = run.replace("\v", "\n")
            run = run.lstrip(" ") if not text or text[-1] in " \n\t" else run
            start, text = len(text), text + run
            linked += len(run.strip()) if link else 0
            if bold and run.strip():
                extend_bold(marks, start, len(text))
        self.runs = []
        text = text.rstrip(" \n\t")
        if not text.strip():
            return
        marks = [mark._replace(end=min(mark.end, len(text))) for mark in marks if mark.start < len(text)]
        level = self.levels[-1] if self.levels else 0
        path = tuple(node for node, _ in self.open_nodes[:DEEPEST])
        around = tuple(node for node, style in self.open_nodes[:DEEPEST] if style.around)
        comments = next((node for node, style in self.open_nodes[:DEEPEST] if style.comments), None)
        caption = self.inside["caption"] > 0 and len(text) <= 2 * CAPTION_LENGTH
        titled, centred = self.inside["titled"] > 0, self.inside["centred"] > 0
        self.blocks.append(
            HtmlBlock(text, marks, linked, path, around, comments, level, titled, caption, centred, self.after_image)
        )
        self.after_image = False


def read_html(code: str) -> Layout:
    """Take the article out of a page: its title, what stands between it and the text, the text, its editors' line.

    A paragraph is a line, blanks as printed. `marks` are the title, the headings, bold words, and what is probably the
    caption of an image; `discarded` is all else that the page prints, readers' comments too; `published` is what its
    code says of its date. Where the article cannot be told, more is kept.

    Raises DiscourseError for code that no browser writes and that would take minutes to read.

    >>> read_html("<ul><li><a href=x>首页</a></ul><h1>低空经济</h1><p>打造新增长引擎。").text
    '低空经济\\n\\n打造新增长引擎。'
    """
    check_code(code)
    tree = LexborHTMLParser(code)
    blocks = PagePrinter().print(tree.body) if tree.body else []
    kept, title, start = choose_blocks(blocks, tree)
    printed: list[Block] = []
    few = 3 * sum(blocks[at].centred for at in kept) < len(kept)
    for at in sorted(kept):
        block, marks = blocks[at], list(blocks[at].marks)
        photo = may_be_caption(block, printed[-1].text.strip() if printed and at > start else "", few)
        # What stands above the text heads none of it.
        name = "title" if at == title else "heading" if block.level and at >= start else "caption" if photo else ""
        if name:
            marks.append(Mark(0, len(block.text), name, block.level if name == "heading" else 0))
        printed.append(Block(block.text, tuple(marks)))
    layout = join_blocks(printed, [block.text.strip() for at, block in enumerate(blocks) if at not in kept])
    return layout._replace(published=find_page_date(tree))


def may_be_caption(block: HtmlBlock, above: str, few: bool) -> bool:
    """Tell whether a block below a picture is its caption: by its words, or by how it and what is `above` are printed.

    `few` tells whether few blocks of the page are centred, as captions are.
    """
    text = block.text.strip()
    if not block.after_image or len(block.text) > CAPTION_LENGTH:
        return False
    # Below a picture that stands between a heading and its text.
    headed = all(0 < len(each) <= SHORT and not ENDS_CLAUSE.search(each) for each in (above, text))
    centred = few and block.centred and not block.marks and (SHOWN.fullmatch(text) or not ENDS_CLAUSE.search(text))
    return bool(headed or centred or PHOTO.fullmatch(text))


def check_code(code: str) -> None:
    """Refuse a page that would take minutes to read: with an element of thousands of attributes, or too deep."""
    at = depth = 0
    open_tags = Counter[str]()
    while match := CODE.search(code, at):
        at = match.end()
        tag = (match["tag"] or "").lower()
        if not tag:
            continue
        if match["end"]:
            # The end of what was not begun ends nothing.
            if open_tags[tag]:
                open_tags[tag] -= 1
                depth -= 1
            continue
        # As long as a few attributes can be, so many are not looked for.
        attributes = match["attributes"]
        if len(attributes) > 2 * MOST_ATTRIBUTES and len(ONE_ATTRIBUTE.findall(attributes)) > MOST_ATTRIBUTES:
            raise DiscourseError(f"has an element <{tag}> of more than {MOST_ATTRIBUTES:,} attributes, {SAVE_ANEW}")
        if tag in RAW:
            ends = re.compile(f"</{tag}", re.IGNORECASE).search(code, at)
            at = ends.start() if ends else len(code)
            begins = ends is not None
        else:
            begins = tag not in SINGLE
        open_tags[tag] += begins
        depth += begins
        if depth > MOST_NESTED:
            raise DiscourseError(f"has more than {MOST_NESTED:,} elements inside each other, {SAVE_ANEW}")


def choose_blocks(blocks: list[HtmlBlock], tree: LexborHTMLParser) -> tuple[set[int], int | None, int]:
    """Return which blocks are the article's, which of them is its title, and which begins its text."""
    prose, everything = count_prose(blocks), set(range(len(blocks)))
    # What holds most of the page's prose is not around the article, whatever its name.
    most = max(prose.values(), default=0)
    around = {node for node, count in prose.items() if 2 * count <= most}
    comments = find_comments(blocks)
    inside = [at for at, block in enumerate(blocks) if at not in comments and not around.intersection(block.around)]
    article = find_article([blocks[at] for at in inside], tree)
    body = [at for at in inside if article in blocks[at].path] or inside
    if not body:
        return everything, None, 0
    title = find_page_title(blocks, body[0], set(inside), tree)
    kept = {at for at in set(body) - find_link_lists(blocks, body) if not is_tool(blocks[at])}
    after = range(body[-1] + 1, min(body[-1] + 1 + EDITOR_WITHIN, len(blocks)))
    kept |= {at for at in after if at not in comments and EDITOR.fullmatch(blocks[at].text.strip())}
    if title is None:
        return kept or everything, None, body[0]
    kept |= find_front_matter(blocks, title, body[0], set(inside))
    kept = {at for at in kept if blocks[at].text.strip() != blocks[title].text.strip()} | {title}
    return kept, title, max(body[0], title)


def find_comments(blocks: list[HtmlBlock]) -> set[int]:
    """Find what readers wrote below the article: elements called so, and what a heading of comments begins."""
    found: set[int] = set()
    called: set[int | None] = {None}
    chosen: set[int | None] = set()
    levels: set[int] = set()
    above = 0
    for at, block in enumerate(blocks):
        heading = COMMENTS_HEADING.fullmatch(block.text.strip()) if above else None
        if block.comments not in called and (above >= LEAST_ABOVE or heading):
            chosen.add(block.comments)
        called.add(block.comments)
        if block.comments in chosen:
            found.add(at)
        elif heading and at not in found and above >= LEAST_ABOVE:
            section = section_below(blocks, at)
            tools = (COMMENT_TOOLS.fullmatch(blocks[later].text.strip()) for later in section[1:])
            # A heading of the article has its like above it.
            found |= set(section) if heading["sure"] or block.level not in levels or any(tools) else set()
        above += block.prose if at not in found else 0
        levels.add(block.level)
    return found


def section_below(blocks: list[HtmlBlock], at: int) -> list[int]:
    """List a heading of comments and what stands below it, up to the editors' line or a heading of its level."""
    next_path = blocks[at + 1].path if at + 1 < len(blocks) else ()
    shared = next((node for node in reversed(blocks[at].path) if node in next_path), None)
    heading = COMMENTS_HEADING.fullmatch(blocks[at].text.strip())
    sure = heading is not None and heading["sure"] is not None
    section = [at]
    for later in range(at + 1, len(blocks)):
        block = blocks[later]
        text = block.text.strip()
        headed = COMMENTS_HEADING.fullmatch(text)
        ends = not sure if headed else 0 < block.level <= blocks[at].level
        if shared not in block.path or ends or (EDITOR.fullmatch(text) and not COMMENT_TOOLS.fullmatch(text)):
            break
        section.append(later)
    return section


def find_front_matter(blocks: list[HtmlBlock], title: int, start: int, inside: set[int]) -> set[int]:
    """Find what belongs to the title: the name of the series above it; subtitle, date, source, author, lead."""
    found = set()
    for at in range(title, start):
        block = blocks[at]
        own = at in inside and not block.only_links and not is_tool(block)
        if own or IMPRINT.fullmatch(block.text.strip()):
            found.add(at)
    above = blocks[title - 1] if title else None
    if above and above.level and above.path[:-1] == blocks[title].path[:-1] and not above.only_links:
        # A heading right above the title, in the same place, is the name of a series.
        found.add(title - 1)
    return found


def count_prose(blocks: list[HtmlBlock]) -> Counter:
    """Count the characters of prose in each node."""
    counts: Counter[int] = Counter()
    for block in blocks:
        prose = block.prose
        for node in block.path:
            counts[node] += prose
    return counts


def find_article(blocks: list[HtmlBlock], tree: LexborHTMLParser) -> int | None:
    """Find the node of the article: a place where articles are known to be, else the least with most of the prose."""
    prose = count_prose(blocks)
    total = max(prose.values(), default=0)
    if not total:
        return None
    for selector, _ in ARTICLES:
        best = max((node.mem_id for node in tree.css(selector)), key=lambda node: prose[node], default=None)
        if prose[best] >= ENOUGH * total:
            return best
    depth = {node: at for block in blocks for at, node in enumerate(block.path)}
    least = max((node for node in prose if prose[node] >= MOST * total), key=lambda node: depth[node])
    holding = [block.path for block in blocks if least in block.path]
    at = holding[0].index(least)
    # A node that is one paragraph is not the place of paragraphs.
    return holding[0][at - 1] if len(holding) == 1 and at else least


def find_page_title(blocks: list[HtmlBlock], start: int, inside: set[int], tree: LexborHTMLParser) -> int | None:
    """Find the title: a heading of the first level, the line that the page's title begins with, or one called so."""
    nodes = tree.css("head > title, meta[property='og:title'], meta[name=ArticleTitle]")
    names = ["".join(re.findall(r"\w", node.attributes.get("content") or node.text())) for node in nodes]
    found = []
    for at, block in enumerate(blocks[: start + TITLE_WITHIN]):
        words = "".join(re.findall(r"\w", block.text))
        named = words != "" and any(name.startswith(words) for name in names)
        called = (block.level or block.titled) and len(block.text) <= TITLE_LENGTH and not block.only_links
        before = start - TITLE_WITHIN <= at < start and at in inside
        if len(block.text.strip()) >= 4 and (named or block.level == 1 or (called and before)):
            # Papers call their pages by name and date, as the line below the title does.
            sure = named and IMPRINT.fullmatch(block.text.strip()) is None
            found.append((sure, block.level == 1, sure or called, len(block.text) if named else 0, at))
    return max(found)[-1] if found else None


def is_tool(block: HtmlBlock) -> bool:
    """Tell whether a block is a caption or a line by which the page works."""
    text = block.text.strip()
    return block.caption or (TOOLS.fullmatch(text) is not None and IMPRINT.fullmatch(text) is None)


def find_link_lists(blocks: list[HtmlBlock], body: list[int]) -> set[int]:
    """Find the lists of links among the blocks of the article, with the short lines between their links."""
    found, run = set(), []
    for at in [*body, None]:
        if at is not None and blocks[at].only_links:
            run.append(at)
        elif run:
            text = "" if at is None else blocks[at].text.strip()
            short = at is not None and len(text) <= SHORT and not blocks[at].prose and not EDITOR.fullmatch(text)
            if not short or (at or 0) - run[-1] > MOST_BETWEEN:
                held = slice(bisect_left(body, run[0]), bisect_right(body, run[-1]))
                found |= set(body[held]) if len(run) >= LEAST_LINKS else set()
                run = []
    return found
