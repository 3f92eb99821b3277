"""The notebooks on other corpora and another lexicon: they run through, and what they find stands in their frames."""

import ast
import re
import shutil
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import NothingToCompareError, NothingToDrawError
from discourse.reports.report import frame_kind

PROJECT = Path(__file__).parents[1]
COMMITTED = sorted((PROJECT / "notebooks").glob("*.ipynb"))
# What prose may count with: the unit of rates, levels, and what measures are by their definition.
ALLOWED = {"1,000", "0.05", "95", "100", "0", "0.5", "1"}
NO_PROSE = re.compile(
    r"`[^`]*`|^#+ \d+ ·.*$|^\*\*(?:Question\.|问题。)\*\*.*$|[Nn]otebooks? \d\d|SHA-256|base-2|D2|G²", re.M
)
NAMED = re.compile(r"([^，。、：（）是]+)（([\d,]+) 次")
NUMBER = re.compile(r"\d[\d,]*\d(?:\.\d+)?|\d+(?:\.\d+)?")

LEAD = "本报记者近日就产业发展采访了有关负责人。"
QUESTION = "问：如何发展人工智能和制造业？"
POINTS = [
    "一是发展人工智能、低空经济、人形机器人等产业，培育未来产业。支持中小企业使用人工智能。",
    "二是稳定产业链供应链，到2027年建成20个园区。推动制造业转型，支持中小企业。",
    "三是服务专精特新中小企业，发挥企业作用。推动6G、量子科技等技术研究，扩大开放。",
]
OTHER_POINTS = [
    "一是发展人工智能、人形机器人、量子科技等产业。支持中小企业使用人工智能，也支持科研院所。",
    "二是稳定产业链供应链，到2027年建成30个园区。推动制造业转型升级。",
    "三是服务中小企业，发挥企业作用。推动6G技术研究，扩大开放，加强合作，改善民生。",
]
OTHER_LEXICON = "term,forms,english,category,broader,note\n园区,,parks,地方,,\n技术,,technology,创新,,\n企业,,firms,主体,,\n开放,,opening,地方,,\n"


def article(points, more=""):
    answer = "\n".join(["答：要稳步推进。", *points])
    heads = [f"{numeral}、{head}" for numeral, head in (("一", "培育产业"), ("二", "稳定链条"))]
    second = "问：下一步有何安排？\n答：我们将支持中小企业，发展产业链。" + more
    return f"推进产业发展\n{LEAD}\n{heads[0]}\n{QUESTION}\n{answer}\n{heads[1]}\n{second}\n"


# Texts, with their groups, and the lexicon: each a study that the notebooks were not written on.
STUDIES = {
    "one": ([(article(POINTS), None)], None),
    "three_versions": (
        [(article(POINTS), "talk"), (article(OTHER_POINTS), "talk"), (article(POINTS[:2], "建设园区。"), "talk")],
        OTHER_LEXICON,
    ),
    "five": ([(article(POINTS[at % 3 :], f"今年是第{at}年。"), None) for at in range(1, 6)], None),
}


def make_study(folder, texts, lexicon):
    """Lay out a study: its texts with their dates and groups, and its lexicon."""
    shutil.copytree(PROJECT / "data" / "lexicons", folder / "data" / "lexicons")
    shutil.copytree(PROJECT / "notebooks", folder / "notebooks")
    if lexicon:
        (folder / "data" / "lexicons" / "strategic_industries.csv").unlink()
        (folder / "data" / "lexicons" / "other.csv").write_text(lexicon, encoding="utf-8")
    entries = []
    for at, (text, group) in enumerate(texts, 1):
        (folder / "data" / f"{at}.txt").write_text(text, encoding="utf-8")
        of_group = f'group = "{group}"\n' if group else ""
        entries.append(
            f'[[article]]\ndoc = "paper-{at}"\nfile = "{at}.txt"\nsource = "第{at}报"\ndate = 2024-{at:02}-01\n{of_group}'
        )
    (folder / "data" / "corpus.toml").write_text("\n".join(entries), encoding="utf-8")


