"""The tables of the year's documents."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..assess.deductions import plain
from ..assess.year_figures import LATE, MISSING, YearFigures
from ..assess.year_records import DepartmentYear
from ..figures import annual_figures as year
from ..figures.counted import rule
from ..figures.shared_figures import full_marks
from ..figures.shared_findings import found_duties
from ..figures.year_scores import draft_total, part_points, year_rank, year_total
from ..figures.year_tasks import OPEN
from ..gongwen.content import Table
from ..vocabulary.findings import PARTS, Deduction
from ..vocabulary.method import Method
from ..vocabulary.model import Duty, Period, Source, Verdict, due_day
from .annual_facts import objection, year_telling
from .made_table import made_table, weighted_title
from .phrases import day, points, signed
from .privacy import quoted
from .told_values import Telling, named, numbered, shortly, task_text
from .traced import joined, told, woven


def _weights(method: Method) -> dict[str, Decimal]:
    return dict(zip((part for _, part in PARTS), method.weights))


def _rank(tell: Telling, item: DepartmentYear) -> object:
    return tell.of(year_rank, item.name) if item.score.rank else "—"


def scores(found: YearFigures) -> Table:
    """年度得分 in short: rank, total, grade."""
    tell = year_telling(found)
    return made_table(
        [("名次", 4, "center"), ("单位", 14, "center"), ("总分", 7, "center"), ("等次", 7, "center")],
        [
            (_rank(tell, item), named(item.name), points(tell.points(year_total, item.name)), item.score.grade or "—")
            for item in found.assessed
        ],
    )


def details(found: YearFigures) -> Table:
    """年度得分明细: each part; 异议调整 is a column only where it changed something."""
    weights, tell = _weights(found.plan.method), year_telling(found)
    adjusted = any(item.score.granted for item in found.assessed)
    columns = [
        ("名次", 2.7, "center"),
        ("单位", 10.8, "left"),
        *((weighted_title(part, weights[part]) if part in weights else part, 5, "center") for _, part in PARTS),
        *([("异议调整", 4.6, "center")] if adjusted else []),
        ("总分", 4.4, "center"),
        ("等次", 4, "center"),
    ]
    rows = []
    for item in found.assessed:
        score = item.score
        rows.append(
            (
                _rank(tell, item),
                named(item.name),
                *(points(tell.part(part_points, item.name, part)) for _, part in PARTS),
                *([points(tell.points(year.score_cell, item.name, "异议调整"))] if adjusted else []),
                points(tell.points(year_total, item.name)),
                score.grade or "—",
            )
        )
    return made_table(columns, rows)


def lost(found: YearFigures) -> Table:
    """扣分汇总: what each department lost in each part, and in how many places."""
    rows, tell = [], year_telling(found)
    used = {item.part for item in found.deductions} | set(_weights(found.plan.method))
    parts = [part for _, part in PARTS if part in used]
    for item in found.assessed:
        name, own = item.name, {one.part for one in item.deductions}
        cells = [tell.of(year.own_lost_in_places, name, part) if part in own else "—" for part in parts]
        kinds = tuple(kind for kind in (*LATE, *MISSING) if item.filed(kind))
        whole = points(tell.points(year.own_whole, name))
        rows.append((named(name), *cells, whole, tell.of(year.own_filings, name, kinds) if kinds else "全部按时"))
    return made_table(
        [
            ("单位", 11, "left"),
            *((part, 5.6, "center") for part in parts),
            ("合计", 5, "center"),
            ("报送情况", 11, "left"),
        ],
        rows,
    )


def open_duties(found: YearFigures) -> Table:
    """未完成事项清单 at the year's end: each task once, with its departments that are not done, by state."""
    by_task: dict[str, list[Verdict]] = {}
    tell = year_telling(found)
    verdicts = tell.verdicts(found_duties, OPEN)
    for verdict in sorted(verdicts, key=lambda item: (item.duty.task.list_key, item.duty.task.number)):
        by_task.setdefault(verdict.duty.task.id, []).append(verdict)
    return made_table(
        [
            ("序号", 2.7, "center"),
            ("任务编号", 3.3, "center"),
            ("任务", 13, "left"),
            ("完成时限", 10.6, "center"),
            ("单位数", 3, "center"),
            ("未完成的责任单位和核定状态", 20, "left"),
        ],
        [
            (
                place,
                numbered(own[0].duty.task),
                shortly(own[0].duty.task),
                _due(own[0].duty),
                tell.of(year.open_departments, key),
                _by_state(own),
            )
            for place, (key, own) in enumerate(by_task.items(), 1)
        ],
    )


def _due(duty: Duty) -> str:
    """The deadline of the task itself; the words of 完成时间 where it has none."""
    task = duty.task
    own = due_day(task.deadline)
    if own is None:
        return task_text(task, "完成时间", task.due_text)
    return day(told(own, year.task_deadline, task.id, duty.department))


