"""Execute the project's notebooks from clean and keep each one as a page."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib
import nbformat
from ipykernel.kernelspec import get_kernel_dict
from jinja2 import DictLoader
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from tqdm import tqdm

from discourse.errors import (
    DiscourseError,
    MissingFileError,
    NothingToCompareError,
    NothingToDrawError,
)

AT_ONCE = 2
START_SECONDS = 60

# The stock page asks four hosts for scripts; an archived page must not depend on any.
PAGE_WITHOUT_SCRIPTS = """
{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock html_head_js -%}
{%- block jupyter_widgets -%}{%- endblock jupyter_widgets -%}
{%- block html_head_js_mathjax -%}{%- endblock html_head_js_mathjax -%}
{%- block html_head_js_mermaidjs -%}{%- endblock html_head_js_mermaidjs -%}
"""


class ThisPython(KernelSpecManager):
    """Offer the Python that runs this as the only kernel, whatever else is registered."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(**get_kernel_dict())


def run_notebooks(folder: str | Path, *, results: str | Path, progress: bool = True) -> list[Path]:
    """Execute every notebook of `folder`, write `results`/notebooks/<name>.html, return the pages.

    They start in the order of their names, two at a time, each in a kernel of its own
    in `folder`; what they export goes into `results`. The notebooks themselves are not
    changed. `progress` shows a bar that names the notebooks at work.

    A notebook that asks for two versions of one text where the study has none ends there,
    and its page and a line on the screen say so.

    Raises `DiscourseError` at the first cell that fails, with notebook, cell and error;
    the others are stopped then. Raises `MissingFileError` if there is no notebook.

    >>> run_notebooks("notebooks", results="results")            # doctest: +SKIP
    [PosixPath('results/notebooks/01_corpus.html')]
    """
    folder, results = Path(folder).absolute(), Path(results).absolute()
    notebooks = {path: read_notebook(path) for path in notebook_paths(folder)}
    with _environment(results) as environment, _bar(len(notebooks), progress) as bar:
        _run(_execute_all(notebooks, environment, bar))
    pages = results / "notebooks"
    pages.mkdir(parents=True, exist_ok=True)
    return [_write_page(pages, path.stem, notebook) for path, notebook in notebooks.items()]


def notebook_paths(folder: str | Path) -> list[Path]:
    """Return the notebooks of `folder` in the order of their names.

    Raises `MissingFileError` if there is none.
    """
    paths = sorted(Path(folder).glob("*.ipynb"), key=lambda path: path.name)
    if not paths:
        raise MissingFileError(f"no notebook (*.ipynb) in {folder}: put at least one there")
    return paths


