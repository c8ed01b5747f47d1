"""The tables of the year's documents.

A column's share is the characters it has room for at 12 pt, of about 36 across a page and 52 across one on its side.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..assess.deductions import plain
from ..assess.year_figures import YearFigures
from ..assess.year_records import PARTS, Deduction, DepartmentYear
from ..gongwen.content import Table, TableColumn
from ..vocabulary.method import Method
from ..vocabulary.model import Period, Source, Verdict
from .phrases import day, points, signed
from .privacy import quoted

__all__ = ["changes", "deductions", "details", "lost", "objections", "open_duties", "own_score", "scores"]


def _table(columns: Iterable[tuple[str, float, str]], rows: Iterable[tuple[object, ...]]) -> Table:
    return Table(
        columns=tuple(TableColumn(title=title, share=share, align=align) for title, share, align in columns),
        rows=tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows),
    )


def _weights(method: Method) -> dict[str, Decimal]:
    return dict(zip((part for _, part in PARTS), method.weights))


def _rank(rank: int | None) -> str:
    return str(rank) if rank else "—"


def scores(found: YearFigures) -> Table:
    """年度得分 in short: rank, total, grade."""
    return _table(
        [("名次", 4, "center"), ("单位", 14, "center"), ("总分", 7, "center"), ("等次", 7, "center")],
        [
            (_rank(item.score.rank), item.name, points(item.score.total), item.score.grade or "—")
            for item in found.assessed
        ],
    )


def details(found: YearFigures) -> Table:
    """年度得分明细: each part; 异议调整 is a column only where it changed something."""
    weights = _weights(found.method)
    adjusted = any(item.score.granted for item in found.assessed)
    columns = [
        ("名次", 2.7, "center"),
        ("单位", 10.8, "left"),
        *((f"{part}\n（{plain(weights[part])}分）" if part in weights else part, 5, "center") for _, part in PARTS),
        *([("异议调整", 4.6, "center")] if adjusted else []),
        ("总分", 4.4, "center"),
        ("等次", 4, "center"),
    ]
    rows = []
    for item in found.assessed:
        score = item.score
        rows.append(
            (
                _rank(score.rank),
                item.name,
                *(points(getattr(score, key)) for key, _ in PARTS),
                *([points(score.granted)] if adjusted else []),
                points(score.total),
                score.grade or "—",
            )
        )
    return _table(columns, rows)


def lost(found: YearFigures) -> Table:
    """扣分汇总: what each department lost in each part, and in how many places."""
    rows = []
    used = {item.part for item in found.lost if item.count} | set(_weights(found.method))
    parts = [part for _, part in PARTS if part in used]
    for item in found.assessed:
        own = found.lost_of(item.name)
        cells = [f"{points(sum_)}\n（{count}处）" if count else "—" for part, sum_, count in own.parts if part in used]
        rows.append((item.name, *cells, points(own.points), "、".join(_filings(item)) or "全部按时"))
    return _table(
        [
            ("单位", 11, "left"),
            *((part, 5.6, "center") for part in parts),
            ("合计", 5, "center"),
            ("报送情况", 11, "left"),
        ],
        rows,
    )


def _filings(item: DepartmentYear) -> Iterable[str]:
    for kind in ("迟报", "催报后报送", "未报送"):
        months = item.filed(kind)
        if months:
            yield f"{kind}{len(months)}次"


def open_duties(verdicts: Iterable[Verdict]) -> Table:
    """未完成事项清单 at the year's end: each task once, with its departments that are not done, by state."""
    by_task: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda item: (item.duty.task.list_key, item.duty.task.number)):
        by_task.setdefault(verdict.duty.task.id, []).append(verdict)
    return _table(
        [
            ("序号", 2.7, "center"),
            ("任务编号", 3.3, "center"),
            ("任务", 13, "left"),
            ("完成时限", 10.6, "center"),
            ("单位数", 3, "center"),
            ("未完成的责任单位和核定状态", 20, "left"),
        ],
        [
            (place, key, own[0].duty.task.short, day(own[0].duty.task.deadline), len(own), _by_state(own))
            for place, (key, own) in enumerate(by_task.items(), 1)
        ],
    )


def _by_state(verdicts: Iterable[Verdict]) -> str:
    """「综合处、民政处（待核实）；教育处（逾期未完成，经批准延至2018年9月30日）」."""
    groups: dict[str, list[str]] = {}
    for item in verdicts:
        put_off = f"，经批准延至{day(item.duty.deadline)}" if item.duty.extension else ""
        groups.setdefault(f"{item.state}{put_off}", []).append(item.duty.department)
    return "；".join(f"{'、'.join(names)}（{state}）" for state, names in groups.items())


def own_score(found: YearFigures, department: DepartmentYear) -> Table:
    """得分 of one department, before objections unless `found` is final: weight, points and what was lost, part by part."""
    weights, score, lost_here = _weights(found.method), department.score, found.lost_of(department.name)
    rows = [
        (
            part,
            plain(weights[part]) if part in weights else "—",
            points(getattr(score, key)),
            points(own),
            quoted(score.because.get(key, "")),
        )
        for (key, part), (_, own, _) in zip(PARTS, lost_here.parts)
    ]
    total = score.total if found.final else score.draft_total
    rows.append(("总分", "100", points(total), points(lost_here.points), ""))
    return _table(
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
    return _table(
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
                item.number,
                item.part,
                _month(item.period),
                item.task_id or "—",
                points(item.points),
                _why(item),
                _place(item.source),
            )
            for item in department.deductions
        ],
    )


def _month(period: Period | None) -> str:
    return f"{period.month}月" if period else "年末"


def _why(item: Deduction) -> str:
    settled = f"（其中分摊尾差{signed(item.settled)}分）" if item.settled else ""
    return f"{item.rule}。\n{quoted(item.reason)}{settled}"


def _place(source: Source) -> str:
    file = source.file.removeprefix("input/")
    return file + (f"\n「{source.sheet}」{source.cell}" if source.sheet else "")


def objections(found: YearFigures) -> Table:
    """异议处理: what was objected, what was decided, what it changed."""
    return _table(
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
                item.department,
                quoted(item.item),
                quoted(item.reason),
                quoted(item.decision) or "尚未处理",
                signed(item.points),
            )
            for place, item in enumerate(found.objections, 1)
        ],
    )


def changes(found: YearFigures) -> Table:
    """得分变动: before and after objections, of the departments whose points, rank or grade changed."""
    return _table(
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
                item.name,
                points(item.score.draft_total),
                signed(item.score.granted),
                points(item.score.total),
                _moved(_rank(item.score.draft_rank), _rank(item.score.rank)),
                _moved(item.score.draft_grade or "—", item.score.grade or "—"),
            )
            for item in found.changed
        ],
    )


def _moved(before: str, after: str) -> str:
    return before if before == after else f"{before}→{after}"
