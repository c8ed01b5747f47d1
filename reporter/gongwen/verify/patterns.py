"""How the elements of a 公文 are worded: the patterns by which they are known, right or wrong forms alike."""

from __future__ import annotations

import re

_BLANK = r"[ \u00a0\u3000\t]"
_GAP = rf"{_BLANK}*+"
"""Possessive: a line of nothing but blanks is gone over once."""
_OPEN = r"[\dXx×□]"
"""A digit, or what a form has in its place until somebody knows it."""

NUMBER = re.compile(
    rf"(?P<code>[\u4e00-\u9fffA-Za-z]{{1,14}}|(?<!{_BLANK})){_GAP}(?P<open>[〔\[（(［【〈<{{﹝]){_GAP}(?P<year>{_OPEN}{{1,4}}){_GAP}"
    rf"(?P<close>[〕\]）)］】〉>}}﹞])(?P<serial>{_GAP}第?{_GAP}[0-9０-９一二三四五六七八九十百〇○Xx×□]*{_GAP})号"
)
"""发文字号, with whatever brackets; `serial` may be blank, room for the pen."""
SERIAL_ONLY = re.compile(
    rf"^{_GAP}(?:[〔\[（(【]{_OPEN}{{4}}年?[〕\]）)】]|{_OPEN}{{4}}年)?{_GAP}"
    rf"[（(〔]?(?:第?{_GAP}(?:\d+|[一二三四五六七八九十百]+)|第{_GAP}{_OPEN}*){_GAP}[期号次][）)〕]?{_GAP}"
    rf"(?:[（(]总第?{_GAP}\d*{_GAP}[期号次][）)]{_GAP})?$"
)
"""「第5期」 of a 纪要 (〔2018〕第5次, 2018年第5期（总第20期）), 「第3号」 of a 令, with room for the pen."""
NUMBER_OPEN = re.compile(r"^[\[【（(].*(?:文号|字号)[\]】）)]号?$")
"""Where a form asks for the number."""
SIGNER = re.compile(rf"签{_GAP}发{_GAP}人{_GAP}(?P<colon>[：:]?)(?P<names>[^\n]*)")
SECRECY = re.compile(rf"^{_GAP}(?:绝{_GAP}密|机{_GAP}密|秘{_GAP}密)(?:$|[★*☆{_BLANK[1:-1]}\d])")
URGENCY = re.compile(rf"^{_GAP}(?:特{_GAP}急|加{_GAP}急|平{_GAP}急|特{_GAP}提|急{_GAP}件){_GAP}$")
COPY_NUMBER = re.compile(rf"^{_GAP}(?:No\.?|№|份号[：:]?)?{_GAP}(?P<digits>\d{{1,10}}){_GAP}$", re.IGNORECASE)
MINUTES_MARK = re.compile(r"纪\s*+要\s*+$")
ORDER_MARK = re.compile(r"(?:命\s*+令|(?<!司)令)\s*+$")
UNTITLED_MARK = re.compile(rf"{MINUTES_MARK.pattern}|{ORDER_MARK.pattern}")
NOTICE_MARK = re.compile(r"(?:公告|通告|公报|发电|电报|信笺|便函|专用纸|×+|X+)$")
BULLETIN_MARK = re.compile(r"(?:简报|快报|专报|动态|信息|通讯)$")
"""A mark of what is sent around and is no 公文: it needs neither number nor date."""
TELEGRAM_MARK = re.compile(r"(?:发电|电报)$")
"""A mark of what goes by wire: its form is ruled elsewhere, with a table for a head."""
VERBAL_MARK = re.compile(r"(?:文\s*+件|命\s*+令|令)\s*+$")

_CHINESE_DATE = (
    r"[〇○零ΟOo0一二三四五六七八九]{2,4}年[元正一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿卅]{1,4}日"
)
_UNDATED = rf"{_OPEN}{{0,4}}{_GAP}年{_GAP}{_OPEN}{{0,2}}{_GAP}月{_GAP}{_OPEN}{{0,2}}{_GAP}日"
"""A date with room for the pen, or a form's."""
DATE = re.compile(
    rf"(?<!\d)(?P<year>\d{{1,4}}){_GAP}年{_GAP}(?P<month>\d{{1,2}}){_GAP}月{_GAP}(?P<day>\d{{1,2}}){_GAP}日"
)
DATE_ONLY = re.compile(
    rf"^{_GAP}(?:{DATE.pattern}|(?P<chinese>{_CHINESE_DATE})|(?P<dotted>\d{{2,4}}[-./．]\d{{1,2}}[-./．]\d{{1,2}})"
    rf"|(?P<open>{_UNDATED}|[\[【][^\[\]【】\n]{{0,8}}(?:日期|时间)[\]】]))"
    rf"{_GAP}(?P<after>[。．.]?){_GAP}$"
)
"""A line that is a date and nothing else, in right and wrong forms."""