def read_notebook(path: str | Path) -> NotebookNode:
    """Read a notebook without its outputs.

    Raises `DiscourseError` if the file is not a notebook.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError) as error:
        raise DiscourseError(f"{Path(path).name} is not a Jupyter notebook: open and save it in JupyterLab") from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def to_page(notebook: NotebookNode, *, title: str) -> str:
    """Return the HTML page of an executed notebook; it asks no host for anything."""
    exporter = HTMLExporter(
        extra_loaders=[DictLoader({"page.html.j2": PAGE_WITHOUT_SCRIPTS})],
        template_file="page.html.j2",
        embed_images=True,
    )
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": title}})
    return page


def _write_page(folder: Path, name: str, notebook: NotebookNode) -> Path:
    path = folder / f"{name}.html"
    path.write_text(to_page(notebook, title=name), encoding="utf-8", newline="\n")
    return path


def _run(work) -> None:
    # The default loop of Windows cannot watch the sockets that kernels talk through.
    factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        try:
            runner.run(work)
        except ExceptionGroup as group:
            raise group.exceptions[0] from None


async def _execute_all(notebooks: dict[Path, NotebookNode], environment: dict, bar: tqdm) -> None:
    free, at_work = asyncio.Semaphore(AT_ONCE), []

    async def execute(path: Path, notebook: NotebookNode) -> None:
        async with free:
            at_work.append(path.stem)
            bar.set_description_str(", ".join(at_work))
            await _execute(path, notebook, environment)
            at_work.remove(path.stem)
            bar.update()
            bar.set_description_str(", ".join(at_work))

    async with asyncio.TaskGroup() as tasks:
        for path, notebook in notebooks.items():
            tasks.create_task(execute(path, notebook))


async def _execute(path: Path, notebook: NotebookNode, environment: dict) -> None:
    number = 0
    async with _client(path, notebook, environment) as client:
        for index, cell in enumerate(notebook.cells):
            number += cell.cell_type == "code" and bool(cell.source.strip())
            try:
                await client.async_execute_cell(cell, index, execution_count=number)
            except CellExecutionError as error:
                if error.ename == NothingToCompareError.__name__:
                    return _leave_off(path, notebook, index, error.evalue)
                if error.ename == NothingToDrawError.__name__:
                    _say_instead(path, cell, error.evalue)
                    continue
                said = f"{error.ename}: {error.evalue}"
                raise _failure(path, number, said) from None
            except DeadKernelError:
                # nbclient reports its own cancellation as a dead kernel.
                if asyncio.current_task().cancelling():
                    raise asyncio.CancelledError from None
                raise _failure(path, number, "the kernel died (out of memory?)") from None


def _leave_off(path: Path, notebook: NotebookNode, index: int, said: str) -> None:
    """End a notebook that compares versions where there are none: its page says so in the place of what was to follow."""
    del notebook.cells[index + 1 :]
    _say_instead(path, notebook.cells[index], said)


def _say_instead(path: Path, cell: NotebookNode, said: str) -> None:
    """Put a word in the place of what a cell cannot show of this study."""
    cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=f"{said}\n")]
    tqdm.write(f"{path.name}: {said}", file=sys.stderr)


def _failure(path: Path, number: int, said: str) -> DiscourseError:
    line = " ".join(said.split())
    return DiscourseError(f"{path.name}, code cell {number}: {line}")


@asynccontextmanager
async def _client(path: Path, notebook: NotebookNode, environment: dict) -> AsyncIterator[NotebookClient]:
    """Start a kernel for one notebook and shut it down afterwards.

    `NotebookClient.async_execute` would take over the signals of the whole process.
    """
    manager = AsyncKernelManager(kernel_spec_manager=ThisPython(), transport_encryption="auto")
    client = NotebookClient(notebook, km=manager, timeout=None, coalesce_streams=True, record_timing=False)
    finished = False
    try:
        await _start(client, path, environment)
        yield client
        finished = True
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        await _to_its_end(manager.shutdown_kernel(now=not finished))


async def _start(client: NotebookClient, path: Path, environment: dict) -> None:
    await client.async_start_new_kernel(cwd=str(path.parent), env=environment)
    client.kc = client.km.client()
    # A heartbeat stopped while it starts never ends; the process itself tells if it lives.
    client.kc.start_channels(hb=False)
    client.kc.allow_stdin = False
    try:
        await client.kc.wait_for_ready(timeout=START_SECONDS)
    except RuntimeError as error:
        raise DiscourseError(f"{path.name}: its kernel did not start: {error}") from error


async def _to_its_end(work: Awaitable[None]) -> None:
    """Await `work` even if the waiting is cancelled: a kernel half shut down would outlive us."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    finally:
        await task


@contextmanager
def _environment(results: Path) -> Iterator[dict[str, str]]:
    """Yield the kernels' environment, in which no personal set-up changes an output."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as empty:
        yield os.environ | {
            "DISCOURSE_RESULTS": str(results),
            "IPYTHONDIR": empty,
            "MATPLOTLIBRC": matplotlib.get_data_path(),
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        }


def _bar(total: int, progress: bool) -> tqdm:
    shape = "{n_fmt}/{total_fmt} notebooks |{bar:20}| {elapsed} {desc}"
    return tqdm(total=total, bar_format=shape, disable=not progress)
