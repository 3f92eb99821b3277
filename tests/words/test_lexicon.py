import pickle
import re
import warnings

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError, MissingFileError
from discourse.schema import MENTIONS
from discourse.words.lexicon import Lexicon
from study import corpus, lexicon, mentions

HEAD = "term,forms,english,category,broader,note\n"


def small(*lines):
    rows = [(line + ",,,,,").split(",")[:6] for line in lines]
    return Lexicon(pd.DataFrame(rows, columns=HEAD.strip().split(",")))


def found(text, *lines):
    return [text[start:end] for start, end, _ in small(*lines).find(text)]


def paragraphs(*texts):
    return pd.DataFrame(
        {"doc": "a", "section": 1, "turn": 0, "paragraph": range(1, len(texts) + 1), "kind": "body", "speaker": None,
         "point": None, "text": texts}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("人形机器人和机器人", ["人形机器人", "机器人"]),
        ("人形机", []),
        ("用6G、AI。", ["6G", "AI"]),
        ("56GB与CHAIN、AI4S、2.6G", []),
        ("（6G）/AI+", ["6G", "AI"]),
        ("６Ｇ和ＡＩ", ["６Ｇ", "ＡＩ"]),
        ("工业互联网互联网", ["工业互联网", "互联网"]),
        ("数字化转型与数字化", ["数字化转型", "数字化"]),
    ],
)
def test_the_longest_term_wins_and_latin_forms_need_boundaries(text, places):
    """人形机器人 is not also 机器人; no 6G in 56GB, no AI in CHAIN; full width is found as printed."""
    assert (
        found(text, "机器人", "人形机器人", "人工智能,AI", "6G", "互联网", "工业互联网", "数字化", "数字化转型")
        == places
    )


def test_a_term_across_two_others_is_left_out_alone():
    """Leftmost first: 经济发展 is not counted, as 低空经济 begins before it; what follows is no further part of it."""
    assert found("低空经济发展规划", "低空经济", "经济发展", "发展规划") == ["低空经济", "发展规划"]
    assert found("低空经济发展规划", "经济发展", "发展规划") == ["经济发展"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Artificial intelligence", ["Artificial intelligence"]),
        ("ARTIFICIAL INTELLIGENCE, artificial intelligence", ["ARTIFICIAL INTELLIGENCE", "artificial intelligence"]),
        ("Ａrtificial intelligence", ["Ａrtificial intelligence"]),
        ("artificial intelligences", []),
        ("AI ai Ai aI", ["AI"]),
        ("US us", ["US"]),
        ("École école", ["École", "école"]),
    ],
)
def test_a_form_without_capitals_is_found_with_them_and_no_other(text, places):
    """At the head of a sentence and in headings; what has capitals of its own is told by them."""
    assert found(text, "人工智能,AI|artificial intelligence", "US", "école") == places


@pytest.mark.parametrize(
    ("term", "text", "places"),
    [
        ("Ⅲ类", "III类与Ⅲ类", ["III类", "Ⅲ类"]),
        ("二〇三五年", "二○三五年，二零三五年", ["二○三五年", "二零三五年"]),
        ("零售", "零售与○售", ["零售"]),
        ("COVID-19", "COVID‑19，COVID–19，COVID 19", ["COVID‑19", "COVID–19"]),
        ("卡尔·马克思", "卡尔•马克思，卡尔・马克思，卡尔马克思", ["卡尔•马克思", "卡尔・马克思", "卡尔马克思"]),
        ("卡尔马克思", "卡尔·马克思", []),
        ("“九·一八”事变", "九一八事变", ["九一八事变"]),
        ("CO2", "CO₂与CO2", ["CO₂", "CO2"]),
        ("café", "cafe与cafe\u0301，cafés", ["cafe", "cafe\u0301"]),
        ("finance", "ﬁnance", ["ﬁnance"]),
        ("卡脖子技术", "攻克“卡脖子”技术，『卡脖子』技术", ["“卡脖子”技术", "『卡脖子』技术"]),
        ("“双碳”目标", "双碳目标，‘双碳’目标", ["双碳目标", "‘双碳’目标"]),
        ("专精特新小巨人", "专精特新“小巨人”企业", ["专精特新“小巨人”"]),
        ("制造业", "“中国制造”业务，“制造”“业态”，“制造业”", ["制造业"]),
        ("三农问题", '“三农"问题，“三农’问题', ['“三农"问题', "“三农’问题"]),
        ("Smart Grid", "smart grid, Smart grid", ["smart grid", "Smart grid"]),
        ("AI技术", "“AI”技术", ["“AI”技术"]),
        ("China's rise", "on “China's rise”", ["China's rise"]),
    ],
)
def test_signs_that_print_alike_are_one(term, text, places):
    """Dashes, dots, accents, zeros, Roman numerals; quotes around a part of a term, not those that part one."""
    assert found(text, term) == places


