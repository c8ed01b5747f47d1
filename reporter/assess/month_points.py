"""A department's month in points: what it was given, how its return came, and where every point was lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..records import record
from ..vocabulary.evidence import has_evidence
from ..vocabulary.findings import ADJUSTMENT, EVIDENCE, MATERIAL, PUNCTUALITY, QUALITY, Deduction, Filing
from ..vocabulary.issued import Issued, IssuedScore
from ..vocabulary.model import Adjustment, Department, Lamp, Month, Period, Score, Source, Status
from ..vocabulary.plan import closing_day
from ..vocabulary.problems import Level, Problem
from ..vocabulary.terms import Promptness
from .deductions import Loss, plain, reductions, settled_deductions, witness
from .score import counted_problems, points

_ASKED = {Level.REFUSED: "须退回修改", Level.WARNED: "须提醒核对"}
"""What a department is asked to do about a problem, as the reports call it."""


@record
class MonthPoints:
    """The deductions of a part add up to its weight less its points; adjustments are its rows of 「加减分」."""

    period: Period
    score: Score
    filing: Filing
    deductions: tuple[Deduction, ...]
    adjustments: tuple[Adjustment, ...]

    def lost(self, part: str) -> tuple[Deduction, ...]:
        """The deductions of one part."""
        return tuple(item for item in self.deductions if item.part == part)


def month_points(month: Month, department: Department) -> MonthPoints:
    """The points of a department of the month's plan; one without duties loses none but those taken by name."""
    name, method, period = department.name, month.plan.method, month.period
    score = next(item for item in month.scores if item.department == name)
    adjustments = tuple(item for item in month.plan.adjustments if (item.department, item.period) == (name, period))
    filing = filing_of(month, name)
    busy = any(item.duty.department == name for item in month.verdicts)
    deductions: list[Deduction] = []
    for part, weight, given, losses in (
        (QUALITY, method.quality_weight, score.quality, _quality_losses(month, name)),
        (PUNCTUALITY, method.punctual_weight, score.punctuality, _punctuality_losses(month, department, filing)),
        (EVIDENCE, method.evidence_weight, score.evidence, _evidence_losses(month, department)),
        (MATERIAL, method.material_weight, score.material, _material_losses(month, department)),
    ):
        if busy and score.counts and (part != QUALITY or score.rank is not None):
            deductions += settled_deductions(name, part, losses, weight - given)
    taken = [*reductions(adjustments)] if score.counts else []
    deductions += settled_deductions(name, ADJUSTMENT, taken, points(sum((loss.share for loss in taken), Fraction(0))))
    return MonthPoints(period=period, score=score, filing=filing, deductions=tuple(deductions), adjustments=adjustments)


def signed_points(month: Month, signed: Issued, department: Department) -> MonthPoints | None:
    """The points of a department as they were signed; None where the record has none of it."""
    name = department.name
    own = next((item for item in signed.scores if item.score.department == name), None)
    if own is None:
        return None
    rows = signed.plan.adjustments if signed.plan else _as_one(own, month.period)
    today = {replace(item, source=Source("")): item for item in month.plan.adjustments}
    return MonthPoints(
        period=month.period,
        score=own.score,
        filing=own.filing or filing_of(month, name),
        deductions=tuple(item for item in signed.deductions if item.department == name),
        adjustments=tuple(
            today.get(replace(item, source=Source("")), item)
            for item in rows
            if (item.department, item.period) == (name, month.period)
        ),
    )


def _as_one(own: IssuedScore, period: Period) -> tuple[Adjustment, ...]:
    """加减分 as one row, where the rows of then are not known."""
    score = own.score
    if not score.adjustment:
        return ()
    reason = score.because.get("adjustment", "")
    return (
        Adjustment(
            period=period,
            department=score.department,
            points=score.adjustment,
            reason=reason,
            basis="",
            source=own.places.get(ADJUSTMENT, Source("")),
        ),
    )


def filing_of(month: Month, name: str) -> Filing:
    """How a department reported in a month."""
    sent = sum(item.department == name for item in month.returns)
    if name not in month.filed:
        return Filing(period=month.period, kind=Promptness.NOT_FILED)
    day, closing = month.filed[name].filed_on, closing_day(month.plan, month.period)
    urged = month.plan.method.urged_after_days
    kind = Promptness.ON_TIME if day and day <= closing else Promptness.LATE
    if day and urged and (day - closing).days > urged:
        kind = Promptness.URGED
    return Filing(period=month.period, kind=kind, filed_on=day, versions=sent)


