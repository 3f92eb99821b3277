"""The fixed texts of figures, captions and pages: both languages, each concept once, none that nothing prints."""

import re
from collections import Counter
from pathlib import Path

import pytest

from discourse.errors import DiscourseError
from discourse.strings import LANGUAGES, STRINGS, translate

SOURCE = Path(__file__).parents[1] / "src" / "discourse"
FORMS = {"zh": {"zh", "zh_counter"}, "en": {"en", "en_plural"}}


def is_whole(entry):
    """Whether a text is there in both languages, each with the same places to fill."""
    if not ({*LANGUAGES} <= entry.keys() <= FORMS["zh"] | FORMS["en"] and all(entry.values())):
        return False
    places = {frozenset(re.findall(r"\{(\w+)", entry[form])) for form in (*LANGUAGES, "en_plural") if form in entry}
    return len(places) == 1


def test_every_text_is_in_both_languages_with_the_same_places_to_fill():
    assert [key for key, entry in STRINGS.items() if not is_whole(entry)] == []


def test_no_concept_stands_under_two_keys():
    concepts = Counter((entry["zh"], entry["en"].casefold()) for entry in STRINGS.values())
    assert [concept for concept, n in concepts.items() if n > 1] == []


def test_every_text_is_printed_somewhere():
    """Its key stands in the source; or its topic does, where a frame or a date gives the name: f"verdict.{verdict}"."""
    source = "\n".join(
        path.read_text(encoding="utf-8") for ending in ("py", "j2") for path in SOURCE.rglob(f"*.{ending}")
    )
    keys = set(re.findall(r"[\"'](\w+\.\w+)[\"']", source))
    topics = {*re.findall(r"[\"'](\w+)\.(?:\{|[\"'] [~+])", source), *re.findall(r'localize_name\("(\w+)"', source)}
    assert [key for key in STRINGS if key not in keys and key.split(".")[0] not in topics] == []
    assert topics & {"page", "note", "legend", "axis", "caption", "punctuation"} == set()


@pytest.mark.parametrize(
    ("language", "n", "text"),
    [("en", 1, "term"), ("en", 0, "terms"), ("en", None, "term"), ("zh", 1, "个术语"), ("zh", None, "术语")],
)
def test_a_noun_takes_the_form_that_follows_its_number(language, n, text):
    assert translate("unit.term", language=language, n=n) == text


def test_another_key_or_language_is_refused():
    with pytest.raises(DiscourseError, match="key='unit.trem' is not one of.*Did you mean 'unit.term'"):
        translate("unit.trem", language="en")
    with pytest.raises(DiscourseError, match="language='fr' is not one of"):
        translate("unit.term", language="fr")
