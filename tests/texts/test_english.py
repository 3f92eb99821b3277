"""Where English sentences end and what is one English word, counted by hand."""

import pandas as pd
import pytest

import discourse as dc
from discourse.texts.sentences import sentence_starts
from discourse.words.lexicon import Lexicon


def paragraphs(*texts):
    rows = [{"doc": "a", "section": 0, "turn": 0, "paragraph": n, "text": text} for n, text in enumerate(texts, 1)]
    return pd.DataFrame(rows).assign(kind="body", speaker=None, point=None)


# | stands where a sentence ends, and for nothing in the text.
SENTENCES = {
    "two": "Reform goes on. |The market grows. |iPhone sales fell. |eVTOL is new, e.g. in the U.S. and so on.",
    "titles": "Mr. Li Keqiang met Dr. Wang and Prof. Lee. |Gov. Chen and Ms. So came, too. |St. Petersburg was cold.",
    "initials": "J. Smith, J. P. Morgan, J.K. Rowling and X. He wrote it. |George W. Bush read it.",
    "letters that end": "He chose plan B. |The plan failed in World War I. |We know.",
    "countries": "The U.S. Treasury and the U.K. agreed. |So did the E.U. |The P.R.C. market grew in the U.S. |It fell later.",
    "firms": "Apple Inc. and Huawei Technologies Co., Ltd. met. |The chief of Apple Inc. |Chairman Tim Cook left.".replace(
        "Inc. |Ch", "Inc. Ch"),
    "dates": "On Jan. 5, and on Dec. 31, prices rose. |They fell in Sept. |The year was over at 5 p.m. Beijing time.",
    "numbers": "GDP grew by 5.2 percent and 3.5 points. |The CPI rose 2.1%. |12 million jobs came. |It cost $3.50. |That is all.",
    "a year": "It began in 2024. |The plan ends in 2025. |5G grows.",
    "references": "See Fig. 3, No. 1, Vol. 2, pp. 5-8 and approx. 9 more. |They said no. |Nobody asked.",
    "Latin": "Some firms, e.g. Huawei, i.e. the largest, vs. their rivals, cut coal, steel, etc. in time. |Coal, steel, etc. "
             "|The cuts go on. |Lee et al. (2010) agree.",
    "quotes": "\"We will act.\" |The premier paused. |“Why?” he asked. |“Because we must!” |He said: “We did it.” |Then he left.",
    "brackets": "Growth slowed (see p. 12). |(It recovered.) |We act [as we must]. |It fell.[3] |It rose.",
    "dots": "The growth ... was strong… and stable. |What next? |Nobody knows! |Let us see... |The end.",
    "numbered": "1. Reform comes first. |2. Growth comes next. |III. Stability is the aim.",
    "numbered after a colon": "Our aims are: 1. Reform. |2. Opening up.",
    "articles": "Article 1. The state protects property. |Chapter II. General provisions. |It is so.",
    "addresses": "See www.gov.cn for v2.0 of report.pdf. |Mail a.b@gov.cn. |Visit https://gov.cn/a/x.html?id=1.2&b=Qx. |Thanks.",
    "no blank": "Reform goes on.|Prices rose by 3.5%.|It is so.|Next year it deepens.|The market grows. |We use Node.js and System.IO here.",
    "quotes without a blank": "It opens at 4 p.m. every day.|\"Nobody is turned away.\"|That is all. |\"It goes on.\" |He left.",
    "apostrophes": "China's economy is state-of-the-art. |Don't worry. |Workers' rights matter. |It's the workers'. |They know.",
    "dispatch": "BEIJING, Sept. 3 (Xinhua) -- China rose. |Prices fell. |-- Exports grew.",
    "bullets": "Goals were set. |• Reform was one. |• Growth was another.",
    "Chinese after English": "The WTO accepted China. |中国加入WTO后，制造业发展很快。|Reform goes on. |The market grows.",
    "English with a Chinese word": "The 十四五 plan was adopted. |Growth rose.",
    "a degree": "He holds a Ph.D. in law. |She has a Ph.D. |They met.",
    "abbreviation alone": "U.S.",
    "no stop": "Hello world",
}  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_english_sentences_end_where_readers_end_them(name):
    """A point ends one where no abbreviation, number or address goes on."""
    marked = SENTENCES[name]
    text = marked.replace("|", "")
    ends = [end - number for number, end in enumerate(at for at, mark in enumerate(marked) if mark == "|")]
    assert sentence_starts(text) == [0, *ends]


CHINESE = [
    "我国GDP. 增长", "达1.2. 万家", "其中AI、3. 推进", "在U.S. 市场", "用v2.0. 下载", "见www.gov.cn。", "习近平会见Mr. Smith。",
    "5. 推进改革", "AI. 人工智能", "（GDP）. 增长", "研发（R&D. 投入）",
]  # fmt: skip


@pytest.mark.parametrize("text", CHINESE)
def test_points_in_chinese_text_end_nothing(text):
    """As before: 。 ends its sentences."""
    assert sentence_starts(text) == [0]


def test_a_point_after_a_share_ends_a_chinese_sentence():
    """As pages print it that have half-width marks only; no word goes on behind a sign of percent."""
    assert sentence_starts("出口增长6.9%.我们对全年有信心.") == [0, len("出口增长6.9%.")]


@pytest.mark.parametrize(
    "text", ["用AI!iPhone大卖", "用AI?iPhone大卖", "等AI……and", "2024……第二", "AI……第二", "AI!第二"]
)
def test_other_marks_end_sentences_of_chinese_text_whatever_follows(text):
    """A small letter says something in English only."""
    assert len(sentence_starts(text)) == 2


