"""Readable builders of what people send: workbooks in memory from text tables, and .xlsx packages under edit.

`rows` turns a table drawn with ``|`` into rows. `Book` is an .xlsx package whose every part can be changed, in the
manner of the fault list: ``book.text("F5", "…")``, ``book.formula("F5", "1+1")``, ``book.parts["xl/styles.xml"] = …``.
`progress_sheet` is a plain progress sheet of the small plan `small_plan`.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from reporter.intake.input_returns import Intake, read_returns
from reporter.intake.reader import read_workbook
from reporter.vocabulary.cell_address import address, position
from reporter.vocabulary.method import Method
from reporter.vocabulary.model import Department, Plan, Requirement, Task, TaskList

__all__ = ["Book", "codes", "intake", "ole", "progress_sheet", "read", "rows", "small_plan", "zipped"]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def rows(table: str) -> list[list[str]]:
    """The rows of a table whose columns are parted by ``|``; ``⏎`` stands for a line break. Blank lines stay rows.

    The first and the last line break of the literal do not count.
    """
    lines = table.strip("\n").split("\n")
    return [[cell.strip().replace("⏎", "\n") for cell in line.split("|")] if line.strip() else [] for line in lines]


def zipped(parts: Mapping[str, bytes | str] | Sequence[tuple[str, bytes | str]]) -> bytes:
    """A zip package of these parts with fixed dates; a list may name a part twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items() if isinstance(parts, Mapping) else parts:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, part)
    return stream.getvalue()


