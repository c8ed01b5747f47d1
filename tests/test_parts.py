"""Sheets of one file that are parts of one return: a cover, a sheet for each list, a page for each task, the tables of
a document.
"""

import io

import docx
import pytest

from reporter.assess.course import assess
from reporter.intake.file_result import file_workbook, same_period
from reporter.intake.grid import Grid, Workbook
from reporter.intake.identity import Hints
from reporter.vocabulary.model import Period
from reporter.vocabulary.problems import Kind, Level
from tests.builders import intake
from tests.test_layouts import CONTEXT, DUTIES, KEYS, PLAN, TITLES, Canvas, page, table, told_text

NAMES = {key: names[0] for key, names in TITLES.items()}
FIELDS = {"填报单位": "民政处", "报送期": "2018-05", "填报人": "甲", "审核人": "乙", "填报日期": "2018-05-22"}
MAY = Period(2018, 5)


def sheet(name: str, fields: dict[str, str], ids) -> Grid:
    canvas = Canvas(name)
    for row, (label, text) in enumerate(fields.items(), 1):
        canvas.put(row, 1, label)
        canvas.put(row, 2, text)
    if ids:
        table(canvas, len(fields) + 1, KEYS, NAMES, ids)
    return canvas.grid()


def pages(*fields: dict[str, str]) -> list[Grid]:
    """A sheet for each duty, labels in a column; those beyond the first as many as there are fields given."""
    grids = []
    for number, task_id in enumerate(DUTIES):
        canvas = Canvas(task_id)
        own = fields[number] if number < len(fields) else {}
        for row, (label, text) in enumerate(own.items(), 1):
            canvas.put(row, 1, label)
            canvas.put(row, 2, text)
        page(canvas, len(own) + 1, NAMES, task_id, KEYS)
        grids.append(canvas.grid())
    return grids


def read(*grids: Grid):
    found = file_workbook(Workbook(sheets=grids), "input/a.xlsx", Hints("", None), CONTEXT)
    found.problems += same_period(found)
    return found


def taken(found) -> list[tuple]:
    return sorted(
        (item.department, str(item.period), str(item.filed_on), item.reviewer, entry.task_id)
        for item in found.returns
        for entry in item.entries
    )


WHOLE = [("民政处", "2018-05", "2018-05-22", "乙", task_id) for task_id in sorted(DUTIES)]
TWO = list(DUTIES)[:2], list(DUTIES)[2:]


@pytest.mark.parametrize(
    "grids",
    [
        [sheet("封面", FIELDS, ()), sheet("明细", {}, DUTIES)],
        [sheet("封面", FIELDS, ()), *pages()],
        [sheet("清单1", FIELDS, TWO[0]), sheet("清单2", {}, TWO[1])],
        [sheet("清单1", FIELDS, TWO[0]), sheet("清单2", FIELDS, TWO[1])],
        pages(FIELDS),
        pages(FIELDS, FIELDS, FIELDS, FIELDS),
    ],
    ids=["cover", "cover and pages", "second list", "both lists", "first page", "every page"],
)
def test_parts_of_one_return_are_one_return(grids):
    """Whose it is, for when and when it was filed stand once in the file; none of its sheets is one too many."""
    found = read(*grids)
    assert taken(found) == WHOLE
    assert [problem.message for problem in found.problems if problem.level is not Level.NOTED] == [
        "表头没有「完成日期」，按未填处理。"
    ]


def test_what_a_file_lacks_is_told_once_and_not_for_each_of_its_sheets():
    bare = {label: text for label, text in FIELDS.items() if label in ("填报单位", "报送期")}
    kinds = [problem.kind for problem in read(*pages(bare, bare, bare, bare)).problems]
    assert kinds.count(Kind.REVIEWER_MISSING) == kinds.count(Kind.FILED_ON_MISSING) == 1


def test_two_sheets_with_a_task_in_common_are_two_versions():
    """One that does not say whose it is, is nobody's: it may be an example, or last month's."""
    found = read(sheet("一", FIELDS, DUTIES), sheet("二", {}, TWO[0]))
    assert taken(found) == WHOLE
    refused = {problem.kind for problem in found.problems if problem.level is Level.REFUSED}
    assert refused == {Kind.DEPARTMENT_MISSING, Kind.PERIOD_MISSING}
    twice = read(sheet("一", FIELDS, DUTIES), sheet("二", FIELDS, TWO[0]))
    assert Kind.SHEET_TWICE in {problem.kind for problem in twice.problems}


def test_covers_that_contradict_each_other_say_nothing():
    other = FIELDS | {"填报单位": "教育处", "报送期": "2018-06"}
    found = read(sheet("封面", FIELDS, ()), sheet("封面2", other, ()), sheet("明细", {}, DUTIES))
    assert not found.returns


def test_a_sheet_that_says_whose_it_is_takes_nothing_from_others():
    found = read(sheet("封面", FIELDS, ()), sheet("明细", {"填报单位": "民政处", "报送期": "2018-05"}, DUTIES))
    assert {item.filed_on for item in found.returns} == {None}


@pytest.mark.parametrize("apart", [True, False], ids=["pages", "two tables"])
@pytest.mark.parametrize("where", ["lines", "title", "table"])
def test_the_tables_of_a_document_are_one_return(tmp_path, where, apart):
    """What stands before the first of them is said of all of them."""
    document = docx.Document()
    if where == "title":
        document.add_paragraph("民政处2018年5月份政务公开工作进展情况")
    elif where == "lines":
        document.add_paragraph("　".join(f"{label}：{text}" for label, text in FIELDS.items()))
    else:
        _rows(document, list(FIELDS.items()))
    if apart:
        for task_id in DUTIES:
            _rows(document, [(NAMES[key], told_text(task_id, key)) for key in KEYS])
            document.add_paragraph("")
    else:
        for ids in TWO:
            _rows(document, [[NAMES[key] for key in KEYS], *([told_text(one, key) for key in KEYS] for one in ids)])
            document.add_paragraph("")
    data = io.BytesIO()
    document.save(data)
    found = intake(tmp_path, {"2018-05/收.docx": data.getvalue()})
    assert sorted(entry.task_id for item in found.returns for entry in item.entries) == sorted(DUTIES)
    assert {(item.department, item.period) for item in found.returns} == {("民政处", MAY)}
    assert {str(item.filed_on) for item in found.returns} == {"None" if where == "title" else "2018-05-22"}


def test_who_shares_a_sheet_is_not_charged_for_the_rows_of_another():
    """What the sheet lacks is everybody's, a word in somebody's row is that department's alone."""
    canvas = Canvas()
    for column, text in enumerate(("报送期", "2018-05", "填报日期", "2018-05-22"), 1):
        canvas.put(1, column, text)
    titles = ("责任单位", "任务编号", "主要任务", "完成状态", "进展情况")
    rows = [("民政处", "1-01", "胡写"), ("民政处", "1-02", "正在推进"), ("教育处", "1-01", "正在推进")]
    lines = [(who, one, told_text(one, "task"), state, f"已办{who}{one}") for who, one, state in rows]
    for row, line in enumerate([titles, *lines], 2):
        for column, text in enumerate(line, 1):
            canvas.put(row, column, text)
    found = read(canvas.grid())
    month = assess(PLAN, found.returns, MAY, MAY.last_day, problems=found.problems)
    lost = {item.department: 5 - item.material for item in month.scores}
    assert lost["民政处"] - lost["教育处"] == 1
    assert 0 < lost["教育处"] < 5


def _rows(document, rows) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for line, texts in zip(made.rows, rows):
        for cell, text in zip(line.cells, texts):
            cell.text = text