REPORT = [
    "China's GDP surpassed 126 trillion yuan, up 5.2 percent. A total of 12.44 million jobs came. The U.S. grew, too.",
    "Artificial intelligence (AI) is a state-of-the-art field. We don't rest. R&D spending hit 1,234.5 billion yuan.",
    "Dr. Wang of Huawei Technologies Co., Ltd. said: “AI comes first.” See www.gov.cn. No. 1 is Shenzhen.",
]  # fmt: skip


@pytest.mark.slow
def test_windows_of_an_english_report_are_its_sentences():
    """Three paragraphs of three, three and three sentences; AI meets what stands in its own sentence only."""
    frame, lexicon = (
        paragraphs(*REPORT),
        Lexicon(
            pd.DataFrame({"term": ["AI", "Huawei", "yuan"], "forms": ["artificial intelligence", "", ""]}).assign(
                english="", category="x", broader="", note=""
            )
        ),
    )
    tokens, mentions = dc.segment(frame, lexicon=lexicon), dc.find_terms(frame, lexicon)
    assert tokens.groupby("paragraph")["sentence"].nunique().tolist() == [3, 3, 3]
    assert mentions[["form", "sentence"]].to_numpy().tolist() == [
        ["yuan", 1], ["Artificial intelligence", 4], ["AI", 4], ["yuan", 6], ["Huawei", 7], ["AI", 7],
    ]  # fmt: skip
    pairs = dc.count_pairs(mentions, base=tokens, within="sentence", by="doc")
    assert pairs.loc[pairs["n"] > 0, ["term_a", "term_b", "n", "windows"]].to_numpy().tolist() == [
        ["AI", "Huawei", 1, 9]
    ]


WORDS = {
    "China's R&D don't": ["China's", "R&D", "don't"],
    "state-of-the-art 12-year-old COVID-19 H&M’s": ["state-of-the-art", "12-year-old", "COVID-19", "H&M’s"],
    "1,234.5 tons, 1,234,567 and 5.2%": ["1,234.5", "tons", "1,234,567", "and", "5.2%"],
    "the U.S. and J.P. Morgan, e.g. a.m.": ["the", "U.S.", "and", "J.P.", "Morgan", "e.g.", "a.m."],
    "café Müller São Paulo": ["café", "Müller", "São", "Paulo"],
    "workers' ‘rights’ -- a - b": ["workers", "rights", "a", "b"],
    "Qwen2.5-72B, GPT-4, GPT-5.1, Wi-Fi 7": ["Qwen2.5-72B", "GPT-4", "GPT-5.1", "Wi-Fi", "7"],
    "2024-11-23 2021-2025 12,34": ["2024", "11", "23", "2021", "2025", "12", "34"],
    "在U.S.市场，R&D投入1,234.5亿元、A股、T恤": ["在", "U.S.", "市场", "R&D", "投入", "1,234.5", "亿元", "A股", "T恤"],
}
NUMBERS = {"1,234.5", "1,234,567", "5.2%", "7", "2024", "11", "23", "2021", "2025", "12", "34"}


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
@pytest.mark.parametrize("text", WORDS)
def test_an_english_word_is_one_token(text, engine):
    """Whatever the engine; numbers are numbers, words latin, and all joins back to the text."""
    tokens = dc.segment(paragraphs(text), engine=engine)
    words = tokens[tokens["type"] != "punctuation"]
    assert words["word"].tolist() == WORDS[text]
    assert "".join(tokens["word"]) == text
    types = {"number" if word in NUMBERS else "latin" for word in WORDS[text] if word.isascii() or word[0] == "c"}
    assert set(words["type"]) - {"word"} == types


def test_no_word_of_the_dictionary_is_cut_for_an_english_one():
    """卡拉OK and T恤 stay; a term of the lexicon is cut out of a longer word, and its rest stays a word."""
    tokens = dc.segment(paragraphs("卡拉OK's T恤-x"))
    assert "".join(tokens["word"]) == "卡拉OK's T恤-x" and "T恤" in set(tokens["word"])


@pytest.mark.parametrize(
    "sentences",
    [
        ["The Sino-U.S. talks ended at 5 p.m. ", "Nobody left early."],
        ["They met at 9 a.m. Monday in Beijing."],
        ["He said that the U.S. 和中国 agreed."],
        ["The founder of Apple Inc. 表示将扩大投资。"],
        ["the book written by J. 王 is good."],
        ["The study by Li et al. 认为如此。"],
        ["They sell wheat, rice, etc. 等产品。"],
        ["They met at about 9 a.m. 在北京举行。"],
        ["It ended by 5 p.m. Beijing time."],
        ["The U.S. President spoke. ", "Everyone listened."],
        ["It was made in the U.S. ", "Several firms left."],
        ["The Sino-U.S. Trade Council met."],
        ["They went on with Sino-U.S. ", "Never mind."],
        ["He takes vitamin-C. ", "People need it."],
        ["It cost 5 yuan, taxes etc. ", "Nothing came back."],
        ["Write to a@b.com. ", "They answer."],
        ["Version v2.0.1. ", "It is new."],
        ["We saw Dr. Nobody and Mr. Still."],
        ["We read J. Little and J. More."],
    ],
)
def test_sentences_end_at_abbreviations_before_what_begins_sentences_only(sentences):
    """Nobody, Several and their kind begin sentences; Monday, Beijing and President go on, and so does Chinese."""
    text = "".join(sentences)
    starts = sentence_starts(text)
    assert [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)] == sentences
