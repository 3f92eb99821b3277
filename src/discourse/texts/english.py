"""What everyone needs to know of English text inside Chinese studies: where sentences end, what is one word."""

import re

from discourse.texts.characters import CLOSING_MARKS, CONTAINS_HAN, HAN
from discourse.texts.normalize import find_runs

LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
FILE_ENDINGS = re.compile("cn|com|doc|docx|edu|gov|html|io|js|md|net|org|pdf|ppt|py|rmd|ts|txt|xls|xlsx|zip")
# Places of the web and of mail, in which no sentence ends.
ADDRESS = re.compile(
    rf"(?:https?://|(?<![A-Za-z0-9])www\.)[^\s{HAN}，。；、！？）》”]*[A-Za-z0-9/]"
    r"|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?<!-)"
)
# What the engines cut and readers do not: don't, state-of-the-art, R&D, Sino-U.S., 1,234.5, v2.0.1, gov.cn, Müller.
COMPOUND = re.compile(
    rf"""(?<![{LETTER}0-9])(?:
        {ADDRESS.pattern}
        | (?:[A-Za-z0-9-]{{1,63}}\.){{1,9}}(?:{FILE_ENDINGS.pattern})(?![{LETTER}0-9])         # www.example.com, a.pdf
        | (?:[{LETTER}0-9]+-)*(?:[{LETTER}]\.){{2,9}}(?![{LETTER}0-9])                         # U.S., Sino-U.S.
          (?:['’-](?:(?:[{LETTER}]\.){{2,9}}(?![{LETTER}0-9])|[{LETTER}0-9]+))*                # U.S.-China, U.S.'s
        | [{LETTER}]+-[0-9]+\.[0-9]+(?![{LETTER}0-9.])                                       # GPT-5.1
        | (?=[0-9'’&-]{{0,20}}[{LETTER}])[{LETTER}0-9]+(?:['’&-][{LETTER}0-9]+)+                   # don't, 12-year-old
        | (?=[A-Za-z]*+[\u00c0-\u024f])[{LETTER}]*+(?:[×÷][{LETTER}]*+)?                      # café
        | [{LETTER}]*[0-9]+(?:\.[0-9]+){{2,}}(?:-[{LETTER}0-9]+)*(?![{LETTER}0-9])            # v2.0.1, 10.0.0.1
        | [{LETTER}][{LETTER}0-9]*\.[0-9]+(?:-[{LETTER}0-9]+)+(?![{LETTER}0-9])                  # Qwen2.5-72B
        | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?%?(?![0-9])                              # 1,234.5
    )""",
    re.VERBOSE,
)
# What each of them begins with, the runs in which one may begin, and what these hold: one of either, as 2024 and a lone
# comma do not. In a decimal, 6.9, none begins.
COMPOUND_BEGINNING = re.compile(r"[A-Za-z0-9_.+\-\u00c0-\u024f]")
LINKED = re.compile(r"[A-Za-z0-9_.+\-'’&,@:\u00c0-\u024f]")
OF_COMPOUNDS = re.compile(r"[A-Za-z0-9\u00c0-\u024f]"), re.compile("[^A-Za-z0-9]")
DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
# The point of an English word, which ends a sentence or not, with the quotes, brackets and the mark of a note after it.
POINT = rf"(?<=[{LETTER}0-9%％\]{re.escape(CLOSING_MARKS)}])\.{{1,2}}(?!\.)[{re.escape(CLOSING_MARKS)}]*(?:\[\d+\])?\s*"
WORD = re.compile(rf"[{LETTER}][{LETTER}'’-]*")
LAST_WORD = re.compile(rf"([{LETTER}0-9](?:[{LETTER}0-9.,'’&/%％-]{{0,40}}[{LETTER}0-9%％])?)[\W_]*\Z")
NEXT_WORD = re.compile(rf"[\W_]*([{HAN}]|[{LETTER}0-9]+)(\.?)")
# Dots that may leave words out of a sentence.
SINGLE_POINT = re.compile(r"\.(?!\.\.)")
OMISSION = re.compile(rf"[.…]+\s*[{LETTER}0-9]")
ITEM = re.compile(r"\(?(?:[ivx]+|[a-z])\)\s")
# What stands alone before its point, or after a colon, numbers what follows: 1. II. A. Article 5.
ENUMERATOR = re.compile(
    r"(?:\A|[:;：；]\s)[\W_]{0,40}(?:(?:Annex|Appendix|Article|Box|Chapter|Figure|Item|Part|Section|Step|Table)\s+)?"
    r"(?:\d{1,3}(?:\.\d+)*|[IVXLCivx]+|[A-Za-z])\Z"
)
INITIALS = re.compile(rf"(?:[{LETTER}]\.)*[{LETTER}]")
NUMERAL = re.compile(r"\d.*|[IVXLC]+|[A-Z]")