def ole(*streams: str) -> bytes:
    """An OLE container as far as its directory: enough to tell what it holds, not to open it."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", *streams)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + bytes(512) + entries.ljust(1024, b"\0")


class Book:
    """An .xlsx package of one or more sheets.

    Cells are texts unless put otherwise; the last sheet added is the current.
    """

    def __init__(self, table: str | Sequence[Sequence[object]] = "", name: str = "Sheet1"):
        self.sheets: list[dict] = []
        self.parts: dict[str, bytes | str] = {}
        self.formats: list[tuple[str, bool]] = [("General", False)]
        self.sheet(name, table)

    def sheet(self, name: str, table: str | Sequence[Sequence[object]] = "", state: str = "") -> Book:
        """Add a sheet; ``state`` may be hidden or veryHidden."""
        self.sheets.append(
            {"name": name, "state": state, "cells": {}, "merges": [], "hidden": set(), "columns": "", "notes": []}
        )
        for row, line in enumerate(rows(table) if isinstance(table, str) else table, 1):
            for column, value in enumerate(line, 1):
                if value not in ("", None):
                    self.put(address(row, column), value)
        return self

    @property
    def now(self) -> dict:
        """The current sheet."""
        return self.sheets[-1]

    def put(self, cell: str, value: object) -> Book:
        """A text, number, date or truth value."""
        if isinstance(value, bool):
            return self.raw(cell, f'<c r="{cell}" t="b"><v>{int(value)}</v></c>')
        if isinstance(value, dt.date):
            return self.number(cell, (value - dt.date(1899, 12, 30)).days, "yyyy-mm-dd")
        return self.number(cell, value) if isinstance(value, (int, float)) else self.text(cell, str(value))

    def text(self, cell: str, text: str, *, struck: bool = False) -> Book:
        """A text, kept to the letter."""
        style = self._style("General", struck)
        return self.raw(
            cell, f'<c r="{cell}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        )

    def number(self, cell: str, value: object, form: str | int = "General") -> Book:
        """A number in a format: a code, or the id of a built-in one."""
        return self.raw(cell, f'<c r="{cell}" s="{self._style(form, False)}"><v>{value}</v></c>')

    def formula(self, cell: str, formula: str, value: str = "", kind: str = "") -> Book:
        """A formula, with its computed value or without."""
        held = f"<v>{escape(value)}</v>" if value else ""
        return self.raw(
            cell, f'<c r="{cell}"{f" t={quoteattr(kind)}" if kind else ""}><f>{escape(formula)}</f>{held}</c>'
        )

    def error(self, cell: str, value: str = "#REF!") -> Book:
        """A cell that shows an error."""
        return self.raw(cell, f'<c r="{cell}" t="e"><v>{value}</v></c>')

    def blank(self, cell: str) -> Book:
        """Leave a cell out."""
        self.now["cells"].pop(position(cell), None)
        return self

    def raw(self, cell: str, markup: str) -> Book:
        """The markup of a cell as it is; the address only says where it goes."""
        try:
            place = position(cell)
        except ValueError:
            place = (10**9, 0)
        self.now["cells"][place] = markup
        return self

    def merge(self, *ranges: str) -> Book:
        """Merge ranges such as ``A1:B2``."""
        self.now["merges"] += ranges
        return self

    def hide(self, *numbers: int, columns: str = "") -> Book:
        """Hide rows by number, and columns by ``first-last`` numbers."""
        self.now["hidden"] |= set(numbers)
        if columns:
            first, _, last = columns.partition("-")
            self.now["columns"] = f'<cols><col min="{first}" max="{last or first}" width="8" hidden="1"/></cols>'
        return self

    def note(self, cell: str, text: str, author: str = "张三") -> Book:
        """A comment at a cell."""
        self.now["notes"].append((cell, text, author))
        return self

    def _style(self, form: str | int, struck: bool) -> int:
        if (form, struck) not in self.formats:
            self.formats.append((form, struck))
        return self.formats.index((form, struck))

    def build(self) -> dict[str, bytes | str]:
        """All parts by name; those put into `parts` by hand win."""
        count = range(1, len(self.sheets) + 1)
        built: dict[str, bytes | str] = {
            "[Content_Types].xml": _DECLARATION + f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType='
                '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                for number in count
            )
            + "</Types>",
            "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": _DECLARATION
            + f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
            + "".join(
                f'<sheet name={quoteattr(sheet["name"])} sheetId="{number}" r:id="rId{number}"'
                + (f' state="{sheet["state"]}"' if sheet["state"] else "")
                + "/>"
                for number, sheet in zip(count, self.sheets)
            )
            + "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _relations(
                *((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in count),
                (f"rId{len(self.sheets) + 1}", "styles", "styles.xml"),
            ),
            "xl/styles.xml": self._styles(),
        }
        for number, sheet in zip(count, self.sheets):
            built[f"xl/worksheets/sheet{number}.xml"] = _sheet_markup(sheet)
            if sheet["notes"]:
                built[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(
                    ("rId1", "comments", f"../comments{number}.xml")
                )
                built[f"xl/comments{number}.xml"] = _comments(sheet["notes"])
        return built | self.parts

    def _styles(self) -> str:
        codes = {
            form: 164 + index
            for index, form in enumerate(
                dict.fromkeys(form for form, _ in self.formats if isinstance(form, str) and form != "General")
            )
        }
        numbers = "".join(
            f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for code, number in codes.items()
        )
        formats = "".join(
            f'<xf numFmtId="{codes.get(form, form if isinstance(form, int) else 0)}" fontId="{int(struck)}" fillId="0" '
            'borderId="0" xfId="0" applyNumberFormat="1"/>'
            for form, struck in self.formats
        )
        return (
            _DECLARATION
            + f'<styleSheet xmlns="{_MAIN}">'
            + (f'<numFmts count="{len(codes)}">{numbers}</numFmts>' if codes else "")
            + '<fonts count="2"><font><sz val="11"/></font><font><strike/><sz val="11"/></font></fonts>'
            '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders '
            'count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(self.formats)}">{formats}</cellXfs></styleSheet>'
        )

    def bytes(self) -> bytes:
        """The workbook as a file."""
        return zipped(self.build())


def _relations(*relations: tuple[str, str, str]) -> str:
    return (
        _DECLARATION
        + f'<Relationships xmlns="{_PACKAGE}">'
        + "".join(
            f'<Relationship Id="{key}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>' for key, kind, target in relations
        )
        + "</Relationships>"
    )


def _sheet_markup(sheet: dict) -> str:
    lines: dict[int, list[str]] = {}
    for (row, _), markup in sorted(sheet["cells"].items()):
        lines.setdefault(row, []).append(markup)
    body = "".join(
        f'<row r="{row}"{" hidden=" + quoteattr("1") if row in sheet["hidden"] else ""}>{"".join(cells)}</row>'
        if row < 10**9
        else f"<row>{''.join(cells)}</row>"
        for row, cells in lines.items()
    )
    merges = "".join(f'<mergeCell ref="{item}"/>' for item in sheet["merges"])
    return (
        _DECLARATION
        + f'<worksheet xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">{sheet["columns"]}<sheetData>{body}</sheetData>'
        + (f'<mergeCells count="{len(sheet["merges"])}">{merges}</mergeCells>' if merges else "")
        + "</worksheet>"
    )


def _comments(notes: list[tuple[str, str, str]]) -> str:
    authors = list(dict.fromkeys(author for _, _, author in notes))
    return (
        _DECLARATION
        + f'<comments xmlns="{_MAIN}"><authors>'
        + "".join(f"<author>{escape(author)}</author>" for author in authors)
        + ("</authors><commentList>")
        + "".join(
            (
                f'<comment ref="{cell}" authorId="{authors.index(author)}"><text><r><t '
                f'xml:space="preserve">{escape(text)}</t></r></text></comment>'
            )
            for cell, text, author in notes
        )
        + "</commentList></comments>"
    )


# --- a small plan and its returns ----------------------------------------------------------------------------------

HEADER = (
    "任务编号 | 清单 | 公开领域 | 主要任务 | 完成时间 | 责任领导 | 本单位职责 | 量化要求 | 完成状态 | "
    "完成进度 | 完成日期 | 量化完成数 | 进展情况 | 公开网址或佐证材料 | 存在问题 | 下一步措施 | "
    "预计完成日期"
)

TASKS = {
    "1-01": ("推进教育信息公开，公开招生范围和收费等信息。", "教育领域", ("民政处", "教育处")),
    "1-02": ("公开救助对象认定、救助标准等相关政策。", "社会救助", ("民政处",)),
    "1-09": ("重点公开社会组织名录、年检年报等管理信息。", "社会公益", ("民政处", "教育处")),
    "2-07": ("加强政策解读，每年解读重要政策措施不少于3次。", "", ("民政处", "教育处")),
    "2-10": ("优化提升政务服务网，加快推进公共服务事项清单的标准化。", "", ("教育处",)),
    "2-14": ("加快推进政务信息系统整合共享。", "", ()),
}


def small_plan() -> Plan:
    """Two lists, six tasks, three departments; task 2-14 is 「各相关部门」's, which is yet to be decided."""
    return Plan(
        year=2018,
        lists=(TaskList(key="1", name="清单一"), TaskList(key="2", name="清单二")),
        elements={"报送截止日": "25"},
        method=Method(),
        departments=(
            Department(name="民政处", aliases=("社会事业局民政处", "民政")),
            Department(name="教育处"),
            Department(name="文化体育与民族宗教处", aliases=("文体处",)),
        ),
        tasks=tuple(
            Task(
                id=key,
                list_key=key[0],
                number=int(key[2:]),
                area=area,
                text=text,
                leader="各分管领导",
                owners_text="、".join(owners) or "各相关部门",
                due_text="2018年底前",
                deadline=dt.date(2018, 12, 31),
                owners=owners,
                undecided=() if owners else ("各相关部门",),
                requirements=(Requirement(kind="count", text="解读≥3次/年", target=3, per="年", what="解读"),)
                if key == "2-07"
                else (),
                roles=dict.fromkeys(owners, "共同承担"),
            )
            for key, (text, area, owners) in TASKS.items()
        ),
    )


