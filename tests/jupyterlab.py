"""All notebooks of the study as one uses them: opened in JupyterLab, in a browser, and run cell by cell.

make test-lab        apart from the tests that are run after each change, for it takes minutes
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect, sync_playwright

import discourse as dc

ROOT = Path(__file__).parents[1]
BROWSER = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 300
# All cells are in the page, not only those in sight; nobody is asked about news.
SETTINGS = {
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False},
}
RUN_THROUGH = """() => {
  const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map((prompt) => prompt.textContent);
  const ended = document.querySelector('.jp-OutputArea [data-mime-type="application/vnd.jupyter.stderr"]');
  return ended || prompts.every((prompt) => /\\[\\d+\\]/.test(prompt));
}"""
PICTURES = "images => images.map((image) => image.complete && image.naturalWidth > 0)"
WRONG = [f'.jp-OutputArea [data-mime-type="application/vnd.jupyter.{kind}"]' for kind in ("error", "stderr")]

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A copy of the study in a folder with a blank and Chinese characters: JupyterLab saves what it runs."""
    folder = tmp_path_factory.mktemp("lab") / "我的 study"
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@pytest.fixture(scope="module")
def address(study, tmp_path_factory):
    """A JupyterLab of its own, with settings of nobody, on this machine alone."""
    own = tmp_path_factory.mktemp("jupyter")
    for name, settings in SETTINGS.items():
        (own / "settings" / name).parent.mkdir(parents=True)
        (own / "settings" / name).write_text(json.dumps(settings), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    folders = {f"JUPYTER_{name}_DIR": str(own / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    options = [
        "--no-browser", "--allow-root", f"--port={address.rpartition(':')[2]}", "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={study}", "--IdentityProvider.token=", "--LabApp.news_url=None",
    ]  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", *options],
        env=os.environ | folders | {"JUPYTERLAB_SETTINGS_DIR": str(own / "settings")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/api/status", timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"JupyterLab did not start within {SECONDS} s")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def run_all_cells(page: Page, address: str, name: str) -> None:
    """Open a notebook, wait for its kernel, run all its cells and save it."""
    page.set_default_timeout(1000 * SECONDS)
    page.goto(f"{address}/lab/tree/notebooks/{name}?reset")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(RUN_THROUGH)
    page.keyboard.press("Control+s")
    page.wait_for_selector(".jp-DirtyIndicator, .jp-mod-dirty", state="detached")


CONCORDANCE = """\
import discourse as dc
corpus, lexicon = dc.read_corpus("../data/corpus.toml"), dc.read_lexicon("../data/lexicons")
shown = dc.show_concordance(corpus.paragraphs, dc.find_terms(corpus.paragraphs, lexicon), labels=[corpus, lexicon])
shown"""


@pytest.fixture(scope="module")
def concordance_page(browser, address, study):
    """A notebook with the concordance, run."""
    cells = [nbformat.v4.new_code_cell(CONCORDANCE, id="concordance")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), study / "notebooks" / "concordance.ipynb")
    page = browser.new_page()
    run_all_cells(page, address, "concordance.ipynb")
    yield page
    page.close()


def test_a_concordance_is_typed_picked_narrowed_and_sorted_in_jupyterlab(concordance_page, study):
    corpus = dc.read_corpus(study / "data" / "corpus.toml")
    mentions = dc.find_terms(corpus.paragraphs, dc.read_lexicon(study / "data" / "lexicons"))
    view = concordance_page.locator(".discourse-concordance")
    lines, said = view.locator(".lines tr"), view.locator("output")
    view.locator("input[type=search]").fill("人工智能")
    expect(lines).to_have_count(len(dc.concordance(corpus.paragraphs, "人工智能")))
    view.locator(".terms tbody tr", has_text="制造业").first.click()
    places = mentions[mentions["term"].eq("制造业") & mentions["kind"].ne("imprint")]
    expect(lines).to_have_count(len(places))
    expect(view.locator("input[type=search]")).to_have_value("")
    view.locator("select").select_option("right")
    rights = dc.evidence(places, places, corpus.paragraphs)["right"]
    expect(lines.locator("td:nth-child(4)")).to_have_text(sorted(rights))
    view.locator("fieldset input").first.uncheck()
    first = corpus.articles.sort_values("date")["doc"].iloc[0]
    expect(lines).to_have_count(int(places["doc"].ne(first).sum()))
    view.locator("button").click()
    expect(said).to_have_text(f"已复制 {places['doc'].ne(first).sum()} 行")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_of_a_notebook_runs_and_its_figures_are_seen(browser, address, study, name):
    page, errors = browser.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    run_all_cells(page, address, name)
    said = [text for kind in WRONG for text in page.locator(kind).all_inner_texts()]
    # A study of years ends with a word where there are only two texts.
    assert [text for text in said if "nothing to compare: the study has a date for 2 of its 2" not in text] == []
    assert errors == []
    cells = json.loads((study / "notebooks" / name).read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    shown = page.locator(".jp-OutputArea-output img").evaluate_all(PICTURES)
    assert shown == [True] * sum("image/png" in output for output in outputs)
    page.close()


def test_what_they_saved_is_what_a_run_without_jupyterlab_saves(study):
    record = json.loads((ROOT / "expected" / "provenance.json").read_text(encoding="utf-8"))["outputs"]
    kept = {name: sum_ for name, sum_ in record.items() if name.startswith(("figures/", "tables/", "networks/"))}
    files = {name: study / "results" / name for name in kept}
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == kept
