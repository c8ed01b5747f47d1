"""The parts of a package that say which fonts it has: the table of its fonts, and a theme that nothing refers to.

The table names for each font what stands in for it where it is not installed: Windows 10 has neither 仿宋_GB2312 nor
方正小标宋简体, and Word then takes what it likes. A theme is there because Word makes one of its own where there is
none, and counts the document as changed.
"""

from __future__ import annotations

from itertools import repeat

from . import ooxml
from .fonts import Fonts
from .layout import Face

_STAND_INS: dict[Face, tuple[str, ...]] = {
    Face.FANGSONG: ("仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", "华文仿宋", "方正仿宋_GBK"),
    Face.XIAOBIAOSONG: ("方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05S", "小标宋", "华文中宋", "STZhongsong"),
    Face.KAITI: ("楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "华文楷体", "方正楷体_GBK"),
    Face.HEITI: ("黑体", "SimHei", "方正黑体_GBK"),
    Face.SONGTI: ("宋体", "SimSun", "方正书宋_GBK"),
}
"""What the same class of typeface is called elsewhere, the likeliest first."""
_FAMILY = {Face.FANGSONG: "modern", Face.KAITI: "modern", Face.HEITI: "modern"}
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def font_table(fonts: Fonts) -> bytes:
    """word/fontTable.xml for these fonts."""
    entries = {fonts.of(face): _font(fonts.of(face), face) for face in Face}
    latin = fonts.latin or "Times New Roman"
    entries.setdefault(latin, _entry(latin, "", "00", "roman", "variable"))
    return ooxml.part(f'<w:fonts xmlns:w="{ooxml.NAMESPACES["w"]}">', *entries.values(), "</w:fonts>")


def _font(name: str, face: Face) -> str:
    others = ",".join(other for other in _STAND_INS[face] if other != name)
    return _entry(name, ooxml.element("altName", val=others), "86", _FAMILY.get(face, "auto"), "fixed")


def _entry(name: str, known_as: str, charset: str, family: str, pitch: str) -> str:
    facts = ooxml.valued(charset=charset, family=family, pitch=pitch)
    return ooxml.element("font", known_as + "".join(facts.values()), name=name)


def theme(fonts: Fonts) -> bytes:
    """word/theme/theme1.xml: black on white, in the document's fonts; no style refers to it."""
    colours = zip(
        ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink"),
        ("000000", "FFFFFF", "000000", "FFFFFF", *repeat("C00000", 6), "000000", "000000"),
    )
    scheme = "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in colours)
    latin = ooxml.escape(fonts.latin or "Times New Roman")
    face = f'<a:latin typeface="{latin}"/><a:ea typeface="{ooxml.escape(fonts.songti)}"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return ooxml.part(
        f'<a:theme xmlns:a="{_A}" name="公文"><a:themeElements><a:clrScheme name="公文">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="公文"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
