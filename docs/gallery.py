"""Draw the figures of docs/gallery.md by the very lines that it shows.

    python docs/gallery.py

writes docs/figures/gallery/NAME_zh.png and NAME_en.png for each block of code headed `# NAME`.
"""

import re
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

import discourse as dc
from discourse.figures import style

PAGE = Path(__file__).with_name("gallery.md")
PICTURES = PAGE.parent / "figures" / "gallery"
# Where a block begins to draw.
DRAWS = re.compile(r"^(?:ax|figure, \w+) = ", re.MULTILINE)
# Enough for a screen; what goes into a paper comes from save_figure.
DPI = 110


def blocks() -> dict[str, str]:
    """Return the blocks of code on the page by the name in their first line; "study" comes before all others."""
    code = re.findall(r"^```python\n# (\w+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return dict(code)


def study() -> dict[str, object]:
    """Return the names that the first block makes."""
    names: dict[str, object] = {}
    with chdir(PAGE.parents[1]):
        exec(blocks()["study"], names)
    return names


def drawings(names: dict[str, object]) -> dict[str, tuple[str, dict[str, object]]]:
    """Return of each block the lines that draw, and the names that they know: what those before them make is made once.

    `names` are those of the study.
    """
    made, drawn = dict(names), {}
    for name, code in blocks().items():
        if name != "study":
            at = DRAWS.search(code).start()
            exec(code[:at], made)
            drawn[name] = code[at:], dict(made)
    return drawn


def figures(
    language: str, drawings: dict[str, tuple[str, dict[str, object]]], *, width: float | None = None
) -> Iterator[tuple[str, Figure]]:
    """Yield the figure of each block, by its lines that draw, in `language`, `width` millimetres wide."""
    for name, (code, known) in drawings.items():
        names = dict(known)
        with dc.theme(language=language, width=width):
            exec(code, names)
            figure = names["ax"].figure
        yield name, figure
        plt.close("all")


def picture(figure: Figure) -> Image.Image:
    """Return a figure as a small picture, the same in every run."""
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    with plt.rc_context(style()):
        canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    known = drawings(study())
    for language in ("zh", "en"):
        for name, figure in figures(language, known):
            # Figures have few inks: 64 colours make a third of the bytes.
            picture(figure).quantize(64, dither=Image.Dither.NONE).save(
                PICTURES / f"{name}_{language}.png", optimize=True
            )