def play(path):
    """Execute the cells of a notebook here, as far as the study goes, each figure in one language.

    Return why it ended.
    """
    names = {"display": lambda *shown: None}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        source = cell.source.replace("for language in languages:\n    with", "for language in languages[:1]:\n    with")
        try:
            exec(compile(source, f"{path.stem}: {cell.source[:60]}", "exec"), names)
        except NothingToCompareError as error:
            return str(error)
        except NothingToDrawError:
            continue
    return ""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the notebooks report on each study: where each ends, each frame with its sentences, and what is drawn.

    The figures are made, not saved.
    """
    result, report = {}, dc.report
    with pytest.MonkeyPatch.context() as patch:
        for name in ("save_table", "save_text"):
            patch.setattr(dc, name, lambda *saved, **more: None)
        for study, (texts, lexicon) in STUDIES.items():
            folder = tmp_path_factory.mktemp(study)
            make_study(folder, texts, lexicon)
            said, drawn = [], []

            def keep(frame, *, said=said, language="zh", **more):
                said.append((frame, language, report(frame, language=language, **more)))
                return said[-1][-1]

            def draw(figure, name, *, drawn=drawn, **more):
                drawn.append(name)
                plt.close(figure)

            patch.setattr(dc, "report", keep)
            patch.setattr(dc, "save_figure", draw)
            patch.chdir(folder / "notebooks")
            # Of five texts, all but the notebook of years say what they say of three.
            here = sorted((folder / "notebooks").glob("09_*" if study == "five" else "*.ipynb"))
            ends = {path.stem: play(path) for path in here}
            result[study] = ends, said, {*drawn}
    return result


def numbers(text):
    return sorted(NUMBER.findall(re.sub(r"95 ?%|1,000 (?:words|characters)|每千[词字]", "", text)))


def total(text):
    return int(text.replace(",", ""))


def check_counts(frame, text):
    of = frame["of"].iloc[0]
    present = frame[frame["n"] > 0]
    if of == "kind":
        assert {total(n) for n in re.findall(r"：([\d,]+) 词，其中", text)} == set(present.groupby("doc")["n"].sum())
        return
    held = {(rows[of].nunique(), rows["n"].sum()) for _, rows in present.groupby("doc")}
    assert {(total(k), total(n)) for k, n in re.findall(r"：([\d,]+) 个[^，。]*，共 ([\d,]+) 次", text)} == held
    for name, n in NAMED.findall(text):
        assert total(n) in set(frame.loc[frame[of] == name, "n"]), name


def check_comparison(frame, text):
    of = frame["of"].iloc[0]
    for name, change in (("只见于新版", "added"), ("只见于旧版", "dropped"), ("次数相同", "as many")):
        n = int(frame["change"].eq(change).sum())
        assert (f"{name} {n}" in text) == (n > 0), name
    for name, old, new in re.findall(r"([^，。、：（）是]+?) (\d+)→(\d+)", text):
        row = frame[frame[of] == name]
        assert (row["n_old"].item(), row["n_new"].item()) == (int(old), int(new)), name
    rises = re.search(r"增加最多的是(.*?)。", text)
    sizes = [int(new) - int(old) for old, new in re.findall(r"(\d+)→(\d+)", rises[1])] if rises else []
    assert sizes == sorted(sizes, reverse=True)
    assert not sizes or sizes[0] == (frame["n_new"] - frame["n_old"]).max()


def check_pairs(frame, text):
    groups = [rows for _, rows in frame.astype({"within": str}).groupby(["within", "doc"])]
    assert {int(n) for n in re.findall(r"最常同现的是[^（。]+（(\d+)", text)} == {rows["n"].max() for rows in groups}
    assert {total(n) for n in re.findall(r"，([\d,]+) 对同现", text)} == {int((rows["n"] > 0).sum()) for rows in groups}


def check_fates(frame, text):
    for name, change in (("新增", "added"), ("删去", "dropped")):
        found = re.search(rf"{name} (\d+)", text)
        assert (int(found[1]) if found else 0) == int(frame["change"].eq(change).sum()), name


CHECKS = {"count": check_counts, "compare": check_comparison, "count_pairs": check_pairs}
CHECKS |= dict.fromkeys(["align_versions", "compare_lists", "compare_quantities"], check_fates)


@pytest.mark.slow
@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.filterwarnings("ignore")
def test_the_notebooks_run_on_other_studies_and_say_what_their_frames_hold(told, study):
    ends, said, drawn = told[study]
    versions = any(group for _, group in STUDIES[study][0])
    ended = [name[:2] for name, end in ends.items() if end]
    # Of versions there are two and more, of years five and more.
    few = len(STUDIES[study][0]) < 5
    assert ended == ([] if versions else ["00", "05", "06", "07", "08"] * few) + ["09"] * few
    assert ("life_lines_zh" in drawn) != few
    assert all("nothing to compare: the study has" in end for end in ends.values() if end)
    assert not few or {"terms_zh", "clouds_zh", "trend_zh", "pairs_zh"} <= drawn
    assert ("emphasis_zh" in drawn) == versions and ("network_zh" in drawn) == (few and STUDIES[study][1] is None)
    assert len(said) >= 2 * {"one": 8, "three_versions": 20, "five": 4}[study]
    for (frame, language, text), (same, other, translated) in zip(said[::2], said[1::2], strict=True):
        assert (language, other) == ("zh", "en") and same.equals(frame)
        assert numbers(text) == numbers(translated)
        assert "nan" not in translated and "{" not in text + translated
        if len(frame):
            CHECKS.get(frame_kind(frame), lambda *_: None)(frame, text)
    assert not versions or {"count", "compare", "count_pairs", "align_versions"} <= {
        frame_kind(frame) for frame, *_ in said
    }


@pytest.mark.parametrize("path", COMMITTED, ids=[path.stem for path in COMMITTED])
def test_the_prose_of_a_notebook_asserts_no_number_and_no_name_that_data_could_change(path):
    terms = pd.read_csv(PROJECT / "data" / "lexicons" / "strategic_industries.csv")["term"]
    articles = dc.read_corpus(PROJECT / "data" / "corpus.toml").articles
    names = {*terms, *articles["doc"], *articles["label_zh"], *articles["label_en"]} - {"攻关"}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            prose = NO_PROSE.sub("", cell.source)
            assert set(NUMBER.findall(prose)) <= ALLOWED, prose
            assert [name for name in names if name in prose] == [], prose


@pytest.mark.parametrize("path", COMMITTED, ids=[path.stem for path in COMMITTED])
def test_every_finding_of_a_notebook_is_given_in_both_languages(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and "dc.report(" in cell.source:
            tree = ast.parse(cell.source)
            calls = [
                node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "dc.report"
            ]
            assert all("language" in {keyword.arg for keyword in call.keywords} for call in calls), cell.source
