"""The same duties through any layout are given the same verdicts: an office's own titles, groups of titles, sections,
tasks over several rows, pages with labels, tables side by side, rows of several departments."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.assess.course import assess
from reporter.intake.file_result import file_workbook
from reporter.intake.find import find
from reporter.intake.grid import Grid, GridCell, Merge, Workbook
from reporter.intake.identity import Hints
from reporter.intake.reading_context import ReadingContext
from reporter.intake.title_match import PROGRESS
from reporter.vocabulary.model import Period
from reporter.vocabulary.problems import Kind, Level
from tests.builders import small_plan

PLAN = small_plan()
CONTEXT = ReadingContext(PLAN)
MAY = Period(2018, 5)
TASKS = {task.id: task for task in PLAN.tasks}
DUTIES = {
    "1-01": {"status": "正在推进", "progress": "40%", "narrative": "已公开招生范围", "evidence": "http://a.gov.cn/1"},
    "1-02": {"status": "已完成", "progress": "100%", "narrative": "全部公开", "evidence": "《救助政策》"},
    "1-09": {"status": "长期坚持", "progress": "50%", "narrative": "经常更新名录", "evidence": "http://a.gov.cn/3"},
    "2-07": {"status": "正在推进", "progress": "30%", "narrative": "解读一次", "evidence": "http://a.gov.cn/2"},
}
TITLES = {
    "task_id": ("任务编号", "编号", "任务号"),
    "task": ("主要任务", "任务内容", "年度目标任务", "重点工作"),
    "status": ("完成状态", "完成情况", "工作进度", "是否完成", "办理状态"),
    "progress": ("完成进度", "完成率", "进度（％）"),
    "narrative": ("进展情况", "工作进展", "具体进展", "目前进展"),
    "evidence": ("公开网址或佐证材料", "佐证材料", "网址"),
}
KEYS = tuple(TITLES)


class Canvas:
    """A sheet under the pen."""

    def __init__(self, name: str = "表"):
        self.name, self.cells, self.merges = name, {}, []

    def put(self, row: int, column: int, text: str, down: int = 1, across: int = 1) -> None:
        if text:
            self.cells[row, column] = GridCell(text, row, column)
        if down > 1 or across > 1:
            self.merges.append(Merge(row, column, row + down - 1, column + across - 1))

    def grid(self) -> Grid:
        return Grid(name=self.name, cells=dict(sorted(self.cells.items())), merges=tuple(self.merges))


def told_text(task_id: str, key: str) -> str:
    return {"task_id": task_id, "task": TASKS[task_id].text}.get(key) or DUTIES[task_id][key]


def head(canvas: Canvas, row: int = 1) -> int:
    """Title row and fields; the next row."""
    canvas.put(row, 1, "2018年5月政务公开工作进展表", across=6)
    for column, text in enumerate(("填报单位", "民政处", "报送期", "2018-05", "填报日期", "2018-05-22"), 1):
        canvas.put(row + 1, column, text)
    return row + 2


def table(canvas, row, order, titles, ids, left=1, sections=False, notes=()):
    """A table with one header row; the row below it."""
    for column, key in enumerate(order, left):
        canvas.put(row, column, titles[key])
    row += 1
    for number, task_id in enumerate(ids):
        if sections and number in (0, 2):
            canvas.put(row, left, ("一、重点领域", "二、重点任务")[number // 2], across=len(order))
            row += 1
        for column, key in enumerate(order, left):
            canvas.put(row, column, told_text(task_id, key))
        row += 1
    for text in notes:
        canvas.put(row, left, text)
        row += 1
    return row


def plain(draw, titles):
    canvas = Canvas()
    row = head(canvas) + draw(st.integers(0, 3))
    table(
        canvas,
        row,
        draw(st.permutations(KEYS)),
        titles,
        draw(st.permutations(list(DUTIES))),
        sections=draw(st.booleans()),
        notes=draw(st.lists(st.sampled_from(NOTES), max_size=3)),
    )
    return [canvas.grid()]


NOTES = ("合计：4项", "以上共4项任务", "注：数据截至5月底", "填表说明：请逐项填写", "审核人签字：", "共计", "备注：无")


def grouped(draw, titles):
    """Two rows of titles, merged or not."""
    canvas = Canvas()
    row, merged = head(canvas), draw(st.booleans())
    for column, key in enumerate(KEYS, 1):
        if key in ("task_id", "task"):
            canvas.put(row, column, titles[key], down=2 if merged else 1)
        else:
            canvas.put(row + 1, column, titles[key])
    canvas.put(row, 3, "本月进展", across=4 if merged else 1)
    for number, task_id in enumerate(DUTIES, row + 2):
        for column, key in enumerate(KEYS, 1):
            canvas.put(number, column, told_text(task_id, key))
    return [canvas.grid()]


def several_rows(draw, titles):
    """A task over three rows, under one merged number, a repeated one, or none below the first."""
    canvas = Canvas()
    row = head(canvas)
    for column, key in enumerate(KEYS, 1):
        canvas.put(row, column, titles[key])
    row += 1
    for task_id in DUTIES:
        how, words = draw(st.sampled_from(("one", "merged", "repeated", "below"))), told_text(task_id, "narrative")
        parts = [words] if how == "one" else [words[:2], words[2:]]
        for column, key in enumerate(KEYS, 1):
            down = len(parts) if how == "merged" and key != "narrative" else 1
            if key != "narrative":
                canvas.put(row, column, told_text(task_id, key), down=down)
                if how == "repeated" and key in ("task_id", "task"):
                    canvas.put(row + 1, column, told_text(task_id, key))
            else:
                for number, part in enumerate(parts, row):
                    canvas.put(number, column, part)
        row += len(parts)
    return [canvas.grid()]


def page(canvas, row, titles, task_id, order):
    for number, key in enumerate(order, row):
        canvas.put(number, 1, titles[key])
        canvas.put(number, 2, told_text(task_id, key), across=3)
    return row + len(order)


def pages(draw, titles):
    """Labels in a column, values beside them: all on one sheet, or one sheet each."""
    order, apart = draw(st.permutations(KEYS)), draw(st.booleans())
    grids, canvas = [], Canvas()
    row = head(canvas)
    for number, task_id in enumerate(DUTIES):
        if apart and number:
            grids.append(canvas.grid())
            canvas = Canvas(f"表{number}")
            row = head(canvas)
        row = page(canvas, row, titles, task_id, order) + draw(st.integers(0, 2)) * (not apart)
    return [*grids, canvas.grid()]


def pages_side_by_side(draw, titles):
    """Two pages in a row, each with its own labels."""
    canvas, order, ids = Canvas(), draw(st.permutations(KEYS)), list(DUTIES)
    row, gap = head(canvas), draw(st.integers(1, 2))
    for pair in (ids[:2], ids[2:]):
        for number, task_id in enumerate(pair):
            for at, key in enumerate(order, row):
                canvas.put(at, 1 + number * (2 + gap), titles[key])
                canvas.put(at, 2 + number * (2 + gap), told_text(task_id, key))
        row += len(order) + draw(st.integers(0, 2))
    return [canvas.grid()]


def on_its_side(draw, titles):
    """Labels in the first column, a column for each task; all in one block, or one below the other."""
    canvas, order, ids = Canvas(), draw(st.permutations(KEYS)), draw(st.permutations(list(DUTIES)))
    row, size = head(canvas), draw(st.sampled_from((2, 4)))
    for first in range(0, len(ids), size):
        for number, key in enumerate(order, row):
            canvas.put(number, 1, titles[key])
            for column, task_id in enumerate(ids[first : first + size], 2):
                canvas.put(number, column, told_text(task_id, key))
        row += len(order) + draw(st.integers(0, 2))
    return [canvas.grid()]


def side_by_side(draw, titles):
    canvas = Canvas()
    row, ids = head(canvas), list(DUTIES)
    gap = draw(st.integers(0, 2))
    table(canvas, row, KEYS, titles, ids[:2])
    table(canvas, row, KEYS, titles, ids[2:], left=len(KEYS) + 1 + gap)
    return [canvas.grid()]


LAYOUTS = (plain, grouped, several_rows, pages, pages_side_by_side, on_its_side, side_by_side)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(KEYS, 2)))
def test_where_two_titles_are_exchanged_the_values_win_and_it_is_told(one, other):
    """Contract, section 4: a column is what its title and its values say together; where they disagree the values
    win."""
    titles = {key: names[0] for key, names in TITLES.items()}
    titles |= {one: titles[other], other: titles[one]}
    canvas = Canvas()
    table(canvas, head(canvas), KEYS, titles, DUTIES)
    found = file_workbook(Workbook(sheets=(canvas.grid(),)), "input/a.xlsx", Hints("", None), CONTEXT)
    assert judged([canvas.grid()]) == judged(blank_form())
    (told,) = (problem for problem in found.problems if problem.kind is Kind.COLUMNS_BY_VALUES)
    assert all(f"「{titles[key]}」是" in told.message for key in (one, other))


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("完成状态", ("差不多了", "差不多了", "快了", "快了")),  # a state badly typed
        ("完成进度", ("约莫", "约莫", "不好说", "不好说")),
        ("公开网址或佐证材料", ("《目录》", "示发〔2018〕3号", "名录.docx", "《解读》")),
    ],
)
def test_what_is_badly_typed_below_its_title_is_not_looked_for_in_words_of_progress(title, typed):
    canvas = Canvas()
    words = {"完成状态": "已完成", "完成进度": "50%", "公开网址或佐证材料": "http://a.gov.cn/1"}[title]
    names = {key: names[0] for key, names in TITLES.items()}
    row = table(canvas, head(canvas), KEYS, names, DUTIES) - len(DUTIES)
    for number, text in enumerate(typed, row):
        canvas.put(number, 1 + [names[key] for key in KEYS].index(title), text)
        canvas.put(number, 1 + KEYS.index("narrative"), words)
    found = file_workbook(Workbook(sheets=(canvas.grid(),)), "input/a.xlsx", Hints("", None), CONTEXT)
    assert [entry.narrative for item in found.returns for entry in item.entries] == [words] * len(DUTIES)


SPELLINGS = {
    "正在推进": ("正在推进", "推进中", "有序推进"),
    "已完成": ("已完成", "任务完成", "已销号", "■已完成 □正在推进", "已整改"),
    "长期坚持": ("长期坚持", "常态化推进"),
    "40%": ("40%", "40", "４０％", "四成"),
    "30%": ("30%", "百分之三十"),
}
"""What a cell says → how people write it."""


MARKS = {"已完成": ("√", "R", "☑")}
"""The same below a title that means nothing but a state."""


def spelled(grids, draw, titles) -> list[Grid]:
    """The sheets with other words for the same."""
    marks = MARKS if PROGRESS.key(titles["status"]) == "status" else {}
    words = {text: draw(st.sampled_from(others + marks.get(text, ()))) for text, others in SPELLINGS.items()}

    def cells(grid: Grid) -> dict:
        return {place: cell._replace(text=words.get(cell.text, cell.text)) for place, cell in grid.cells.items()}

    return [replace(grid, cells=cells(grid)) for grid in grids]


def judged(grids) -> dict[str, tuple]:
    """Task → what was decided of it, and what the department's row in the ledger says."""
    found = file_workbook(Workbook(sheets=tuple(grids)), "input/a.xlsx", Hints("", None), CONTEXT)
    entries = [entry for item in found.returns for entry in item.entries]
    assert {(item.department, item.period) for item in found.returns} == {("民政处", MAY)}
    assert len(entries) == len({entry.task_id for entry in entries})
    assert [problem for problem in found.problems if problem.level is Level.REFUSED] == []
    month = assess(PLAN, found.returns, MAY, MAY.last_day)
    told = {entry.task_id: ("".join(entry.narrative.split()), entry.evidence, entry.progress) for entry in entries}
    return {
        verdict.duty.task.id: (verdict.state, verdict.lamp, told.get(verdict.duty.task.id))
        for verdict in month.verdicts
        if verdict.duty.department == "民政处"
    }


