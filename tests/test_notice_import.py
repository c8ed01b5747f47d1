"""Importing a notice gives back its tasks, whatever its tables went through, and names every doubt at its place."""

from __future__ import annotations

import io
import zipfile
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.documents import Wording, notice
from reporter.gongwen.word import render
from reporter.intake.notice import NotANotice, read_notice
from reporter.intake.notice.proposals import propose
from reporter.intake.notice.words import clean, number_of
from reporter.intake.requirement import read_requirement

from .masters import ROOT, shipped_plan
from .notices import NAMES, SEED, docx, messy_docx, messy_xlsx, seed_items, word_table, xlsx

SEED_TEXT = SEED.read_text(encoding="utf-8")
HEADER = ["序号", "公开领域", "主要任务", "责任部门", "完成时间"]
ROW = ["1", "教育", "公开招生信息。", "教育处", "2019年底前"]


def _words(found) -> list[tuple[str, ...]]:
    return [(task.id, task.area, task.text, task.leader, task.owners_text, task.due_text) for task in found.tasks]


def _expected() -> list[tuple[str, ...]]:
    return [astuple(item) for item in seed_items()]


def _codes(found) -> list[tuple[str, str]]:
    return [(problem.code, problem.source.cell) for problem in found.problems]


def _text(*rows: list[str], above: str = "附件1\n任务清单\n") -> bytes:
    return (above + "\n".join("\t".join(row) for row in rows)).encode()


@pytest.fixture(scope="module")
def seed():
    return read_notice(SEED.read_bytes(), "通知.txt")


# --- the 34 tasks --------------------------------------------------------------------------------------------------


def test_the_seed_text_gives_its_34_tasks_word_for_word(seed):
    """16 tasks of the first annex and 18 of the second, without the spaces of the scanner and with every other sign."""
    assert len(_expected()) == 34
    assert _words(seed) == _expected()


def test_the_seed_text_gives_its_two_lists_by_name(seed):
    assert {item.key: item.name for item in seed.lists} == NAMES
    assert seed.lists[1].basis == "《关于印发江苏省全面推进政务公开工作实施细则的通知》（苏政办发〔2017〕151号）"


def test_the_seed_text_gives_the_elements_of_the_notice(seed):
    assert seed.elements == {
        "机关代字": "淮开社发", "年份": "2018", "发文字号": "淮开社发〔2018〕73号",
        "标题": "关于印发社会事业局政务公开重点工作目标任务分解方案的通知", "主送": "局机关各处室、各部门，各下设事业单位",
        "发文机关": "淮安经济技术开发区社会事业局", "成文日期": "2018年4月28日",
        "印发机关": "淮安经济技术开发区社会事业局综合处", "印发日期": "2018年4月28日"}


def test_departments_and_titles_are_told_apart(seed):
    """Nobody guesses who 各部门 are; the office that printed the notice is a department too, and that is said."""
    assert seed.departments == ("社会组织发展促进中心", "民政处", "教育处", "人口计生处", "卫生处", "疾控中心", "卫生监督所",
                                "文化体育与民族宗教处", "综合处")
    assert seed.titles == ("各部门", "各相关部门", "各分管领导")
    assert _codes(seed) == [("N716", "")]


def test_only_the_wording_of_four_tasks_asks_for_something_countable(seed):
    """2-06 「2018年3月前建立」 is judged by its deadline alone. What is proposed can be read back, and says it is proposed."""
    proposed = {task.id: task.requirements for task in seed.tasks if task.requirements}
    assert proposed == {"2-05": ("窗口：11月",), "2-07": ("解读≥3次/年", "3个工作日"), "2-13": ("开放日≥1次/年",),
                        "2-15": ("听取汇报≥1次/年",)}
    assert all(read_requirement(line) for lines in proposed.values() for line in lines)
    assert {task.id for task in seed.tasks if task.remark == "量化要求为程序建议，请核对"} == set(proposed)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_text_is_read_in_every_encoding_that_notepad_saves(encoding):
    assert _words(read_notice(SEED_TEXT.encode(encoding), "通知.txt")) == _expected()


def test_a_text_with_columns_between_bars_or_commas_is_read_too():
    bars = "\n".join(f"| {line.replace(chr(9), ' | ')} |" if "\t" in line else line for line in SEED_TEXT.splitlines())
    bars = bars.replace("| 完成时间 |", "| 完成时间 |\n|---|:--|---|---|---|")
    assert _words(read_notice(bars.encode(), "通知.md")) == _expected()
    assert _words(read_notice(SEED_TEXT.replace("\t", ",").encode(), "通知.csv")) == _expected()


def test_our_own_notice_gives_back_the_tasks_it_was_made_from(seed):
    """通知.docx of the shipped master list, its 版记 in a text box and its title broken into lines."""
    wording = Wording({path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("*.txt")})
    found = read_notice(render(notice(shipped_plan(), wording)), "output/2018/通知.docx")
    assert _words(found) == _expected()
    assert (found.lists, found.departments, found.titles) == (seed.lists, seed.departments, seed.titles)
    assert found.elements == seed.elements


def test_a_document_out_of_a_converter_gives_the_same_tasks():
    """Other words and order of columns, repeated and missing headers, cut rows, merged cells, spaces inside words."""
    found = read_notice(messy_docx(), "通知.docx")
    assert _words(found) == _expected()
    assert {item.key: item.name for item in found.lists} == NAMES
    assert {code for code, _ in _codes(found)} == {"N707"}, "each row that was cut is named, and nothing else"


def test_a_workbook_of_the_same_gives_the_same_tasks():
    """Two lists below one another on a sheet, title rows above, merged cells, 牵头单位 instead of 责任部门."""
    found = read_notice(messy_xlsx(), "清单.xlsx")
    assert _words(found) == _expected()
    assert {item.key: item.name for item in found.lists} == NAMES
    assert found.tasks[0].source.cell == "F6"
    assert _codes(found) == []
