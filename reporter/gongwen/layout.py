"""The numbers of GB/T 9704-2012, each once, with clause, unit, tolerance and strength; and the geometry they give.

First what the standard states (`Given`), then what follows from it by arithmetic, as functions with examples. Word
stores lengths in twips (1/20 pt) and sizes in half-points; conversion and rounding happen here and nowhere else.
What the standard leaves open (weight of the red rule, size of the mark) is marked `Strength.PRACTICE` or derived.
"""

from __future__ import annotations

import math
from enum import StrEnum
from functools import cache

from ..records import value

MM_PER_POINT = 25.4 / 72
TWIPS_PER_MM = 1440 / 25.4
EMU_PER_TWIP = 635


class Strength(StrEnum):
    """How strongly a clause is worded; PRACTICE is what offices do where the standard is silent."""

    REQUIRED = "规定"
    USUAL = "一般"
    RECOMMENDED = "推荐"
    PRACTICE = "惯例"


class Face(StrEnum):
    """The classes of typeface that the standard names; which font stands for each is a matter of `fonts.Fonts`."""

    FANGSONG = "仿宋"
    XIAOBIAOSONG = "小标宋"
    KAITI = "楷体"
    HEITI = "黑体"
    SONGTI = "宋体"


@value
class Given:
    """One stated number. unit: ``mm``, ``pt``, ``lines`` (行), ``chars`` (字), ``number``.

    `tolerance` is in the same unit. `what` names the thing in Chinese, as a finding would.
    """

    value: float
    unit: str
    clause: str
    what: str
    tolerance: float = 0.0
    strength: Strength = Strength.REQUIRED

    @property
    def mm(self) -> float:
        """The length in millimetres; a 行 is the line pitch and a 字 the character pitch of a full page."""
        if self.unit == "lines":
            return self.value * line_pitch() / TWIPS_PER_MM
        if self.unit == "chars":
            return self.value * char_pitch() / TWIPS_PER_MM
        return self.value * {"mm": 1.0, "pt": MM_PER_POINT}[self.unit]

    @property
    def twips(self) -> int:
        """The length in whole twips."""
        return round(self.mm * TWIPS_PER_MM)

    @property
    def half_points(self) -> int:
        """A size in half-points; ValueError when it is not a whole number of them."""
        if self.unit != "pt" or self.value * 2 != int(self.value * 2):
            raise ValueError(f"not a font size: {self}")
        return int(self.value * 2)

    def allows(self, found: float) -> bool:
        """Whether `found`, in this unit, is within the tolerance."""
        return abs(found - self.value) <= self.tolerance + 1e-6


_R, _U, _S, _P = Strength.REQUIRED, Strength.USUAL, Strength.RECOMMENDED, Strength.PRACTICE

# --- 5 paper and page -----------------------------------------------------------------------------------------------

PAPER_WIDTH = Given(210, "mm", "5.1", "纸张宽度", 1)
PAPER_HEIGHT = Given(297, "mm", "5.1", "纸张高度", 1)
TOP_MARGIN = Given(37, "mm", "5.2.1", "天头（上白边）", 1)
LEFT_MARGIN = Given(28, "mm", "5.2.1", "订口（左白边）", 1)
TYPE_WIDTH = Given(156, "mm", "5.2.1", "版心宽度", 1)
TYPE_HEIGHT = Given(225, "mm", "5.2.1", "版心高度", 1)
BODY_SIZE = Given(16, "pt", "5.2.2", "正文字号（3号）", 0, _U)
LINES_PER_PAGE = Given(22, "number", "5.2.3", "每面行数", 0, _U)
CHARS_PER_LINE = Given(28, "number", "5.2.3", "每行字数", 0, _U)

# --- 7.2 head -------------------------------------------------------------------------------------------------------