def blank_form() -> list[Grid]:
    """The duties below our own titles."""
    canvas = Canvas()
    table(canvas, head(canvas), KEYS, {key: names[0] for key, names in TITLES.items()}, DUTIES)
    return [canvas.grid()]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda item: item.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_same_duties_through_any_layout_are_given_the_same_verdicts(layout, data):
    """An office's own titles in any order, groups of titles, sections, several rows, pages, tables side by side; any
    accepted spelling of a state and a percentage.
    """
    titles = {key: data.draw(st.sampled_from(names)) for key, names in TITLES.items()}
    assert judged(spelled(layout(data.draw, titles), data.draw, titles)) == judged(blank_form())


def test_rows_that_name_several_departments_are_each_ones():
    """A column 责任单位 as the notice has it, and nothing else that says whose the sheet is; a file name decides it."""
    canvas = Canvas()
    for column, text in enumerate(("报送期", "2018-05", "填报日期", "2018-05-22"), 1):
        canvas.put(1, column, text)
    for column, title in enumerate(("任务编号", "主要任务", "责任单位", "完成状态", "进展情况"), 1):
        canvas.put(2, column, title)
    for row, (task_id, owners) in enumerate({"1-01": "民政处、教育处", "1-02": "民政处", "2-07": "教育处"}.items(), 3):
        line = (task_id, TASKS[task_id].text, owners, "正在推进", "已公开")
        for column, text in enumerate(line, 1):
            canvas.put(row, column, text)

    def read(department: str) -> dict[str, list[str]]:
        book = Workbook(sheets=(canvas.grid(),))
        found = file_workbook(book, "input/a.xlsx", Hints(department, None), CONTEXT)
        return {item.department: [entry.task_id for entry in item.entries] for item in found.returns}

    assert read("") == {"民政处": ["1-01", "1-02"], "教育处": ["1-01", "2-07"]}
    assert read("民政处") == {"民政处": ["1-01", "1-02"]}


def test_a_sheet_of_others_is_known_again_by_all_its_cells_and_no_other_for_it():
    """The guide of a blank comes back in every return: what is remembered of it changes nothing for its like."""
    context = ReadingContext(PLAN)

    def sheet(first: str, title: str, merged: bool = False) -> Grid:
        canvas = Canvas()
        canvas.put(1, 1, first)
        canvas.put(2, 1, title)
        canvas.put(2, 2, "完成状态", across=2 if merged else 1)
        canvas.put(3, 1, "1-01")
        canvas.put(3, 2, "正在推进")
        return canvas.grid()

    foreign, ours = sheet("说明", "车牌"), sheet("说明", "任务编号")
    for grid in (foreign, ours, foreign, sheet("说明", "车牌", merged=True), ours):
        assert bool(context.found(grid).progress) == (grid is ours)
        assert context.found(grid) == find(grid, context.tasks)
