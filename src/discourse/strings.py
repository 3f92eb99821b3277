"""Every word that figures, captions and pages print, in Chinese and in English, from `strings.toml`."""

import tomllib
from pathlib import Path
from typing import Any

from discourse.errors import one_of

LANGUAGES = ("zh", "en")
_TOPICS = tomllib.loads(Path(__file__).with_name("strings.toml").read_text(encoding="utf-8"))
# By "topic.name": the entries, each with zh and en, a noun also with en_plural and perhaps zh_counter.
STRINGS = {f"{topic}.{name}": entry for topic, entries in _TOPICS.items() for name, entry in entries.items()}


def translate(key: str, *, language: str, n: int | None = None, plural: bool = False, **values: Any) -> str:
    """Return a fixed text in `language`, with `n` and `values` filled in.

    `key` is "topic.name", as in `strings.toml`. A noun that can be counted takes the form that follows the number `n`:
    its English plural after any but 1, in Chinese with the counter before it (个术语). `plural` gives the plural
    without a number.

    Raises DiscourseError for another key or language.

    >>> translate("unit.term", language="en", n=2), translate("unit.term", language="zh", n=2)
    ('terms', '个术语')
    >>> translate("section.number", language="en", n=3)
    'Section 3'
    """
    entry = STRINGS[one_of("key", key, STRINGS)]
    text = entry[one_of("language", language, LANGUAGES)]
    if language == "zh" and n is not None:
        text = entry.get("zh_counter", "") + text
    if language == "en" and (plural or n not in (None, 1)):
        text = entry.get("en_plural", text)
    return text.format(n=n, **values)


def translate_both(key: str, **values: Any) -> list[str]:
    """Return a fixed text in both languages, Chinese first (see `translate`).

    >>> translate_both("section.number", n=2)
    ['第2节', 'Section 2']
    """
    return [translate(key, language=language, **values) for language in LANGUAGES]