COPY_NUMBER_SIZE = Given(16, "pt", "7.2.1", "份号字号（3号）", 0, _U)
SECRECY_SIZE = Given(16, "pt", "7.2.2", "密级字号（3号）", 0, _U)
URGENCY_SIZE = Given(16, "pt", "7.2.3", "紧急程度字号（3号）", 0, _U)
MARK_TOP = Given(35, "mm", "7.2.4", "发文机关标志上边缘至版心上边缘", 1)
MARK_RED = "FF0000"
NUMBER_GAP = Given(2, "lines", "7.2.5", "发文字号与发文机关标志间空行", 0.5)
NUMBER_LEFT = Given(1, "chars", "7.2.5", "上行文发文字号居左空", 0.5)
SIGNER_RIGHT = Given(1, "chars", "7.2.6", "签发人居右空", 0.5)
SIGNERS_PER_LINE = Given(2, "number", "7.2.6", "每行签发人姓名", 0, _U)
RULE_GAP = Given(4, "mm", "7.2.7", "红色分隔线与发文字号距离", 1)
RULE_WIDTH = Given(156, "mm", "7.2.7", "红色分隔线长度", 1)
RULE_WEIGHT = Given(1.5, "pt", "7.2.7", "红色分隔线粗细", 1.5, _P)

# --- 7.3 body -------------------------------------------------------------------------------------------------------

TITLE_SIZE = Given(22, "pt", "7.3.1", "标题字号（2号）", 0, _U)
TITLE_GAP = Given(2, "lines", "7.3.1", "标题与红色分隔线间空行", 0.5)
ADDRESSEES_GAP = Given(1, "lines", "7.3.2", "主送机关与标题间空行", 0.5)
PARAGRAPH_INDENT = Given(2, "chars", "7.3.3", "自然段左空", 0.2)
ANNEX_LIST_GAP = Given(1, "lines", "7.3.4", "附件说明与正文间空行", 0.5)
ANNEX_LIST_INDENT = Given(2, "chars", "7.3.4", "附件说明左空", 0.2)
SEALED_DATE_RIGHT = Given(4, "chars", "7.3.5.1", "加盖印章的成文日期右空", 0.5, _U)
SIGNATURE_GAP = Given(1, "lines", "7.3.5.2", "不加盖印章的署名与正文间空行", 0.5)
UNSEALED_ORGAN_RIGHT = Given(2, "chars", "7.3.5.2", "不加盖印章的署名右空", 0.5)
UNSEALED_DATE_OFFSET = Given(2, "chars", "7.3.5.2", "成文日期首字比署名首字右移", 0.5)
SEAL_DIAMETER = Given(42, "mm", "7.3.5.1", "印章直径", 3, _P)
CHOP_GAP = Given(2, "lines", "7.3.5.3", "签名章与正文间空行", 0.5)
CHOP_RIGHT = Given(4, "chars", "7.3.5.3", "签名章右空", 0.5)
CHOP_POST_GAP = Given(2, "chars", "7.3.5.3", "签发人职务与签名章间空", 0.5)
CHOP_WIDTH = Given(4, "chars", "7.3.5.3", "签名章宽度", 2, _P)
CHOP_DATE_GAP = Given(1, "lines", "7.3.5.3", "成文日期与签名章间空行", 0.5)
NOTE_INDENT = Given(2, "chars", "7.3.6", "附注左空", 0.2)
ANNEX_LABEL_LINE = Given(1, "number", "7.3.7", "附件顺序号所在行")
ANNEX_TITLE_LINE = Given(3, "number", "7.3.7", "附件标题所在行")

# --- 7.4 imprint, 7.5 page number, 8 tables across ------------------------------------------------------------------

IMPRINT_SIZE = Given(14, "pt", "7.4.2", "版记字号（4号）", 0, _U)
IMPRINT_THICK = Given(0.35, "mm", "7.4.1", "版记首末分隔线粗细", 0.05, _S)
IMPRINT_THIN = Given(0.25, "mm", "7.4.1", "版记中间分隔线粗细", 0.05, _S)
IMPRINT_WIDTH = Given(156, "mm", "7.4.1", "版记分隔线长度", 1)
IMPRINT_BOTTOM = Given(0, "mm", "7.4.1", "版记末条分隔线至版心下边缘", 1)
IMPRINT_INDENT = Given(1, "chars", "7.4.2", "版记左右各空", 0.5)
PAGE_NUMBER_SIZE = Given(14, "pt", "7.5", "页码字号（4号）", 0, _U)
PAGE_NUMBER_DROP = Given(7, "mm", "7.5", "页码一字线上距版心下边缘", 1)
PAGE_NUMBER_SIDE = Given(1, "chars", "7.5", "页码距版心侧边空", 0.5)

