"""Where the first item of a list begins and the last one ends: names of persons, what governs, what goes on."""

import pandas as pd
import pytest

from discourse import find_lists
from discourse.words.lists.names import find_names

LISTS = {
    # names, after a post and in a row
    "省领导林克明、张福江，滨海市市长陈如松，邻省领导赵力行、吴忠琼参加有关活动。": ["林克明 | 张福江", "赵力行 | 吴忠琼"],
    "会议由某部副部长辛国栋、王江波主持。": ["辛国栋 | 王江波"],
    "市领导陈吉平、龚正、黄莉莎、董云峰等参加。": ["陈吉平 | 龚正 | 黄莉莎 | 董云峰"],
    "本报记者王政、刘温暖、韩鑫报道。": ["王政 | 刘温暖 | 韩鑫"],
    "与会专家周宏远、高新宇和邬贺年分别发言。": ["周宏远 | 高新宇 | 邬贺年"],
    "张虎生、李强国、欧阳明和赵小燕出席开幕会。": ["张虎生 | 李强国 | 欧阳明 | 赵小燕"],
    "副省长王曦、张新参加座谈。": ["王曦 | 张新"],
    "省长马兴明、市长陈如松参加座谈。": ["省长马兴明 | 市长陈如松"],
    # posts of one person are no list; posts alone are
    "某省委副书记、滨海市委书记王伟山参加有关活动。": [],
    "政治局委员、国务院副总理张国平主持会议。": [],
    "部长、副部长高度重视这项工作。": ["部长 | 副部长"],
    "人大代表、政协委员围绕议题发言。": ["人大代表 | 政协委员"],
    # words that begin as names do
    "加强高校、科研院所、企业的协同。": ["高校 | 科研院所 | 企业"],
    "关注黄金、白银、石油等商品。": ["黄金 | 白银 | 石油"],
    "来自江苏、安徽、宁波、温州的代表发言。": ["江苏 | 安徽 | 宁波 | 温州"],
    # what governs the list, and what goes on after it
    "李明代表省委、省政府对此表示感谢。": ["省委 | 省政府"],
    "李明代表江海省委、省政府感谢各方。": ["江海省委 | 省政府"],
    "会同财政部、税务总局出台政策。": ["财政部 | 税务总局"],
    "由工业和信息化部、国家发展改革委、财政部联合印发。": ["工业和信息化部 | 国家发展改革委 | 财政部"],
    "共建共享共用广交会、高交会、中部博览会等平台。": ["广交会 | 高交会 | 中部博览会"],
    # items that begin alike begin there; none stands twice
    "人民依法管理国家事务、管理经济和文化事业、管理社会事务。": ["管理国家事务 | 管理经济和文化事业 | 管理社会事务"],
    "中央政治局、中央政治局常务委员会，由会议产生。": ["中央政治局 | 中央政治局常务委员会"],
    # the number of an article
    "第一条　各级人民政府、有关部门应当落实责任。": ["各级人民政府 | 有关部门"],
    "第十二条 企业、个人应当守法。": ["企业 | 个人"],
}  # fmt: skip


@pytest.mark.parametrize("text", LISTS)
def test_a_list_takes_in_no_word_beside_it(text):
    """As a reader marks it."""
    paragraph = {"doc": "a", "section": 0, "turn": 0, "paragraph": 1, "kind": "body", "speaker": None, "point": None}
    items = find_lists(pd.DataFrame([paragraph | {"text": text}]))
    assert [" | ".join(group["item"]) for _, group in items.groupby("list")] == LISTS[text]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("某省省长李强国1日出席。", ["李强国"]),
        ("司马文静部长", []),
        ("部长司马文静、诸葛亮明", ["司马文静", "诸葛亮明"]),
        ("高度重视、万众一心、温暖人心、方法科学", []),
        ("王一、李二", []),
        ("王一、李二、张三", ["王一", "李二", "张三"]),
        ("", []),
    ],
)
def test_a_name_stands_after_a_post_or_in_a_row_of_names(text, names):
    """Two in a row without a post may be any words."""
    assert [text[start:end] for start, end in find_names(text)] == names
