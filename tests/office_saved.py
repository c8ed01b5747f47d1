"""A sheet of ours as it comes back from Excel or WPS: what these programs write around what was typed.

Made by hand, because neither runs where tests do: markup, order and further parts are those of files that they saved in
public projects (the test data of libraries for spreadsheets). What LibreOffice writes it writes itself.
"""

from __future__ import annotations

import base64
import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from reporter.vocabulary.cell_address import position

from .builders import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MICROSOFT = "http://schemas.microsoft.com/office"
_X14 = f"{_MICROSOFT}/spreadsheetml/2009/9"
_TYPE = "application/vnd.openxmlformats-officedocument."
_M, _HEAD = f"{{{_MAIN}}}", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_EXCEL = {
    "worksheet": (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}" {_MC} mc:Ignorable="x14ac xr xr2 xr3" xmlns:x14ac="{_X14}/ac"'
        f' xmlns:xr="{_MICROSOFT}/spreadsheetml/2014/revision" xmlns:xr2="{_MICROSOFT}/spreadsheetml/2015/revision2"'
        f' xmlns:xr3="{_MICROSOFT}/spreadsheetml/2016/revision3" xr:uid="{{00000000-0001-0000-0000-000000000000}}">'
    ),
    "styleSheet": (
        f'<styleSheet xmlns="{_MAIN}" {_MC} mc:Ignorable="x14ac x16r2 xr" xmlns:x14ac="{_X14}/ac"'
        f' xmlns:x16r2="{_MICROSOFT}/spreadsheetml/2015/02/main"'
        f' xmlns:xr="{_MICROSOFT}/spreadsheetml/2014/revision">'
    ),
    "workbook": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}" {_MC} mc:Ignorable="x15 xr xr6 xr10 xr2"'
        f' xmlns:x15="{_MICROSOFT}/spreadsheetml/2010/11/main" xmlns:xr="{_MICROSOFT}/spreadsheetml/2014/revision"'
        f' xmlns:xr6="{_MICROSOFT}/spreadsheetml/2016/revision6"'
        f' xmlns:xr10="{_MICROSOFT}/spreadsheetml/2016/revision10"'
        f' xmlns:xr2="{_MICROSOFT}/spreadsheetml/2015/revision2">'
        '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="28526"/><workbookPr/>'
        f'<mc:AlternateContent {_MC}><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\张三\\Desktop\\"'
        f' xmlns:x15ac="{_MICROSOFT}/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
        '<xr:revisionPtr revIDLastSave="0" documentId="13_ncr:1_{4263E785-4FF3-451E-825D-4BC32E87E663}"'
        ' xr6:coauthVersionLast="47" xr6:coauthVersionMax="47"'
        ' xr10:uidLastSave="{00000000-0000-0000-0000-000000000000}"/>'
        '<bookViews><workbookView xWindow="-110" yWindow="-110" windowWidth="19420" windowHeight="10300" activeTab="1"'
        ' xr2:uid="{00000000-000D-0000-FFFF-FFFF00000000}"/></bookViews>{SHEETS}<calcPr calcId="191029"/>'
        '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}"'
        f' xmlns:x15="{_MICROSOFT}/spreadsheetml/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/></ext>'
        '<ext uri="{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}"'
        f' xmlns:xcalcf="{_MICROSOFT}/spreadsheetml/2018/calcfeatures"><xcalcf:calcFeatures>'
        '<xcalcf:feature name="microsoft.com:RD"/></xcalcf:calcFeatures></ext></extLst></workbook>'
    ),
}
_WPS = {
    "worksheet": (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"'
        ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        f' xmlns:x14="{_X14}/main" {_MC} xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">'
    ),
    "styleSheet": f'<styleSheet xmlns="{_MAIN}">',
    "workbook": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><fileVersion appName="xl" lastEdited="3" lowestEdited="5"'
        ' rupBuild="9302"/><workbookPr/><bookViews><workbookView windowWidth="28800" windowHeight="12540"/></bookViews>'
        '{SHEETS}<calcPr calcId="144525"/></workbook>'
    ),
}
_STYLES_END = (
    f'<extLst><ext uri="{{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}}" xmlns:x14="{_X14}/main">'
    '<x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext></extLst></styleSheet>'
)
_PHONETIC = '<phoneticPr fontId="1" type="noConversion"/>'
_LIST_ELSEWHERE = (
    f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{_X14}/main">'
    f'<x14:dataValidations count="1" xmlns:xm="{_MICROSOFT}/excel/2006/main"><x14:dataValidation type="list"'
    ' allowBlank="1" showInputMessage="1" showErrorMessage="1" xr:uid="{00000000-0002-0000-0000-000000000000}">'
    "<x14:formula1><xm:f>填写说明!$A$3:$A$9</xm:f></x14:formula1><xm:sqref>T6</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext></extLst>"
)
"""Where Excel puts a list whose values lie on another sheet."""
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
THREAD = "tc={6EB46D22-BD1B-47C0-89B0-D6B9493AAA97}"
"""The author of the copy that Excel keeps of a comment with answers."""

