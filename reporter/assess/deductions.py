"""Every lost point of a year with its rule, its reason and the cell it rests on.

What a part lost is shared among the duties, months and problems that lost it, in exact fractions, and then settled to
cents so that the deductions of a part add up to its weight less its printed points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ..records import record
from ..vocabulary import column_titles
from ..vocabulary.evidence import has_evidence
from ..vocabulary.findings import ADJUSTMENT, EVIDENCE, MATERIAL, PUNCTUALITY, QUALITY, Deduction, Filing
from ..vocabulary.method import Method
from ..vocabulary.model import (
    Adjustment,
    Department,
    Month,
    Period,
    Return,
    Score,
    Source,
    Status,
)
from ..vocabulary.problems import Level, Problem
from .score import counted_problems
from .settle import settle

_MARK = {QUALITY: "质", PUNCTUALITY: "报", EVIDENCE: "佐", MATERIAL: "材", ADJUSTMENT: "减"}


@record
class Loss:
    """A deduction before its points are settled: an exact share."""

    share: Fraction
    rule: str
    reason: str
    source: Source
    content: str
    task_id: str = ""
    period: Period | None = None


def plain(value: Decimal) -> str:
    """A number as people write it: 30, 0.6."""
    return f"{value.normalize():f}"


def settled_deductions(department: str, part: str, losses: Iterable[Loss], lost: Decimal) -> tuple[Deduction, ...]:
    """The losses of a part as deductions that add up to `lost`; those of less than half a cent may come to none.

    Numbered by part, month and task, so that a number means the same after other returns have been corrected; several
    of one month and task count on.
    """
    own = tuple(losses)
    found: list[Deduction] = []
    used: dict[str, int] = {}
    for loss, (points, moved) in zip(own, settle([loss.share for loss in own], lost)):
        stem = "-".join(filter(None, (_MARK[part], f"{loss.period.month:02d}" if loss.period else "", loss.task_id)))
        used[stem] = used.get(stem, 0) + 1
        if points:
            number = stem if used[stem] == 1 else f"{stem}-{used[stem]}"
            found.append(
                Deduction(
                    number=number,
                    department=department,
                    part=part,
                    points=points,
                    settled=moved,
                    rule=loss.rule,
                    reason=loss.reason,
                    source=loss.source,
                    content=loss.content,
                    task_id=loss.task_id,
                    period=loss.period,
                )
            )
    return tuple(found)


# --- the parts that are means of the months ------------------------------------------------------------------------


def punctuality_losses(
    filings: Sequence[Filing],
    months: Sequence[tuple[Period, Score]],
    filed: Mapping[Period, Return],
    department: Department,
    method: Method,
) -> Iterator[Loss]:
    """报送及时: of each month that was late or missing what it lost, shared among the months that count."""
    kinds = {item.period: item.kind for item in filings}
    for period, score in months:
        lost = Fraction(method.punctual_weight) - Fraction(score.punctuality)
        if lost:
            source, content = _filing_cell(department, filed.get(period))
            yield Loss(
                share=lost / len(months),
                period=period,
                source=source,
                content=content,
                rule=f"{kinds[period]}，当月得{plain(score.punctuality)}分（满分{plain(method.punctual_weight)}分），"
                f"按{len(months)}个月平均",
                reason=score.because["punctuality"],
            )


def _filing_cell(department: Department, filed: Return | None) -> tuple[Source, str]:
    """The cell of the filing date that counts (its label where it is blank); the department's row when nothing came."""
    cell = filed.fields.get("filed_on") if filed else None
    return (filed.source.at(cell.address), cell.text) if filed and cell else (department.source, department.name)


def _spread(months: Sequence[tuple[Period, Score]]) -> str:
    return f"按{len(months)}个月平均"


def _unreported(
    department: Department, period: Period, weight: Decimal, reason: str, months: Sequence[tuple[Period, Score]]
) -> Loss:
    """The whole weight of a month in which the department sent nothing."""
    return Loss(
        share=Fraction(weight) / len(months),
        period=period,
        source=department.source,
        content=department.name,
        rule=f"未报送，当月不得分（满分{plain(weight)}分），{_spread(months)}",
        reason=reason,
    )


