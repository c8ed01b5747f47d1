"""How the elements of a 公文 are worded: the patterns by which they are known, right or wrong forms alike."""

from __future__ import annotations

import re

_BLANK = r"[ \u00a0\u3000\t]"

NUMBER = re.compile(
    rf"(?P<code>[\u4e00-\u9fffA-Za-z]{{0,14}}){_BLANK}*(?P<open>[〔\[（(［【〈<{{﹝]){_BLANK}*(?P<year>\d{{1,4}}){_BLANK}*"
    rf"(?P<close>[〕\]）)］】〉>}}﹞])(?P<serial>{_BLANK}*第?{_BLANK}*[0-9０-９一二三四五六七八九十百〇○Xx×]*{_BLANK}*)号"
)
"""发文字号, with whatever brackets; `serial` may be blank, room for the pen."""
SERIAL_ONLY = re.compile(
    rf"^{_BLANK}*[（(〔]?第?{_BLANK}*(?:\d+|[一二三四五六七八九十百]+){_BLANK}*[期号次][）)〕]?{_BLANK}*$"
)
"""「第5期」 of a 纪要, 「第3号」 of a 令."""
SIGNER = re.compile(rf"签{_BLANK}*发{_BLANK}*人{_BLANK}*(?P<colon>[：:]?)(?P<names>[^\n]*)")
SECRECY = re.compile(rf"^{_BLANK}*(?:绝{_BLANK}*密|机{_BLANK}*密|秘{_BLANK}*密)(?:$|[★*☆{_BLANK[1:-1]}\d])")
URGENCY = re.compile(rf"^{_BLANK}*(?:特{_BLANK}*急|加{_BLANK}*急|平{_BLANK}*急|特{_BLANK}*提|急{_BLANK}*件){_BLANK}*$")
COPY_NUMBER = re.compile(rf"^{_BLANK}*(?:No\.?|№|份号[：:]?)?{_BLANK}*(?P<digits>\d{{1,10}}){_BLANK}*$", re.IGNORECASE)
MINUTES_MARK = re.compile(r"纪\s*要\s*$")
ORDER_MARK = re.compile(r"(?:命\s*令|(?<!司)令)\s*$")
VERBAL_MARK = re.compile(r"(?:文\s*件|命\s*令|令)\s*$")

_CHINESE_DATE = (
    r"[〇○零ΟOo0一二三四五六七八九]{2,4}年[元正一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿卅]{1,4}日"
)
DATE = re.compile(
    rf"(?P<year>\d{{1,4}}){_BLANK}*年{_BLANK}*(?P<month>\d{{1,2}}){_BLANK}*月{_BLANK}*(?P<day>\d{{1,2}}){_BLANK}*日"
)
DATE_ONLY = re.compile(
    rf"^{_BLANK}*(?:{DATE.pattern}|(?P<chinese>{_CHINESE_DATE})|(?P<dotted>\d{{2,4}}[-./．]\d{{1,2}}[-./．]\d{{1,2}}))"
    rf"{_BLANK}*(?P<after>[。．.]?){_BLANK}*$"
)
"""A line that is a date and nothing else, in right and wrong forms."""

ANNEX_LIST = re.compile(rf"^{_BLANK}*附{_BLANK}*件{_BLANK}*(?P<colon>[：:])(?P<rest>.*)$", re.DOTALL)
ANNEX_ENTRY = re.compile(
    rf"^{_BLANK}*(?P<number>[0-9０-９]+|[一二三四五六七八九十]+){_BLANK}*(?P<point>[.．、,，]){_BLANK}*(?P<name>.*)$",
    re.DOTALL,
)
ANNEX_LABEL = re.compile(
    rf"^{_BLANK}*附{_BLANK}*件{_BLANK}*(?P<number>[0-9０-９]*|[一二三四五六七八九十]+){_BLANK}*(?P<after>[：:、.]?){_BLANK}*$"
)
ANNEX_LABEL_WITH_TITLE = re.compile(
    rf"^{_BLANK}*附{_BLANK}*件{_BLANK}*(?P<number>[0-9０-９]+|[一二三四五六七八九十]+)(?P<after>[：:{_BLANK[1:-1]}]+)(?P<title>\S.*)$",
    re.DOTALL,
)
ANNEX_MENTION = re.compile(
    r"(?<![》号）的])(?:附件(?P<number>\d+|[一二三四五六七八九十]+(?![、个]))|(?:见|如|按|按照|填写|对照)附件(?!\d))"
)
"""An annex of this document; 「…号）附件2」 is one of another."""

NOTE = re.compile(
    rf"^{_BLANK}*(?P<open>[（(\[〔【]).*(?P<close>[）)\]〕】]){_BLANK}*(?P<after>[。]?){_BLANK}*$", re.DOTALL
)
ATTENDANCE = re.compile(
    rf"^{_BLANK}*(?P<label>出{_BLANK}*席|请{_BLANK}*假|列{_BLANK}*席)(?:人员)?{_BLANK}*(?P<colon>[：:])(?P<names>.*)$",
    re.DOTALL,
)
COPIES = re.compile(
    rf"^{_BLANK}*(?P<label>抄{_BLANK}*送|抄{_BLANK}*报|分{_BLANK}*送|主{_BLANK}*送)(?:机关|单位)?{_BLANK}*(?P<colon>[：:]?)(?P<names>.*)$",
    re.DOTALL,
)
ISSUED = re.compile(
    rf"^{_BLANK}*(?P<organ>\S.*?)?[{_BLANK[1:-1]}]*(?P<date>\d{{1,4}}{_BLANK}*年{_BLANK}*\d{{1,2}}{_BLANK}*月{_BLANK}*\d{{1,2}}{_BLANK}*日|{_CHINESE_DATE})"
    rf"{_BLANK}*(?P<word>印{_BLANK}*发|印{_BLANK}*制)?{_BLANK}*$"
)
OLD_KEYWORDS = re.compile(rf"^{_BLANK}*主{_BLANK}*题{_BLANK}*词{_BLANK}*[：:]?")

_CHINESE_NUMBER = r"[一二三四五六七八九十百]+"
LEVELS: tuple[tuple[int, bool, re.Pattern[str]], ...] = (
    (1, True, re.compile(rf"^(?P<n>{_CHINESE_NUMBER})、")),
    (2, True, re.compile(rf"^（(?P<n>{_CHINESE_NUMBER})）(?!、)")),
    (3, True, re.compile(r"^(?P<n>\d{1,2})[.．](?!\d)")),
    (4, True, re.compile(r"^（(?P<n>\d{1,2})）")),
    (1, False, re.compile(rf"^(?P<n>{_CHINESE_NUMBER})[.．,，]")),
    (2, False, re.compile(rf"^[(（](?P<n>{_CHINESE_NUMBER})[)）]、?")),
    (3, False, re.compile(r"^(?P<n>\d{1,2})、")),
    (4, False, re.compile(r"^[(（](?P<n>\d{1,2})[)）]、?")),
)
"""Level, whether the mark is in the right form, pattern (7.3.3)."""
