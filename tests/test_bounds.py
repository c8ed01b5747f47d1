"""What one cell, sheet or file may cost: time in proportion to its text, and never another file's reading.

Times are processor times, the least of several tries: they are the same on a busy machine and an idle one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import json
import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from reporter.documents.fault import TemplateFault
from reporter.documents.template_markup import draft
from reporter.documents.wording import Wording
from reporter.intake import file_result, reader, reading_context
from reporter.intake.file_result import file_workbook, settle_loose
from reporter.intake.grid import Grid, GridCell, Workbook
from reporter.intake.identity import Hints
from reporter.intake.master_list import read_master
from reporter.intake.notice import read_notice
from reporter.intake.processor_time import Limit, Spent
from reporter.intake.reading_context import ReadingContext
from reporter.intake.requirement import read_requirement
from reporter.vocabulary.columns import BLANK_SHEET, FIELDS, REGISTER
from reporter.vocabulary.master_sheets import MASTER_SHEETS
from reporter.vocabulary.problems import Kind

from .builders import TASKS, small_plan
from .masters import ROOT
from .terminal import run

LONGEST = 32_767
"""Characters of a cell, at most."""
PIECES = (
    *((before, piece, "") for before, piece in (("", "已完成"), ("", "完成80%"), ("", "一"), ("", "、"), ("", "《"))),
    *(
        ("", piece, "")
        for piece in ("http://a", "a.", "www.a", "填报单位：", "1", "民政处", "1-", "2018-", "5月", "\n")
    ),
    *((label, " ", "x") for label in ("单位", "（", "http://a", "[附件：", "每年")),
    ("", "牵头", ""),
    ("", "(", ""),
    ("ｈttp：//", "．a", ""),
    ("", "_", "x"),
    ("推进教育信息公开", "，公开", ""),
)
"""(what stands before, what is repeated, what stands behind) of texts that patterns have trouble with."""


def _grid(cells: dict[tuple[int, int], str], name: str) -> Grid:
    return Grid(name=name, cells={place: GridCell(text, *place) for place, text in cells.items() if text})


def _workbook(changed: str, text: str) -> tuple[Workbook, str]:
    """A return with its register, where the text named `changed` is `text`; and the name of its file."""
    name = text if changed == "file name" else "2018-05/民政处.xlsx"
    head: dict[tuple[int, int], str] = {(1, 1): "政务公开工作进展表"}
    known = {
        "department": "民政处",
        "period": "2018-05",
        "filed_on": "2018-05-22",
        "filler": "张三",
        "reviewer": "李四",
    }
    for column, (key, label) in enumerate(FIELDS.items()):
        head[2, 2 * column + 1] = label
        head[2, 2 * column + 2] = text if changed == f"field {key}" else known.get(key, "80000000")
    progress = dict(head)
    sound = {"task_id": "1-01", "status": "正在推进", "progress": "40", "narrative": "已公开", "task": TASKS["1-01"][0]}
    for at, column in enumerate(BLANK_SHEET, 1):
        progress[4, at] = text if changed == f"title {column.key}" else column.title
        progress[5, at] = text if changed == f"column {column.key}" else sound.get(column.key, "")
        progress[6, at] = {"task_id": "1-02", "status": "已完成", "evidence": "http://a.cn/b"}.get(column.key, "")
    if changed == "done, evidence":
        progress[6, 14] = text
    if changed == "above":
        progress[1, 1] = text
    if changed == "below":
        progress[8, 1] = text
    if changed == "beside":
        progress[5, 20] = text
    register = dict(head)
    sound = {"task_id": "2-07", "title": "解读一", "done_on": "2018-05-20"}
    for at, column in enumerate(REGISTER, 1):
        register[4, at] = text if changed == f"register title {column.key}" else column.title
        register[5, at] = text if changed == f"item {column.key}" else sound.get(column.key, "")
    sheets = (
        _grid(progress, text if changed == "sheet name" else "进展填报"),
        _grid(register, "事项登记"),
        _grid({(1, 1): text if changed == "other sheet" else "说明"}, "别的"),
    )
    return Workbook(sheets=sheets), "input/" + name


FIELDS_OF_A_FILE = (
    *(f"field {key}" for key in FIELDS),
    *(f"{what} {column.key}" for what in ("title", "column") for column in BLANK_SHEET),
    *(f"{what} {column.key}" for what in ("register title", "item") for column in REGISTER),
    *("done, evidence", "above", "below", "beside", "sheet name", "other sheet", "file name"),
)


def _spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


CONTEXT = ReadingContext(small_plan())


def _read(field: str, text: str) -> None:
    book, name = _workbook(field, text)
    found = file_workbook(book, name, Hints.of(name, CONTEXT.register), CONTEXT)
    settle_loose([found], CONTEXT)
    assert Kind.FILE_NOT_INTERPRETED not in {problem.kind for problem in found.problems}


def _linear(work: Callable[[str], object], pieces: Iterable[tuple[str, str, str]], longest: int = LONGEST) -> None:
    """Whether texts twice as long take at most three times as long, whatever they are made of: all of them together,
    since one that takes the square of its length outweighs the others by far.
    """
    pieces = tuple(pieces)

    def spent(length: int, attempt: int) -> float:
        """Another text each time, since readings are remembered."""
        texts = [before + piece * (length // len(piece)) + after for before, piece, after in pieces]
        return _spent(lambda: [work(text + "x" * attempt) for text in texts])

    assert any(spent(longest, attempt) <= 3 * spent(longest // 2, attempt) + 0.05 for attempt in range(8))


@pytest.mark.parametrize("field", FIELDS_OF_A_FILE)
def test_a_file_with_a_text_twice_as_long_takes_no_more_than_thrice_the_time(field):
    """Every text that somebody else writes: cells, titles, labelled values, names of sheets and files."""
    _linear(functools.partial(_read, field), PIECES)


def test_a_line_of_the_master_list_twice_as_long_takes_no_more_than_thrice_the_time():
    _linear(read_requirement, PIECES)


IN_A_NOTICE = {
    "paragraph": "一、公开甲。（教育处负责，年底前）\n二、{}\n",
    "cell": "序号\t任务\t责任部门\t完成时间\n1\t{0}\t教育处、{0}\t{0}\n",
    "body": "关于甲的通知\n各处室：\n{}。\n一、公开甲。（教育处负责，年底前）\n",
    "line of a stacked table": "序号\n任务\n责任部门\n完成时间\n1\n{}\n教育处\n年底前\n",
}
"""Texts of a notice, with the place of one."""


@pytest.mark.parametrize("place", IN_A_NOTICE)
def test_a_notice_with_a_text_twice_as_long_takes_no_more_than_thrice_the_time(place):
    pieces = (
        *PIECES,
        ("", "责任单位：甲", ""),
        ("", "（甲", ""),
        ("", "，甲负责", ""),
        ("", '"甲', ""),
        ("", "3月前建立甲", ""),
    )
    _linear(lambda text: read_notice(IN_A_NOTICE[place].format(text).encode(), "通知.txt"), pieces)


def test_a_notice_of_twice_as_many_lines_takes_no_more_than_thrice_the_time():
    """Titles without rows, rows below titles, tasks in paragraphs."""
    lines = (
        "序号\n任务\n责任部门\n完成时间\n",
        "1\n公开甲。\n教育处\n年底前\n",
        "（一）公开甲。（教育处负责，年底前）\n",
    )

    def read(count: int) -> None:
        for line in lines:
            read_notice((IN_A_NOTICE["body"].format("甲") + lines[0] + line * count).encode(), "通知.txt")

    assert any(_spent(lambda: read(800)) <= 3 * _spent(lambda: read(400)) + 0.05 for _ in range(3))


def test_a_numeral_of_thousands_of_digits_is_at_most_a_fault_at_its_cell(monkeypatch):
    """In any cell of the master list."""
    book = _master()
    changed: list[Workbook] = []
    monkeypatch.setattr(reader, "read_workbook", lambda _: changed[-1])
    for index, grid in enumerate(book.sheets):
        whole = grid.name in ("公文", "考核办法")
        for row, column in [place for place in grid.cells if place[0] <= 2 or (whole and place[1] == 2)]:
            cells = {**grid.cells, (row, column): GridCell("9" * 5000, row, column)}
            sheets = (*book.sheets[:index], replace(grid, cells=cells), *book.sheets[index + 1 :])
            changed.append(replace(book, sheets=sheets))
            plan, problems = read_master(ROOT / "input/任务总表.xlsx")
            assert plan or problems


@functools.cache
def _master() -> Workbook:
    book = reader.read_workbook(ROOT / "input/任务总表.xlsx")
    assert isinstance(book, Workbook)
    return book


@pytest.mark.parametrize("name", list(MASTER_SHEETS))
def test_a_sheet_of_the_master_list_with_texts_twice_as_long_takes_no_more_than_thrice_the_time(name, monkeypatch):
    """In every cell of its second row; of 「公文」 and 「考核办法」 in every row's own cell."""
    book = _master()
    grid = next(grid for grid in book.sheets if grid.name == name)
    rows = {row for row, _ in grid.cells} if name in ("公文", "考核办法") else {2}
    columns = (2,) if name in ("公文", "考核办法") else range(1, 1 + len(MASTER_SHEETS[name]))
    places = [(row, column) for row in sorted(rows)[:12] for column in columns]
    changed: list[Workbook] = []
    monkeypatch.setattr(reader, "read_workbook", lambda _: changed[-1])

    def read(text: str) -> None:
        cells = {**grid.cells, **{place: GridCell(text, *place) for place in places}}
        changed.append(
            replace(book, sheets=(*(other for other in book.sheets if other is not grid), replace(grid, cells=cells)))
        )
        read_master(ROOT / "input/任务总表.xlsx")

    _linear(read, PIECES, 4_000)


