"""A column that is declared, and nothing else done for it, is in the blank sheet, the reading, the rivals and the
ledger.

The declaration is put into a copy of the package, as a newcomer would put it into `vocabulary/columns.py`, and a
process of its own tells what follows from it there.
"""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

PERSON = (
    'Column(key="person", title="责任人", width=12, synonyms=("经办人员",), hint="办理的人", guide="写办理人的姓名。")'
)

PROBE = '''
import dataclasses, io, json, sys
from pathlib import Path

import openpyxl

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.intake.input_returns import read_returns
from reporter.intake.master_list import read_master
from reporter.ledger import duty_sheet, month_sheets
from reporter.sheets import ledger, marked
from reporter.sheets.blank import blank_sheet
from reporter.sheets.self_check import lost_cells
from reporter.sheets.styled_workbook import save
from reporter.vocabulary.columns import REGISTER_NAME, SHEET_NAME
from reporter.vocabulary.model import Period
from reporter.vocabulary.problems import Kind

home, master, may = Path(sys.argv[1]), Path(sys.argv[2]), Period(2018, 5)
plan, _ = read_master(master)
name = next(duty.department for duty in plan.duties if duty.task.id == "2-07")


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def filled(person, hour, filed="2018-05-20"):
    """The program's own blank, one row and one registered item filled in; its record tells no moment of saving."""
    book = openpyxl.load_workbook(io.BytesIO(blank_sheet(plan, name, may)))
    for sheet, day in ((book[SHEET_NAME], None), (book[REGISTER_NAME], "2018-05-15")):
        at = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
        if day is None:
            for label, value in (("填报日期", filed), ("填报人", "甲"), ("审核人", "乙")):
                sheet.cell(at[label].row, at[label].column + 1).value = value
            row = at["2-07"].row
            sheet.cell(row, at["完成状态"].column).value = "正在推进"
            sheet.cell(row, at["进展情况"].column).value = "正在办理"
        else:
            row = at["事项名称"].row + 1
            sheet.cell(row, at["任务编号"].column).value = "2-07"
            sheet.cell(row, at["事项名称"].column).value = "《办法》政策解读"
            sheet.cell(row, at["日期"].column).value = day
        sheet.cell(row, at["责任人"].column).value = person
    path = home / f"input/2018-05/{name}{hour}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save(book))


def month():
    found = read_returns(home, plan)
    return found, assess(
        plan, found.returns, may, may.last_day, problems=found.problems, unused=found.unused, files=found.files
    )


told = {}
blank = openpyxl.load_workbook(io.BytesIO(blank_sheet(plan, name, may)))
told["blank"] = any("责任人" in row for row in rows_of(blank[SHEET_NAME]))
told["register"] = any("责任人" in row for row in rows_of(blank[REGISTER_NAME]))
told["guide"] = ["责任人", "写办理人的姓名。"] in rows_of(blank["填写说明"])
told["hint"] = any(rule.promptTitle == "责任人" for rule in blank[SHEET_NAME].data_validations.dataValidation)

filled("丁一110101199003071234", "1")
found, single = month()
entry = next(verdict.entry for verdict in single.verdicts if verdict.entry and verdict.entry.status)
told["entry"] = entry.values["person"], entry.cells["person"].text
told["item"] = found.returns[0].items[0].values["person"]
persons = [problem for problem in found.problems if problem.kind is Kind.ID_NUMBER]
told["persons"] = sorted({problem.source.sheet for problem in persons})
carried = openpyxl.load_workbook(
    io.BytesIO(blank_sheet(plan, name, may.shift(1), {"2-07": entry}, [item.item for item in single.items]))
)
told["carried"] = [
    any(entry.values["person"] in row for row in rows_of(carried[one])) for one in (SHEET_NAME, REGISTER_NAME)
]
back = openpyxl.load_workbook(io.BytesIO(marked.marked_return((home / entry.source.file).read_bytes(), persons)))
told["sent back"] = all(back[one.source.sheet][one.source.cell].comment is not None for one in persons)
tables = month_sheets.kept_sheets(single)
told["checked"] = [problem.content for problem in lost_cells(found.typed, single, tables)]
book = openpyxl.load_workbook(io.BytesIO(ledger.ledger(single, figures(single))))
for one in ("单位明细", "量化事项"):
    head, *rows = rows_of(book[one])
    told[one] = {row[head.index("责任人")] for row in rows} - {None} == {entry.values["person"]}
place = [column.title for column in duty_sheet.COLUMNS].index("责任人")

filled("丁二", "2")
_, rival = month()
verdict = next(verdict for verdict in rival.verdicts if verdict.rivals)
told["rivals"] = str(verdict.state), [one.values["person"] for one in verdict.rivals]
told["abreast"] = duty_sheet.COLUMNS[place].cell(duty_sheet.DutyRow(verdict=verdict))
home = home / "another"
filled("丁三", "1")
found, single = month()
tables = month_sheets.kept_sheets(single)
cut = [
    dataclasses.replace(table, columns=tuple(one for one in table.columns if one.title != "责任人"))
    if table.name == "单位明细"
    else table
    for table in tables
]
told["missed"] = [(problem.code, problem.content) for problem in lost_cells(found.typed, single, cut)]
print(json.dumps(told, ensure_ascii=False))
'''


@functools.cache
def told() -> dict[str, object]:
    """What the copy with one more declaration does."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("reporter", "templates"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        path = copy / "reporter/vocabulary/columns.py"
        source = path.read_text("utf-8")
        for name, after in (("FILLED", "\nBLANK_SHEET = "), ("REGISTER", "\nREGISTER_ALSO = ")):
            assert after in source
            source = source.replace(after, f"\n{name} += ({PERSON},)\n{after}", 1)
        path.write_text(source, "utf-8")
        (copy / "probe.py").write_text(PROBE, "utf-8")
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "probe.py", str(copy / "home"), str(ROOT / "input/任务总表.xlsx")],
            cwd=copy,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


NUMBER = "丁一110101199003071234"


@pytest.mark.parametrize(
    "what, expected",
    [
        ("blank", True),
        ("register", True),
        ("guide", True),
        ("hint", True),
        ("entry", [NUMBER, NUMBER]),
        ("item", NUMBER),
        ("persons", ["事项登记", "进展填报"]),
        ("carried", [True, True]),
        ("sent back", True),
        ("单位明细", True),
        ("量化事项", True),
        ("rivals", ["待确认", [NUMBER, "丁二"]]),
        ("abreast", f"【第1份】{NUMBER}\n【第2份】丁二"),
        ("checked", []),
    ],
)
def test_a_declared_column_is_there_without_a_word_more(what, expected):
    assert told()[what] == expected


def test_a_column_that_never_reaches_the_ledger_is_reported():
    assert told()["missed"] == [["W801", "丁三"]]