ORGAN_AND_DATE = re.compile(
    rf"^{_GAP}(?P<organ>[^。；：，\n]{{2,40}}?){_GAP}(?P<date>{DATE.pattern}|{_CHINESE_DATE}){_GAP}$"
)
"""A signature and its date on one row."""

ANNEX_LIST = re.compile(rf"^{_GAP}附{_GAP}件{_GAP}(?P<colon>[：:])(?P<rest>.*)$", re.DOTALL)
ANNEX_ENTRY = re.compile(
    rf"^{_GAP}(?P<number>[0-9０-９]+|[一二三四五六七八九十]+){_GAP}(?P<point>[.．、,，]){_GAP}(?P<name>.*)$",
    re.DOTALL,
)
NUMERALS = {letter: str(value) for value, letter in enumerate("一二三四五六七八九十", 1)}
"""The number of an annex written as a word → in digits."""
ANNEX_LABEL = re.compile(
    rf"^{_GAP}附{_GAP}件{_GAP}"
    rf"(?P<number>[0-9０-９]*|[0-9０-９]+[-－—][0-9０-９]+|[一二三四五六七八九十]+){_GAP}(?P<after>[：:、.]?){_GAP}$"
)
ANNEX_LABEL_WITH_TITLE = re.compile(
    rf"^{_GAP}附{_GAP}件{_GAP}(?P<number>[0-9０-９]+|[一二三四五六七八九十]+)(?P<after>[：:{_BLANK[1:-1]}]+)(?P<title>\S.*)$",
    re.DOTALL,
)
ANNEX_REMARKED = re.compile(rf"^{_GAP}附{_GAP}件{_GAP}(?P<number>\d*){_GAP}[（(](?P<remark>[^）)]*)[）)]{_GAP}$")
"""A label with a remark, 附件1（略）: no mention."""
ANNEX_MENTION = re.compile(
    r"(?<![》号）的])(?:附件(?P<number>\d+|[一二三四五六七八九十]+(?![、个]))|(?:见|如|按|按照|填写|对照)附件(?!\d))"
)
"""An annex of this document; 「…号）附件2」 is one of another."""

SALUTATION = re.compile(rf"{_GAP}(?:同志们|(?:尊敬的)?各位[^：:，。]{{0,20}}|女士们|朋友们)[^。]{{0,30}}[：:]{_GAP}$")
"""Whom a speech is said to: no 主送机关."""
NAMED_ITEM = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、][^，。；：:]{2,12}：(?=[^\s：])")
"""The name of an item and what it is: 「一、会议时间：9月8日」."""
NOTE = re.compile(rf"^{_GAP}(?P<open>[（(\[〔【]).*(?P<close>[）)\]〕】]){_GAP}(?P<after>[。]?){_GAP}$", re.DOTALL)
POST_AND_NAME = re.compile(r"(?P<post>\S+)(?P<gap>[ \u00a0\u3000\t]+)(?P<name>\S.*)")
"""Who signs a 令: the post and, where it is printed, the name."""
SEAL_ROOM = re.compile(
    rf"^{_GAP}[（(〔\[【][^（）()〔〕\[\]【】]{{0,20}}(?:印章|盖章|公章|签章|签名章|用印)[^（）()〔〕\[\]【】]{{0,20}}[）)〕\]】]{_GAP}$"
)
"""Where a form says that a seal goes: no name, no note."""
ATTENDANCE = re.compile(
    rf"^{_GAP}(?P<label>出{_GAP}席|请{_GAP}假|列{_GAP}席)(?:人员)?{_GAP}(?P<colon>[：:])(?P<names>.*)$",
    re.DOTALL,
)
COPIES = re.compile(
    rf"^{_GAP}(?P<label>抄{_GAP}送|抄{_GAP}报|分{_GAP}送|主{_GAP}送)(?:机关|单位)?{_GAP}(?P<colon>[：:]?)(?P<names>.*)$",
    re.DOTALL,
)
ISSUED = re.compile(
    rf"^{_GAP}(?P<organ>\S(?:.*?\S)?)?{_GAP}(?<!\d)(?P<date>\d{{1,4}}{_GAP}年{_GAP}\d{{1,2}}{_GAP}月{_GAP}\d{{1,2}}{_GAP}日|{_CHINESE_DATE}|{_UNDATED})"
    rf"{_GAP}(?P<word>印{_GAP}发|印{_GAP}制)?{_GAP}$"
)
LABELLED = re.compile(rf"^{_GAP}(?:[\u4e00-\u9fff]{_GAP}){{2,6}}[：:]")
"""A row that begins with a label of its own (签发：, 校对：)."""
OLD_KEYWORDS = re.compile(rf"^{_GAP}主{_GAP}题{_GAP}词{_GAP}[：:]?")