_BOXES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout>%s</xml>"
)
_BOX_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:105pt;margin-top:20.4pt;'
    'width:100.8pt;height:60.6pt;z-index:1;visibility:hidden" fillcolor="infoBackground [80]" o:insetmode="auto">'
    '<v:fill color2="infoBackground [80]"/><v:path o:connecttype="none"/><v:textbox><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>2, 12, 1, 9, 4, 18, 6, 2'
    "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor editAs="oneCell"><xdr:from>'
    "<xdr:col>12</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to>"
    "<xdr:col>13</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>7</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:pic>"
    '<xdr:nvPicPr><xdr:cNvPr id="2" name="图片 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    f'<a:blip xmlns:r="{_OFFICE}" r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor>'
    "</xdr:wsDr>"
)
_CELL_PICTURE = (
    '<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    f' xmlns:r="{_OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage><xdr:pic><xdr:nvPicPr>'
    '<xdr:cNvPr id="2" name="ID_343DFC770DE840EFB3B0EC4FD4D2FCC0"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></xdr:spPr></xdr:pic></etc:cellImage></etc:cellImages>"
)
CELL_PICTURE = 'DISPIMG("ID_343DFC770DE840EFB3B0EC4FD4D2FCC0",1)'
"""The formula of a picture that WPS keeps in a cell."""

Note = tuple[str, str, str]
"""Cell, author, words."""


def excel_saved(
    data: bytes,
    typed: Mapping[str, str] = MappingProxyType({}),
    *,
    links: Mapping[str, str] = MappingProxyType({}),
    notes: Sequence[Note] = (),
    thread: str = "",
    picture: bool = False,
) -> bytes:
    """The workbook as Excel of Microsoft 365 saves it once texts were typed into cells of its first sheet.

    links: cell → address. notes: those of the first sheet. thread: the cell of a comment with answers. picture: whether
    one lies over the first sheet.
    """
    saved = _Saved(data, _EXCEL)
    for number, name in enumerate(saved.sheets):
        saved.sheet(number, {} if number else typed, 'spans="1:18" x14ac:dyDescent="0.2"')
        printer = f"xl/printerSettings/printerSettings{number + 1}.bin"
        saved.parts[printer] = bytes(range(256)) * 16
        saved.put(
            name, "<pageSetup ", f'<pageSetup r:id="{saved.lead(name, "printerSettings", printer)}" ', instead=True
        )
        saved.put(name, "</worksheet>", _LIST_ELSEWHERE)
    saved.type(f"{_TYPE}spreadsheetml.printerSettings", ending="bin")
    if links:
        saved.links(links)
    if picture:
        saved.picture()
    if thread:
        notes = (*notes, (thread, THREAD, "[线程批注]\n\n你的Excel版本可读取此线程批注……\n\n注释:\n    这里再核一下"))
        saved.answers(thread)
    if notes:
        saved.notes(notes, _BOX_KIND)
    saved.texts()
    saved.order_of_reckoning()
    saved.whole({"sharedStrings": "xl/sharedStrings.xml", "calcChain": "xl/calcChain.xml"})
    return zipped(saved.parts)


