import sys
from importlib import import_module

import matplotlib
import pytest
from matplotlib.font_manager import findfont

from discourse import figures
from discourse.errors import DiscourseError, MissingFileError
from discourse.strings import STRINGS

# The package holds the function of this name; the module is meant here.
themes = import_module("discourse.figures.base.theme")


def test_the_language_holds_inside_its_block_only():
    with figures.theme(language="en"):
        with figures.theme(language="zh"):
            assert themes.current_language() == "zh"
        assert themes.current_language() == "en"
    assert themes.current_language() == "zh"


def test_another_language_is_refused_with_the_two_there_are():
    refused = pytest.raises(DiscourseError, match="language='cn' is not one of: 'zh', 'en'")
    with refused, figures.theme(language="cn"):
        pass


def test_settings_of_the_machine_do_not_reach_a_figure():
    with matplotlib.rc_context({"lines.linewidth": 9, "axes.facecolor": "red"}), figures.theme():
        assert matplotlib.rcParams["axes.facecolor"] == "white"


def test_the_family_is_found_in_the_installed_package_and_nowhere_else():
    assert findfont(figures.style()["font.family"][0], fallback_to_default=False) == str(figures.font_path())


def test_the_font_is_found_without_importing_its_package():
    figures.font_path()
    assert "zhplot" not in sys.modules


@pytest.fixture
def font_not_yet_found(monkeypatch):
    monkeypatch.setattr(themes, "installed_font", themes.installed_font.__wrapped__)


def test_a_missing_package_names_its_repair(font_not_yet_found, monkeypatch):
    monkeypatch.setattr(themes.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DiscourseError, match="pip install zhplot"):
        figures.font_path()


def test_a_missing_font_file_names_its_repair(font_not_yet_found, monkeypatch):
    monkeypatch.setattr(themes, "FONT_FILE", "absent.ttf")
    with pytest.raises(MissingFileError, match="absent.ttf; pip install"):
        figures.font_path()


def test_the_font_has_every_character_of_the_fixed_texts():
    glyphs = matplotlib.ft2font.FT2Font(str(figures.font_path())).get_charmap()
    texts = "".join(text for entry in STRINGS.values() for text in entry.values())
    assert {character for character in texts if ord(character) not in glyphs} == set()


def test_files_hold_type_and_not_machine_fonts():
    style = figures.style()
    assert (style["pdf.fonttype"], style["svg.fonttype"], style["svg.hashsalt"]) == (42, "path", "discourse")
