"""The parts of a .docx that all documents share, built with python-docx once a process, and the zip around them.

python-docx's own template weighs 835 KB, nearly all of it styles nobody asked for; here its package is stripped to
what a 公文 needs, given our styles, sections, headers and footers, and saved once for each set of fonts. A document
then adds only its text and properties. Fixed dates and part order: same input, same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..package.budget import Budget
from ..package.members import Members
from ..package.writing import Begun, Member, begun, member, zipped
from ..records import record, value
from . import font_parts, layout, ooxml, styles
from .content import Picture
from .embedded_pictures import embedding
from .fonts import Fonts
from .layout import StyleName

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _BaseHeaderFooter

_LEVEL, _MOST_EFFORT = 2, 9
"""Of deflating the text, which is repetitive, so that more effort costs time and gains little; and of what is small."""
_LANGUAGE = "en-US"
"""Of all text, see `_normal`."""
_ENDS_NO_LINE = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
_BEGINS_NO_LINE = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
"""Word's own lists for Chinese, said for the language that the text has: without them Word applies none to it."""
_UNWANTED = (
    "stylesWithEffects",
    "customXml",
    "thumbnail",
    "numbering",
    "webSettings",
    "theme",
    "fontTable",
    "extended-properties",
)


@value
class Base:
    """The shared parts, deflated, and put together as the beginning of a package; for each kind of section its header
    and footer references as XML.

    kinds: ``upright`` (numbered), ``first`` (its first page unnumbered), ``blank`` (no number at all), ``across``
    (横排, the number at the side).
    """

    parts: tuple[Member, ...]
    references: dict[str, str]
    begun: Begun


@record
class Properties:
    """Core properties: title, 发文字号 as subject, the issuing organs, the day it was made out."""

    title: str
    subject: str
    creator: str
    created: dt.date
    status: str = ""
    category: str = ""


@lru_cache(maxsize=8)
def base(fonts: Fonts) -> Base:
    """The shared parts in these fonts."""
    import docx

    document = docx.Document()
    _strip(document)
    _set_styles(document, fonts)
    _set_settings(document)
    references = _set_sections(document)
    _set_fonts(document, fonts)
    stream = io.BytesIO()
    document.save(stream)
    parts = Members(stream.getvalue(), Budget.of_document())
    shared = sorted(set(parts) - {"word/document.xml", "docProps/core.xml"}, key=in_order)
    members = tuple(member(name, parts[name], level=_MOST_EFFORT) for name in shared)
    return Base(members, references, begun(members))


def in_order(name: str) -> tuple[bool, str]:
    """The key by which the parts of a package are sorted: the types of all parts come first."""
    return name != "[Content_Types].xml", name


def docx_of(shared: Base, document: bytes, properties: Properties, pictures: Sequence[Picture] = ()) -> bytes:
    """The .docx of `document` (word/document.xml), with the pictures that it shows."""
    core = member("docProps/core.xml", ooxml.part(_core(properties)), level=_MOST_EFFORT)
    own = core, member("word/document.xml", document, level=_LEVEL)
    return zipped((*embedding(shared.parts, pictures), *own)) if pictures else zipped(own, behind=shared.begun)


def _core(properties: Properties) -> str:
    made = f"{properties.created.isoformat()}T00:00:00Z"
    facts = "".join(
        f"<dc:{name}>{ooxml.escape(value)}</dc:{name}>"
        for name, value in (
            ("title", properties.title),
            ("subject", properties.subject),
            ("creator", properties.creator),
        )
    )
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{made}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{facts}<dc:language>zh-CN</dc:language>{dates}{_own('contentStatus', properties.status)}"
        f"{_own('category', properties.category)}</cp:coreProperties>"
    )


def _own(name: str, value: str) -> str:
    return f"<cp:{name}>{ooxml.escape(value)}</cp:{name}>" if value else ""


def _strip(document: Document) -> None:
    """Drop the template's parts and relationships that a 公文 has no use for."""
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if any(word in relation.reltype or word in str(relation._target) for word in _UNWANTED):
                del part.rels[key]


