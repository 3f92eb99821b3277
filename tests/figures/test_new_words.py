"""Words by the year in which they are new, or stand for the last time."""

import pytest
from checks import row_names

from discourse import figures
from discourse.errors import DiscourseError, NothingToDrawError


def test_words_stand_at_their_year_the_most_frequent_first_and_the_others_are_counted(vocabulary):
    ax = figures.plot_new_words(vocabulary, top=3)
    assert row_names(ax) == ["2019", "2021"]
    printed = [text.get_text() for text in ax.texts]
    assert printed == ["low-altitude00、low-altitude01、low-altitude02……另 27 个", "光伏", "n", "30", "1"]
    dated = vocabulary.assign(first=vocabulary["first"].map(lambda year: f"{year}-03-05"))
    assert row_names(figures.plot_new_words(dated, top=3)) == ["2019", "2021"]
    gone = figures.plot_new_words(vocabulary, change="dropped")
    assert row_names(gone) == ["2016"] and gone.texts[0].get_text() == "集成电路"


def test_no_word_is_broken_over_two_lines(vocabulary):
    lines = figures.plot_new_words(vocabulary, top=30).texts[0].get_text().split("\n")
    assert len(lines) > 1 and all(line.startswith("low-altitude") for line in lines)


def test_what_names_no_new_words_is_refused(vocabulary):
    with pytest.raises(DiscourseError, match="change='more' is not one of: 'added', 'dropped'"):
        figures.plot_new_words(vocabulary, change="more")
    with pytest.raises(NothingToDrawError, match="no row of the frame has change='added'"):
        figures.plot_new_words(vocabulary[vocabulary["change"] == "dropped"])
