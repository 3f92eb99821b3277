"""Tables of verbs: which verbs say that something is to be done, each with its class."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from discourse.actions.action_rules import VERB_CLASSES
from discourse.errors import DiscourseError, list_faults, one_line
from discourse.study import carried_folder
from discourse.texts.formats.small_tables import name_columns, read_small_table

# The columns of a table of verbs, each with other heads that mean it; verb and class are needed.
VERB_COLUMNS = {
    "verb": ["verbs", "word", "动词", "词", "词语"],
    "class": ["verb_class", "category", "类", "类别"],
    "class_english": ["verb_class_english", "category_english", "类别英文"],
    "english": ["en", "英文", "英译"],
    "takes": ["宾语"],
    "noun": ["兼名词"],
    "note": ["notes", "备注", "注", "说明"],
}
# What a cell may hold, where not every text will do.
CELLS = {"class": list(VERB_CLASSES), "takes": ["", "clause"], "noun": ["", "yes"]}


@dataclass(frozen=True)
class Verbs:
    """The verbs to look for, one row each: verb, class, class_english, english, takes, noun, note; and a name.

    `class` is one of 创建 create, 壮大 grow, 完善 improve, 强化 strengthen, 推进 advance, 落实 implement, 支持
    support, 保障 protect, 探索 explore, 限制 limit and 运用 use. `takes` is "clause" for a verb that takes what someone
    does, or another verb (支持企业改造…, 推动完善…), `noun` is "yes" for one that is as often a noun (建设, 发展): such
    a verb is one only where the words around it say so. All columns but verb and class may be left out. `places` name
    the line of each row, for those that `read_verbs` read.

    Raises DiscourseError, all faults in one line, for a verb that stands twice, an empty one, and a cell with what its
    column does not know.

    >>> verbs = Verbs(pd.DataFrame({"verb": ["打造"], "class": ["创建"], "english": ["build"]}))
    >>> len(verbs), verbs.labels("en")
    (1, {'创建': 'create', '打造': 'build'})
    """

    table: pd.DataFrame
    name: str = ""
    places: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self):
        if not isinstance(self.table, pd.DataFrame):
            raise DiscourseError(f"table={one_line(self.table)} is no DataFrame; give one, or a file to read_verbs")
        table = self.table.set_axis(name_columns(list(self.table.columns), VERB_COLUMNS), axis="columns")
        if missing := [column for column in ("verb", "class") if column not in table]:
            raise DiscourseError(f"the table of verbs has no column {missing[0]!r}, only {list(table.columns)}; add it")
        table = table.reindex(columns=list(dict.fromkeys([*VERB_COLUMNS, *table.columns])))
        table = table.astype("object").where(table.notna(), "").astype("str").apply(lambda column: column.str.strip())
        where = self.places or tuple(f"row {label}" for label in table.index)
        if faults := list(table_faults(table, where)):
            raise DiscourseError(f"{self.name or 'the table of verbs'}: {list_faults(faults)}")
        object.__setattr__(self, "table", table.reset_index(drop=True))

    def __len__(self) -> int:
        return len(self.table)

    def labels(self, language: str) -> dict[str, str]:
        """Return what figures print for verbs and their classes: as they are in "zh", their English in "en"."""
        verbs, classes = self.table["verb"].tolist(), self.table["class"].unique().tolist()
        if language == "zh":
            return {word: word for word in (*classes, *verbs)}
        named = zip(verbs, self.table["english"], strict=True)
        return {each: VERB_CLASSES[each] for each in classes} | {verb: english for verb, english in named if english}


def table_faults(table: pd.DataFrame, where: tuple[str, ...]) -> list[str]:
    """List what is wrong with the rows of a table of verbs, each with its place and the repair."""
    faults, first = [], dict[str, str]()
    for place, row in zip(where, table.to_dict("records"), strict=True):
        verb = row["verb"]
        if not verb:
            faults.append(f"{place} has no verb; fill it or delete the row")
        elif verb in first:
            faults.append(f"{place}: the verb {verb!r} stands already in {first[verb]}; keep one of the two")
        first.setdefault(verb, place)
        for column, known in CELLS.items():
            if row[column] not in known:
                options = ", ".join(repr(each) for each in known)
                faults.append(f"{place}: {column}={row[column]!r} of {verb!r} is not one of: {options}")
        if row["class_english"] not in ("", VERB_CLASSES.get(row["class"], row["class_english"])):
            right = VERB_CLASSES[row["class"]]
            faults.append(f"{place}: class_english={row['class_english']!r} of {verb!r}; {row['class']} is {right!r}")
    return faults


def read_verbs(source: str | Path | None = None) -> Verbs:
    """Read a table of verbs, by which `find_actions` finds what is to be done.

    The file is a table (CSV, TSV, XLSX …) with the columns verb, class, and, where they are given, class_english,
    english, takes, noun and note, as `Verbs` explains them; `None` is the table that comes with the library, 400 verbs
    of Chinese policy texts: `data/lexicons/policy_verbs.csv` of the study that it was made for, of which each new study
    has a copy to be argued with line by line.

    Raises MissingFileError where there is no such file, DiscourseError where it lacks a column or, all in one line with
    their line numbers, for a verb that stands twice, a class that is none, and cells with what their column does not
    know.

    >>> verbs = read_verbs()
    >>> verbs.table.set_index("verb").loc["打造", ["class", "english"]].tolist()
    ['创建', 'build']
    """
    path = carried_folder("data/lexicons") / "policy_verbs.csv" if source is None else Path(source)
    table = read_small_table(path, VERB_COLUMNS, needed=["verb", "class"])
    return Verbs(table, name=path.name, places=tuple(f"line {line}" for line in table.index))
