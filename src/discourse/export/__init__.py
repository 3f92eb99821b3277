"""Results leave the library: figures, tables, networks, pages, and the record of how they came about."""

from discourse.export.figure import render, save_figure
from discourse.export.files import replacing_results, save_page, save_text
from discourse.export.network import save_network
from discourse.export.provenance import sums, write_provenance
from discourse.export.table import save_table

__all__ = [
    "render", "replacing_results", "save_figure", "save_network", "save_page", "save_table", "save_text",
    "sums", "write_provenance",
]  # fmt: skip
