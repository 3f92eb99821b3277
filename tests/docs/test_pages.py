"""What the pages for users tell them to type runs, and gives what the pages show."""

import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

sys.path.append(str(Path(__file__).parents[2] / "docs"))
import run_pages as pages

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# These two run their own blocks: test_methods, test_gallery.
OWN = {DOCS / "methods.md", DOCS / "gallery.md"}
PAGES = sorted({*ROOT.glob("README*.md"), *DOCS.rglob("*.md")} - OWN)
PAGES = [page for page in PAGES if next(pages.blocks(page), None)]
# A cluster of one's own, and lines that stand for any other.
ELSEWHERE = ["scheduler_host"]


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """A reader in a copy of the project, with files of their own of the names that the pages give them."""
    folder = tmp_path / "Downloads" / "discourse"
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    page = DOCS / "examples" / "interview_page.html"
    (folder / "pages").mkdir()
    shutil.copy(page, folder / "pages")
    shutil.copy(page, folder / "my-page.html")
    (folder / "cn_stopwords.txt").write_text("的\n了\n", encoding="utf-8")
    pd.DataFrame({"term": ["人工智能"]}).to_excel(folder / "terms.xlsx", index=False)
    corpus = dc.read_corpus(ROOT / "data" / "corpus.toml")
    texts = corpus.paragraphs.groupby("doc")["text"].agg("\n".join)
    rows = pd.DataFrame({"id": texts.index, "content": texts, "发布日期": ["2024-09-03", "2014-10-08"]})
    frame = rows.assign(发文机关="某部")
    frame.to_excel(folder / "articles.xlsx", index=False)
    frame.to_csv(folder / "articles.csv", index=False)
    (folder / "parts").mkdir()
    years = rows.set_index("id")["发布日期"].str[:4].astype(int)
    paragraphs = corpus.paragraphs.assign(year=corpus.paragraphs["doc"].map(years))
    paragraphs.to_parquet(folder / "parts" / "0000.parquet")
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "1")  # processes of their own take seconds to start
    return pages.Run(tmp_path, folder, {"dc": dc, "pd": pd, "frame": frame})


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_blocks_of_a_page_run_and_give_what_it_shows(page, reader):
    """From top to bottom, in one namespace, as a reader would type them."""
    for block in pages.blocks(page):
        kind, code, shown = block.groups()
        if any(word in code for word in ELSEWHERE):
            compile(code, str(page), "exec")
            continue
        value = reader.block(kind, code)
        if shown:
            assert pages.shown_as(value, shown, page) == shown, f"python docs/run_pages.py {page.relative_to(DOCS)}"