def test_of_two_forms_that_differ_in_capitals_each_finds_its_own():
    """As it is written comes first."""
    for both in (small("IT", "it"), small("it", "IT")):
        terms = dc.find_terms(paragraphs("IT, it and It"), both)
        assert terms[["form", "term"]].to_numpy().tolist() == [["IT", "IT"], ["it", "it"], ["It", "it"]]


def test_a_longer_form_without_its_boundary_gives_way_to_a_shorter_term():
    """In 5G网x9 the form 5G网x runs on into a digit; 5G still stands."""
    assert found("5G网x，", "5G网x", "5G") == ["5G网x"]
    assert found("5G网x9", "5G网x", "5G") == ["5G"]


@pytest.mark.parametrize(
    ("term", "peoples", "economic"),
    [("人工智能", 3, 3), ("低空经济", 1, 1), ("人形机器人", 1, 1), ("6G", 1, 1), ("脑机接口", 1, 0), ("原子级制造", 0, 1),
     ("量子科技", 1, 0), ("光伏", 0, 1), ("集成电路", 0, 2)],
)  # fmt: skip
def test_mentions_in_both_texts_are_those_counted_by_hand(term, peoples, economic):
    """The page's other articles, which add a 人工智能 and two 光伏, count nowhere."""
    counted = mentions()[(mentions()["term"] == term) & (mentions()["kind"] != "imprint")]
    assert [(counted["doc"] == doc).sum() for doc in ("peoples-daily", "economic-daily")] == [peoples, economic]


def test_mentions_stand_where_their_offsets_say():
    """text[start:end] is the form printed, for every mention of the study."""
    texts = corpus().paragraphs.set_index(["doc", "paragraph"])["text"]
    assert list(mentions().columns) == list(MENTIONS)
    assert all(texts[m.doc, m.paragraph][m.start : m.end] == m.form for m in mentions().itertuples())


def test_a_match_that_cuts_a_dictionary_word_is_doubtful_and_stays():
    """大模型 in 扩大模型应用 cuts 扩大."""
    terms = dc.find_terms(paragraphs("扩大模型应用", "训练大模型"), small("大模型"))
    assert list(terms["doubtful"]) == [True, False]


def test_families_and_missing_values_travel_with_the_mention():
    """broader is the family's term, missing where there is none."""
    terms = dc.find_terms(paragraphs("机器人，人形机器人"), small("机器人", "人形机器人,,,技术,机器人"))
    assert list(terms["broader"].fillna("-")) == ["-", "机器人"]
    assert list(terms["category"].fillna("-")) == ["-", "技术"]


def test_a_text_without_terms_gives_an_empty_frame():
    """With the same columns and types."""
    assert list(dc.find_terms(paragraphs("无"), small("6G")).columns) == list(MENTIONS)
    assert dc.find_terms(paragraphs("无"), small("6G")).dtypes.equals(mentions().iloc[:0].dtypes)


