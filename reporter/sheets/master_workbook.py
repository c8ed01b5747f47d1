"""任务总表.xlsx as a workbook that explains itself: shipped, made empty by `init`, filled by `import`."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..vocabulary import column_titles
from ..vocabulary.columns import Column, Form
from ..vocabulary.document_elements import ELEMENTS, element_named
from ..vocabulary.master_sheets import MASTER_SHEETS, OPTIONAL_SHEETS
from ..vocabulary.method import settings
from ..vocabulary.method_sets import SETS_NOTE, SETS_TITLE
from ..vocabulary.model import TaskList
from .cell_text import lines
from .palette import BODY_FONT, LINE_SPACING, TALLEST_ROW
from .workbook_formats import new_workbook, paper

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from ..intake.notice.notice_records import ProposedTask

_GUIDE = (
    "本表是一年工作的底账，程序每次运行都重新读取；请用 Excel 或 WPS 直接修改，改完保存并关闭。",
    "「任务」一行一项任务，文字照抄通知。任务编号是“清单-序号”，如 1-09；"
    "责任部门、完成时间照通知写（各部门、2018年底前），程序会识别。",
    "「任务」的量化要求一行一条：解读≥3次/年（次数）、3个工作日（时限）、窗口：11月（几月办理）、每月或每季度（周期）。",
    "「清单」一行一个附件：清单号、名称、依据。",
    "「单位」一行一个单位；别名用顿号分开，填报表里写别名也能认出。单位改名的，把新名写进单位、旧名写进别名，不要另起一行。",
    "「任务」「单位」的起报月、止报月写 2018-07 这样的月份，只在这段时间内下发、核定、计分；全年都报的空着。"
    "年中增加的，填起报月；取消、撤销的，填止报月，不要删行。",
    "「称谓」说明“各部门”等称谓指哪些单位：填“全部”表示「单位」中的每一行；空白表示尚未明确，相应任务列为“待明确责任单位”，不计分。",
    "「公文」是各文书的要素；空白的文号会留出手写位置，空白的日期用考核日期。",
    "「发文登记」一行一份文书：报送期写 2018-05 这样的月份，年度的文书和通知写年份；单位只填一个单位一份的文种。"
    "有这张表时，每月的文书只用各行写明的文号、日期和签发人，没有登记的留出手写位置；一行里空着的格用「公文」的。没有这张表的，都用「公文」的。",
    "「考核办法」是判定和计分的全部界限、分值，可以修改；四项分值合计须为 100。",
    "「加减分」一行一条，报送期写 2018-05 这样的月份，分值可正可负，须写明事由和依据；一票否决的，分值写“否决”。",
    "「延期」一行一条：经批准推迟完成时限的任务，须写明批准依据；单位空白表示这项任务的全部责任单位；"
    "自报送期写从哪一期起按新时限核定，空白则全年都按新时限。没有延期的不用填。",
    "「报送安排」一行一个月：与平时不同的报送截止日，或者这个月不考核（照常核定，不计分、不排名）。与平时相同的月份不用写。",
    "「补充内容」一行一处：自己要添的话写进哪个月（年度的写年份）的哪个文种、接在哪一节后面，每次生成都会带上；"
    "位置写那一节的标题，如 存在问题，写“亮点”的接在“各单位进展”后面。内容一行一段，照原样印出，数字由填写的人负责。",
    "「异议」登记各单位对年度考核征求意见稿提出的异议和处理意见，分值变动在定稿时计入总分。没有异议的不用填。",
    "表头和工作表名称请勿改动。填错的地方，程序会指出在哪张表、哪一格、怎样改。",
)

_SPARE_ROWS = 200
_SIZE, _GUIDE_WIDTH = 11, 100


def master_workbook(rows: Mapping[str, Sequence[Sequence[object]]], created: dt.date) -> bytes:
    """The workbook with `rows` under each sheet's columns (contract, section 3); the same rows give the same bytes.

    A sheet not named in `rows` is written with its header alone, but for 「公文」 and 「考核办法」, which always list
    every element and rule, with the values given in `rows` where there are any, else the defaults; and for
    「发文登记」, which is left out, since without it 「公文」 serves the documents of a month.
    """
    stream = io.BytesIO()
    workbook = new_workbook(stream, "任务总表", created)
    base = {"font_name": BODY_FONT, "font_size": _SIZE, "valign": "vcenter", "text_wrap": True}
    styles = {
        "head": workbook.add_format({**base, "bold": True, "align": "center", "bg_color": "#DDE6F0", "border": 1}),
        "cell": workbook.add_format({**base, "border": 1, "num_format": "@"}),
        "number": workbook.add_format({**base, "border": 1, "align": "center"}),
        # For the empty cells of a column: in a general format Excel makes dates of what is typed as 2018-06 or 2-03.
        "text": workbook.add_format({**base, "num_format": "@"}),
        "guide": workbook.add_format({**base, "font_size": 12}),
        "title": workbook.add_format({**base, "bold": True, "font_size": 16}),
    }
    _guide(workbook, styles)
    for name, columns in (MASTER_SHEETS | OPTIONAL_SHEETS).items():
        if name in rows or name != column_titles.DISPATCHES:
            _sheet(workbook, styles, name, columns, _complete(name, rows.get(name, ())))
    workbook.get_worksheet_by_name(column_titles.TASK).activate()
    workbook.close()
    return stream.getvalue()


def imported_master(
    tasks: Iterable[ProposedTask],
    lists: Iterable[TaskList],
    departments: Mapping[str, Sequence[str]],
    collectives: Iterable[str],
    elements: Mapping[str, str],
    year: int,
) -> bytes:
    """A master list proposed from a notice (intake.notice); what 称谓 stand for is left for a person to say."""
    known = {_ELEMENT_OF_NOTICE.get(name, name): text for name, text in elements.items()}
    # The date of printing is the notice's own; left in place it would be printed on every later document.
    known.pop(column_titles.PRINTED, None)
    if "发文机关" in known:
        known.setdefault("发文机关标志", known["发文机关"] + column_titles.FILE)
    rows: dict[str, Sequence[Sequence[object]]] = {
        column_titles.TASK: [
            (
                task.id,
                task.list_key,
                task.number,
                task.area,
                task.text,
                task.leader,
                task.owners_text,
                task.due_text,
                "\n".join(task.requirements),
                task.remark,
            )
            for task in tasks
        ],
        column_titles.LIST: [(item.key, item.name, item.basis) for item in lists],
        column_titles.UNIT: [(name, "、".join(aliases), "", "", "", "") for name, aliases in departments.items()],
        column_titles.COLLECTIVE: [(name, "") for name in collectives],
        column_titles.DOCUMENTS: list({"年份": str(year), **known}.items()),
        column_titles.DISPATCHES: [],
    }
    return master_workbook(rows, dt.date(year, 1, 1))


_ELEMENT_OF_NOTICE = {name: f"通知{name}" for name in (column_titles.DOCUMENT_NUMBER, column_titles.DATED)}


def _complete(name: str, rows: Sequence[Sequence[object]]) -> Sequence[Sequence[object]]:
    """The rows of a sheet, with every known element or rule present."""
    given = {str(row[0]): row[1] for row in rows if len(row) > 1}
    if name == column_titles.DOCUMENTS:
        known = [(item.name, given.pop(item.name, item.default), item.note) for item in ELEMENTS]
        return [*known, *((key, value, element_named(key).note) for key, value in given.items())]
    if name == column_titles.METHOD:
        rules = [(title, given.get(title, default), note) for _, title, default, note in settings()]
        return [*rules, (SETS_TITLE, given.get(SETS_TITLE, ""), SETS_NOTE)]
    return rows


def _guide(workbook: Workbook, styles: Mapping[str, Format]) -> None:
    sheet = workbook.add_worksheet(column_titles.NOTE)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    sheet.write_string(0, 0, "任务总表填写说明", styles["title"])
    sheet.set_row(0, 30)
    for row, text in enumerate(_GUIDE, start=1):
        sheet.write_string(row, 0, f"{row}. {text}", styles["guide"])
        sheet.set_row(row, lines(f"{row}. {text}", _GUIDE_WIDTH, 12) * 12 * LINE_SPACING + 4)
    paper(sheet, column_titles.NOTE, (_GUIDE_WIDTH,))


def _sheet(
    workbook: Workbook,
    styles: Mapping[str, Format],
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
) -> None:
    sheet = workbook.add_worksheet(name)
    last = max(len(rows), _SPARE_ROWS)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, None if column.form is Form.NUMBER else styles["text"])
        sheet.write_string(0, place, column.title, styles["head"])
        if column.hint:
            told = {"validate": "any", "input_title": column.title, "input_message": column.hint}
            sheet.data_validation(1, place, last, place, told)
        if column.choices:
            sheet.data_validation(1, place, last, place, {"validate": "list", "source": list(column.choices)})
    for number, row in enumerate(rows, start=1):
        for place, (column, value) in enumerate(zip(columns, row)):
            _write(sheet, number, place, value, styles, column.form is Form.NUMBER)
        sheet.set_row(number, _height(columns, row))
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(64 + len(columns))}{last + 1}"})
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, _height(columns, [column.title for column in columns]))
    paper(sheet, name, (column.width for column in columns), 1)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, row: int, column: int, value: object, styles: Mapping[str, Format], numeric: bool) -> None:
    text = str(value)
    if text == "":
        sheet.write_blank(row, column, None, styles["cell"])
    elif numeric and not isinstance(value, str):
        sheet.write_number(row, column, float(text), styles["number"])
    else:
        sheet.write_string(row, column, text, styles["cell"])


def _height(columns: Sequence[Column], row: Sequence[object]) -> float:
    """Points a row needs for its tallest text."""
    tallest = max((lines(str(value), column.width, _SIZE) for column, value in zip(columns, row)), default=1)
    return min(tallest * _SIZE * LINE_SPACING + 5, TALLEST_ROW)
