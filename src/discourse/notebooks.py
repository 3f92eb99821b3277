"""Execute the project's notebooks from clean and keep each one as a page."""

import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from filecmp import cmp
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

import matplotlib
import nbformat
from ipykernel.kernelspec import get_kernel_dict
from jinja2 import DictLoader
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_output
from tqdm import tqdm

from discourse.errors import DiscourseError, NothingToCompareError, NothingToDrawError, list_faults, whole_number
from discourse.files import clear_abandoned, write_whole
from discourse.study import CELL_SECONDS, notebook_files
from discourse.texts.characters import show_controls

AT_ONCE = 2
START_SECONDS = 60
# How much of a cell's first line an error shows.
FIRST_LINE = 80

# Where on this machine a warning was raised, and the line of code there, tell a reader of the page nothing.
WARNED_AT = re.compile(r"^.+\.py:\d+: \w*Warning: (.*\n?)(?:  .*\n?)?", re.MULTILINE)

# What the library, or a notebook, warns of; other packages warn of their own code.
WARNED = re.compile(r"^.+\.py:\d+: UserWarning: (.*)", re.MULTILINE)

# The stock page asks four hosts for scripts; an archived page must not depend on any. It knows one theme; here the
# second holds where the reader's system is dark, and figures, whose ink is black, stay on white.
PAGE_TEMPLATE = """
{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock html_head_js -%}
{%- block jupyter_widgets -%}{%- endblock jupyter_widgets -%}
{%- block html_head_js_mathjax -%}{%- endblock html_head_js_mathjax -%}
{%- block html_head_js_mermaidjs -%}{%- endblock html_head_js_mermaidjs -%}
{%- block html_head_css -%}
{%- set dark = 'media="screen and (prefers-color-scheme: dark)"' -%}
{{ resources.include_css("static/theme-dark.css") | replace('type="text/css"', dark) }}
<style {{ dark }}>
:root { color-scheme: dark; }
.jp-OutputArea-output img, .jp-OutputArea-output svg { background: #fff; }
</style>
{%- endblock html_head_css -%}
"""