def wps_saved(
    data: bytes,
    typed: Mapping[str, str] = MappingProxyType({}),
    *,
    notes: Sequence[Note] = (),
    picture_in: str = "",
) -> bytes:
    """The same as WPS saves it, with entries for folders. picture_in: the cell of the first sheet that holds one."""
    saved = _Saved(data, _WPS)
    for number in range(len(saved.sheets)):
        saved.sheet(number, {} if number else typed, 'spans="1:18"')
    if picture_in:
        saved.cell_picture(picture_in)
    if notes:
        saved.notes(notes, "")
    saved.texts()
    version = "<vt:lpwstr>2052-12.1.0.16929</vt:lpwstr>"
    saved.parts["docProps/custom.xml"] = (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
        f"{version}</property></Properties>"
    ).encode()
    saved.type(f"{_TYPE}custom-properties+xml", part="docProps/custom.xml")
    saved.put(
        "_rels/.rels",
        "</Relationships>",
        f'<Relationship Id="rId4" Type="{_OFFICE}/custom-properties" Target="docProps/custom.xml"/>',
    )
    saved.whole({"sharedStrings": "xl/sharedStrings.xml"})
    held: dict[str, bytes] = {}
    for name, part in saved.parts.items():
        for end in [found.end() for found in re.finditer("/", name)]:
            held.setdefault(name[:end], b"")
        held[name] = part
    return zipped(held)