def _by_state(verdicts: Iterable[Verdict]) -> str:
    """「综合处、民政处（待核实）；教育处（逾期未完成，经批准延至2018年9月30日）」."""
    groups: dict[str, tuple[str, list[str]]] = {}
    for item in verdicts:
        duty = item.duty
        state = str(item.state)
        if duty.extension:
            later = told(duty.due_on, year.put_off_to, duty.department, duty.task.id)
            state = woven(state, "，经批准延至", day(later))
        groups.setdefault(str(state), (state, []))[1].append(named(duty.department))
    return joined("；", (woven(joined("、", names), "（", state, "）") for state, names in groups.values()))


def own_score(found: YearFigures, department: DepartmentYear) -> Table:
    """得分 of one department, before objections unless `found` is final: weight, points and what was lost, part by
    part."""
    weights, score, name = _weights(found.plan.method), department.score, department.name
    tell = year_telling(found)
    rows = [
        (
            part,
            told(plain(weights[part]), rule, f"{part}分值") if part in weights else "—",
            points(tell.part(part_points, name, part)),
            points(tell.points(year.own_lost, name, part)),
            told(because, year.because, name, part, because),
        )
        for key, part in PARTS
        for because in (quoted(score.because.get(key, "")),)
    ]
    draft = not found.final
    total = points(tell.points(draft_total if draft else year_total, name))
    rows.append(
        (
            "总分",
            told(plain(tell.points(full_marks)), full_marks),
            total,
            points(tell.points(year.own_all_lost, name)),
            "",
        )
    )
    return made_table(
        [
            ("项目", 5, "center"),
            ("分值", 4, "center"),
            ("得分", 5, "center"),
            ("扣分", 5, "center"),
            ("计分依据", 17, "left"),
        ],
        rows,
    )


def deductions(department: DepartmentYear) -> Table:
    """扣分明细 of one department: number, matter, points, rule and reason, and where the cell is."""

    def cell(item: Deduction, title: str, printed: str) -> str:
        return told(printed, year.deduction_cell, item, title, printed)

    return made_table(
        [
            ("扣分编号", 6.2, "center"),
            ("项目", 4.8, "center"),
            ("月份", 3, "center"),
            ("任务", 3.6, "center"),
            ("扣分", 3.4, "center"),
            ("规则和事由", 18, "left"),
            ("依据所在", 13, "left"),
        ],
        [
            (
                cell(item, "扣分编号", item.number),
                item.part,
                cell(item, "报送期", _month(item.period)),
                cell(item, "任务编号", item.task_id or "—"),
                cell(item, "扣分", points(item.points)),
                _why(item),
                told(_place(item.source), year.deduction_place, item),
            )
            for item in department.deductions
        ],
    )


def _month(period: Period | None) -> str:
    return f"{period.month}月" if period else "年末"


def _why(item: Deduction) -> str:
    reason = quoted(item.reason)
    settled = f"（其中分摊尾差{signed(item.settled)}分）" if item.settled else ""
    return told(f"{item.rule}。\n{reason}{settled}", year.deduction_why, item, reason)


def _place(source: Source) -> str:
    file = source.file.removeprefix("input/")
    return file + (f"\n「{source.sheet}」{source.cell}" if source.sheet else "")


def objections(found: YearFigures) -> Table:
    """异议处理: what was objected, what was decided, what it changed."""
    return made_table(
        [
            ("序号", 2.7, "center"),
            ("单位", 8, "center"),
            ("异议事项", 12, "left"),
            ("理由", 12, "left"),
            ("处理意见", 12, "left"),
            ("分值变动", 4.6, "center"),
        ],
        [
            (
                place,
                *(own[title] for title in ("单位", "事项", "理由", "处理意见")),
                signed(told(item.points, year.objection, place, "分值变动", item.points)),
            )
            for place, item in enumerate(found.plan.objections, 1)
            for own in (objection(place, item),)
        ],
    )


def changes(found: YearFigures) -> Table:
    """得分变动: before and after objections, of the departments whose points, rank or grade changed."""
    tell = year_telling(found)
    return made_table(
        [
            ("单位", 10, "left"),
            ("征求意见稿总分", 5, "center"),
            ("异议调整", 5, "center"),
            ("定稿总分", 5, "center"),
            ("名次变动", 5, "center"),
            ("等次变动", 8, "center"),
        ],
        [
            (
                named(item.name),
                points(tell.points(draft_total, item.name)),
                signed(tell.points(year.score_cell, item.name, "异议调整")),
                points(tell.points(year_total, item.name)),
                told(ranks, year.moved, item.name, "名次", "→" not in ranks),
                _moved(score.draft_grade, score.grade),
            )
            for item in found.changed
            for score in (item.score,)
            for ranks in (_moved(score.draft_rank, score.rank),)
        ],
    )


def _moved(before: object, after: object) -> str:
    return str(before or "—") if before == after else f"{before or '—'}→{after or '—'}"
