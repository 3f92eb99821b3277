"""How the software is cited."""

from importlib.metadata import version

AUTHOR = "The discourse developers"
TITLE = "discourse: quantitative discourse analysis of Chinese policy texts"


def cite() -> str:
    """Return the citation of the software, with the version installed: in words, by GB/T 7714-2015, and for BibTeX.

    >>> cite().endswith("version = {0.1.0}}")
    True
    """
    installed = version("discourse")
    return (
        f"{AUTHOR}. {TITLE}. Version {installed}. Software.\n\n"
        f"{AUTHOR}. {TITLE}[CP]. {installed}版.\n\n"
        f"@software{{discourse, author = {{{{{AUTHOR}}}}}, title = {{{TITLE}}}, version = {{{installed}}}}}"
    )
