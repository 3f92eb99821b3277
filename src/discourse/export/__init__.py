"""Results leave the library: figures, tables, pages, and the record of how they came about."""

from discourse.export.figure import render, save_figure
from discourse.export.files import (
    OUTPUTS,
    page_files,
    project_folder,
    results_folder,
    save_page,
)
from discourse.export.provenance import (
    direct_dependencies,
    sha256,
    sha256_of_code,
    sums,
    write_provenance,
)
from discourse.export.table import save_table

__all__ = [
    "OUTPUTS",
    "direct_dependencies",
    "page_files",
    "project_folder",
    "render",
    "results_folder",
    "save_figure",
    "save_page",
    "save_table",
    "sha256",
    "sha256_of_code",
    "sums",
    "write_provenance",
]
