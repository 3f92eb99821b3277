"""Which spans of a text are names of persons: an item of a list of people is a whole name."""

import re

from discourse.texts.characters import HAN
from discourse.texts.layout.rules import COMPOUND, OFFICE, SURNAMES
from discourse.words.segment import rjieba_tokenizer

SURNAME = re.compile(rf"{COMPOUND}|[{SURNAMES}]")
# A name follows what its bearer is …
BEARER = re.compile(rf"(?:{OFFICE}|总理|领导|领导人|干部|成员|记者|通讯员|企业家|顾问|主编|编辑|常委|政要)$")
# … or stands among names: so many in a row, where nothing says what they are.
ROW_OF_NAMES = 3
PART = re.compile(rf"[{HAN}]+?(?=$|[^{HAN}]|(?:以及|[和与及])(?:{SURNAME.pattern}))")
BETWEEN = re.compile("[、､]|以及|[和与及]")
# What goes on after a name where no word of two characters does, by its tag: verbs, prepositions, adverbs, particles.
GOES_ON = ("v", "p", "d", "c", "u")


def find_names(text: str) -> list[tuple[int, int]]:
    """Return the spans of names of persons that stand after a post, or in a row of names.

    >>> text = "省领导赵力平、吴忠琼参加活动。"
    >>> [text[start:end] for start, end in find_names(text)]
    ['赵力平', '吴忠琼']
    """
    found: list[tuple[int, int]] = []
    row: list[tuple[int, int]] = []
    borne, ended = False, 0
    for part in [*PART.finditer(text), None]:
        start, end = part.span() if part else (0, 0)
        name, after_post = None, False
        # In a part of a row the name stands after a post, or at its beginning.
        for surname in reversed([*SURNAME.finditer(text, start, end)]):
            after_post = bool(BEARER.search(text[start : surname.start()]))
            if (after_post or surname.start() == start) and (stop := name_end(text, *surname.span(), end)):
                name = surname.start(), stop
                break
        joined = part and ended and BETWEEN.fullmatch(text, ended, start)
        if not joined or name is None or (row and row[-1][1] != ended):
            found += row if borne or len(row) >= ROW_OF_NAMES else []
            row, borne = [], False
        if name is not None:
            row.append(name)
            borne |= after_post
        ended = end
    return found


def name_end(text: str, start: int, given: int, end: int) -> int | None:
    """Return where the name ends whose given name begins at `given`, None where the characters make another word.

    Of one and two characters, the given name is the one after which the part ends or a word begins.
    """
    tag = rjieba_tokenizer().tag
    word, kind = tag(text[start:end][:8], hmm=False)[0]
    # Alone between two marks, a longer word that begins with a surname may be the beginning of a name: 高新|宇.
    alone = len(word) < end - start <= given - start + 2
    if len(word) > given - start and not (kind.startswith("nr") or alone):
        return None
    choices = []
    for stop in range(given + 1, min(given + 2, end) + 1):
        after, kind = tag(text[stop:end][:8], hmm=False)[0] if stop < end else ("", "")
        if not after or len(after) > 1 or kind.startswith(GOES_ON):
            choices.append((bool(after), len(after) < 2, -stop))
    return -min(choices)[-1] if choices else None
