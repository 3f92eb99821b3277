"""The figures of docs/gallery.md are what its lines draw: pictures that guard every plot against silent change."""

import importlib.util
import re
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

import discourse as dc

sys.path.append(str(Path(__file__).parents[1] / "figures"))
from checks import collisions

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"
spec = importlib.util.spec_from_file_location("gallery", DOCS / "gallery.py")
gallery = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gallery)

# Root mean square of the differences, of 255: a moved label gives ten times as much, another build of the renderer less.
TOLERANCE = 3.0


@pytest.fixture(scope="module")
def study():
    return gallery.study()


@pytest.fixture(scope="module")
def drawings(study):
    return gallery.drawings(study)


def difference(drawn, kept):
    """The root mean square of the differences between two pictures of one size."""
    return np.sqrt(np.mean((np.asarray(drawn, float) - np.asarray(kept, float)) ** 2))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lines_of_the_page_draw_its_pictures_and_no_label_covers_another(drawings, language):
    """Nor leaves the page."""
    changed, found = {}, {}
    for name, figure in gallery.figures(language, drawings):
        drawn, kept = gallery.picture(figure), Image.open(gallery.PICTURES / f"{name}_{language}.png").convert("RGB")
        found[name] = collisions(figure, drawn=True)
        apart = 255 if drawn.size != kept.size else difference(drawn, kept)
        if apart > TOLERANCE:
            changed[name] = round(apart, 1)
    assert changed == {}, "look at them; if the change is meant: python docs/gallery.py"
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_no_label_of_the_study_covers_another_or_leaves_the_page_in_a_column(drawings):
    """In English, whose names are the longer ones; each figure is as wide as the column."""
    found = {}
    for name, figure in gallery.figures("en", drawings, width=85):
        found[name] = collisions(figure)
        assert figure.get_figwidth() * 25.4 == pytest.approx(85)
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_moved_label_is_seen(study):
    with dc.theme(language="en"):
        figure = dc.plot_frequency(study["terms"], top=12, labels=study["labels"]).figure
        before = gallery.picture(figure)
        for text in figure.axes[0].texts:
            text.set_x(0.9)
        assert difference(gallery.picture(figure), before) > TOLERANCE
    plt.close("all")


def test_every_plot_has_its_place_on_the_page_and_every_picture_is_shown():
    page = gallery.PAGE.read_text(encoding="utf-8")
    assert set(re.findall(r"dc\.(plot_\w+)\(", page)) == {name for name in dc.__all__ if name.startswith("plot_")}
    shown = set(re.findall(r"\(figures/gallery/(\w+)\.png\)", page))
    assert shown == {path.stem for path in gallery.PICTURES.glob("*.png")}
    assert shown == {f"{name}_{language}" for name in gallery.blocks() if name != "study" for language in ("zh", "en")}