@pytest.mark.parametrize(
    "shape", ["{}", "{{{{ {} }}}}", "{{% if {} %}}{{% endif %}}", "{{# {} #}}", "附件：{}", "（{}", "一、{}"]
)
def test_a_template_twice_as_long_takes_no_more_than_thrice_the_time(shape):
    def read(text: str) -> None:
        with contextlib.suppress(TemplateFault):
            draft(Wording({"文": "标题：题\n" + shape.format(text.replace("{", "（"))}), "文", {"词": "字"}, {})

    more = (
        ("", "词 ~ ", "词"),
        ("", "词.", "词"),
        ("", "一、甲\n", ""),
        ("", "一是甲；", ""),
        ("", "［附件：甲］", ""),
    )
    _linear(read, (*PIECES, *more), 4_000)


def test_a_value_in_a_document_twice_as_long_takes_no_more_than_thrice_the_time():
    lines = [
        "标题：题{{ 词 }}",
        "主送：{{ 词 }}",
        "一、{{ 词 }}",
        "（一）{{ 词 }}。正文{{ 词|引号 }}",
        "附件：{{ 词 }}",
        "正文。",
    ]
    wording = Wording({"文": "\n".join(lines)})
    _linear(lambda text: draft(wording, "文", {"词": text}, {}), PIECES, 8_000)


