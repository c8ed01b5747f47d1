"""What changed since the last month, and what the ledger and the bulletin say of it."""

from __future__ import annotations

import io

import openpyxl

from reporter.assess.changes import CHANGES, CLOSED, FIRST_DONE, LEFT_RED, NEW_RED, TAKEN_BACK, changes, compared
from reporter.assess.course import assess
from reporter.assess.figures import figures

from . import year_examples as example
from .sample_month import ledger_of
from .shipped_kinds import bulletin


def month(number: int):
    """A month of the made-up year, judged alone."""
    period = example.month(number)
    return assess(example.plan(), example.returns(), period, period.last_day)


def found(number: int) -> dict[str, list[tuple[str, str]]]:
    """Label → the duties that have it in a month."""
    return {
        label: [
            (item.after.duty.department, item.after.duty.task.id)
            for item in changes(month(number))
            if label in item.labels
        ]
        for label in CHANGES
    }


def test_a_duty_taken_back_turns_red_and_is_closed_again():
    """五处 takes its 2-02 back in July, and reports it done again in September."""
    july, september = found(7), found(9)
    assert july[TAKEN_BACK] == [(example.FIVE, "2-02")] and (example.FIVE, "2-02") in july[NEW_RED]
    assert (example.FIVE, "2-02") in september[LEFT_RED] and (example.FIVE, "2-02") in september[CLOSED]
    assert (example.FIVE, "2-02") not in september[FIRST_DONE], "it was reported done before"


def test_what_is_reported_done_without_evidence_is_first_reported_and_not_closed():
    june, september = found(6), found(9)
    assert (example.SIX, "2-02") in june[FIRST_DONE] and (example.SIX, "2-02") not in june[CLOSED]
    assert (example.SIX, "2-02") in september[CLOSED]


def test_a_missing_return_is_no_new_red_of_its_duties():
    assert not [name for name, _ in found(10)[NEW_RED] if name == example.TWO]
    assert not [name for name, _ in found(11)[LEFT_RED] if name == example.TWO]


def test_the_first_month_is_compared_with_nothing():
    assert changes(month(1)) == ()
    assert figures(month(1)).previous is None


def test_a_change_is_told_with_both_months():
    told = {(item.after.duty.department, item.after.duty.task.id): compared(item) for item in changes(month(7))}
    assert told[example.FIVE, "2-02"] == "6月绿灯（已完成）→7月红灯（逾期未完成），新亮红灯，完成撤回"
    assert told[example.ONE, "2-01"] == "未变"


def test_the_ledger_shows_the_course_of_each_duty_right_of_its_own_columns():
    sheet = openpyxl.load_workbook(io.BytesIO(ledger_of(month(11))))["单位明细"]
    rows = list(sheet.iter_rows(values_only=True))
    titles = list(rows[0])
    assert titles.index("与上月相比") > titles.index("来源行")
    by_duty = {(row[titles.index("单位")], row[titles.index("任务编号")]): dict(zip(titles, row)) for row in rows[1:]}
    put_off = by_duty[example.FOUR, "2-04"]
    assert put_off["延期"] == "由2018-09-30延至2018-11-30（局长办公会纪要〔2018〕9号）"
    assert put_off["完成时限"].date().isoformat() == "2018-11-30"
    assert put_off["办结销号"] == "2018-11"
    assert by_duty[example.FIVE, "2-02"]["各月亮灯"].endswith("6月绿、7月红、8月红、9月黄、10月黄、11月黄")


def test_the_bulletin_says_what_changed_and_why():
    said = "\n".join(block.text for block in bulletin(figures(month(7)), example.plan()).body if hasattr(block, "text"))
    assert "与2018年6月相比" in said
    assert "新亮红灯的，五处1项，为逾期未完成" in said
    assert "撤回已报完成的，五处1项" in said
    first = "\n".join(
        block.text for block in bulletin(figures(month(1)), example.plan()).body if hasattr(block, "text")
    )
    assert "变化情况" not in first