# Abbreviations that always go on, those that go on where a number follows, those that go on but before a word that
# begins sentences. Single letters (J. Smith), letters with points (U.S.) and Ph.D. are of the last kind.
GOING_ON = re.compile(
    "Adm|Amb|Assoc|Asst|Brig|Capt|Cdr|Cmdr|Col|Dr|Drs|Fr|Ft|Gen|Gov|Hon|Lt|Maj|Messrs|Mme|Mlle|Mr|Mrs|Ms|Mt|Pres|"
    r"Prof|Profs|Rep|Reps|Rev|Sen|Sens|Sgt|Sr|Sra|Supt|cf|e\.g|eg|esp|i\.e|ie|incl|v|viz|vs"
)
BEFORE_NUMBER = re.compile(
    "Approx|Art|Arts|Ch|Chap|Eq|Fig|Figs|No|Nos|Para|Pt|Ref|Sec|Tab|Ver|Vol|Vols|approx|art|ca|ch|chap|ed|eds|eq|est|fig|figs|no|"
    "nos|p|para|paras|pp|pt|sec|ver|vol|vols|Rs"
)
SOMETIMES_LAST = re.compile(
    "Apr|Aug|Ave|Bhd|Blvd|Bros|Co|Corp|Dec|Dept|Dist|Div|Feb|Fri|GmbH|Govt|Inc|Intl|Jan|Jr|Jul|Jun|Ltd|Mar|Mon|"
    r"Natl|Nov|Oct|Ph\.D|Ph\.Ds|Plc|Pty|Sat|Sep|Sept|St|Sun|Thu|Thur|Thurs|Tue|Tues|Univ|Wed|a\.m|al|dept|etc|p\.m"
)
# iPhone and eVTOL begin sentences as they are.
BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
BEGINNERS = re.compile(
    "A|About|Above|According|Accordingly|Across|After|Again|Against|All|Almost|Along|Already|Also|Although|Among|"
    "An|And|Another|Any|Anybody|Anyone|Anything|Anywhere|Are|As|Aside|At|Because|Before|Besides|Between|Both|But|"
    "By|Can|Certainly|Chapter|Clearly|Consequently|Conversely|Could|Currently|Despite|Did|Do|Does|Due|During|"
    "Each|Either|Elsewhere|Equally|Even|Eventually|Every|Everybody|Everyone|Everything|Everywhere|Except|Few|"
    "Finally|First|Five|Following|For|Four|From|Further|Furthermore|Generally|Given|Had|Has|Have|He|Hence|Her|"
    "Here|His|How|However|I|If|In|Including|Indeed|Initially|Instead|Is|It|Its|Last|Later|Less|Let|Likewise|"
    "Little|Many|Maybe|Meanwhile|Might|More|Moreover|Most|Much|Must|My|Nearly|Neither|Never|Nevertheless|Next|No|"
    "Nobody|None|Nonetheless|Nor|Not|Nothing|Now|Nowhere|Of|Often|On|Once|One|Only|Or|Other|Others|Our|Over|"
    "Overall|Perhaps|Previously|Rather|Recently|Regarding|Second|Secondly|Several|Shall|She|Should|Similarly|"
    "Since|So|Some|Somebody|Somehow|Someone|Something|Sometimes|Somewhere|Soon|Still|Subsequently|Such|Than|That|"
    "The|Their|Then|There|Therefore|These|They|Third|Thirdly|This|Those|Though|Three|Through|Throughout|Thus|To|"
    "Today|Together|Tomorrow|Tonight|Two|Ultimately|Under|Unfortunately|Unless|Unlike|Until|Upon|Usually|Various|"
    "Was|We|Were|What|Whatever|When|Whenever|Where|Whereas|Wherever|Whether|Which|While|Who|Whoever|Whom|Whose|"
    "Why|Will|With|Within|Without|Would|Yes|Yesterday|Yet|You|Your"
)
# Beginners that are surnames, too, and follow an initial as such.
SURNAMES = re.compile("An|Do|Few|He|Her|Little|Many|More|My|Second|She|So|Still|To|Will|You")