def test_a_requirement_is_no_longer_than_people_write_and_its_number_no_longer_than_a_number():
    assert read_requirement("解读≥" + "3" * 5000 + "次/年") is None
    assert read_requirement("解读≥3次/年" + "，" * 300) is None


# --- what spoils one file ------------------------------------------------------------------------------------------


def _endless(*_: object) -> None:
    while True:
        pass


@pytest.mark.parametrize("elsewhere", [False, True], ids=["main thread", "another thread"])
def test_interpretation_that_does_not_end_costs_that_file_alone(elsewhere, monkeypatch):
    """Cut off by processor time; every cell of it is listed, and the next file is read as ever."""
    book, name = _workbook("", "")
    with monkeypatch.context() as patch:
        patch.setattr(file_result, "SECONDS", 0.2)
        patch.setattr(reading_context, "find", _endless)
        with ThreadPoolExecutor(1) as pool:
            run = pool.submit(file_workbook, book, name, Hints("", None), CONTEXT).result if elsewhere else None
            found = run() if run else file_workbook(book, name, Hints("", None), CONTEXT)
    assert [(problem.kind, problem.source.file) for problem in found.problems] == [(Kind.FILE_NOT_INTERPRETED, name)]
    assert "0.2 秒" in found.problems[0].message and not found.returns
    assert len(found.unused) == sum(len(grid.cells) for grid in book.sheets)
    assert file_workbook(book, name, Hints.of(name, CONTEXT.register), CONTEXT).returns


