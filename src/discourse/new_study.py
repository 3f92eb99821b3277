"""A study of one's own is laid out: manifest, lexicons, notebooks, and what says how to go on."""

from importlib.metadata import metadata
from pathlib import Path

from discourse.errors import DiscourseError
from discourse.files import write_whole

TEMPLATE = Path(__file__).parent / "template"
# Where what it takes of the study at hand lies: in an installed package, and in a clone.
TAKEN = {"notebooks": ("notebooks", "*.ipynb"), "data/lexicons": ("lexicons", "*")}


def lay_out_study(folder: Path) -> list[Path]:
    """Lay out a study in a folder that is new or empty, and return its files.

    It has an empty manifest (data/corpus.toml), a place for the texts as received (data/raw), the lexicons and the
    notebooks of the study that discourse was made for, README.md, environment.yml and .gitignore.

    Raises DiscourseError where the folder holds anything, or is a file, or lies inside another study.
    """
    folder = folder.absolute()
    if folder.is_dir() and (held := sorted(path.name for path in folder.iterdir())):
        raise DiscourseError(f"{folder}: holds {held[0]!r} already; name a folder that is new or empty")
    if folder.exists() and not folder.is_dir():
        raise DiscourseError(f"{folder}: is a file; name a folder that is new or empty")
    names = {"name": folder.name, "version": metadata("discourse")["Version"]}
    files = {
        folder / "data" / "corpus.toml": (TEMPLATE / "corpus.toml").read_bytes(),
        folder / ".gitignore": b"results/\n.ipynb_checkpoints/\n",
    }
    for name in ("README.md", "environment.yml"):
        text = (TEMPLATE / name).read_text(encoding="utf-8")
        for key, value in names.items():
            text = text.replace(f"{{{key}}}", value)
        files[folder / name] = text.encode("utf-8")
    for target, (packed, pattern) in TAKEN.items():
        inside, clone = TEMPLATE / packed, TEMPLATE.parents[2] / target
        for path in sorted((inside if inside.is_dir() else clone).glob(pattern)):
            files[folder / target / path.name] = path.read_bytes()
    (folder / "data" / "raw").mkdir(parents=True)
    return write_whole(files)
