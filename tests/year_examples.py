"""A made-up year: nine departments, twelve months, six tasks, and whatever goes wrong in a year.

What each department does differently from the model is said once, in `_DEVIATIONS` and below;
tests/data/year-by-hand.xlsx has the counts that follow from it, worked out by hand, and formulas that make them
points. `returns()` builds the records, `files()` the same as workbooks.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from reporter.assess.year_records import Year
from reporter.vocabulary.columns import BLANK_SHEET
from reporter.vocabulary.findings import PARTS
from reporter.vocabulary.issued import Issue, Issued, IssuedScore
from reporter.vocabulary.method import Method
from reporter.vocabulary.model import (
    Adjustment,
    Cell,
    Department,
    Entry,
    Extension,
    Objection,
    Period,
    Plan,
    Return,
    Score,
    Source,
    Status,
    TaskList,
)
from reporter.vocabulary.problems import Kind, Problem
from reporter.vocabulary.terms import DRAFT

from .sample_month import make_task

ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT, NINE = NAMES = tuple(f"{digit}处" for digit in "一二三四五六七八九")
MASTER = "input/任务总表.xlsx"
_ADDRESS = {column.key: chr(ord("A") + index) for index, column in enumerate(BLANK_SHEET)}
_SHEET = "进展填报"
_FIRST_ROW = 6


def month(number: int) -> Period:
    """A month of the made-up year."""
    return Period(2018, number)


def plan(**changes) -> Plan:
    """Four tasks of everybody (ongoing; by June; by the year's end; by September), one led by 一处, one of 四处
    and 五处.
    """
    everyone = dict.fromkeys(NAMES, "共同承担")
    tasks = (
        make_task("1-01", "公开社会救助信息。", (ONE, TWO, THREE), roles={ONE: "牵头", TWO: "配合", THREE: "配合"}),
        make_task("1-02", "公开学校招生信息。", (FOUR, FIVE), deadline=dt.date(2018, 4, 30)),
        make_task("2-01", "及时更新网站内容。", NAMES, roles=everyone),
        make_task("2-02", "编制政务公开目录。", NAMES, roles=everyone, deadline=dt.date(2018, 6, 30)),
        make_task("2-03", "做好年度工作总结。", NAMES, roles=everyone),
        make_task("2-04", "完成网站整改。", NAMES, roles=everyone, deadline=dt.date(2018, 9, 30)),
    )
    facts = dict(
        year=2018,
        lists=(TaskList(key="1", name="重点领域任务清单"), TaskList(key="2", name="实施细则任务清单")),
        tasks=tuple(replace(task, source=Source(MASTER, "任务", f"A{row}")) for row, task in enumerate(tasks, 2)),
        departments=tuple(
            Department(name=name, kind="处室", source=Source(MASTER, "单位", f"A{row}"))
            for row, name in enumerate(NAMES, 2)
        ),
        elements={
            "发文机关": "示例局",
            "报送截止日": "25",
            "印发机关": "示例局综合处",
            "异议截止工作日": "5",
            "主送": "各处室",
            "标题": "关于印发任务分解方案的通知",
            "上报机关": "区政务公开办公室",
        },
        method=Method(year_bonus_limit=Decimal(5), veto=Decimal(2)),
        adjustments=adjustments(),
        objections=objections(),
        extensions=(
            Extension(
                task_id="2-04",
                department=FOUR,
                deadline=dt.date(2018, 11, 30),
                approval="局长办公会纪要〔2018〕9号",
                reason="网站改版",
                source=Source(MASTER, "延期", "C2"),
            ),
        ),
        source=Source(MASTER),
    )
    return Plan(**facts | changes)


def adjustments() -> tuple[Adjustment, ...]:
    """八处 is given 3 and 4 and loses 1.5; 二处 has a veto."""
    rows = (
        (6, EIGHT, "3", "区级表彰"),
        (9, EIGHT, "4", "经验推广"),
        (11, EIGHT, "-1.5", "信息发布有误"),
        (8, TWO, "否决", "上报情况不实"),
    )
    return tuple(
        Adjustment(
            period=month(number),
            department=name,
            points=Decimal(0 if text == "否决" else text),
            reason=reason,
            basis="局务会",
            text=text,
            veto=text == "否决",
            source=Source(MASTER, "加减分", f"C{row}"),
        )
        for row, (number, name, text, reason) in enumerate(rows, 2)
    )


def objections() -> tuple[Objection, ...]:
    """八处 objects three times: granted, refused, not yet decided."""
    rows = (
        ("减－11 信息发布", "系统故障", "情况属实，同意加回", "1.25"),
        ("报-06", "工作忙", "理由不充分，维持", "0"),
        ("材-05", "已改正", "", "0"),
    )
    return tuple(
        Objection(
            department=EIGHT,
            item=item,
            reason=reason,
            decision=decision,
            points=Decimal(points),
            source=Source(MASTER, "异议", f"B{row}"),
        )
        for row, (item, reason, decision, points) in enumerate(rows, 2)
    )


# --- what departments do ---------------------------------------------------------------------------------------------

PAGE = "https://www.example.com/zwgk/{task}-{month}.html"
_FINISHED = {
    "1-01": (12, "2018-12-20"),
    "1-02": (4, "2018-04-20"),
    "2-02": (6, "2018-06-15"),
    "2-03": (12, "2018-12-20"),
    "2-04": (9, "2018-09-20"),
}
"""Task → the month from which the model reports it done, and the day it says."""

MISSING = {TWO: (3, 10), NINE: (1, 2, 12)}
LATE = {THREE: (2, 5, 8), EIGHT: (3, 6, 9, 12)}
WITHOUT_DATE = {THREE: (11,)}
_DEVIATIONS = {
    (FOUR, "1-02"): (5, "2018-05-10"),
    (FOUR, "2-04"): (11, "2018-11-15"),
    (NINE, "2-02"): (7, "2018-07-02"),
    (SIX, "2-04"): (99, ""),
}
"""Duties finished in another month than the model's, or (99) never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet a department sends: `rows` are the typed values by task and column key; part: 2 for a second
    version.
    """

    department: str
    period: Period
    filed_on: dt.date | None
    rows: dict[str, dict[str, object]]
    part: int = 1

    @property
    def file(self) -> str:
        """Where it lies."""
        suffix = "" if self.part == 1 else f"-{self.part}"
        return f"input/{self.period}/{self.department}{suffix}.xlsx"


def sheets(names: tuple[str, ...] = NAMES) -> Iterator[Sheet]:
    """Every sheet of the year, department by department."""
    for name in names:
        for number in range(1, 13):
            if number in MISSING.get(name, ()):
                continue
            day = (
                None
                if number in WITHOUT_DATE.get(name, ())
                else dt.date(2018, number, 28 if number in LATE.get(name, ()) else 20)
            )
            first = Sheet(
                department=name,
                period=month(number),
                filed_on=day,
                rows={task: row(name, task, number) for task in duties(name)},
            )
            yield from _versions(first, number)


def duties(name: str) -> tuple[str, ...]:
    """The tasks of a department."""
    return tuple(task.id for task in plan().tasks if name in task.owners)


def _versions(first: Sheet, number: int) -> Iterator[Sheet]:
    """五处 corrects its May in time and its October late; 七处 contradicts itself in December."""
    if (first.department, number) in ((FIVE, 5), (FIVE, 10)):
        early = {**first.rows, "2-03": {**first.rows["2-03"], "narrative": "初稿"}}
        yield replace(first, rows=early, filed_on=dt.date(2018, number, 18))
        yield replace(first, filed_on=dt.date(2018, number, 22 if number == 5 else 29), part=2)
        return
    yield first
    if (first.department, number) == (SEVEN, 12):
        yield replace(first, part=2, rows={**first.rows, "2-02": {**first.rows["2-02"], "narrative": "另一种说法"}})


def row(name: str, task: str, number: int) -> dict[str, object]:
    """What a department fills in for a task in a month."""
    if task == "2-01":
        return {
            "status": Status.ONGOING,
            "narrative": f"{number}月更新12条",
            **({} if name == SEVEN else _evidence(task, number)),
        }
    if (name, task) == (SIX, "2-03"):
        return {"status": Status.NOT_CONCERNED, "narrative": "本处没有此项业务"}
    if (name, task) == (FIVE, "2-02") and number in (7, 8):
        return _going(task, number, {7: 60, 8: 80}[number])
    begin, day = _DEVIATIONS.get((name, task), _FINISHED[task])
    if (name, task) == (FIVE, "2-02") and number > 8:
        day = "2018-09-05"
    if number < begin:
        text = 9 if (name, task, number) == (SIX, "2-04", 10) else number
        return _going(task, text, min(99, 100 * number // (begin if begin < 99 else 9)))
    bare = (name, task, number) in ((THREE, "1-01", 12), (SEVEN, "2-03", 12)) or (
        (name, task) == (SIX, "2-02") and number in (6, 7, 8)
    )
    return {
        "status": Status.DONE,
        "progress": Decimal(100),
        "done_on": dt.date.fromisoformat(day),
        "narrative": "已完成并公开",
        **({"evidence": "见官网"} if bare else _evidence(task, number)),
    }


def _going(task: str, number: int, progress: int) -> dict[str, object]:
    return {"status": Status.UNDER_WAY, "progress": Decimal(progress), "narrative": f"{number}月推进{task}"}


def _evidence(task: str, number: int) -> dict[str, object]:
    return {"evidence": PAGE.format(task=task, month=number)}


# --- as records ------------------------------------------------------------------------------------------------------


def returns(names: tuple[str, ...] = NAMES) -> tuple[Return, ...]:
    """The year as records, with the cells where a blank sheet has them."""
    return tuple(_return(sheet) for sheet in sheets(names))


def _return(sheet: Sheet) -> Return:
    source = Source(sheet.file, _SHEET)
    entries = tuple(
        _entry(source, task, values, number) for number, (task, values) in enumerate(sheet.rows.items(), _FIRST_ROW)
    )
    return Return(
        department=sheet.department,
        period=sheet.period,
        filed_on=sheet.filed_on,
        filler="甲",
        reviewer="乙",
        phone="",
        entries=entries,
        source=source,
        fields={"filed_on": Cell(sheet.filed_on.isoformat() if sheet.filed_on else "填报日期", "L3")},
    )


def _entry(source: Source, task: str, values: dict[str, object], number: int) -> Entry:
    cells = {"task_id": Cell(task, f"{_ADDRESS['task_id']}{number}")}
    cells |= {key: Cell(str(value), f"{_ADDRESS[key]}{number}") for key, value in values.items()}
    return Entry(task_id=task, row=number, source=source.at(f"A{number}"), cells=cells, values=values)


def problems() -> tuple[Problem, ...]:
    """What the reader found in 八处's April (seven refused cells) and May (one refused, three doubtful)."""
    found = []
    for number, refused, warned in ((4, 7, 0), (5, 1, 3)):
        source = Source(f"input/{month(number)}/{EIGHT}.xlsx", _SHEET)
        facts = {"department": EIGHT, "period": month(number), "text": "约八成", "why": "不是数字"}
        found += [
            Kind.PERCENT_UNREADABLE.at(source.at(f"J{row}"), content="约八成", **facts)
            for row in range(40, 40 + refused)
        ]
        found += [
            Kind.PERCENT_DOUBT.at(source.at(f"J{row}"), content="约八成", **facts) for row in range(60, 60 + warned)
        ]
    return tuple(found)


# --- as files --------------------------------------------------------------------------------------------------------


def files(own: Plan, names: tuple[str, ...], months: range = range(1, 13)) -> Iterator[tuple[str, bytes]]:
    """(path, workbook) of the sheets of some departments and months, filled into the program's own blanks of what is in
    force then.
    """
    import openpyxl

    from reporter.sheets.blank import blank_sheet
    from reporter.sheets.styled_workbook import save

    from .oracle import table

    titles = {column.key: column.title for column in BLANK_SHEET}
    for sheet in sheets(names):
        if sheet.period.month not in months:
            continue
        now = own.at(sheet.period)
        if sheet.department not in {item.name for item in now.departments}:
            continue
        book = openpyxl.load_workbook(io.BytesIO(blank_sheet(now, sheet.department, sheet.period)))
        page = book[_SHEET]
        places = {cell.value: cell for line in page.iter_rows() for cell in line if cell.value is not None}
        for label, value in (("填报人", "甲"), ("审核人", "乙"), ("填报日期", sheet.filed_on)):
            page.cell(places[label].row, places[label].column + 1).value = value
        header = places["任务编号"].row
        columns = {page.cell(header, column).value: column for column in range(1, page.max_column + 1)}
        found = table(page)
        for number, line in enumerate(found, header + 1):
            for key, value in sheet.rows.get(line["任务编号"], {}).items():
                page.cell(number, columns[titles[key]]).value = str(value) if key == "status" else value
        yield sheet.file, save(book)


def master_rows(names: tuple[str, ...]) -> dict[str, list[list[object]]]:
    """The plan as rows of a master list, for some of the departments."""
    own = plan()
    due = {
        dt.date(2018, 4, 30): "2018年4月底前",
        dt.date(2018, 6, 30): "2018年6月底前",
        dt.date(2018, 9, 30): "2018年9月底前",
    }
    owners = {
        task.id: "各部门" if task.owners == NAMES else "、".join(name for name in task.owners if name in names)
        for task in own.tasks
    }
    return {
        "任务": [
            [
                task.id,
                task.list_key,
                task.number,
                "",
                task.text,
                "各分管领导",
                owners[task.id],
                due.get(task.deadline, "2018年底前"),
                "",
                "",
            ]
            for task in own.tasks
            if owners[task.id]
        ],
        "清单": [[item.key, item.name, "示例依据"] for item in own.lists],
        "单位": [[name, "", "处室", "", "", ""] for name in names],
        "称谓": [["各部门", "全部"]],
        "公文": [["年份", 2018], *([key, value] for key, value in own.elements.items())],
        "考核办法": [["年度加分上限", 5], ["一票否决", 2]],
        "加减分": [
            [str(item.period), item.department, item.text, item.reason, item.basis]
            for item in own.adjustments
            if item.department in names
        ],
        "延期": [
            [item.task_id, item.department, item.deadline.isoformat(), item.approval, item.reason]
            for item in own.extensions
            if item.department in names
        ],
        "异议": [],
    }


def sent(draft: Year) -> Issued:
    """The record of a draft, as far as the final set is compared with it."""
    return Issued(
        issue=Issue(draft.year, stage=DRAFT),
        as_of=draft.as_of,
        times=1,
        scores=tuple(
            IssuedScore(
                score=Score(
                    department=item.name,
                    **{key: getattr(item.score, key) for key, _ in PARTS},
                    total=item.score.total,
                    rank=item.score.rank,
                    grade=item.score.grade,
                )
            )
            for item in draft.departments
        ),
        deductions=(),
        duties=(),
        documents=(),
        files={},
        master=(),
    )