# --- 10 letters and minutes -----------------------------------------------------------------------------------------

LETTER_MARK_TOP = Given(30, "mm", "10.1", "信函标志上边缘至上页边", 1)
LETTER_RULE_GAP = Given(4, "mm", "10.1", "信函标志与上红色双线距离", 1)
LETTER_RULE_WIDTH = Given(170, "mm", "10.1", "信函红色双线长度", 1)
LETTER_FOOT_RULE = Given(20, "mm", "10.1", "下红色双线至下页边", 1)
LETTER_TITLE_GAP = Given(2, "lines", "10.1", "标题与其上最后一个要素间空行", 0.5)
LETTER_LINE = Given(7 / 8, "number", "10.1", "距红色双线的3号汉字高度倍数", 0.15)
ORDER_MARK_TOP = Given(20, "mm", "10.2", "命令（令）标志上边缘至版心上边缘", 1)
ORDER_BODY_GAP = Given(2, "lines", "10.2", "命令（令）正文与令号间空行", 0.5)
MINUTES_MARK_TOP = Given(35, "mm", "10.3", "纪要标志上边缘至版心上边缘", 1)
MINUTES_LIST_GAP = Given(1, "lines", "10.3", "出席人员名单与正文间空行", 0.5)
MINUTES_LIST_INDENT = Given(2, "chars", "10.3", "出席人员名单左空", 0.2)

# --- which face each element is set in ------------------------------------------------------------------------------

FACE_OF: dict[str, tuple[Face, str, Strength]] = {
    "发文机关标志": (Face.XIAOBIAOSONG, "7.2.4", _S),
    "标题": (Face.XIAOBIAOSONG, "7.3.1", _U),
    "密级": (Face.HEITI, "7.2.2", _U),
    "紧急程度": (Face.HEITI, "7.2.3", _U),
    "签发人": (Face.FANGSONG, "7.2.6", _R),
    "签发人姓名": (Face.KAITI, "7.2.6", _R),
    "正文": (Face.FANGSONG, "7.3.3", _U),
    "一级标题": (Face.HEITI, "7.3.3", _U),
    "二级标题": (Face.KAITI, "7.3.3", _U),
    "三级标题": (Face.FANGSONG, "7.3.3", _U),
    "四级标题": (Face.FANGSONG, "7.3.3", _U),
    "附件标识": (Face.HEITI, "7.3.7", _R),
    "版记": (Face.FANGSONG, "7.4.2", _U),
    "页码": (Face.SONGTI, "7.5", _U),
    "出席标签": (Face.HEITI, "10.3", _U),
}
"""Element → (face, clause, strength)."""


class StyleName(StrEnum):
    """The named styles of a document, as they show in Word's style pane."""

    COPY_NUMBER = "份号"
    SECRECY = "密级和保密期限"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    NUMBER_TEXT = "发文字号字"
    SIGNERS = "签发人"
    SIGNER_NAME = "签发人姓名"
    TITLE = "公文标题"
    ADDRESSEES = "主送机关"
    BODY = "公文正文"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    HEADING_4 = "四级标题"
    LEAD_1 = "一级标题字"
    LEAD_2 = "二级标题字"
    ANNEX_LIST = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    ANNEX_LABEL = "附件标识"
    ANNEX_TITLE = "附件标题"
    TABLE_CAPTION = "表题"
    TABLE_HEAD = "表头"
    TABLE_TEXT = "表格文字"
    TABLE_CENTRE = "表格文字居中"
    TABLE_RIGHT = "表格文字居右"
    SMALL_HEAD = "表头小字"
    SMALL_TEXT = "表格小字"
    SMALL_CENTRE = "表格小字居中"
    SMALL_RIGHT = "表格小字居右"
    ATTENDANCE = "出席名单"
    ATTENDANCE_LABEL = "出席标签"
    COPIES_TO = "抄送"
    ISSUER = "印发"
    PAGE_NUMBER = "页码"
    PAGE_NUMBER_EVEN = "双页码"
    SPACER = "空行"


# --- what follows by arithmetic -------------------------------------------------------------------------------------