BAD = {
    "doubled form": (
        HEAD + "人工智能,AI,,,,\n智能,AI,,,,\n",
        "line 3: the form 'AI' of '智能' stands already under '人工智能'",
    ),
    "contradiction": (
        HEAD + "光伏,,,能源,,\n光伏,,,产业,,\n",
        "line 3: category='产业' of '光伏', but it has '能源' in",
    ),
    "two at once": (
        HEAD + "光伏,AI,,,,\n智能,AI,,,,\n风电,,,,水,\n",
        "line 3: the form 'AI'.*; terms.csv: line 4: broader='水'",
    ),
    "own family": (HEAD + "甲,,,,乙,\n乙,,,,甲,\n", "line 2: '甲' is its own family.*line 3: '乙' is its own family"),
    "forms in the column of terms": (HEAD + "人工智能|AI,,,,,\n", "line 2: forms='' .*part forms by |"),
    "doubled in full width": (HEAD + "6G,,,,,\n六代,６Ｇ,,,,\n", "stands already under '6G'"),
    "empty term": (HEAD + ",AI,,,,\n", "line 2 has no term"),
    "no family": (HEAD + "机器人,,,,机械,\n", "broader='机械' is no term"),
    "no column": ("forms,english\n光伏,\n", "lacks the columns .*'term'"),
    "a head misspelt": ("tern,forms\n光伏,PV\n", r"lacks the columns \['term'\]; its head has \['tern', 'forms'\]"),
    "words in one line": ("光伏 风电 水电\n", "no head names the fields of line 1 '光伏 风电 水电'.*one word a line"),
    "no head": ("光伏,能源\n风电,能源\n", "no head names the fields of line 1 '光伏,能源'; line 2 '风电,能源'"),
    "two heads for one column": ("词语,术语\n光伏,PV\n", "the columns '词语', '术语' may all be 'term'"),
    "thousands of commas": (
        "term,category\n光伏,能源" + ",x" * 5000,
        r"line 2 has 5002 fields, the head 2 \(too many: .{60,80}…\)",
    ),
    "deep code": ("[" * 99_999, "has 99,999 characters"),
    "a comma too many": ("term,category\n光伏,能源, 新\n", "line 2 has 3 fields, the head 2"),
    "empty": ("", "is empty"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_lexicons_are_refused_with_their_line(tmp_path, case):
    """Each says what stands where, and what to do."""
    content, message = BAD[case]
    path = tmp_path / "terms.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DiscourseError, match=message) as error:
        dc.read_lexicon(path)
    assert "\n" not in str(error.value)


def test_all_that_contradicts_is_named_the_first_ten_of_it(tmp_path):
    """Thirteen terms, each twice in two categories: ten lines and the number of the others."""
    lines = [f"词{chr(0x4E00 + n)},{category}" for category in "甲乙" for n in range(13)]
    (tmp_path / "l.csv").write_text("\n".join(["term,category", *lines]), encoding="utf-8")
    with pytest.raises(DiscourseError) as error:
        dc.read_lexicon(tmp_path / "l.csv")
    assert [f"line {n}: " in str(error.value) for n in range(15, 28)] == [True] * 10 + [False] * 3
    assert str(error.value).endswith("; and 3 more")


def test_few_rows_of_two_words_are_told_in_a_long_list():
    """Of 500 rows one is; of fewer it is refused. What has a row of its own is no form that brackets tell."""
    rows = [*(f"词{n}号" for n in range(497)), "光伏（PV）", "PV", "光伏/风电"]
    own = "row 498: 'PV' of '光伏', but that it has a row of its own"
    two = "row 500: '光伏/风电' holds two words: looked for as they stand"
    with pytest.warns(UserWarning, match=own), pytest.warns(UserWarning, match=two):
        lexicon = Lexicon(rows)
    assert len(lexicon) == 500 and lexicon.find("PV") == [(0, 2, 498)]
    with pytest.raises(DiscourseError, match="row 499: '光伏/风电' holds two words: write"), pytest.warns(UserWarning):
        Lexicon(rows[1:])


def test_rows_of_one_term_are_one_term():
    """The same line twice, a line that says nothing more, another width or script: one row, with all forms and notes."""
    terms = small(
        "碳中和,,,环境,,甲", "碳中和,,,环境,,甲", "碳中和", "６Ｇ,六代", "6G,第六代", "低空经济", "低空經濟,,,产业,,乙"
    ).terms
    assert list(terms["term"]) == ["碳中和", "６Ｇ", "低空经济"]
    assert list(terms["forms"]) == ["", "六代|第六代", ""]
    assert list(terms["category"]) == ["环境", "", "产业"]
    assert list(terms["note"]) == ["甲", "", "乙"]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\t", "\u00ad", "\u2009"])
def test_blanks_around_terms_and_forms_hide_nothing(tmp_path, blank):
    """碳中和 and AI stand at 2 and 7 of a text, whatever stands beside them in the file, and within the term."""
    lines = f'"{blank}碳中和{blank}","{blank}AI{blank}|{blank}人工智慧"\n'
    (tmp_path / "l.csv").write_text(f"term,forms\n{lines}", encoding="utf-8")
    lexicon = dc.read_lexicon(tmp_path / "l.csv")
    assert lexicon.find("实现碳中和、与AI") == [(2, 5, 0), (7, 9, 0)]
    assert list(lexicon.terms["term"]) == ["碳中和"]
    with warnings.catch_warnings(action="ignore"):
        assert Lexicon([f"碳{blank}中和"]).find("实现碳中和") == [(2, 5, 0)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("发展 先进 制造业 ，", [(3, 9, 0)]),
        ("发展先 进 制\u3000造 业", [(2, 11, 0)]),
        ("建5G 网络与 5G网络", [(1, 6, 1), (8, 12, 1)]),
        ("big  data、big data、bigdata", [(0, 9, 2), (10, 18, 2)]),
        ("先\u200b进制\u00ad造业", [(0, 7, 0)]),
        ("用 AI 与 A I、AI4", [(2, 4, 3)]),
    ],
)
def test_terms_are_found_through_blanks_that_part_no_words(text, places):
    """Beside a Chinese character a blank parts nothing; between Latin letters it does."""
    assert small("先进制造业", "5G网络", "big data", "AI").find(text) == places


def test_a_term_parted_by_blanks_is_one_mention_and_one_token():
    """Its form and its word are as printed, blanks and all; one that cuts a word is doubtful still."""
    text, lexicon = paragraphs("发展 先进 制造业，制造 业务"), small("先进制造业", "制造业")
    found = dc.find_terms(text, lexicon)
    assert list(zip(found["term"], found["form"], found["doubtful"], strict=True)) == [
        ("先进制造业", "先进 制造业", False), ("制造业", "制造 业", True)
    ]  # fmt: skip
    tokens = dc.segment(text, lexicon=lexicon)
    assert set(zip(found["start"], found["end"], strict=True)) <= set(zip(tokens["start"], tokens["end"], strict=True))
    assert "".join(tokens["word"]) == text["text"].iloc[0]


LISTS = {
    "plain": ("人工智能\n\n低空经济\n人工智能\n", ["人工智能", "低空经济"]),
    "jieba": ("人工智能 100 n\n低空经济 5\n新质生产力\n大模型 n\n", ["人工智能", "低空经济", "新质生产力", "大模型"]),
    "frequencies behind tabs": ("人工智能\t100\n低空经济\t5\n", ["人工智能", "低空经济"]),
    "words with blanks": ("deep learning 9 n\n大模型 3\nGPT 4 5\n", ["deep learning", "大模型", "GPT 4"]),
    "no dictionary": ("windows 10\n大模型\nbig data\n", ["windows 10", "大模型", "big data"]),
    "quoted": ('"人工智能"\n"低空经济"\n', ["人工智能", "低空经济"]),
    "a number with a comma": ("1,3-丙二醇\n甲醇\n", ["1,3-丙二醇", "甲醇"]),
    "only term": ("term\n人工智能\n低空经济", ["人工智能", "低空经济"]),
    "a Chinese head": ("序号,词语,类别\n1,人工智能,技术\n2,低空经济,产业\n", ["人工智能", "低空经济"]),
    "traditional head": ("術語\n人工智能\n", ["人工智能"]),
    "tabs": ("term\tforms\n人工智能\tAI\n低空经济\n", ["人工智能", "低空经济"]),
    "semicolons": ("term;category\n人工智能;技术\n低空经济;产业\n", ["人工智能", "低空经济"]),
    "commas at the ends": ("term,forms,,\n人工智能,AI,,,\n低空经济\n", ["人工智能", "低空经济"]),
    "row numbers": (',term\n0,人工智能\n1,"低空经济"\n', ["人工智能", "低空经济"]),
    "a column of one's own": ("term,year\n人工智能,2024\n", ["人工智能"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", LISTS)
def test_lexicons_as_people_have_them_are_read(tmp_path, name, encoding):
    """Lists, dictionaries and tables, in the encodings of editors and spreadsheets; what is left out is empty."""
    content, words = LISTS[name]
    (tmp_path / "l.txt").write_bytes(content.encode(encoding))
    terms = dc.read_lexicon(tmp_path / "l.txt").terms
    assert list(terms["term"]) == words
    assert set(HEAD.strip().split(",")) <= set(terms) and not terms.isna().any(axis=None)


def test_the_frequency_and_the_tag_of_a_user_dictionary_are_its_note(tmp_path):
    """Nothing of a line is lost."""
    (tmp_path / "d.txt").write_text("人工智能 100 n\n低空经济\t5\tNZ\n大模型 n\n算力", encoding="utf-8")
    assert list(dc.read_lexicon(tmp_path / "d.txt").terms["note"]) == ["100 n", "5 NZ", "n", ""]


def test_a_lexicon_in_hand_is_a_lexicon():
    """A frame with what it has, or a list of words; a text is none."""
    assert Lexicon(pd.DataFrame({"term": ["人工智能"]})).find("人工智能") == [(0, 4, 0)]
    frame = pd.DataFrame({"词语": ["光伏", None], "英文": ["solar", None]}, index=[5, 7])
    assert dc.read_lexicon(frame.iloc[:1]).labels("en")["光伏"] == "solar"
    with pytest.raises(DiscourseError, match="row 7 has no term"):
        Lexicon(frame)
    with pytest.raises(DiscourseError, match="give a frame, a list of words"):
        Lexicon("人工智能")
    with pytest.raises(DiscourseError, match=r"no column 'term', only \['甲'\]"):
        Lexicon(pd.DataFrame({"甲": ["光伏"]}))


@pytest.mark.parametrize("wrong", ["terms.csv", ["人工智能"], pd.DataFrame({"term": ["人工智能"]})])
def test_what_is_no_lexicon_is_refused_where_one_is_asked_for(wrong):
    """A path, a list or a frame: with what to give instead."""
    for use in (dc.find_terms, lambda frame, lexicon: dc.segment(frame, lexicon=lexicon)):
        with pytest.raises(DiscourseError, match="no Lexicon; give read_lexicon of a file or Lexicon of a frame"):
            use(paragraphs("人工智能"), wrong)


def test_what_is_no_path_is_refused():
    """With what to give."""
    for read in (dc.read_lexicon, dc.read_stopwords):
        with pytest.raises(DiscourseError, match="source=None is no path; give a file"):
            read(None)


def test_the_lexicons_of_a_folder_are_one(tmp_path):
    """Stop lists, common words and notes are none; families may lie in another file; contradictions name both."""
    files = {
        "a.csv": "term,category,broader\n人形机器人,技术,机器人\n光伏,能源,\n",
        "b.txt": "机器人\n光伏\n",
        "哈工大停用词表.txt": "的\n光伏\n",
        "stopwords.csv": "word\n的\n",
        "cn_stopwords.txt": "$\n",
        "common_words.csv": "term\n发展\n",
        "README.md": "# 词表\n",
        "~$a.xlsx": "",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    lexicon = dc.read_lexicon(tmp_path)
    assert list(lexicon.terms["term"]) == ["人形机器人", "光伏", "机器人"]
    assert dc.read_stopwords(tmp_path) == ["$", "的", "光伏"]
    assert lexicon.name == "a.csv, b.txt" and lexicon.places == (("a.csv", 2), ("a.csv", 3), ("b.txt", 1))
    pd.testing.assert_frame_equal(dc.read_lexicon([tmp_path / "a.csv", tmp_path / "b.txt"]).terms, lexicon.terms)
    (tmp_path / "c.csv").write_text("term,category\n光伏,产业\n", encoding="utf-8")
    with pytest.raises(
        DiscourseError, match=r"c.csv: line 2: category='产业' of '光伏', but it has '能源' in a.csv: line 3"
    ):
        dc.read_lexicon(tmp_path)


def test_a_folder_without_a_lexicon_is_named(tmp_path):
    """By its path; it may be without a stop list, and displays leave out nothing."""
    with pytest.raises(MissingFileError, match="holds no lexicon"):
        dc.read_lexicon(tmp_path)
    assert dc.read_stopwords(tmp_path) == []


def test_stop_words_are_read_as_they_are(tmp_path):
    """One a line, whatever it is: a comma, a quote, #, $; or a column of a table; each once, in its order."""
    path = tmp_path / "cn_stopwords.txt"
    path.write_text('$\n"\n,\n#\n\n的 \n，\n,也\n的\n\u3000\n说 ,\n', encoding="utf-8")
    assert dc.read_stopwords(path) == ["$", '"', ",", "#", "的", "，", ",也", "说 ,"]
    path.write_bytes("，\n。\n的\n了\n我们\n".encode("gb18030"))
    assert dc.read_stopwords(path) == ["，", "。", "的", "了", "我们"]
    path.write_text("停用词,备注\n的,助词\n了\n", encoding="utf-8")
    assert dc.read_stopwords(path) == ["的", "了"]
    assert dc.read_stopwords(pd.DataFrame({"停用词": ["的", " 了", None]})) == ["的", "了"]
    path.write_text("word,reason\n的,particle, very frequent\n了,aspect\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match="line 2 has 3 fields, the head 2"):
        dc.read_stopwords(path)


def test_a_lexicon_and_a_stop_list_may_be_workbooks(tmp_path):
    """The first sheet, with a head or without; an old workbook is named."""
    pd.DataFrame({"术语": ["人工智能 ", "6G"], "类别": ["技术", None]}).to_excel(tmp_path / "l.xlsx", index=False)
    terms = dc.read_lexicon(tmp_path / "l.xlsx").terms
    assert terms[["term", "category"]].to_numpy().tolist() == [["人工智能", "技术"], ["6G", ""]]
    pd.Series(["的", "了"]).to_excel(tmp_path / "s.xlsx", index=False, header=False)
    assert dc.read_stopwords(tmp_path / "s.xlsx") == ["的", "了"]
    (tmp_path / "l.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)
    with pytest.raises(DiscourseError, match=r"l.xls: is an old Excel workbook .*save it as .xlsx"):
        dc.read_lexicon(tmp_path / "l.xls")


def test_no_term_in_a_text_is_warned_of_with_the_likeliest_reason():
    """Of 30 characters; a shorter text may well have none."""
    with pytest.warns(UserWarning, match="no term has a Chinese character, while the texts are Chinese"):
        found = dc.find_terms(paragraphs("发展经济。" * 6), small("solar power"))
    assert len(found) == 0
    dc.find_terms(paragraphs("发展经济。"), small("solar power"))


def test_a_lexicon_saved_by_a_chinese_excel_is_read(tmp_path):
    """GB18030 bytes and a byte order mark are no obstacle."""
    for encoding in ("gb18030", "utf-8-sig"):
        path = tmp_path / f"{encoding}.csv"
        path.write_text(HEAD + "低空经济,,low-altitude economy,新兴产业,,高度一千米以下的经济活动\n", encoding=encoding)
        assert list(dc.read_lexicon(path).terms["term"]) == ["低空经济"]


def test_a_missing_lexicon_is_named(tmp_path):
    """By its path."""
    with pytest.raises(MissingFileError, match=r"x\.csv: no such file"):
        dc.read_lexicon(tmp_path / "x.csv")


def test_labels_are_chinese_or_english():
    """Terms and categories as figures print them."""
    assert lexicon().labels("zh")["低空经济"] == "低空经济"
    assert lexicon().labels("en")["低空经济"] == "low-altitude economy"
    assert lexicon().labels("en")["人工智能与机器人"] == "AI and robotics"


def test_a_user_dictionary_of_one_line_is_read(tmp_path):
    (tmp_path / "user.txt").write_text("新质生产力 10 n\n", encoding="utf-8")
    assert dc.read_lexicon(tmp_path / "user.txt").terms[["term", "note"]].to_numpy().tolist() == [
        ["新质生产力", "10 n"]
    ]


def test_lexicons_without_terms_are_refused(tmp_path):
    (tmp_path / "head.csv").write_text("term,forms\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match="head.csv: the lexicon is empty"):
        dc.read_lexicon(tmp_path / "head.csv")
    with pytest.raises(DiscourseError, match="has no terms"):
        Lexicon([])
    with pytest.raises(DiscourseError, match="is a dict"):
        Lexicon({"科技": ["人工智能"]})


def test_rows_of_a_list_count_from_1():
    with pytest.raises(DiscourseError, match="row 2 has no term"):
        Lexicon(["人工智能", ""])


def test_two_columns_of_one_meaning_are_refused(tmp_path):
    (tmp_path / "a.csv").write_text("term,类别,category\n人工智能,科技,产业\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match="'类别', 'category' may all be 'category'; rename all but one"):
        dc.read_lexicon(tmp_path / "a.csv")


@pytest.mark.parametrize("read", [dc.read_lexicon, dc.read_stopwords])
def test_json_of_pairs_is_no_list_of_words_but_objects_are_rows(tmp_path, read):
    (tmp_path / "rows.json").write_text('[{"词": "光伏"}, {"词": "算力"}]', encoding="utf-8")
    assert list(read(tmp_path / "rows.json")) == ["光伏", "算力"]
    (tmp_path / "words.json").write_text('{"光伏": "光能", "算力": "compute"}', encoding="utf-8")
    with pytest.raises(DiscourseError, match="words.json: line 1 has names with single values; save it as CSV"):
        read(tmp_path / "words.json")


@pytest.mark.parametrize(
    "text",
    [
        '{"term": "光伏", "category": "能源"}\n\n{"term": "6G", "category": "通信"}\n',
        "- term: 光伏\n  category: 能源\n- term: '6G'\n  category: 通信\n",
        "# 词表\n---\n- category: 能源  # 清洁\n  term: 光伏\n  note: ~\n- {category: 通信, term: 6G}\n",
    ],
    ids=["JSON Lines", "YAML", "category first"],
)
def test_objects_are_rows_one_a_line_and_in_yaml_too(tmp_path, text):
    (tmp_path / "words.txt").write_text(text, encoding="utf-8")
    terms = dc.read_lexicon(tmp_path / "words.txt").terms
    assert terms[["term", "category"]].to_numpy().tolist() == [["光伏", "能源"], ["6G", "通信"]]


def test_objects_of_other_names_are_categories_or_refused(tmp_path):
    """What all have the same names are rows; else a name says what it holds."""
    (tmp_path / "lists.txt").write_text('{"能源": ["光伏"]}\n{"通信": ["6G"]}\n', encoding="utf-8")
    with pytest.warns(UserWarning, match="names are read as the categories"):
        terms = dc.read_lexicon(tmp_path / "lists.txt").terms
    assert terms[["term", "category"]].to_numpy().tolist() == [["光伏", "能源"], ["6G", "通信"]]
    (tmp_path / "pairs.txt").write_text('{"光伏": 3}\n{"6G": 1}\n', encoding="utf-8")
    with pytest.raises(DiscourseError, match="line 1 has names with single values"):
        dc.read_lexicon(tmp_path / "pairs.txt")
    (tmp_path / "names.yaml").write_text("- 能源: 光伏\n- 能源: 6G\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match="is no list of words of a known form"):
        dc.read_lexicon(tmp_path / "names.yaml")


def test_a_list_of_words_in_yaml_are_forms(tmp_path):
    (tmp_path / "words.yaml").write_text(
        "- term: 光伏\n  forms:\n    - 太阳能\n- term: 6G\n  forms: []\n", encoding="utf-8"
    )
    assert dc.read_lexicon(tmp_path / "words.yaml").terms[["term", "forms"]].to_numpy().tolist() == [
        ["光伏", "太阳能"],
        ["6G", ""],
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[{"term": "光伏", "forms": "PV", "forms": "太阳能"}]',
        '{"term": "光伏", "forms": "PV", "forms": "太阳能"}\n{"term": "6G", "forms": ""}',
        "- term: 光伏\n  forms: PV\n  forms: 太阳能\n",
    ],
    ids=["JSON", "JSON Lines", "YAML"],
)
def test_an_object_with_a_name_twice_is_refused(tmp_path, text):
    """Its words would be those of the last."""
    (tmp_path / "words.txt").write_text(text, encoding="utf-8")
    with pytest.raises(
        DiscourseError, match="words.txt: an object has a name twice: .*'PV'.*; give all its words in one"
    ):
        dc.read_lexicon(tmp_path / "words.txt")


def test_a_term_written_with_radicals_finds_the_characters():
    """As a PDF gives them; reading mends the text in the same way."""
    assert Lexicon(["\u2f08\u2f2f智能"]).find("人工智能") == [(0, 4, 0)]


AI_6G, THREE = ["人工智能", "6G"], ["人工智能", "6G", "算力"]
AS_WRITTEN = [
    ("①人工智能\n②6G\n③算力", THREE), ("1.人工智能\n2.6G\n3.算力", THREE), ("1、人工智能\n2、6G", AI_6G),
    ("(1)人工智能\n(2) 6G", AI_6G), ("（1）人工智能\n（2）6G", AI_6G), ("1\t人工智能\n2\t6G", AI_6G),
    ("1 人工智能\n2 6G", AI_6G), ("[1] 人工智能\n[2] 6G", AI_6G), ("⑴人工智能\n⑵6G", AI_6G),
    # A line was deleted from the middle.
    ("1. 人工智能\n3. 6G", AI_6G),
    ("- 人工智能\n- 6G", AI_6G), ("* 人工智能\n* 6G", AI_6G), ("• 人工智能\n•6G", AI_6G), ("·人工智能\n·6G", AI_6G),
    ("术语\n1. 人工智能\n2. 6G", AI_6G), ("词语\n\n• 人工智能\n\n• 6G\n", AI_6G), ("term\n1\t人工智能\n2\t6G", AI_6G),
    ('"人工智能",\n"6G"', AI_6G), ("'人工智能',\n'6G'", AI_6G), ("“人工智能”，\n“6G”", AI_6G), ("「人工智能」\n「6G」", AI_6G),
    ("人工智能,\n6G,\n算力", THREE), ("人工智能，\n6G，", AI_6G), ("1. “人工智能”\n2. “6G”", AI_6G),
    ("术语（中文）,英文（English）\n人工智能,AI\n6G,6G", AI_6G), ("Term (Chinese),Term (English)\n人工智能,AI\n6G,6G", AI_6G),
    ("人工智能词表,,\n\n术语,类别,备注\n人工智能,技术,\n6G,技术,", AI_6G),
    ("2024年词表\n术语,类别\n人工智能,技术\n6G,技术", AI_6G),
    # What is no mark stays.
    ("3.5G\n4.0", ["3.5G", "4.0"]), ("1.5G\n2.5G", ["1.5G", "2.5G"]), ("1,3-丙二醇\n2,3-丁二醇", ["1,3-丙二醇", "2,3-丁二醇"]),
    ("5G\n6G", ["5G", "6G"]), ("2025 规划\n6G\n目标", ["2025 规划", "6G", "目标"]), ("“双碳”目标\n“双减”工作", ["“双碳”目标", "“双减”工作"]),
    ("A/B测试\nTCP/IP\n元/吨", ["A/B测试", "TCP/IP", "元/吨"]), ("一带一路\n二十大", ["一带一路", "二十大"]),
    ("语言\n词汇", ["语言", "词汇"]),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("text", "terms"), AS_WRITTEN)
def test_lists_are_read_as_people_write_them(tmp_path, text, terms):
    """Marks go where every line has them, and titles above a head; all else is part of the word."""
    (tmp_path / "l.txt").write_text(text, encoding="utf-8")
    assert list(dc.read_lexicon(tmp_path / "l.txt")) == terms


@pytest.mark.parametrize("line", ["人工智能/机器学习", "人工智能、AI", "AI, 人工智能"])
@pytest.mark.parametrize("head", ["", "术语\n"])
def test_two_words_on_one_line_are_refused(tmp_path, line, head):
    (tmp_path / "l.txt").write_text(f"{head}光伏\n{line}\n", encoding="utf-8")
    with pytest.raises(DiscourseError, match=r"line [23]"):
        dc.read_lexicon(tmp_path / "l.txt")


def test_each_sheet_of_a_workbook_of_lists_is_a_category(tmp_path):
    """Notes in a sheet of their own are none; a word of two sheets has both; other tables are told."""
    rows = {
        "说明": ["请引用下列文献：" + "某某，某某。" * 5],
        "技术": ["Words", "算力", "光伏"],
        "产业": ["Words", "光伏"],
    }
    with pd.ExcelWriter(tmp_path / "l.xlsx") as book:
        for sheet, cells in rows.items():
            pd.DataFrame(cells).to_excel(book, sheet_name=sheet, index=False, header=False)
        pd.DataFrame({"a": []}).to_excel(book, sheet_name="空", index=False, header=False)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        terms = dc.read_lexicon(tmp_path / "l.xlsx").terms
    assert terms[["term", "category"]].to_numpy().tolist() == [["算力", "技术"], ["光伏", "技术|产业"]]
    assert [re.findall("category of words|not read: '说明'|several categories", str(each.message)) for each in told] == [
        ["category of words"], ["not read: '说明'"], ["several categories"],
    ]  # fmt: skip
    with pd.ExcelWriter(tmp_path / "t.xlsx") as book:
        for sheet, term in [("技术", "6G"), ("产业", "光伏")]:
            pd.DataFrame({"术语": [term], "备注": ["甲"]}).to_excel(book, sheet_name=sheet, index=False)
    with pytest.warns(UserWarning, match="not read: '产业'"):
        assert list(dc.read_lexicon(tmp_path / "t.xlsx")) == ["6G"]


def test_rows_of_one_term_may_differ_in_columns_of_another_kind(tmp_path):
    """The numbers of rows differ always, and say nothing; scores are told. One row in 500 may be without a term."""
    path = tmp_path / "l.csv"
    path.write_text("序号,词语,得分\n1,算力,5\n2,光伏,5\n3,算力,7\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="parted by |: '算力' of 5|7; leave"):
        assert dc.read_lexicon(path).terms[["序号", "term", "得分"]].to_numpy().tolist()[0] == ["1|3", "算力", "5|7"]
    rows = [f"词{n}号,1" for n in range(499)]
    path.write_text("\n".join(["词语,得分", *rows, "',1"]), encoding="utf-8")
    with pytest.warns(UserWarning, match="line 501 has no term; .* the others are read"):
        assert len(dc.read_lexicon(path)) == 499
    path.write_text("\n".join(["词语,得分", *rows[1:], "',1"]), encoding="utf-8")
    with pytest.raises(DiscourseError, match="line 500 has no term"):
        dc.read_lexicon(path)


def test_cells_right_of_the_heads_of_a_sheet_move_no_others(tmp_path):
    with pd.ExcelWriter(tmp_path / "l.xlsx") as book:
        pd.DataFrame([["词语", "类别", "", ""], ["算力|", "技术", "", ""], ["光伏", "产业", "", "?"]]).to_excel(
            book, index=False, header=False
        )
    with pytest.warns(UserWarning, match=r"left out: line 3 has 4 fields, the head 2"):
        assert dc.read_lexicon(tmp_path / "l.xlsx").terms["category"].tolist() == ["技术", "产业"]


def test_a_lexicon_is_a_collection_of_its_terms():
    lexicon = Lexicon(["光伏", "算力"])
    assert (len(lexicon), list(lexicon), "光伏" in lexicon, "6G" in lexicon) == (2, ["光伏", "算力"], True, False)


def test_numbers_quotes_and_merged_cells_are_no_part_of_terms(tmp_path):
    """Numbers go where they run from 1 on, each line having its own; else they are part of the word."""
    for text, terms in [("1. 人工智能\n2、6G\n(3)算力\n", ["人工智能", "6G", "算力"]),
                        ('"人工智能",\n"6G"\n', ["人工智能", "6G"])]:  # fmt: skip
        (tmp_path / "l.txt").write_text(text, encoding="utf-8")
        assert dc.read_lexicon(tmp_path / "l.txt").terms["term"].tolist() == terms
    rows = pd.DataFrame({"类别": ["技术", None, "产业"], "术语": ["人工智能", "6G", "光伏"]})
    with pd.ExcelWriter(tmp_path / "l.xlsx", engine="openpyxl") as book:
        rows.to_excel(book, index=False)
        book.sheets["Sheet1"].merge_cells("A2:A3")
    assert dc.read_lexicon(tmp_path / "l.xlsx").terms["category"].tolist() == ["技术", "技术", "产业"]


def test_a_lexicon_that_was_used_goes_to_another_process():
    """Pickled and read again, it finds what it found."""
    lexicon = dc.Lexicon(["算力", "光伏"])
    found = lexicon.find("算力与光伏")
    assert pickle.loads(pickle.dumps(lexicon)).find("算力与光伏") == found == [(0, 2, 0), (3, 5, 1)]