class ThisPython(KernelSpecManager):
    """Offer the Python that runs this as the only kernel, whatever else is registered."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(**get_kernel_dict())


def run_notebooks(
    folder: str | Path, *, results: str | Path, timeout: int = CELL_SECONDS, progress: bool = True, remarks: bool = True
) -> list[Path]:
    """Execute every notebook of `folder`, write `results`/notebooks/<name>.html, return the pages.

    They start in the order of their names, two at a time, each in a kernel of its own
    in `folder`; what they export goes into `results`, once all have ended. The notebooks
    themselves are not changed. `timeout` is how many seconds each cell may take, 0 for any
    number. `progress` shows a bar that names the notebooks at work.

    A notebook that asks for two versions of one text where the study has none ends there,
    and its page says so, as it does of a figure without anything to draw; with `remarks`
    a line on the screen, too, however many cells of a notebook say the same. A warning is
    said there once, whichever notebooks have it.

    Raises `DiscourseError` at the first cell that fails or takes too long, with notebook,
    cell (its number among the cells of code that are not empty, and its first line) and
    error; the others are stopped then. Raises it, too, if two notebooks write one file, and not the same.
    Raises `MissingFileError` if there is no notebook.

    >>> run_notebooks("notebooks", results="results")            # doctest: +SKIP
    [PosixPath('results/notebooks/01_corpus.html')]
    """
    folder, results = Path(folder).absolute(), Path(results).absolute()
    timeout = whole_number("timeout", timeout)
    notebooks = {path: read_notebook(path) for path in notebook_files(folder)}
    # Each writes into a folder of its own, so that two of one file are seen.
    parts = {path: results / f".{path.stem}" for path in notebooks}
    for part in parts.values():
        part.mkdir(parents=True, exist_ok=True)
    shape = "{n_fmt}/{total_fmt} notebooks |{bar:20}| {elapsed} {desc}"
    # The default loop of Windows cannot watch the sockets that kernels talk through.
    factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    clear_abandoned(Path(gettempdir()), "discourse-")
    with (
        TemporaryDirectory(prefix=f"discourse-{os.getpid()}-", ignore_cleanup_errors=True) as empty,
        asyncio.Runner(loop_factory=factory) as runner,
    ):
        # An environment in which no personal set-up changes an output.
        environment = os.environ | {
            "IPYTHONDIR": empty,
            "MATPLOTLIBRC": matplotlib.get_data_path(),
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        }
        with tqdm(total=len(notebooks), bar_format=shape, disable=not progress) as bar:
            try:
                runner.run(_execute_all(notebooks, parts, environment, timeout, bar, remarks=remarks))
                gather_outputs({path.name: part for path, part in parts.items()}, results)
            except ExceptionGroup as group:
                raise group.exceptions[0] from None
            finally:
                for part in parts.values():
                    shutil.rmtree(part, ignore_errors=True)
    return write_whole(export_pages(notebooks, parts, results))


def export_pages(notebooks: dict[Path, NotebookNode], parts: dict[Path, Path], results: Path) -> dict[Path, bytes]:
    """Return the page of each executed notebook, by its place in `results`.

    What it wrote into its folder of `parts` is named by its place there: those are other folders on each machine.
    """
    exporter = HTMLExporter(
        extra_loaders=[DictLoader({"page.html.j2": PAGE_TEMPLATE})], template_file="page.html.j2", embed_images=True
    )
    pages = {}
    for path, notebook in notebooks.items():
        for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
            texts = output.get("data", output)
            for form in {"text", "text/plain", "text/html"} & {*texts}:
                texts[form] = texts[form].replace(str(parts[path]), "results")
        page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": path.stem}})
        pages[results / "notebooks" / f"{path.stem}.html"] = page.encode("utf-8")
    return pages


def gather_outputs(parts: dict[str, Path], results: Path) -> None:
    """Move what each notebook wrote into its folder of `parts` into `results`.

    Raises `DiscourseError`, before anything is moved, where two wrote one file (but for capitals), and not the same:
    they run side by side, and chance would say whose is kept.
    """
    made: dict[str, tuple[str, Path, Path]] = {}
    for name, part in parts.items():
        for path in sorted(path for path in part.rglob("*") if path.is_file()):
            place = path.relative_to(part)
            other, first, _ = made.setdefault(str(place).casefold(), (name, path, place))
            if not cmp(first, path, shallow=False):
                said = f"{other} and {name} both write {place.as_posix()}, and not the same"
                raise DiscourseError(f"{said}: give one of them another name")
    for _, path, place in made.values():
        (results / place).parent.mkdir(parents=True, exist_ok=True)
        path.replace(results / place)


def read_notebook(path: str | Path) -> NotebookNode:
    """Read a notebook without its outputs.

    Raises `DiscourseError` if the file is not a notebook.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
        if other := [cell.source for cell in notebook.cells if not isinstance(cell.source, str)]:
            raise TypeError(f"{other[0]!r} is no code")
    except (nbformat.ValidationError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        # It raises whatever comes of the file, as of a version of the format that is none.
        raise DiscourseError(f"{Path(path).name} is not a Jupyter notebook: open and save it in JupyterLab") from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join what a cell printed into one text a stream, stdout before stderr, where the first of it stood.

    nbclient does so too, in a time that grows with the square of the longest line. Of a warning its words are kept.
    """
    streams: dict[str, NotebookNode] = {}
    for output in outputs:
        if output.output_type == "stream":
            streams.setdefault(output.name, new_output("stream", name=output.name)).text += output.text
    for stream in streams.values():
        # A carriage return begins its line anew.
        lines = (line.rstrip("\r").rpartition("\r")[2] for line in stream.text.split("\n"))
        stream.text = "\n".join(lines)
        if stream.name == "stderr":
            stream.text = WARNED_AT.sub(r"\1", stream.text)
    shown = [streams[name] for name in ("stdout", "stderr") if name in streams]
    first = next((at for at, output in enumerate(outputs) if output.output_type == "stream"), 0)
    others = [
        [output for output in some if output.output_type != "stream"] for some in (outputs[:first], outputs[first:])
    ]
    return [*others[0], *shown, *others[1]]


def join_alike(warnings: list[str]) -> list[str]:
    """Join the warnings of a notebook that begin alike, up to their first colon: each figure has words of its own.

    >>> join_alike(["no English label: 公路", "no rows", "no English label: 开工"])
    ['no English label: 公路; 开工', 'no rows']
    """
    heads = dict[str, list[str]]()
    for warning in warnings:
        head, _, rest = warning.partition(": ")
        heads.setdefault(head, []).append(rest)
    return [": ".join(filter(None, [head, list_faults(rests)])) for head, rests in heads.items()]


async def _execute_all(
    notebooks: dict[Path, NotebookNode],
    parts: dict[Path, Path],
    environment: dict,
    timeout: int,
    bar: tqdm,
    *,
    remarks: bool,
) -> None:
    free, at_work, warned = asyncio.Semaphore(AT_ONCE), [], set[str]()

    async def execute(path: Path, notebook: NotebookNode) -> None:
        async with free:
            name = show_controls(path.stem)
            at_work.append(name)
            bar.set_description_str(", ".join(at_work))
            told = environment | {"DISCOURSE_RESULTS": str(parts[path])}
            run = NotebookRun(path, notebook, told, timeout)
            said, warnings = await run.execute()
            said += join_alike([warning for warning in warnings if warning not in warned])
            warned.update(warnings)
            for remark in said:
                if remarks:
                    tqdm.write(show_controls(f"{path.name}: {remark}"), file=sys.stderr)
            at_work.remove(name)
            bar.update()
            bar.set_description_str(", ".join(at_work))

    async with asyncio.TaskGroup() as tasks:
        for path, notebook in notebooks.items():
            tasks.create_task(execute(path, notebook))


class NotebookRun(NamedTuple):
    """One notebook that is executed in a kernel of its own, under the variables of that environment.

    Each cell has `timeout` seconds, or as many as it takes for 0.
    """

    path: Path
    notebook: NotebookNode
    environment: dict
    timeout: int

    async def execute(self) -> tuple[list[str], list[str]]:
        """Execute its cells, one after the other, and keep in each what it shows.

        Returns what some had not to show, and what they warned of.
        """
        path, notebook = self.path, self.notebook
        remarks, warnings = dict[str, None](), dict[str, None]()
        number = 0
        async with self.started() as client:
            for index, cell in enumerate(notebook.cells):
                number += cell.cell_type == "code" and bool(cell.source.strip())
                begins = next(iter(cell.source.strip().splitlines()), "")
                begins = f"the cell begins: {begins if len(begins) <= FIRST_LINE else begins[:FIRST_LINE] + '…'}"
                try:
                    await client.async_execute_cell(cell, index, execution_count=number)
                    if cell.cell_type == "code":
                        streams = (output for output in cell.outputs if output.get("name") == "stderr")
                        warnings |= dict.fromkeys(WARNED.findall("".join(stream.text for stream in streams)))
                        cell.outputs = join_streams(cell.outputs)
                except CellExecutionError as error:
                    if error.ename == NothingToCompareError.__name__:
                        # Its page says so in the place of what was to follow.
                        del notebook.cells[index + 1 :]
                    elif error.ename != NothingToDrawError.__name__:
                        line = " ".join(f"{error.ename}: {error.evalue}".split())
                        raise DiscourseError(f"{path.name}, code cell {number}: {line}; {begins}") from None
                    # A word stands in the place of what the cell cannot show of this study.
                    cell.outputs = [new_output("stream", name="stdout", text=f"{error.evalue}\n")]
                    remarks[error.evalue] = None
                except CellTimeoutError:
                    said = f"{path.name}, code cell {number}: not done after {self.timeout:,} seconds"
                    raise DiscourseError(f"{said}; give it more with --timeout; {begins}") from None
                except DeadKernelError:
                    # nbclient reports its own cancellation as a dead kernel.
                    if (task := asyncio.current_task()) and task.cancelling():
                        raise asyncio.CancelledError from None
                    said = f"{path.name}, code cell {number}: the kernel died (out of memory?); {begins}"
                    raise DiscourseError(said) from None
        return list(remarks), list(warnings)

    @asynccontextmanager
    async def started(self) -> AsyncIterator[NotebookClient]:
        """Start its kernel, and shut that down afterwards.

        `NotebookClient.async_execute` would take over the signals of the whole process.
        """
        path, notebook, environment, timeout = self
        # The file through which a kernel is reached goes with the folder, also where this process is killed.
        connection = str(Path(environment["IPYTHONDIR"], f"{path.stem}.json"))
        manager = AsyncKernelManager(
            kernel_spec_manager=ThisPython(), transport_encryption="auto", connection_file=connection
        )
        client = NotebookClient(notebook, km=manager, timeout=timeout or None, record_timing=False)
        finished = False
        try:
            await client.async_start_new_kernel(cwd=str(path.parent), env=environment)
            client.kc = channels = manager.client()
            # A heartbeat stopped while it starts never ends; the process itself tells if it lives.
            channels.start_channels(hb=False)
            channels.allow_stdin = False
            try:
                await channels.wait_for_ready(timeout=START_SECONDS)
            except RuntimeError as error:
                raise DiscourseError(f"{path.name}: its kernel did not start: {error}") from error
            yield client
            finished = True
        finally:
            if client.kc is not None:
                client.kc.stop_channels()
            # A shutdown begins with an interrupt, of which a kernel that is still starting would print a traceback.
            if not finished and manager.provisioner is not None:
                await manager.provisioner.kill()
            # Awaited even if the waiting is cancelled: a kernel half shut down would outlive us.
            task = asyncio.ensure_future(manager.shutdown_kernel(now=not finished))
            try:
                await asyncio.shield(task)
            finally:
                await task
