"""What is proposed for a lexicon: counted by hand, with the first sentence of each, and nothing that is known."""

import pandas as pd
from typer.testing import CliRunner

import discourse as dc
from discourse.cli import app

TEXTS = {
    "a": ["机器人进工厂。", "机器人进家庭，坚持民生优先。", "前途在于民生优先，不断前进。"],
    "b": ["无人机送快递。", "无人机看农田，牢记民生优先。", "无人机巡河湖，走进园区。"],
    "c": ["机器人和园区。天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁，律吕调阳。"],
}


def paragraphs():
    rows = [(doc, n, text) for doc, texts in TEXTS.items() for n, text in enumerate(texts, 1)]
    text = pd.DataFrame(rows, columns=["doc", "paragraph", "text"])
    return text.assign(section=0, turn=0, kind="body", speaker=None, point=None)


def told(found):
    return {row.term: (row.reason, row.n, row.docs, row.example) for row in found.itertuples()}


def test_frequent_typical_and_repeated_expressions_stand_with_their_first_sentence():
    """机器人 stands three times in two texts, 无人机 three times in one; 民生优先 returns between different words."""
    found = told(dc.term_candidates(paragraphs()))
    assert found == {
        "民生优先": ("repeated", 3, 2, "机器人进家庭，坚持民生优先。"),
        "民生": ("frequent|typical", 3, 2, "机器人进家庭，坚持民生优先。"),
        "优先": ("frequent|typical", 3, 2, "机器人进家庭，坚持民生优先。"),
        "机器人": ("frequent|typical", 3, 2, "机器人进工厂。"),
        "无人机": ("frequent|typical", 3, 1, "无人机送快递。"),
    }


def test_what_is_known_is_not_proposed():
    lexicon = dc.Lexicon(pd.DataFrame({"term": ["无人驾驶航空器", "民生优先"], "forms": ["无人机", ""]}))
    assert set(told(dc.term_candidates(paragraphs(), lexicon=lexicon, stopwords=["机器人"]))) == set()


def test_the_command_writes_a_lexicon_that_can_be_read(tmp_path):
    data = tmp_path / "data"
    (data / "raw").mkdir(parents=True)
    for doc, texts in TEXTS.items():
        (data / "raw" / f"{doc}.txt").write_text("\n\n".join(texts), encoding="utf-8")
    entries = [f'[[article]]\ndoc = "{doc}"\nfile = "raw/{doc}.txt"\n' for doc in TEXTS]
    (data / "corpus.toml").write_text("\n".join(entries), encoding="utf-8")
    target = tmp_path / "mine.csv"
    for options in ([], ["--output", str(target)]):
        done = CliRunner().invoke(app, ["terms", "--folder", str(tmp_path), *options])
        assert done.exit_code == 0, done.output
    assert "无人机" in dc.read_lexicon(target)
    target.write_text("term\n算力\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["terms", "--folder", str(tmp_path), "--output", str(target)])
    assert done.exit_code == 2 and target.read_text(encoding="utf-8") == "term\n算力\n", done.output


def test_what_every_text_has_is_typical_of_none():
    rows = [
        ("a", 1, "机器人进工厂。机器人进家庭。无人机送货。无人机测绘。无人机巡检。"),
        ("b", 1, "机器人进医院。机器人扫地。"),
    ]
    text = pd.DataFrame(rows, columns=["doc", "paragraph", "text"])
    found = told(dc.term_candidates(text.assign(section=0, turn=0, kind="body", speaker=None, point=None)))
    assert {term: reason for term, (reason, *_) in found.items()} == {
        "机器人": "frequent",
        "无人机": "frequent|typical",
    }
