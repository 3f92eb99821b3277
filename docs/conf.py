"""The documentation site: `make docs` writes it to build/site, without a network."""

import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import discourse

project = "discourse"
author = copyright = "The discourse developers"
version = release = discourse.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_design"]
exclude_patterns = ["examples"]
# What a docstring has in single backquotes is code.
default_role = "code"
# A block that names no language is what a command or a cell prints.
highlight_language = "none"
smartquotes = False
myst_enable_extensions = ["colon_fence"]
# A link within a page or to another one leads to a heading, as it does where the repository is read.
myst_heading_anchors = 3
autosummary_generate = False
autodoc_typehints = "none"
toc_object_entries = False

html_theme = "pydata_sphinx_theme"
html_title = "discourse"
html_static_path = ["site.css", "site.js"]
html_css_files = ["site.css"]
# Before the scripts of the search, which need it.
html_js_files = [("site.js", {"priority": 100})]
# Words are found in Chinese and in English.
html_search_language = "zh"
html_show_sourcelink = html_show_sphinx = False
html_context = {"default_mode": "auto"}
html_theme_options = {
    "navbar_end": ["theme-switcher"],
    "navigation_with_keys": False,
    "header_links_before_dropdown": 6,
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": False,
    "secondary_sidebar_items": {"**": ["page-toc"], "index": [], "zh": []},
}
html_sidebars = {"index": [], "zh": [], "gallery": [], "changelog": []}


def heading_of(page: str, pattern: str) -> str | None:
    """Return the address of the last heading of a page above what a pattern finds, if it does."""
    text = Path(__file__).with_name(f"{page}.md").read_text(encoding="utf-8")
    found = re.search(pattern, text, re.MULTILINE)
    headings = re.findall(r"^## (.*)", text[: found.end()], re.MULTILINE) if found else []
    return f"{page}.html#{nodes.make_id(headings[-1])}" if headings else None


class Thumbnails(SphinxDirective):
    """Show small pictures of the gallery that lead to it: in each line the language, the name and a few words."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return one paragraph of pictures, each with its words inside the link to its heading."""
        grid = nodes.container(classes=["thumbnails"])
        for line in self.content:
            language, name, words = line.split(maxsplit=2)
            link = nodes.reference(refuri=heading_of("gallery", f"^# {name}$"), classes=["thumbnail"])
            link += nodes.image(uri=f"figures/gallery/{name}_{language}.png", alt=words)
            link += nodes.inline("", words)
            grid += nodes.paragraph("", "", link)
        return [grid]


class Names(SphinxDirective):
    """Describe public names, one a line: a table of their first sentences, then each docstring."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return what autosummary and autodoc make of the names."""
        names = list(self.content)
        lines = ["```{eval-rst}", ".. currentmodule:: discourse", "", ".. autosummary::", "   :nosignatures:", ""]
        lines += [f"   {name}" for name in names]
        for name in names:
            kind = "class" if isinstance(getattr(discourse, name), type) else "function"
            lines += ["", f".. auto{kind}:: {name}"]
        return self.parse_text_to_nodes("\n".join([*lines, "```"]))


def as_plain_text(_app, _what, name: str, _object, _options, lines: list[str]) -> None:
    """Leave code in backquotes and examples as they are: every other sign of a docstring means itself.

    Below it goes where the figure is shown, or the measure explained.
    """
    blocks = "\n".join(lines).split("\n\n")
    plain = [block if ">>>" in block else re.sub(r"(`[^`]*`)|([|*]|_(?!\w))", escape, block) for block in blocks]
    lines[:] = "\n\n".join(plain).split("\n")
    short = name.rpartition(".")[2]
    drawn = short.startswith("plot_")
    page, pattern = ("gallery", rf"dc\.{short}\(") if drawn else ("methods", f"^## .*`{short}`.*$")
    if address := heading_of(page, pattern):
        lines += ["", f"See `{page} <../{address}>`__."]


def escape(found: re.Match[str]) -> str:
    """Return code as it is, and a sign with a stroke before it."""
    return found[1] or "\\" + found[2]


def setup(app) -> None:
    """Know the two directives of this site's own, and how docstrings are written."""
    app.connect("autodoc-process-docstring", as_plain_text)
    app.add_directive("thumbnails", Thumbnails)
    app.add_directive("names", Names)