@value
class Margins:
    """Margins of an upright page, in twips."""

    top: int
    bottom: int
    left: int
    right: int


def twips(millimetres: float) -> int:
    """Millimetres in whole twips.

    >>> twips(210), twips(297)
    (11906, 16838)
    """
    return round(millimetres * TWIPS_PER_MM)


@cache
def type_area() -> tuple[int, int]:
    """版心, width and height in twips (5.2.1).

    >>> type_area()
    (8844, 12756)
    """
    return TYPE_WIDTH.twips, TYPE_HEIGHT.twips


@cache
def margins() -> Margins:
    """The four margins (5.2.1): bottom and right are what the sheet leaves, rounding goes to top and left.

    >>> margins()
    Margins(top=2098, bottom=1984, left=1588, right=1474)
    """
    width, height = type_area()
    right = twips(PAPER_WIDTH.value - LEFT_MARGIN.value - TYPE_WIDTH.value)
    bottom = twips(PAPER_HEIGHT.value - TOP_MARGIN.value - TYPE_HEIGHT.value)
    return Margins(
        top=PAPER_HEIGHT.twips - height - bottom, bottom=bottom, left=PAPER_WIDTH.twips - width - right, right=right
    )


@cache
def line_pitch() -> int:
    """Largest exact line pitch, in whole twips, at which 22 lines fill the 版心 (5.2.3); 29 pt would leave 21.

    >>> line_pitch(), 22 * line_pitch() <= type_area()[1] < 22 * (line_pitch() + 1)
    (579, True)
    """
    return type_area()[1] // int(LINES_PER_PAGE.value)


@cache
def char_pitch() -> int:
    """Width of one character, in whole twips, at which 28 fit in a line (5.2.3).

    >>> char_pitch()
    315
    """
    return type_area()[0] // int(CHARS_PER_LINE.value)


@cache
def tracking() -> int:
    """Character spacing in twips that brings a 16 pt character to `char_pitch`.

    >>> tracking()
    -5
    """
    return char_pitch() - int(BODY_SIZE.value * 20)


def page_number_footer() -> int:
    """Distance of the footer's lower edge from the sheet's, in twips, that puts the dash 7 mm below the 版心 (7.5).

    Measured: with a 14 pt exact line the dash's upper edge lies 7.0 mm below the 版心 at 25.6 mm.

    >>> page_number_footer()
    1451
    """
    return twips(25.6)


MARK_SHARES = (0.34, 0.26, 0.19)
"""Parts of the page's height for a mark of several lines: the first with which page 1 still shows body text (7.2.4)."""
MARK_LEAST = 24.0
"""Points: a mark is larger than the title, however long the name."""
_NARROWEST = 65
"""Per cent: set narrower than this, 小标宋 is no longer 美观."""


def mark_fit(characters: float, lines: int = 1, share: float = MARK_SHARES[0]) -> tuple[float, int]:
    """Size in points and horizontal scaling in per cent of a 发文机关标志 of so many characters (7.2.4).

    The standard leaves the size open, 「醒目、美观、庄重」. A long name is first set narrow, to 70 %, then smaller, to
    MARK_LEAST, then narrower; a joint mark of several lines is smaller, at most `share` of the page, so that page 1
    still shows body text.

    >>> mark_fit(8), mark_fit(15), mark_fit(30), mark_fit(8, lines=4)
    ((48.0, 100), (41.0, 70), (24.0, 60), (36.0, 100))
    """
    largest = {1: 48.0, 2: 42.0, 3: 38.0}.get(lines, 36.0)
    room = type_area()[0] / 20 * 0.98
    tallest = type_area()[1] / 20 * share / lines / 1.2
    size = float(max(MARK_LEAST, min(largest, math.floor(room / characters / 0.7), math.floor(tallest))))
    return size, max(1, min(100, math.floor(room / characters / size * 100)))


def mark_in_one_line(characters: float) -> bool:
    """Whether a name of so many characters can be set on one line and still be read well."""
    return mark_fit(max(1, characters))[1] >= _NARROWEST


def given() -> dict[str, Given]:
    """Every stated number by its name in this module.

    >>> given()["MARK_TOP"].clause
    '7.2.4'
    """
    return {name: value for name, value in globals().items() if isinstance(value, Given)}
