"""What became of each file, as 「来源文件」 of the ledger tells it."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from reporter.assess.course import assess
from reporter.vocabulary.model import Period

from .builders import intake, progress_sheet, small_plan
from .sample_month import ledger_of

MAY, JUNE = Period(2018, 5), Period(2018, 6)
LINES = (
    "1-01 | 正在推进 | 40% | | | {}\n1-02 | 正在推进 | 40 | | | 乙\n1-09 | 长期坚持 | | | | 丙\n2-07 | "
    "正在推进 | 40 | | 1 | 丁"
)


def sheet(word: str = "甲", **fields):
    """A return that says `word` of task 1-01."""
    return progress_sheet(LINES.format(word), **fields)


def month_of(tmp_path, files, period=MAY):
    """The month of these files, by name below input/."""
    found = intake(tmp_path, files)
    return assess(
        small_plan(),
        found.returns,
        period,
        period.last_day,
        problems=found.problems,
        unused=found.unused,
        files=found.files,
    )


def outcomes(month) -> list[str]:
    return [item.outcome for item in month.files]


def test_a_return_that_a_later_one_replaced_is_said_to_be_replaced(tmp_path):
    month = month_of(tmp_path, {"a.xlsx": sheet(), "b.xlsx": sheet("新的", filed_on="2018-05-24")})
    assert outcomes(month) == ["已被「input/b.xlsx」替换", "已采用"]


def test_a_return_of_which_only_some_rows_were_sent_again_still_counts(tmp_path):
    month = month_of(
        tmp_path,
        {"a.xlsx": sheet(), "b.xlsx": progress_sheet("1-01 | 正在推进 | 50 | | | 新的", filed_on="2018-05-24")},
    )
    assert outcomes(month) == ["已采用，部分任务已被「input/b.xlsx」替换", "已采用"]


def test_of_two_that_contradict_each_other_neither_is_called_taken(tmp_path):
    """What they agree on is taken from the first; that they go back is counted."""
    rest = {"a.xlsx": sheet(), "b.xlsx": sheet("另一说")}
    assert outcomes(month_of(tmp_path, rest)) == [
        "已采用，1项任务与「input/b.xlsx」不一致，待确认",
        "1项任务与「input/a.xlsx」不一致，待确认，1 处退回",
    ]


def test_two_files_of_the_same_words_count_once(tmp_path):
    month = month_of(tmp_path, {"a.xlsx": sheet(), "b.xlsx": sheet(filler="王五")})
    assert outcomes(month) == ["已采用", "与「input/a.xlsx」内容相同，只计一份"]


def test_problems_found_among_the_months_are_counted_too(tmp_path):
    back = LINES.format("甲").replace("40 | | | 乙", "30 | | | 乙")
    june = progress_sheet(back, period="2018-06", filed_on="2018-06-20", reviewer="")
    month = month_of(tmp_path, {"5.xlsx": sheet(), "6.xlsx": june}, JUNE)
    assert {"C604", "C605", "S318"} <= {item.code for item in month.problems}
    assert outcomes(month) == ["已采用", "已采用，2 处提醒"]


def test_a_file_of_two_months_is_listed_with_both_in_either_ledger(tmp_path):
    """A month that this run does not judge is only said to be read."""
    book = sheet(period="2018-06", filed_on="2018-06-20").sheet("五月")
    book.now["cells"] = sheet("五月的").now["cells"]
    for period, outcome in ((MAY, "「五月」已采用；「进展填报」已读取，供 2018-06 采用"), (JUNE, "已采用")):
        month = month_of(tmp_path, {"a.xlsx": book}, period)
        row = load_workbook(io.BytesIO(ledger_of(month)))["来源文件"][2]
        assert [cell.value for cell in row[2:5]] == ["民政处", "2018-05、2018-06", outcome]


def test_another_sheet_of_the_same_file_is_named_as_such(tmp_path):
    book = sheet().sheet("更正")
    book.now["cells"] = sheet("新的", filed_on="2018-05-24").now["cells"]
    (outcome,) = outcomes(month_of(tmp_path, {"a.xlsx": book}))
    assert "已被本文件工作表「更正」替换" in outcome