def _quality_losses(month: Month, name: str) -> Iterator[Loss]:
    """完成质量: what each lamp that is not green lost."""
    method = month.plan.method
    credits = {Lamp.GREEN: method.green_credit, Lamp.YELLOW: method.yellow_credit, Lamp.RED: method.red_credit}
    counted = [item for item in month.verdicts if item.duty.department == name and item.lamp is not Lamp.GREY]
    for verdict in counted:
        credit = credits[verdict.lamp]
        if credit != 1:
            source, content = witness(verdict)
            yield Loss(
                share=Fraction(method.quality_weight) * (1 - Fraction(credit)) / len(counted),
                rule=f"当月{verdict.lamp}灯，得分系数{plain(credit)}；当月计分任务{len(counted)}项",
                reason=f"{verdict.state}：{verdict.because}",
                source=source,
                content=content,
                task_id=verdict.duty.task.id,
                period=month.period,
            )


def _punctuality_losses(month: Month, department: Department, filing: Filing) -> Iterator[Loss]:
    """报送及时: what coming late, or not at all, lost."""
    score = next(item for item in month.scores if item.department == department.name)
    weight = month.plan.method.punctual_weight
    if lost := Fraction(weight) - Fraction(score.punctuality):
        source, content = _filing_cell(month, department)
        yield Loss(
            share=lost,
            period=month.period,
            source=source,
            content=content,
            rule=f"{filing.kind}，当月得{plain(score.punctuality)}分（满分{plain(weight)}分）",
            reason=score.because["punctuality"],
        )


def _filing_cell(month: Month, department: Department) -> tuple[Source, str]:
    """The cell of the filing date that counts (its label where it is blank); the department's row when nothing came."""
    filed = month.filed.get(department.name)
    cell = filed.fields.get("filed_on") if filed else None
    return (filed.source.at(cell.address), cell.text) if filed and cell else (department.source, department.name)


def _unreported(month: Month, department: Department, weight: Decimal, reason: str) -> Loss:
    """The whole weight of a month in which the department sent nothing."""
    return Loss(
        share=Fraction(weight),
        period=month.period,
        source=department.source,
        content=department.name,
        rule=f"{Promptness.NOT_FILED}，当月不得分（满分{plain(weight)}分）",
        reason=reason,
    )


def _evidence_losses(month: Month, department: Department) -> Iterator[Loss]:
    """佐证齐全: what it lost, shared among the duties reported 已完成 without evidence."""
    name, weight = department.name, month.plan.method.evidence_weight
    score = next(item for item in month.scores if item.department == name)
    lost = Fraction(weight) - Fraction(score.evidence)
    if name not in month.filed:
        yield _unreported(month, department, weight, score.because["evidence"])
        return
    claimed = [
        (item.duty.task.id, item.entry)
        for item in month.verdicts
        if item.duty.department == name and item.entry and item.entry.status is Status.DONE
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
            share=lost / len(bare),
            period=month.period,
            task_id=task_id,
            source=entry.source.at(cell.address) if cell else entry.source,
            content=cell.text if cell else "",
            rule=f"当月自报已完成{len(claimed)}项，佐证合格{len(claimed) - len(bare)}项",
            reason="自报已完成，"
            + ("所填佐证不是网址，也未指明材料" if entry.evidence.strip() else "未填公开网址或佐证材料"),
        )


def _material_losses(month: Month, department: Department) -> Iterator[Loss]:
    """材料质量: its problems, the refused ones first, until its weight is used up."""
    name, method = department.name, month.plan.method
    score = next(item for item in month.scores if item.department == name)
    if name not in month.filed:
        yield _unreported(month, department, method.material_weight, score.because["material"])
        return
    left = Fraction(method.material_weight) - Fraction(score.material)
    typed = _typed(month, name)
    for problem in _problems(month, name):
        each = method.refused_deduction if problem.level is Level.REFUSED else method.warned_deduction
        share = min(Fraction(each), left) if method.capped else Fraction(each)
        left -= share
        if share:
            yield Loss(
                share=share,
                period=month.period,
                source=problem.source,
                content=typed.get(problem.source, problem.content),
                rule=f"{_ASKED[problem.level]}的每处扣{plain(each)}分",
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