class _Saved:
    """The parts of a package while they are written anew."""

    def __init__(self, data: bytes, heads: Mapping[str, str]):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.sheets = sorted(name for name in self.parts if name.startswith("xl/worksheets/"))
        self._heads, self._strings = heads, list[str]()
        self._formulas, self._leads = list[tuple[str, int]](), dict[str, list[str]]()

    def put(self, name: str, before: str, text: str, instead: bool = False) -> None:
        """More text before the last place in a part where it says something else, or instead of that."""
        begin, found, end = self.parts[name].decode().rpartition(before)
        assert found, f"{name} has no {before}"
        self.parts[name] = f"{begin}{text}{'' if instead else found}{end}".encode()

    def put_last(self, text: str) -> None:
        """More text in the first sheet, behind all but extensions and what comes behind drawings."""
        ends = ("<legacyDrawing", "<extLst", "</worksheet>")
        self.put(self.sheets[0], next(end for end in ends if end.encode() in self.parts[self.sheets[0]]), text)

    def lead(self, source: str, kind: str, target: str, outside: bool = False) -> str:
        """A relation from a part to another one, or to an address; its name."""
        held = self._leads.setdefault(source, [])
        kind = kind if ":" in kind else f"{_OFFICE}/{kind}"
        folder, own = posixpath.split(source)
        target = target if outside else posixpath.relpath(target, folder)
        mode = ' TargetMode="External"' if outside else ""
        held.append(f'<Relationship Id="rId{len(held) + 1}" Type="{kind}" Target={quoteattr(target)}{mode}/>')
        told = f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(held)}</Relationships>'
        self.parts[f"{folder}/_rels/{own}.rels"] = (_HEAD + told).encode()
        return f"rId{len(held)}"

    def type(self, kind: str, *, part: str = "", ending: str = "") -> None:
        """Of which type a part is, or parts of an ending."""
        told = f'Override PartName="/{part}"' if part else f'Default Extension="{ending}"'
        self.put("[Content_Types].xml", "</Types>", f'<{told} ContentType="{kind}"/>')

    def sheet(self, number: int, typed: Mapping[str, str], row: str) -> None:
        """Write a sheet as these programs do: texts aside, formulas with values, rows that say more of themselves."""
        name = self.sheets[number]
        root = etree.fromstring(self.parts[name])
        for cell in root.iter(f"{_M}c"):
            place, formula = str(cell.get("r")), cell.find(f"{_M}f")
            told = typed.get(place, "".join(item.text or "" for item in cell.iter(f"{_M}t")))
            cell.attrib.pop("t", None)
            if formula is not None:
                self._formulas.append((place, number + 1))
                cell.set("t", "str")
                cell.find(f"{_M}v").text = "还缺完成状态"
            elif told:
                for child in [*cell]:
                    cell.remove(child)
                cell.set("t", "s")
                etree.SubElement(cell, f"{_M}v").text = str(len(self._strings))
                self._strings.append(told)
        text = etree.tostring(root, encoding="unicode")
        text = re.sub(r"<worksheet\b[^>]*>", lambda _: self._heads["worksheet"], text)
        self.parts[name] = (_HEAD + re.sub(r'<row (r="\d+")', rf"<row \1 {row}", text)).encode()
        self.put(name, "<dataValidations" if "<dataValidations" in text else "<printOptions", _PHONETIC)

    def texts(self) -> None:
        """The texts of all cells, with what the input method left of how they are read."""
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t>{_PHONETIC}</si>' for text in self._strings)
        count = f'count="{len(self._strings)}" uniqueCount="{len(self._strings)}"'
        self.parts["xl/sharedStrings.xml"] = f'{_HEAD}<sst xmlns="{_MAIN}" {count}>{items}</sst>'.encode()
        self.type(f"{_TYPE}spreadsheetml.sharedStrings+xml", part="xl/sharedStrings.xml")

    def order_of_reckoning(self) -> None:
        """In which order the formulas are reckoned, by the numbers of sheets."""
        chain = "".join(f'<c r="{place}" i="{sheet}"/>' for place, sheet in self._formulas)
        self.parts["xl/calcChain.xml"] = f'{_HEAD}<calcChain xmlns="{_MAIN}">{chain}</calcChain>'.encode()
        self.type(f"{_TYPE}spreadsheetml.calcChain+xml", part="xl/calcChain.xml")

    def whole(self, more: Mapping[str, str]) -> None:
        """The workbook, which leads to its sheets, styles and `more`; the styles."""
        book = "xl/workbook.xml"
        own = self.parts[book].decode()
        names = re.findall(r'<sheet\b[^>]*\bname="([^"]*)"', own)
        sheets = "".join(
            f'<sheet name="{name}" sheetId="{number}" r:id="{self.lead(book, "worksheet", part)}"/>'
            for number, (name, part) in enumerate(zip(names, self.sheets), 1)
        )
        for kind, part in {"styles": "xl/styles.xml", "theme": "xl/theme/theme1.xml", **more}.items():
            self.lead(book, kind, part)
        defined = re.search(r"<definedNames>.*</definedNames>", own)
        told = f"<sheets>{sheets}</sheets>{defined[0] if defined else ''}"
        self.parts[book] = (_HEAD + self._heads["workbook"].replace("{SHEETS}", told)).encode()
        text = self.parts["xl/styles.xml"].decode().replace("</styleSheet>", _STYLES_END)
        if "x14ac" in self._heads["styleSheet"]:
            text = text.replace("<fonts ", '<fonts x14ac:knownFonts="1" ')
        text = re.sub(r"<styleSheet\b[^>]*>", lambda _: self._heads["styleSheet"], text)
        self.parts["xl/styles.xml"] = (_HEAD + text).encode()

    def links(self, links: Mapping[str, str]) -> None:
        """Hyperlinks of the first sheet."""
        told = "".join(
            f'<hyperlink ref="{cell}" r:id="{self.lead(self.sheets[0], "hyperlink", to, outside=True)}"/>'
            for cell, to in links.items()
        )
        self.put(self.sheets[0], "<printOptions", f"<hyperlinks>{told}</hyperlinks>")

    def notes(self, notes: Sequence[Note], kind: str) -> None:
        """Comments of the first sheet, with their boxes; `kind`: what says of which kind these are."""
        words, boxes = "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"
        authors = list(dict.fromkeys(author for _, author, _ in notes))
        told = "".join(
            f'<comment ref="{cell}" authorId="{authors.index(author)}" shapeId="0"><text><r><rPr><b/><sz val="9"/>'
            f'<rFont val="宋体"/></rPr><t xml:space="preserve">{escape(text)}</t></r></text></comment>'
            for cell, author, text in notes
        )
        listed = "".join(f"<author>{escape(author)}</author>" for author in authors)
        text = f"<authors>{listed}</authors><commentList>{told}</commentList>"
        self.parts[words] = f'{_HEAD}<comments xmlns="{_MAIN}">{text}</comments>'.encode()
        places = [position(cell) for cell, _, _ in notes]
        shapes = "".join(_BOX % (number, row - 1, column - 1) for number, (row, column) in enumerate(places, 1025))
        self.parts[boxes] = (_BOXES % (kind + shapes)).encode()
        self.put_last(f'<legacyDrawing r:id="{self.lead(self.sheets[0], "vmlDrawing", boxes)}"/>')
        self.lead(self.sheets[0], "comments", words)
        self.type(f"{_TYPE}spreadsheetml.comments+xml", part=words)
        self.type(f"{_TYPE}vmlDrawing", ending="vml")

    def answers(self, cell: str) -> None:
        """A comment with answers, of which `notes` has the copy."""
        part, people = "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"
        thread, person = f"{_MICROSOFT}/spreadsheetml/2018/threadedcomments", "{5F910F34-8627-49D0-A6A3-A429CEB43C93}"
        self.parts[part] = (
            f'{_HEAD}<ThreadedComments xmlns="{thread}"><threadedComment ref="{cell}" dT="2018-06-20T09:00:00.00"'
            f' personId="{person}" id="{THREAD[3:]}"><text>这里再核一下</text></threadedComment></ThreadedComments>'
        ).encode()
        self.parts[people] = (
            f'{_HEAD}<personList xmlns="{thread}"><person displayName="李四" id="{person}" userId="李四"'
            ' providerId="None"/></personList>'
        ).encode()
        self.lead(self.sheets[0], f"{_MICROSOFT}/2017/10/relationships/threadedComment", part)
        self.lead("xl/workbook.xml", f"{_MICROSOFT}/2017/10/relationships/person", people)
        self.type("application/vnd.ms-excel.threadedcomments+xml", part=part)
        self.type("application/vnd.ms-excel.person+xml", part=people)

    def picture(self) -> None:
        """A picture over the first sheet."""
        part, image = "xl/drawings/drawing1.xml", "xl/media/image1.png"
        self.parts[image] = PIXEL
        self.parts[part] = (_HEAD + _DRAWING % self.lead(part, "image", image)).encode()
        self.put_last(f'<drawing r:id="{self.lead(self.sheets[0], "drawing", part)}"/>')
        self.type(f"{_TYPE}drawing+xml", part=part)
        self.type("image/png", ending="png")

    def cell_picture(self, cell: str) -> None:
        """A picture inside a cell of the first sheet."""
        part, image = "xl/cellimages.xml", "xl/media/image1.png"
        self.parts[image], self.parts[part] = PIXEL, (_HEAD + _CELL_PICTURE).encode()
        self.lead(part, "image", image)
        self.lead("xl/workbook.xml", "http://www.wps.cn/officeDocument/2020/cellImage", part)
        self.type("application/vnd.wps-officedocument.cellimage+xml", part=part)
        self.type("image/png", ending="png")
        formula = escape(f"_xlfn.{CELL_PICTURE}")
        text = re.sub(
            rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)',
            rf'<c r="{cell}"\1 t="str"><f>{formula}</f><v>={escape(CELL_PICTURE)}</v></c>',
            self.parts[self.sheets[0]].decode(),
            count=1,
        )
        self.parts[self.sheets[0]] = text.encode()
