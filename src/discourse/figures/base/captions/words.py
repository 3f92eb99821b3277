"""What captions are made of: nouns and sentences in Chinese and in English, and how numbers and names are put in."""

from collections.abc import Iterable

from discourse.figures.base.theme import LANGUAGES, current_language

# What is counted, by the column that names it: (zh, en, en of many). Others are "values of <column>".
UNITS = {
    "term": ("个术语", "term", "terms"),
    "word": ("个不同的词", "different word", "different words"),
    "category": ("个类别", "category", "categories"),
    "family": ("个词族", "family", "families"),
}
WINDOWS = {
    "sentence": ("句", "sentence", "sentences"),
    "paragraph": ("段", "paragraph", "paragraphs"),
    "point": ("点", "point", "points"),
    "turn": ("个话轮", "turn", "turns"),
    "section": ("节", "section", "sections"),
    "part": ("部分", "part", "parts"),
}
LENGTHS = {"word": ("词", "word", "words"), "character": ("字", "character", "characters")}
INTERVALS = {
    "exact": ("精确法（Clopper–Pearson）", "exact (Clopper–Pearson)"),
    "wilson": ("Wilson 法", "Wilson's"),
    "jeffreys": ("Jeffreys 法", "Jeffreys'"),
    "agresti_coull": ("Agresti–Coull 法", "Agresti–Coull"),
    "normal": ("正态近似（Wald）", "the normal approximation (Wald)"),
    "poisson": ("泊松精确法（Garwood）", "exact for Poisson counts (Garwood)"),
    "bootstrap": ("按句自助重抽样（百分位法）", "bootstrap percentiles over sentences"),
}
CHANGES = {
    "kept": ("保留", "kept"),
    "moved": ("移位", "moved"),
    "dropped": ("删去", "dropped"),
    "added": ("新增", "added"),
}

# Other sentences and parts of them. What stands before and after the count of a text differs in the two languages.
SENTENCES = {
    "n": ("n：{counts}", "n = {counts}"),
    "mentions": ("{doc}{within}{units}共 {n} 次", "{n}{units}{within}{doc}"),
    "lengths": ("{doc}共 {n}", "{n}{doc}"),
    "pairs": ("{doc}{within}{units}组成 {n}", "{n}{units}{within}{doc}"),
    "blocks": ("{n}（{sides}；按词典切词，不并术语）", "{n} ({sides}; as the dictionary cuts words)"),
    "side": ("{doc} {n}", "{doc}: {n}"),
    "items": ("{doc} {lists}列举共 {n}", "{n} in {lists}{doc}"),
    "all_words": ("{doc} {n}，其中 {kinds:,} 个不同", "{n}, {kinds:,} of them different{doc}"),
    "change": ("{name} {n}", "{n} {name}"),
    "within": (" {size}中", " in {size}"),
    "units": (" {units}", " of {units}"),
    "doc": ("{doc}", " ({doc})"),
    "window": ("窗口：同一{window}", "Window: the same {window}"),
    "window_words": ("窗口：左右各 {k} 词以内，不跨段", "Window: {k} words to either side, within a paragraph"),
    "over": ("分布所依：{parts}", "Spread over {parts}"),
    "over_equal": ("分布所依：按词数均分的 {k} 份", "Spread over {k} parts of equal length in words"),
    "parts": ("，N = {parts}", ", N = {parts}"),
    "each_article": ("{parts}（各篇分别计算）", "{parts} (each article by itself)"),
    "norm": ("，每{part}长度归一（L2）", ", each {part} scaled to length 1 (L2)"),
    "refused": ("{interval}；次数过少者不给", "{interval}, none where there are too few"),
    "zero": ("；次数为 0 时以 0.5 计", "; a count of 0 is taken as 0.5"),
    "lexicon": ("词表：{lexicons}", "Lexicon: {lexicons}"),
    "version": ("由 discourse {version} 生成", "Made with discourse {version}"),
    "stop": ("。", "."),
    "and": ("；", "; "),
    "comma": ("，", ", "),
}
MENTIONS, OCCURRENCES = ("", "mention", "mentions"), ("", "occurrence", "occurrences")
PAIRS, BLOCKS = ("对", "pair", "pairs"), ("个对齐单位", "aligned block", "aligned blocks")
LISTS, ITEMS, ARTICLES = ("处", "list", "lists"), ("项", "item", "items"), ("篇", "article", "articles")


def amount(n: int, noun: tuple[str, str, str]) -> str:
    """Return a number with its noun.

    >>> amount(1281, LENGTHS["word"])
    '1,281 词'
    """
    chinese, one, many = noun
    if current_language() == "zh":
        return f"{n:,} {chinese}".strip()
    return f"{n:,} {one if n == 1 else many}"


def say(key: str, **values: object) -> str:
    """Return a sentence of the table in the current language, with `values` filled in."""
    return chosen(SENTENCES[key]).format(**values)


def say_all(parts: Iterable[str]) -> str:
    """Join what is told of several articles."""
    return say("and").join(part.strip() for part in parts if part)


def chosen(both: tuple[str, str]) -> str:
    """Return what is meant for the current language of two texts, (zh, en)."""
    return both[LANGUAGES.index(current_language())]


def plural(noun: tuple[str, str, str]) -> str:
    """Return a noun without a number, of many."""
    return chosen((noun[0], noun[2]))