def find_compounds(text: str) -> list[tuple[int, int]]:
    """Return where the words of English stand that the engines cut and readers do not.

    >>> find_compounds("我国R&D投入1,234.5亿元"), find_compounds("http://a.cn/b?c=1-d")
    ([(2, 5), (7, 14)], [(0, 19)])
    """
    spans, at = list[tuple[int, int]](), 0
    for start, end in find_runs(LINKED, text, holding=OF_COMPOUNDS):
        if DECIMAL.fullmatch(text, start, end):
            continue
        at = max(at, start)
        while begun := COMPOUND_BEGINNING.search(text, at, end):
            at = begun.end()
            if found := COMPOUND.match(text, begun.start()):
                spans.append(found.span())
                at = found.end()
    return spans


def ends_english_sentence(before: str, mark: str, after: str) -> bool:
    """Tell whether a mark (a point, ? or ! or dots, with what closes and the blanks after it) ends a sentence.

    `before` is what stands before it since the last sentence ended, `after` what follows. Where that is Chinese for the
    most part all marks do but points, and these before a word that begins sentences, or after a share (6.9%.). In
    English none does before a small letter; a point does not in a number, after what numbers the sentence itself,
    after Mr. or No. 5, and after U.S. or J. only before a word that begins sentences.

    >>> ends_english_sentence("It met Dr", ". ", "Li."), ends_english_sentence("in the U.S", ". ", "The market grew.")
    (False, True)
    """
    last, following = LAST_WORD.search(before, max(0, len(before) - 50)), NEXT_WORD.match(after)
    is_point = SINGLE_POINT.match(mark) is not None
    if not last or not following:
        return not is_point
    word, (beginning, initial) = last[1], following.groups()
    begins, blank = bool(BEGINNERS.fullmatch(beginning)) and not initial, mark[-1].isspace()
    words, characters = len(WORD.findall(before)), len(CONTAINS_HAN.findall(before))
    if characters >= max(1, words):
        # 增长6.9%.我们: a share ends no word that goes on.
        return not is_point or (begins and blank) or (before[-1] in "%％" and bool(CONTAINS_HAN.match(beginning)))
    if beginning[0].islower() and not ITEM.match(after) and not BRAND.match(beginning):
        return False
    if not is_point:
        return begins or not OMISSION.match(mark + beginning)
    if is_abbreviation(word, before, beginning, begins=begins):
        return False
    if CONTAINS_HAN.match(beginning):
        return words > 1
    # Without a blank, Next in "goes on.Next" is a word, and no part of a name.
    named = any(
        (
            initial,
            FILE_ENDINGS.fullmatch(beginning.lower()),
            not WORD.fullmatch(word) and word[-1] not in "%％",
            words < 2,
        )
    )
    return blank or (not named and (begins or beginning.istitle()))


def is_abbreviation(word: str, before: str, beginning: str, *, begins: bool) -> bool:
    """Tell whether a point belongs to the word before it, which an abbreviation is, or numbers its sentence.

    `before` is the sentence up to the point, `beginning` the next word; `begins` says whether that begins sentences.
    """
    # Of Sino-U.S, what stands behind the hyphen.
    word = tail if "." in (tail := re.split("[-/&]", word)[-1]) else word
    if ENUMERATOR.search(before) or GOING_ON.fullmatch(word):
        return True
    if BEFORE_NUMBER.fullmatch(word):
        return not begins and bool(NUMERAL.fullmatch(beginning))
    if SOMETIMES_LAST.fullmatch(word) or INITIALS.fullmatch(word):
        return not begins or (len(word) == 1 and bool(SURNAMES.fullmatch(beginning)))
    return False
