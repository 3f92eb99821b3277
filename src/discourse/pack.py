"""A replication package: what a study was made from, with and into, in one archive for a journal."""

import hashlib
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from discourse.errors import DiscourseError
from discourse.export.provenance import sums
from discourse.export.sheet import csv, make_sheet
from discourse.files import write_whole
from discourse.new_study import fill_in, folder_name
from discourse.reproduce import check_inputs
from discourse.schema import ARTICLES
from discourse.study import TEMPLATE
from discourse.texts.characters import HAN
from discourse.texts.manifest import manifest_files, read_corpus
from discourse.verify import read_record

README = TEMPLATE / "replication.md"
# Outputs that can print a text, by their endings.
PRINTING = {".csv", ".md", ".tex", ".txt", ".html", ".ipynb"}
# An output prints an article if it has more than this share of its runs of so many Chinese characters.
MOST, RUN = 0.5, 10
# What a reader needs to find a text that is not here.
FOUND_BY = ["doc", "title", "subtitle", "source", "date", "date_basis", "page", "file", "encoding", "sha256"]
NO_TEXTS = (
    "The texts are not here, as they may be under copyright, nor the results that print most of one:\n{listed}.\n"
    "`texts.csv` says what they are and has their sums; put each into `data/` under the name in its column `file`, "
    "unchanged, before running `discourse verify`.\n\n文本可能受版权保护，未收入；请按 `texts.csv` 取得原文，"
    "以 `file` 栏所列名称放入 `data/`。\n\n"
)


def pack_study(project: Path, results: Path, target: Path, *, texts: bool = True) -> Path:
    """Write a replication package of a study as a zip file, and return its path.

    It holds the manifest, lexicons, notebooks and, with `texts`, the texts as received; the results with their record;
    a table of the texts with their sums; the versions of all packages; checksums and a README. Without `texts` the
    results that print most of an article are left out, too, and named in the README. The same study gives the same
    bytes.

    Raises DiscourseError where the results are not those of the study as it is now, and MissingFileError where there
    are none.
    """
    record = read_record(results)
    inputs = sums(check_inputs(project), folder=project)
    kept = sums((results / name for name in record["outputs"] if (results / name).is_file()), folder=results)
    refuse_changed(record["inputs"], inputs, "was changed since")
    refuse_changed(record["outputs"], kept, "is not as it was when")
    manifest = project / "data" / "corpus.toml"
    corpus = read_corpus(manifest, errors="collect")
    received = {f"data/{file.relative_to(project / 'data').as_posix()}" for file in manifest_files(manifest)}
    printed = [] if texts else find_printed(results, kept, corpus.paragraphs)
    files = {name: (project / name).read_bytes() for name in inputs if texts or name not in received}
    files |= {f"results/{name}": (results / name).read_bytes() for name in kept if name not in printed}
    files["results/provenance.json"] = (results / "provenance.json").read_bytes()
    environment = project / "environment.yml"
    # A link may lead to what is nobody else's.
    if environment.is_file() and environment.resolve().is_relative_to(project.resolve()):
        files["environment.yml"] = environment.read_bytes()
    # A column of a table's own may hold its text.
    told = corpus.articles.columns if texts else corpus.articles.columns.intersection([*ARTICLES], sort=False)
    own = [name for name in told if name not in FOUND_BY and not name.startswith(("label_", "discarded"))]
    files["texts.csv"] = csv(make_sheet(corpus.articles[[*FOUND_BY, *own]]))
    used = sorted(record["packages"].items())
    pins = "".join(f"{name}=={version}\n" for name, version in used if name != "discourse")
    files["requirements.txt"] = pins.encode("utf-8")
    files["README.md"] = write_readme(project.name, record, printed, texts=texts)
    totals = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    files["checksums.sha256"] = totals.encode("utf-8")
    return write_whole({target: zip_files(files, folder=folder_name(target.stem))})[0]


def refuse_changed(told: dict[str, str], now: dict[str, str], what: str) -> None:
    """Refuse results of another state than that of the study."""
    for name in sorted({*told, *now}):
        if told.get(name) != now.get(name):
            raise DiscourseError(f"{name} {what} the results were made; run discourse reproduce, then pack again")


def find_printed(results: Path, names: dict[str, str], paragraphs: pd.DataFrame) -> list[str]:
    """Name the results from which most of an article could be read, and with a table all its forms."""
    articles = []
    for _, own in paragraphs[paragraphs["kind"] != "imprint"].groupby("doc"):
        texts = [keep_han(text) for text in own["text"]]
        articles.append([text[at : at + RUN] for text in texts for at in range(0, len(text) - RUN + 1, RUN)])
    printed = set()
    for name in names:
        if Path(name).suffix in PRINTING:
            page = keep_han((results / name).read_text(encoding="utf-8-sig", errors="replace"))
            if any(sum(run in page for run in own) > MOST * len(own) for own in articles):
                printed.add(str(Path(name).with_suffix("")))
    return [name for name in names if str(Path(name).with_suffix("")) in printed]


def keep_han(text: str) -> str:
    """Keep the Chinese characters of a text alone.

    >>> keep_han("<b>低空</b>经济, 6G")
    '低空经济'
    """
    return re.sub(f"[^{HAN}]+", "", text)


def write_readme(name: str, record: dict, printed: list[str], *, texts: bool) -> bytes:
    """Write the README of a package."""
    stems = sorted({Path(each).with_suffix(".*").as_posix() for each in printed})
    listed = ", ".join(f"`results/{each}`" for each in stems) or "none"
    said = {
        "name": name, "version": record["packages"].get("discourse", "?"), "python": record["python"],
        "code": record.get("code", "?"), "texts_en": ", `raw/` (the texts as received)" if texts else "",
        "left_out": "" if texts else NO_TEXTS.replace("{listed}", listed),
    }  # fmt: skip
    page = README.read_text(encoding="utf-8")
    return fill_in(page, said).encode("utf-8", "replace")


def zip_files(files: dict[str, bytes], *, folder: str) -> bytes:
    """Return files as a zip archive, in one folder, by name and without a clock."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            member = ZipInfo(f"{folder}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            member.external_attr = 0o644 << 16
            member.compress_type = ZIP_DEFLATED
            archive.writestr(member, files[name])
    return content.getvalue()