_SENTENCE = re.compile(
    r"根据|依据|按照|为了|为贯彻|为进一步|负责(?!人)|进行|制定|签订|命名|上传|下面|(?:如下|以下)[^、，；]{0,4}[：:]?$|通知[：:]?$|情况[：:]?$"
)
_SECTION = re.compile(
    r"(?:简介|介绍|职责|目的|[时期]间|地点|步骤|内容|正文|日期|背景|说明|方式|条件|要求|议题|主题|主持|记录|(?:主持|记录|制单|联系|填报|审核|申请|报告|经办)人)[：:]?$"
)


def names_nobody(text: str) -> bool:
    """Whether what ends in a colon below a title is no addressees: a sentence, the head of a section, a filled-in
    label (议题：…), a label of an annex."""
    inner = text.rstrip().rstrip("：:")
    labelled = re.search("[：:]", inner) or ANNEX_LIST.match(text) or re.match(rf"{_GAP}附{_GAP}件", text)
    return bool(labelled or _SENTENCE.search(text) or (len(inner) < 12 and _SECTION.search(text)))


_CHINESE_NUMBER = r"[一二三四五六七八九十百]+"
REMARK = re.compile(rf"^{_GAP}(?:说{_GAP}明|附[表图]|注{_GAP}意?|备{_GAP}注|注意事项|填表说明)[：:]{_GAP}")
"""What may stand before the first number of a list of remarks."""
LEVELS: tuple[tuple[int, bool, re.Pattern[str]], ...] = (
    (1, True, re.compile(rf"^(?P<n>{_CHINESE_NUMBER})、")),
    (2, True, re.compile(rf"^（(?P<n>{_CHINESE_NUMBER})）(?!、)")),
    (3, True, re.compile(r"^(?P<n>\d{1,2})[.．](?!(?!(?:19|20)\d\d(?:年|级|届|学))\d)")),
    (4, True, re.compile(r"^（(?P<n>\d{1,2})）")),
    (1, False, re.compile(rf"^(?P<n>{_CHINESE_NUMBER})[.．,，]")),
    (2, False, re.compile(rf"^[(（](?P<n>{_CHINESE_NUMBER})[)）]、?")),
    (3, False, re.compile(r"^(?P<n>\d{1,2})、")),
    (4, False, re.compile(r"^[(（](?P<n>\d{1,2})[)）]、?")),
)
"""Level, whether the mark is in the right form, pattern (7.3.3); a year may follow the point."""


COLON_LEVEL = re.compile(rf"^(?P<n>{_CHINESE_NUMBER})[：:]")
LOOSE_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, COLON_LEVEL),
    (3, re.compile(r"^(?P<n>\d{1,2})[,，](?=[\u4e00-\u9fffA-Za-z《“])")),
    (4, re.compile(r"^(?P<n>\d{1,2})[)）]")),
)
"""Level and pattern of marks that are of no level's form; only whoever looks for faults reads them as numbers."""


COLON_ITEM = re.compile(r"^(?P<n>\d{1,2})[：:](?=\D)")
"""A number and a colon: an item when it goes on or is the next one; a ratio and an hour go on in digits."""


def marked_level(text: str) -> int:
    """The level whose mark a text begins with, in whatever form; 0 of running text."""
    return next((level for level, _, pattern in LEVELS if pattern.match(text)), 0)


POINTLESS = re.compile(
    r"^(?P<n>\d{1,2})(?=[\u4e00-\u9fff《“])(?![年月日号时分秒点个名人位次家项条件天周期届级类种元万亿倍份只台套米])"
)
"""A number whose point may have been forgotten."""
DECIMAL = re.compile(r"^(?P<n>\d{1,2})[.．]\d")
"""A number and a point, then another number: an item when it is the next one, else a decimal."""
PATH = re.compile(
    r"^(?P<above>(?:\d{1,2}[.．]){1,3})(?P<n>\d{1,2})[.．、]?"
    r"(?=[ \u3000]*+[\u4e00-\u9fffA-Za-z《“])(?!万|亿|倍|元|吨|个百分)"
)
"""A number that names those above it (2.1, 2.1.3): of no level of the standard."""
ASKED_DAY = re.compile(r"(?:[时期]间|[时期]限)[：:]?$")
"""The end of a heading below which a day stands that is no date of the document."""
ARTICLE = re.compile(rf"^{_GAP}第(?:{_CHINESE_NUMBER}|\d+)(?P<unit>[编章节条])")
"""What a regulation is divided into."""
PART = re.compile(rf"^{_GAP}第{_GAP}(?:{_CHINESE_NUMBER}|\d+){_GAP}(?:部分|[编篇章节])")
"""What a long text is divided into: the numbers below begin anew."""
CONTENTS = re.compile(rf"^{_GAP}目{_GAP}(?:录|次){_GAP}$")
CONTENTS_ENTRY = re.compile(r"\S.*(?:\t|[.…·]{3,})[ \u3000]*(?:\d{1,4}|[ivxIVX]{1,6})\s*$")
"""An entry of a table of contents: words, a leader, the page."""
CAPTION = re.compile(rf"^{_GAP}[图表]{_GAP}(?:\d+|{_CHINESE_NUMBER})")