def _pieces() -> list[str]:
    """What becomes of three pieces of work that are watched together, the second endless; between them time is spent
    that is nobody's."""
    limit, ended = Limit(0.2), []
    with limit.watched():
        for work in (str, _endless, str):
            with contextlib.suppress(Spent):
                with limit.piece():
                    work()
                ended.append("done")
                continue
            ended.append("cut off")
            end = time.process_time() + 0.6
            while time.process_time() < end:
                pass
    return ended


@pytest.mark.parametrize("elsewhere", [False, True], ids=["main thread", "another thread"])
def test_of_pieces_of_work_watched_together_only_the_endless_one_is_cut_off(elsewhere):
    with ThreadPoolExecutor(1) as pool:
        assert (pool.submit(_pieces).result() if elsewhere else _pieces()) == ["done", "cut off", "done"]


def test_what_interpretation_raises_is_named_with_its_place(monkeypatch):
    book, name = _workbook("", "")
    monkeypatch.setattr(reading_context, "find", lambda *_: int("1" * 5000))
    found = file_workbook(book, name, Hints("", None), CONTEXT)
    assert [problem.kind for problem in found.problems] == [Kind.FILE_NOT_INTERPRETED]
    assert "test_bounds.py" in found.problems[0].message and found.outcome.startswith("未采用")


def test_a_register_that_cannot_be_read_leaves_the_return_it_would_go_to_as_it_is(monkeypatch):
    """It came in a file of its own, and that file is named."""
    book, name = _workbook("", "")
    sheet, register, _ = book.sheets
    hints = Hints.of(name, CONTEXT.register)
    home, loose = (
        file_workbook(Workbook(sheets=(grid,)), file, hints, CONTEXT)
        for grid, file in ((sheet, name), (register, "input/2018-05/登记.xlsx"))
    )
    before = list(home.returns)
    monkeypatch.setattr(file_result, "place", lambda *_: 1 // 0)
    settle_loose([home, loose], CONTEXT)
    assert home.returns == before
    assert [(problem.kind, problem.source.file) for problem in loose.problems] == [
        (Kind.FILE_NOT_INTERPRETED, "input/2018-05/登记.xlsx")
    ]


HOSTILE = {"121 characters": "完成" * 60 + "x", "4301 numerals": "一" * 4301, "a whole cell": "1" * LONGEST}


def test_a_hostile_cell_changes_nothing_of_what_others_reported(tmp_path, monkeypatch):
    """Through the program as it is called, in every column to be filled in; the file is named at its cell.

    All are saved at one moment: else the later replaces the earlier, of which nothing is told then.
    """
    moment = SimpleNamespace(now=lambda tz: dt.datetime(2018, 5, 20, tzinfo=tz))
    monkeypatch.setattr("openpyxl.writer.excel.datetime", SimpleNamespace(datetime=moment, timezone=dt.timezone))
    columns = ("status", "progress", "done_on", "count", "expected_on")
    ledgers = []
    for hostile in (False, True):
        home = tmp_path / str(hostile)
        (home / "input/2018-05").mkdir(parents=True)
        shutil.copy(ROOT / "input/任务总表.xlsx", home / "input")
        shutil.copy(ROOT / "input/2018-05/示例-教育处.xlsx", home / "input/2018-05")
        named = set()
        for number, text in enumerate(HOSTILE.values()) if hostile else ():
            book = load_workbook(ROOT / "input/2018-05/示例-民政处.xlsx")
            for row, key in enumerate(columns, 7):
                cell = book.worksheets[0].cell(row, [column.key for column in BLANK_SHEET].index(key) + 1, text)
                named.add((f"input/2018-05/{number}.xlsx", cell.coordinate))
            book.save(home / f"input/2018-05/{number}.xlsx")
        done = run(home, "report", "--json", "--period", "2018-05")
        assert done.returncode == hostile, done.stderr
        told = json.loads(done.stdout)["problems"]
        if hostile:
            assert named <= {(item["file"], item["cell"]) for item in told}
        ledger = load_workbook(home / "output/2018-05/台账.xlsx", read_only=True)
        details = [line for line in ledger["单位明细"].values if "教育处" in line]
        points = [line[1:] for line in ledger["单位得分"].values if "教育处" in line]
        ledgers.append((details, points))
    assert ledgers[0] == ledgers[1] and len(ledgers[0][0]) > 20 and ledgers[0][1]
