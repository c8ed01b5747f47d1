"""A list has a time: what begins or ends in the year counts in its own months, and alters nothing before."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from reporter.assess.changes import changes
from reporter.assess.course import assess
from reporter.assess.verdict import planned_progress
from reporter.assess.year import assess_year
from reporter.intake.input_returns import read_returns
from reporter.intake.master_list import read_master
from reporter.ledger.duty_sheet import duty_rows
from reporter.pipeline.month_run import build_report, build_sheets
from reporter.pipeline.year_run import build_annual
from reporter.vocabulary.form import note
from reporter.vocabulary.model import Department, Lamp, Period, Return, Source, Span, State
from reporter.vocabulary.plan import closing_day
from reporter.vocabulary.problems import Kind
from reporter.workspace import Workspace

from . import oracle
from . import year_examples as example
from .masters import write_master
from .proofs import plain
from .sample_month import make_entry, make_task, sample_plan

NAMES = ONE, FOUR, SEVEN = example.ONE, example.FOUR, example.SEVEN
MASTER = "input/任务总表.xlsx"
_YEARS = ("年度考核报告.docx", "考核结果通报.docx", f"征求意见稿/{SEVEN}.docx")


def _month(number: int) -> Period:
    return Period(2018, number)


def _rows(*, moving: bool) -> dict[str, list[list[object]]]:
    """The made-up list as it was in May, of 一处 and 四处 without 2-03; `moving`: 一处 goes after June, 七处 comes in
    July, 2-02 is cancelled after June, 2-03 is added in July, 四处 has 2-04 put off in July.
    """
    rows = example.master_rows(NAMES)
    tasks = {row[0]: row for row in rows["任务"]}
    late, seven = tasks.pop("2-03"), rows["单位"].pop()
    rows |= {"任务": list(tasks.values()), "延期": []}
    if moving:
        rows["任务"].append([*late, "", "2018-07", ""])
        rows["单位"].append([*seven, "2018-07", ""])
        rows["单位"][0] += ["", "2018-06"]
        tasks["2-02"] += ["", "", "2018-06"]
        rows["延期"] = [["2-04", FOUR, "2018-11-30", "纪要", "改版", "2018-07"]]
        rows["报送安排"] = [["2018-08", "2018-08-19", "", "提前报送"]]
    return rows


def _put(home: Path, files) -> None:
    for path, data in files:
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory) -> tuple[Path, Path]:
    """(May and June before the list moved, May to August after it did); in July 一处 and 四处 still fill in their old
    blanks.
    """
    before, after = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("after")
    plans = []
    for home, moving in ((before, False), (after, True)):
        write_master(home / MASTER, _rows(moving=moving))
        plan, problems = read_master(home / MASTER)
        assert plan, problems
        plans.append(plan)
    still, moved = plans
    _put(before, example.files(still, NAMES, range(5, 7)))
    shutil.copytree(before / "input/2018-05", after / "input/2018-05")
    shutil.copytree(before / "input/2018-06", after / "input/2018-06")
    _put(after, example.files(moved, NAMES, range(7, 9)))
    _put(after, example.files(still, (ONE, FOUR), range(7, 8)))
    return before, after


@pytest.fixture(scope="module")
def intake(workspaces):
    """(plan, what came in) after the list moved."""
    _, after = workspaces
    plan, _ = read_master(after / MASTER)
    return plan, read_returns(after, plan)


# --- what is in force ----------------------------------------------------------------------------------------------


def test_everybody_means_those_in_force_in_the_month(intake):
    plan, _ = intake
    owners = {number: {task.id: task.owners for task in plan.at(_month(number)).tasks} for number in (5, 7)}
    assert owners[5] == {
        "1-01": (ONE,),
        "1-02": (FOUR,),
        "2-01": (ONE, FOUR),
        "2-02": (ONE, FOUR),
        "2-04": (ONE, FOUR),
    }
    assert owners[7] == {
        "1-01": (),
        "1-02": (FOUR,),
        "2-01": (FOUR, SEVEN),
        "2-03": (FOUR, SEVEN),
        "2-04": (FOUR, SEVEN),
    }
    assert [task.id for task in plan.at(_month(7)).undecided] == ["1-01"]


def test_who_is_left_alone_bears_the_task_alone():
    def at(number: int):
        tasks = plan.at(_month(number)).tasks
        return tasks[0].roles

    plan = sample_plan(
        departments=(
            Department(name="甲处", span=Span(last=_month(6))),
            Department(name="乙处"),
            Department(name="丙处"),
        ),
        tasks=(make_task("2-01", "任务", ("甲处", "乙处"), roles={"甲处": "共同承担", "乙处": "共同承担"}),),
    )
    assert at(6) == {"甲处": "共同承担", "乙处": "共同承担"} and at(7) == {"乙处": "独立承担"}


def test_an_extension_counts_from_its_month_and_a_later_one_replaces_it(tmp_path):
    rows = _rows(moving=True)
    rows["延期"].append(["2-04", FOUR, "2018-12-20", "纪要二", "", "2018-10"])
    plan, _ = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    due = [
        next(
            duty.due_on for duty in plan.at(_month(number)).duties if (duty.department, duty.task.id) == (FOUR, "2-04")
        )
        for number in (6, 7, 10)
    ]
    assert due == [dt.date(2018, 9, 30), dt.date(2018, 11, 30), dt.date(2018, 12, 20)]


def test_planned_counts_from_the_first_month_of_task_and_department():
    end = dt.date(2018, 12, 31)
    assert planned_progress(dt.date(2018, 7, 31), end, _month(7)) == Fraction(100, 6)
    assert planned_progress(dt.date(2018, 12, 1), end, _month(7)) == 100
    assert planned_progress(dt.date(2018, 8, 31), dt.date(2018, 6, 30), _month(7)) == 100, "due before it began"
    plan = sample_plan(
        departments=(Department(name="甲处", span=Span(first=_month(9))),),
        tasks=(make_task("2-01", "任务", ("甲处",), span=Span(first=_month(7))),),
    )
    assert [duty.begin for duty in plan.at(_month(9)).duties] == [_month(9)]


# --- the master list -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "row", "first", "last", "cell"),
    [
        ("任务", 0, "2018-13", "", "L2"),
        ("任务", 0, "七月初", "", "L2"),
        ("任务", 1, "2018-07", "2018-06", "M3"),
        ("任务", 1, "", "2019-06", "M3"),
        ("单位", 0, "2017-07", "", "G2"),
        ("单位", 1, "2018-08", "2018-07", "H3"),
    ],
)
def test_a_month_that_cannot_be_is_named_at_its_cell(tmp_path, sheet, row, first, last, cell):
    rows = _rows(moving=True)
    width = {"任务": 11, "单位": 6}[sheet]
    rows[sheet][row][width - (sheet == "任务") :] = [*[""] * (sheet == "任务"), first, last]
    plan, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert plan is None
    assert [(item.kind, item.source.sheet, item.source.cell) for item in problems] == [(Kind.SPAN_BAD, sheet, cell)]


def test_months_are_read_as_people_type_them(tmp_path):
    rows = _rows(moving=True)
    rows["任务"][0] += ["", "2018年7月", "9月"]
    rows["单位"][1] += [dt.date(2018, 3, 1), ""]
    path = write_master(tmp_path / "任务总表.xlsx", rows)
    plan, problems = read_master(path)
    assert plan, problems
    assert plan.tasks[0].span == Span(_month(7), _month(9)) and plan.departments[1].span == Span(_month(3))


def test_a_list_without_the_columns_of_time_is_complete(tmp_path):
    path = write_master(tmp_path / "任务总表.xlsx", _rows(moving=False))
    book = openpyxl.load_workbook(path)
    book["任务"].delete_cols(11, 3)
    book["单位"].delete_cols(7, 2)
    book["延期"].delete_cols(6)
    book.save(path)
    plan, problems = read_master(path)
    assert plan, problems
    assert plan.at(_month(5)) is plan


def test_a_task_that_loses_its_owner_is_told_in_the_months_without_one(tmp_path):
    _, problems = read_master(write_master(tmp_path / "任务总表.xlsx", _rows(moving=True)))
    found = [(item.period.month, item.source.cell) for item in problems if item.kind is Kind.TASK_WITHOUT_OWNER]
    assert found == [(number, "A2") for number in range(7, 13)]


def test_points_for_a_department_out_of_its_months_are_told_and_given_nowhere(tmp_path):
    rows = _rows(moving=True) | {"加减分": [["2018-07", ONE, "2", "表彰", ""]]}
    _, problems = read_master(write_master(tmp_path / "任务总表.xlsx", rows))
    assert [(item.period, item.source.cell) for item in problems if item.kind is Kind.ADJUSTMENT_NOT_IN_FORCE] == [
        (_month(7), "C2")
    ]


# --- a month -------------------------------------------------------------------------------------------------------


def test_a_change_that_begins_later_alters_no_byte_of_the_months_before(workspaces, tmp_path):
    before, after = Workspace(workspaces[0]), Workspace(tmp_path)
    shutil.copytree(before.home / "input", tmp_path / "input")
    write_master(tmp_path / MASTER, _rows(moving=True))
    for number in (5, 6):
        assert build_report(before, _month(number), None).files == build_report(after, _month(number), None).files
    assert build_sheets(before, _month(6)).files == build_sheets(after, _month(6)).files


@pytest.mark.parametrize("number", [5, 6, 7, 8])
def test_every_month_agrees_with_an_independent_reading(workspaces, intake, number):
    plan, found = intake
    month = assess(plan, found.returns, _month(number), _month(number).last_day)
    states, scores = oracle.judged(workspaces[1], tuple(range(5, number + 1)))
    assert {(item.duty.department, item.duty.task.id): str(item.state) for item in month.verdicts} == states
    assert {item.department: (item.quality, item.punctuality, item.evidence) for item in month.scores} == {
        name: tuple(own.values()) for name, own in scores.items()
    }


def test_what_is_reported_out_of_its_months_is_told_and_listed_and_counts_nowhere(workspaces, intake):
    _, found = intake
    told = {(item.kind, item.department) for item in found.problems if item.period == _month(7)}
    assert {(Kind.SHEET_NOT_IN_FORCE, ONE), (Kind.ROW_NOT_IN_FORCE, FOUR)} <= told
    assert ONE not in {item.department for item in found.returns if item.period == _month(7)}
    built = build_report(Workspace(workspaces[1]), _month(7), None)
    assert not [item for item in built.problems if item.kind is Kind.CELL_LOST]
    assert ONE not in built.month.expected and ONE not in {item.department for item in built.month.scores}
    book = openpyxl.load_workbook(io.BytesIO(built.files["台账.xlsx"]))
    listed = [row for row in oracle.table(book["未采用内容"]) if "不报送" in row["原因"]]
    assert {f"input/2018-07/{ONE}.xlsx", f"input/2018-07/{FOUR}.xlsx"} <= {row["文件"] for row in listed}
    outcome = {row["文件"]: row["处理结果"] for row in oracle.table(book["来源文件"])}
    assert outcome[f"input/2018-07/{ONE}.xlsx"].startswith("未采用：单位这个月不报送")


def test_comparisons_go_by_duty_and_what_begins_is_said_to_begin(intake):
    plan, found = intake
    month = assess(plan, found.returns, _month(7), _month(7).last_day)
    for change in changes(month):
        before, after = change.before, change.after
        assert before is None or (before.duty.department, before.duty.task.id) == (
            after.duty.department,
            after.duty.task.id,
        )
    rows = {(row.verdict.duty.department, row.verdict.duty.task.id): row for row in duty_rows(month)}
    new, old = rows[SEVEN, "2-01"], rows[FOUR, "2-01"]
    assert new.compared == "本月起报送" and [mark.period.month for mark in new.behind.marks] == [7]
    assert old.compared == "未变" and [mark.period.month for mark in old.behind.marks] == [5, 6, 7]
    assert rows[FOUR, "2-03"].compared.startswith("本月起报送")


def test_sheets_go_to_those_in_force_with_what_is_in_force(workspaces):
    built = build_sheets(Workspace(workspaces[1]), _month(9))
    assert set(built.files) == {f"填报表/{name}{end}" for name in (FOUR, SEVEN) for end in (".xlsx", "发送说明.txt")}
    sheet = openpyxl.load_workbook(io.BytesIO(built.files[f"填报表/{SEVEN}.xlsx"]))["进展填报"]
    assert [row["任务编号"] for row in oracle.table(sheet)] == ["2-01", "2-04", "2-03"]


def test_a_month_of_which_nothing_is_in_force_is_not_made(tmp_path):
    from reporter.pipeline.built import Stopped

    rows = _rows(moving=False)
    for row in rows["单位"]:
        row += ["2018-07", ""]
    write_master(tmp_path / MASTER, rows)
    with pytest.raises(Stopped, match="没有单位承担任务"):
        build_report(Workspace(tmp_path), _month(5), None)


def test_a_renamed_department_keeps_its_row(tmp_path):
    """The new name in 单位, the old one in 别名: what came under the old one is its own."""
    plan = sample_plan(
        departments=(Department(name="民生处", aliases=("民政处",)),), tasks=(make_task("2-01", "任务", ("民生处",)),)
    )
    from .builders import intake as read
    from .builders import progress_sheet

    sheet = progress_sheet("2-01 | 正在推进 | 40 |  |  | 在办", department="民政处")
    assert [item.department for item in read(tmp_path, {"2018-05/a.xlsx": sheet}, plan).returns] == ["民生处"]


# --- a month that is otherwise than the others ---------------------------------------------------------------------


def _arranged(home: Path, *rows: list[object]):
    return read_master(write_master(home / MASTER, _rows(moving=True) | {"报送安排": [list(row) for row in rows]}))


@pytest.mark.parametrize(
    ("typed", "closing"),
    [
        ("28", dt.date(2018, 6, 28)),
        (31, dt.date(2018, 6, 30)),
        ("2018-07-03", dt.date(2018, 7, 3)),
        ("7月3日", dt.date(2018, 7, 3)),
        (dt.date(2018, 6, 20), dt.date(2018, 6, 20)),
        ("", dt.date(2018, 6, 25)),
    ],
)
def test_a_month_may_have_a_closing_day_of_its_own(tmp_path, typed, closing):
    plan, problems = _arranged(tmp_path, ["2018-06", typed, "", ""])
    assert plan, problems
    assert f"请于{closing.month}月{closing.day}日前" in note(plan, _month(6))
    assert closing_day(plan, _month(6)) == closing and closing_day(plan, _month(7)) == dt.date(2018, 7, 25)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["2018-14", "28", "", ""], "A2"),
        (["", "28", "", ""], "A2"),
        (["2019-01", "28", "", ""], "A2"),
        (["2018-06", "32", "", ""], "B2"),
        (["2018-06", "2018-02-30", "", ""], "B2"),
        (["2018-06", "2018-05-31", "", ""], "B2"),
        (["2018-06", "2018-08-01", "", ""], "B2"),
        (["2018-06", "28", "也许", ""], "C2"),
    ],
)
def test_a_faulty_arrangement_is_named_at_its_cell(tmp_path, row, cell):
    plan, problems = _arranged(tmp_path, row)
    assert plan is None
    assert [(item.kind, item.source.cell) for item in problems] == [(Kind.ARRANGEMENT_BAD, cell)]


def test_two_arrangements_of_one_month_contradict_each_other(tmp_path):
    _, problems = _arranged(tmp_path, ["2018-06", "28", "", ""], ["2018年6月", "29", "", ""])
    assert [(item.kind, item.source.cell) for item in problems] == [(Kind.ARRANGEMENT_BAD, "A3")]


@pytest.mark.parametrize("where", ["报送安排", "公文"])
def test_a_month_that_is_not_assessed_is_judged_and_gives_no_points(workspaces, tmp_path, where):
    shutil.copytree(workspaces[1] / "input", tmp_path / "input")
    rows = _rows(moving=True)
    if where == "公文":
        rows["公文"].append(["不考核月份", "7月"])
    else:
        rows["报送安排"] = [["2018-07", "8月3日", "是", "系统升级"]]
    write_master(tmp_path / MASTER, rows)
    built = build_report(Workspace(tmp_path), _month(7), None, None, False, True)
    assert built.doubts == 0 and any("不考核" in note for note in built.notes)
    book = openpyxl.load_workbook(io.BytesIO(built.files["台账.xlsx"]))
    for row in oracle.table(book["单位得分"]):
        assert (row["名次"], row["总分"], row["等次"]) == ("不考核", None, "—") and "本月不考核" in row["计分说明"]
    assert {row["核定状态"] for row in oracle.table(book["单位明细"])} > {"未填报"}
    for name in ("通报.docx", "考核报告.docx"):
        text = plain(built.files[name])
        assert "本月不考核，不计分、不排名" in text and "得分明细表" not in text and "0.00" not in text
    assert ("应于8月3日前报送" in plain(built.files["通报.docx"])) == (where == "报送安排")
    year = build_annual(Workspace(tmp_path), None, None, None, False, True)
    assert year.doubts == 0
    months = oracle.table(openpyxl.load_workbook(io.BytesIO(year.files["考核得分表.xlsx"]))["各月得分"])
    spared = [row for row in months if row["报送情况"] == "不考核"]
    assert {(row["报送期"], row["总分"], row["名次"]) for row in spared} == {("2018-07", None, None)}
    assert {row["报送期"] for row in months if row not in spared} == {"2018-05", "2018-06", "2018-08"}
    assert all(("7月不考核" in plain(data)) for path, data in year.files.items() if path in _YEARS)


# --- the year ------------------------------------------------------------------------------------------------------


def test_the_year_counts_the_months_of_each(intake):
    plan, found = intake
    year = assess_year(plan, found.returns, 2018)
    months = {item.name: [period.month for period, _ in item.months] for item in year.departments}
    assert months == {ONE: [5, 6], FOUR: [5, 6, 7, 8], SEVEN: [7, 8]}
    courses = {(item.duty.department, item.duty.task.id): item for item in year.courses}
    gone, cancelled = courses[ONE, "2-01"], courses[FOUR, "2-02"]
    assert (gone.final.period.month, gone.standing, gone.cancelled) == (6, False, False)
    assert (cancelled.final.period.month, cancelled.standing, cancelled.cancelled) == (6, False, True)
    assert {item.task.id for item in year.tasks} == {"1-01", "1-02", "2-01", "2-03", "2-04"}


def test_what_was_cancelled_is_left_out_of_the_years_quality(intake):
    """四处 of whom August is the last return: 1-02 and 2-02 were done late, 2-01 ran with evidence, 2-03 and 2-04 stay
    open.
    """
    plan, found = intake
    own = assess_year(plan, found.returns, 2018, dt.date(2018, 12, 31)).department(FOUR)
    credits = {item.task_id: item.credit for item in own.earned}
    assert credits["2-02"] is None and own.counted == len(own.courses) - 1 == 4
    whole = sum(Fraction(credit) for credit in credits.values() if credit is not None)
    assert own.score.quality == oracle.cents(70 * whole / 4)


def test_the_years_documents_and_their_proof_hold_when_things_moved(workspaces):
    built = build_annual(Workspace(workspaces[1]), None, None, None, False, True)
    assert built.doubts == 0
    book = openpyxl.load_workbook(io.BytesIO(built.files["考核得分表.xlsx"]))
    lamps = {(row["单位"], row["任务编号"]): row for row in oracle.table(book["各月亮灯"])}
    assert [lamps[SEVEN, "2-01"][f"{number}月"] for number in range(5, 9)] == [None, None, "绿", "绿"]
    assert [lamps[key]["阶段在册"] for key in ((ONE, "1-01"), (FOUR, "2-02"), (FOUR, "2-04"))] == ["否", "否", "是"]
    counted = {row["项目"]: row["按单位承担的任务统计"] for row in oracle.table(book["完成情况"])}
    assert counted["总数"] == sum(row["阶段在册"] == "是" for row in lamps.values())
    july = build_report(Workspace(workspaces[1]), _month(7), None, None, False, True)
    assert july.doubts == 0


def test_a_year_reads_files_in_any_order(intake):
    plan, found = intake
    assert assess_year(plan, found.returns, 2018) == assess_year(plan, found.returns[::-1], 2018)


def test_a_new_department_is_not_missing_before_it_begins():
    plan = sample_plan(
        departments=(Department(name="甲处"), Department(name="乙处", span=Span(first=_month(7)))),
        tasks=(make_task("2-01", "任务", ("甲处", "乙处")),),
    )
    sent = [
        Return(
            department="甲处",
            period=_month(number),
            filed_on=dt.date(2018, number, 20),
            filler="",
            reviewer="",
            phone="",
            entries=(make_entry("2-01", file=f"{number}.xlsx"),),
            source=Source(f"{number}.xlsx", "进展填报"),
        )
        for number in (5, 6, 7)
    ]
    months = {number: assess(plan, sent, _month(number), _month(number).last_day) for number in (5, 7)}
    assert months[5].missing == () and months[7].missing == ("乙处",)
    assert [item.state for item in months[7].verdicts if item.duty.department == "乙处"] == [State.NOT_RETURNED]
    assert [item.lamp for item in months[5].tasks] == [Lamp.YELLOW] or months[5].tasks[0].owners == 1


# --- how a sentence names a task -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("加强政策解读，每年解读不少于3次。", "加强政策解读"),
        ("在权力事项“三级四同”基础上，配套公开办事指南，公布范围。", "配套公开办事指南"),
        ("与民生密切相关的部门，每年至少开展1次开放日活动。", "每年至少开展1次开放日活动"),
        ("按照《方案，2018年》要求，完善目录（含范围，流程）；其他。", "完善目录（含范围，流程）"),
        ("围绕中心工作开展宣传，做好总结。", "围绕中心工作开展宣传"),
        ("根据上级要求。", "根据上级要求"),
    ],
)
def test_a_task_is_named_by_the_first_clause_that_is_a_whole_phrase(text, short):
    task = make_task("2-01", text)
    assert task.short == short
    assert replace(task, area="示例领域").short == "示例领域"
    assert replace(task, area="示例领域", short_name="简称").short == "简称"