def _set_fonts(document: Document, fonts: Fonts) -> None:
    """The table of fonts and the theme, which Word expects in every package."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    def add(name: str, kind: str, relation: str, data: bytes) -> None:
        document.part.relate_to(Part(PackURI(name), kind, data, document.part.package), relation)

    table = font_parts.font_table(fonts)
    add("/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, table)
    add("/word/theme/theme1.xml", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, font_parts.theme(fonts))


def _set_styles(document: Document, fonts: Fonts) -> None:
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    root.append(ooxml.parsed(_defaults(fonts)))
    for fragment in (_normal(fonts), _DEFAULT_FONT, _NORMAL_TABLE, _NO_LIST, _table_style()):
        root.append(ooxml.parsed(fragment))
    for spec in styles.PARAGRAPH_STYLES:
        root.append(ooxml.parsed(styles.style_xml(spec, fonts)))


def _defaults(fonts: Fonts) -> str:
    run = ooxml.properties(
        "rPr",
        {
            "rFonts": ooxml.fonts(fonts.fangsong, fonts.latin),
            **ooxml.sized(32),
            "lang": ooxml.element("lang", val=_LANGUAGE, eastAsia=_LANGUAGE, bidi="ar-SA"),
        },
    )
    return ooxml.element("docDefaults", ooxml.element("rPrDefault", run) + ooxml.element("pPrDefault"))


def _normal(fonts: Fonts) -> str:
    """Normal: 3号仿宋, 28 characters a line, 22 lines a page; no line held back as widow, no 标点 out of the 版心.

    LibreOffice reads overflowPunct upside down and hangs the 29th character of a line in the margin, but only in text
    whose Asian language is Chinese; hence the language below, the same that python-docx and Word for Windows in
    English write. Kinsoku holds in both.
    """
    paragraph = ooxml.properties(
        "pPr",
        {
            **ooxml.valued(widowControl=0, overflowPunct=0, adjustRightInd=0, snapToGrid=0, kinsoku=1, jc="both"),
            "spacing": ooxml.exactly(layout.line_pitch(), before=0, after=0),
        },
    )
    run = ooxml.properties(
        "rPr",
        {
            "rFonts": ooxml.fonts(fonts.fangsong, fonts.latin),
            **ooxml.valued(spacing=layout.tracking(), kern=0),
            **ooxml.sized(layout.BODY_SIZE.half_points),
        },
    )
    return ooxml.element(
        "style",
        ooxml.element("name", val="Normal") + ooxml.element("qFormat") + paragraph + run,
        type="paragraph",
        default=1,
        styleId="Normal",
    )


_DEFAULT_FONT = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_NORMAL_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_NO_LIST = (
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def _table_style() -> str:
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="GwTable"><w:name w:val="公文表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:tblPr>{styles.TABLE_RULES}{styles.TABLE_MARGINS}</w:tblPr>"
        f"<w:tcPr>{styles.IN_THE_MIDDLE}</w:tcPr></w:style>"
    )


def _set_settings(document: Document) -> None:
    """Odd and even footers, 避头尾, nothing squeezed to take one character more.

    The layout rules are those of Word 2010, which WPS writes too. By those of 2013 on, a line of `jc` both may be
    filled past its end on the promise of squeezing the room beside digits: lines could not be counted.
    """
    root = document.settings.element
    for child in list(root):
        root.remove(child)
    compatibility = "".join(
        ooxml.element("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)
        for name, value in (
            ("compatibilityMode", 14),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    for fragment in (
        '<w:zoom w:percent="100"/>',
        "<w:evenAndOddHeaders/>",
        '<w:characterSpacingControl w:val="doNotCompress"/>',
        ooxml.element("noLineBreaksAfter", lang=_LANGUAGE, val=_ENDS_NO_LINE),
        ooxml.element("noLineBreaksBefore", lang=_LANGUAGE, val=_BEGINS_NO_LINE),
        ooxml.element("compat", compatibility),
    ):
        root.append(ooxml.parsed(fragment))


def _set_sections(document: Document) -> dict[str, str]:
    """Headers and footers, each made once; python-docx keeps their parts and relationships."""
    upright, across = document.sections[0], document.add_section()
    upright.different_first_page_header_footer = True
    stories = {
        "odd": upright.footer,
        "even": upright.even_page_footer,
        "no footer": upright.first_page_footer,
        "no header": upright.first_page_header,
        "odd side": across.header,
        "even side": across.even_page_header,
    }
    content = {
        "odd": _number(StyleName.PAGE_NUMBER),
        "even": _number(StyleName.PAGE_NUMBER_EVEN),
        "odd side": _side_number(StyleName.PAGE_NUMBER) + _EMPTY,
        "even side": _side_number(StyleName.PAGE_NUMBER_EVEN) + _EMPTY,
    }
    ids: dict[str, str] = {}
    for name, story in stories.items():
        _fill(story, content.get(name, _EMPTY))
        ids[name] = document.part.relate_to(story.part, _relation(name))
    return {kind: "".join(_reference(slot, ids[name]) for slot, name in _SECTIONS[kind].items()) for kind in _SECTIONS}


_SECTIONS: dict[str, dict[str, str]] = {
    kind: {f"{story}:{page}": name for story, pair in pages.items() for page, name in pair.items()}
    for kind, pages in {
        "upright": {
            "header": {"default": "no header", "even": "no header"},
            "footer": {"default": "odd", "even": "even"},
        },
        "first": {
            "header": {"default": "no header", "even": "no header", "first": "no header"},
            "footer": {"default": "odd", "even": "even", "first": "no footer"},
        },
        "blank": {
            "header": {"default": "no header", "even": "no header"},
            "footer": {"default": "no footer", "even": "no footer"},
        },
        "across": {
            "header": {"default": "odd side", "even": "even side"},
            "footer": {"default": "no footer", "even": "no footer"},
        },
    }.items()
}
"""Kind of section → header and footer of its odd, even and first pages."""


def _reference(slot: str, relation: str) -> str:
    story, page = slot.split(":")
    return f'<w:{story}Reference w:type="{page}" r:id="{relation}"/>'


def _relation(name: str) -> str:
    from docx.opc.constants import RELATIONSHIP_TYPE

    return RELATIONSHIP_TYPE.HEADER if "header" in name or "side" in name else RELATIONSHIP_TYPE.FOOTER


_EMPTY = ooxml.paragraph("GwPageNumber")


def _number(style: StyleName) -> str:
    return ooxml.paragraph(styles.id_of(style), ooxml.run("— ") + ooxml.field("PAGE") + ooxml.run(" —"))


def _side_number(style: StyleName) -> str:
    """The number of a 横排 page, where the upright pages have it once the sheet is turned (clause 8).

    The upright sheet's foot is the left edge of the page across; its outer edge is below on odd pages, above on even.
    A table of one cell placed from the sheet's edges: LibreOffice now and then forgets the place of a text box in a
    header.
    """
    width, _ = layout.type_area()
    line = round(layout.PAGE_NUMBER_SIZE.value * 20)
    cell = ooxml.table_cell(line, _number(style), ooxml.element("textDirection", val="tbRl"))
    row = f"<w:tr><w:trPr>{ooxml.element('trHeight', val=width, hRule='exact')}</w:trPr>{cell}</w:tr>"
    place = ooxml.element(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        topFromText=0,
        bottomFromText=0,
        vertAnchor="page",
        horzAnchor="page",
        tblpX=layout.page_number_footer(),
        tblpY=layout.margins().left,
    )
    return ooxml.frame_table([line], row, place=place)


def _fill(story: _BaseHeaderFooter, content: str) -> None:
    story.is_linked_to_previous = False
    root = story._element
    for child in list(root):
        root.remove(child)
    for child in list(ooxml.parsed(f"<w:body>{content}</w:body>")):
        root.append(child)