def progress_sheet(
    lines: str = "",
    *,
    department: str = "民政处",
    period: str = "2018-05",
    filed_on: str = "2018-05-22",
    filler: str = "张三",
    reviewer: str = "李四",
    header: str = HEADER,
    title: str = "2018年5月政务公开重点工作任务进展填报表",
    more: Sequence[str] = (),
) -> Book:
    """A progress sheet: title in row 1, fields in rows 2 and 3, header in row 5, `lines` from row 6 on.

    A line is ``1-01 | 正在推进 | 40`` and so on: 任务编号, then the columns to be filled in (完成状态 …); what the
    plan knows of the task is put between them. With another `header`, lines are rows as they stand. `more` are lines
    below the table.
    """
    table = [
        [title],
        ["填报单位", department, "报送期", period, "填报日期", filed_on],
        ["填报人", filler, "审核人", reviewer, "联系电话", "0517-80000000"],
        [],
        rows(header)[0],
    ]
    for line in rows(lines) if lines.strip() else []:
        table.append([*_known(line[0]), *line[1:]] if header == HEADER else line)
    return Book(table + [rows(line)[0] for line in more], name="进展填报")


def signed(blank: bytes, **said: object) -> bytes:
    """A blank sheet with 填报人 filled in, and more when told: label → what stands beside it."""
    book, stream = openpyxl.load_workbook(io.BytesIO(blank)), io.BytesIO()
    sheet = book["进展填报"]
    for label, value in {"填报人": "张三", **said}.items():
        place = next(cell for row in sheet.iter_rows(max_row=5) for cell in row if cell.value == label)
        sheet.cell(place.row, place.column + 1).value = value
    book.save(stream)
    return stream.getvalue()


def _known(task_id: str) -> list[str]:
    text, area, _ = TASKS.get(task_id, ("", "", ()))
    listed = task_id in TASKS
    return [
        task_id,
        task_id[0] if listed else "",
        area,
        text,
        "2018年底前" if listed else "",
        "各分管领导" if listed else "",
        "共同承担" if listed else "",
        "解读≥3次/年" if task_id == "2-07" else "",
    ]


def intake(home: Path, files: Mapping[str, Book | bytes], plan: Plan | None = None) -> Intake:
    """Put files into `home`/input and read them all."""
    for name, content in files.items():
        path = home / "input" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.bytes() if isinstance(content, Book) else content)
    return read_returns(home, plan or small_plan())


def read(home: Path, content: Book | bytes, name: str = "a.xlsx"):
    """Read one file: a Workbook or a Failure."""
    path = home / name
    path.write_bytes(content.bytes() if isinstance(content, Book) else content)
    return read_workbook(path)


def codes(found: Intake) -> list[tuple[str, str]]:
    """(code, cell) of every problem but the notes on duties that have no row, in order."""
    return [(problem.code, problem.source.cell) for problem in found.problems if problem.code != "R411"]