def evidence_losses(
    months: Sequence[Month], scores: Sequence[tuple[Period, Score]], department: Department, method: Method
) -> Iterator[Loss]:
    """佐证齐全: of each month what it lost, shared among the duties reported 已完成 without evidence."""
    for month, (period, score) in zip(months, scores):
        lost = Fraction(method.evidence_weight) - Fraction(score.evidence)
        if not lost:
            continue
        spread = _spread(scores)
        if department.name not in month.filed:
            yield _unreported(department, period, method.evidence_weight, score.because["evidence"], scores)
            continue
        claimed = [
            (item.duty.task.id, item.entry)
            for item in month.verdicts
            if item.duty.department == department.name and item.entry and item.entry.status is Status.DONE
        ]
        bare = [(task_id, entry) for task_id, entry in claimed if not has_evidence(entry.evidence)]
        for task_id, entry in bare:
            cell = next(
                (
                    found
                    for key in ("evidence", "status", "task_id", "task")
                    if (found := entry.cells.get(key)) and found.text.strip()
                ),
                None,
            )
            yield Loss(
                share=lost / len(scores) / len(bare),
                period=period,
                task_id=task_id,
                source=entry.source.at(cell.address) if cell else entry.source,
                content=cell.text if cell else "",
                rule=f"当月自报已完成{len(claimed)}项，佐证合格{len(claimed) - len(bare)}项，{spread}",
                reason="自报已完成，"
                + ("所填佐证不是网址，也未指明材料" if entry.evidence.strip() else "未填公开网址或佐证材料"),
            )


def material_losses(
    months: Sequence[Month], scores: Sequence[tuple[Period, Score]], department: Department, method: Method
) -> Iterator[Loss]:
    """材料质量: of each month its problems, the refused ones first, until its weight is used up."""
    for month, (period, score) in zip(months, scores):
        spread = _spread(scores)
        if department.name not in month.filed:
            yield _unreported(department, period, method.material_weight, score.because["material"], scores)
            continue
        left = Fraction(method.material_weight) - Fraction(score.material)
        typed = _typed(month, department.name)
        for problem in _problems(month, department.name):
            each = method.refused_deduction if problem.level is Level.REFUSED else method.warned_deduction
            share = min(Fraction(each), left) if method.capped else Fraction(each)
            left -= share
            if share:
                content = typed.get(problem.source, problem.content)
                yield Loss(
                    share=share / len(scores),
                    period=period,
                    source=problem.source,
                    content=content,
                    rule=f"“{problem.level}”级问题每处扣{plain(each)}分，{spread}",
                    reason=f"{problem.message.rstrip('。')}（{problem.code}）",
                )


def _typed(month: Month, department: str) -> dict[Source, str]:
    """What stands in the cells of a department's rows; a problem need not quote the whole cell it lies at."""
    return {
        entry.source.at(cell.address): cell.text
        for item in month.returns
        if item.department == department
        for entry in item.entries
        for cell in entry.cells.values()
    }


def _problems(month: Month, department: str) -> list[Problem]:
    """The problems that count against the department, the refused ones first."""
    sent = [item for item in month.returns if item.department == department]
    return sorted(
        (item for item in counted_problems(sent, month.problems) if item.level is not Level.NOTED),
        key=lambda item: item.level is Level.WARNED,
    )


# --- 加减分 ----------------------------------------------------------------------------------------------------------


def adjusted_down(rows: Sequence[Adjustment], method: Method) -> tuple[Decimal, tuple[Loss, ...]]:
    """(points given, what was taken): rows below 0, and what the given ones have over 年度加分上限."""
    given = sum((row.points for row in rows if row.points > 0), Decimal("0.00"))
    losses = [
        Loss(
            share=-Fraction(row.points),
            period=row.period,
            source=row.source,
            content=row.text or str(row.points),
            rule=column_titles.ADJUSTMENT,
            reason=row.reason + (f"（{row.basis}）" if row.basis else ""),
        )
        for row in rows
        if row.points < 0
    ]
    over = given - method.year_bonus_limit
    if method.year_bonus_limit and over > 0:
        last = [row for row in rows if row.points > 0][-1]
        losses.append(
            Loss(
                share=Fraction(over),
                period=last.period,
                source=last.source,
                content=last.text or str(last.points),
                rule=f"全年加分上限{plain(method.year_bonus_limit)}分",
                reason=f"全年加分合计{plain(given)}分，超过上限的部分不计",
            )
        )
    return given, tuple(losses)
