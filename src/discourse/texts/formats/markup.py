"""What a page or a workbook leaves in a text that is taken out of it: tags, entities, escaped characters."""

import re
from html import unescape
from html.entities import html5

BLOCK_TAGS = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head|header|hr"
    "|html|iframe|img|li|main|meta|nav|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
INLINE_TAGS = "a|abbr|b|big|cite|code|del|em|font|i|ins|label|mark|o:p|q|s|small|span|strike|strong|sub|sup|u"
ATTRIBUTES = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+))"
BLOCK_TAG = re.compile(rf"</?(?:{BLOCK_TAGS}){ATTRIBUTES}*\s*/?>|<!doctype\s+html|<!--", re.IGNORECASE)
# In a<b>c the sign between the letters is no tag: one inside a line shows by its end, or by what it says of itself.
INLINE_TAG = re.compile(rf"</(?:{INLINE_TAGS})\s*>|<(?:{INLINE_TAGS}){ATTRIBUTES}+\s*/?>", re.IGNORECASE)
# Entities, also those of pages that were escaped twice (&amp;nbsp;), and the characters that a workbook's XML cannot
# hold; of these two in a row may make one character.
ESCAPED = re.compile(
    r"&(?:amp;)*(?P<entity>#\d+;?|#[xX][\da-fA-F]+;?|nbsp\b;?|[A-Za-z][A-Za-z\d]*;)|(?P<units>(?:_x[\da-fA-F]{4}_)+)"
)


def looks_like_html(text: str) -> bool:
    """Tell whether a text holds tags of HTML: <p>, <br/> or </b>, where 5<6 and <中国制造> are none.

    >>> [looks_like_html(text) for text in ("低空<br>经济", "<b>低空</b>经济", "5<6", "a<b>c", "<中国制造>")]
    [True, True, False, False, False]
    """
    return "<" in text and (BLOCK_TAG.search(text) or INLINE_TAG.search(text)) is not None


def escaped_character(match: re.Match) -> str:
    """Return what a match of `ESCAPED` stands for; what is no entity stands for itself.

    >>> ESCAPED.sub(escaped_character, "R&amp;D&nbsp;_x0041_ AT&T; &amp;ldquo;新&#8221;")
    'R&D\\xa0A AT&T; “新”'
    """
    if match["units"]:
        units = b"".join(int(unit, 16).to_bytes(2, "little") for unit in re.findall("_x(.{4})_", match["units"]))
        return units.decode("utf-16-le", "replace")
    entity = match["entity"].rstrip(";") + ";"
    return unescape(f"&{entity}") if entity[0] == "#" or entity in html5 else match[0]
