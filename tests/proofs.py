"""Proofs read back: the comments of a copy with the text they stand at, the check sheet, and a workspace of odd words."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from lxml import etree

from reporter.sheets.blank import blank_sheet
from reporter.sheets.workbook import save
from reporter.vocabulary.columns import BLANK_SHEET
from reporter.vocabulary.model import Period, Plan

from .masters import ROOT, write_master
from .oracle import table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHECKS = "数据校核"
FIRST = 6
"""The first row of figures on the check sheet."""


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess:
    """`generate.py` on a workspace, as from a terminal."""
    return subprocess.run([sys.executable, str(ROOT / "generate.py"), *arguments, "--home", str(home)], capture_output=True,
                          text=True, encoding="utf-8", check=False)


def made(home: Path, folder: str) -> dict[str, bytes]:
    """The visible files of output/`folder` by path."""
    root = home / "output" / folder
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*"))
            if path.is_file() and not path.name.startswith(".")}


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: the text it stands at, and what it says, line by line."""

    at: str
    lines: tuple[str, ...]

    def line(self, label: str) -> str:
        """What follows a label such as 算法, blank when the comment has no such line."""
        return next((line.removeprefix(f"{label}：") for line in self.lines if line.startswith(f"{label}：")), "")


def remarks(docx: bytes) -> list[Remark]:
    """The comments of a copy in the order of their numbers."""
    archive = zipfile.ZipFile(io.BytesIO(docx))
    said = {item.get(f"{W}id"): tuple("".join(text.text or "" for text in line.iter(f"{W}t")) for line in item)
            for item in etree.fromstring(archive.read("word/comments.xml"))}
    at: dict[str, str] = dict.fromkeys(said, "")
    opened: list[str] = []
    for node in etree.fromstring(archive.read("word/document.xml")).iter():
        if node.tag == f"{W}commentRangeStart":
            opened.append(node.get(f"{W}id"))
        elif node.tag == f"{W}commentRangeEnd":
            opened.remove(node.get(f"{W}id"))
        elif node.tag == f"{W}t":
            for key in opened:
                at[key] += node.text or ""
    return [Remark(at[key], said[key]) for key in sorted(said, key=int)]


def bare_figures(docx: bytes) -> list[str]:
    """The paragraphs with figures that no comment covers, numbers of headings, points, rows and annexes aside."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml"))
    inside, found, numbered = 0, [], _row_numbers(root)
    for node in root.iter():
        if node.tag == f"{W}p":
            found.append("")
            if node in numbered:
                found[-1] = None
        elif node.tag == f"{W}commentRangeStart":
            inside += 1
        elif node.tag == f"{W}commentRangeEnd":
            inside -= 1
        elif node.tag == f"{W}t" and found[-1] is not None:
            found[-1] += "□" if inside else node.text or ""
    texts = [re.sub(r"附件\d*", "", re.sub(r"^(附件：)?(\d{1,2}[.．]|（\d{1,2}）)", "", text)) for text in found if text]
    return [text for text in texts if re.search(r"\d", text)]


def _row_numbers(root) -> set:
    """The paragraphs of the cells below a heading 序号."""
    found = set()
    for grid in root.iter(f"{W}tbl"):
        rows = [list(row.iter(f"{W}tc")) for row in grid.iter(f"{W}tr")]
        titles = ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in rows[0]] if rows else []
        if "序号" in titles:
            found |= {line for row in rows[1:] for line in row[titles.index("序号")].iter(f"{W}p")}
    return found


def plain(docx: bytes) -> str:
    """All text of a document."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter(f"{W}t"))


def checks(data: bytes) -> list[dict]:
    """The rows of the check sheet by title, with the values that the file shows."""
    rows = list(openpyxl.load_workbook(io.BytesIO(data), data_only=True)[CHECKS].iter_rows(min_row=FIRST - 1, values_only=True))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def recalculated(data: bytes, folder: Path, changes: Mapping[tuple[str, str], object] | None = None) -> bytes:
    """The workbook reckoned anew by LibreOffice from its formulas alone; before that cells are changed, (sheet, cell) → value."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for (sheet, cell), value in (changes or {}).items():
        book[sheet][cell].value = value
    (folder / "in").mkdir(parents=True)
    book.save(folder / "in" / "table.xlsx")  # openpyxl writes formulas without values: whatever shows was reckoned
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(folder / "in" / "table.xlsx")],
                   capture_output=True, timeout=240, check=True)
    return (folder / "out" / "table.xlsx").read_bytes()


# --- a workspace of odd words --------------------------------------------------------------------------------------

NAMES = ("第2中心（3号楼）", "通配*处", "引\"号处", "按?时处", "=1+1处")
ODD_TEXT = "联系人13812345678，已公布3批（=SUM(A1)）\x07，计12家“名录”"


def odd_workspace(home: Path) -> Path:
    """Departments named with figures, quotes and wildcards; a chosen set of rules; texts with numbers of persons; June."""
    from reporter.intake.master import read_master

    everyone = "、".join(NAMES)
    write_master(home / "input/任务总表.xlsx", {
        "任务": [["1-01", "1", "1", "2018年“3+2”公开", "公开救助信息，每月1次。", "张1", everyone, "2018年6月底前", "", ""],
               ["1-10", "1", "10", "", "公布24小时电话；其他。", "", everyone, "2018年底前", "", ""],
               ["2-02", "2", "2", "", "做好“十三五”总结，不少于2篇。", "", f"{NAMES[0]}牵头，{NAMES[1]}配合", "2018年3月底前", "", ""]],
        "清单": [["1", "清单“1”", ""], ["2", "2018年清单（2）", ""]],
        "单位": [[name, "", "处室", "李2" if number else "", "", ""] for number, name in enumerate(NAMES)], "称谓": [],
        "公文": [["年份", "2018"], ["发文机关", "第7局"], ["机关代字", "局发〔7〕"], ["通报发文字号", "局〔2018〕9号"],
               ["督办通知单发文字号", "12"], ["主送", "各处（1至5）"], ["抄送", "110中心"], ["印发机关", "第7局1处"], ["上报机关", "5区"],
               ["联系电话", "0517-8888"], ["公开属性", "2018年公开"], ["标题", "关于“2018”的通知"], ["通知发文字号", "3"],
               ["通报印发日期", "2018.7.5"], ["督办通知单成文日期", dt.date(2018, 9, 28)], ["报送截止日", "31"]],
        "考核办法": [["方案", "四等90-80-60、报送三档"]],
        "加减分": [["2018-06", NAMES[0], "+1.5分", "奖励2次", ""], ["2018-06", NAMES[0], -1, "扣减", ""],
                 ["2018-06", NAMES[1], "否决", "一票", ""]],
        "延期": [["1-01", NAMES[2], "2018-12-31", "批〔2018〕1号", "改版"]]})
    plan, problems = read_master(home / "input/任务总表.xlsx")
    assert plan, problems
    done = {"status": "已完成", "progress": 100, "done_on": dt.date(2018, 6, 8), "evidence": "https://www.example.com/a1.html"}
    way = {"status": "正在推进", "progress": 20, "narrative": ODD_TEXT, "next_steps": "第3季度完成", "expected_on": dt.date(2018, 12, 20)}
    for number, (filed_on, rows) in enumerate((
            (dt.date(2018, 6, 30), {"1-01": way, "1-10": done | {"evidence": "见官网"}, "2-02": way}),
            (dt.date(2018, 7, 3), {"1-01": done, "1-10": way | {"progress": "120%"}, "2-02": done}),
            (dt.date(2018, 7, 20), {"1-01": way, "1-10": {"status": "不涉及"}}),
            (None, {"1-01": done | {"done_on": dt.date(2018, 7, 2)}, "1-10": way | {"progress": 45}}))):
        _put(home / f"input/2018-06/{number}.xlsx", plan, NAMES[number], filed_on, rows)
    _put(home / "input/2018-06/又一份.xlsx", plan, NAMES[2], dt.date(2018, 7, 20), {"1-01": way | {"progress": 30}, "1-10": done})
    return home


def _put(path: Path, plan: Plan, department: str, filed_on: dt.date | None, rows: Mapping[str, Mapping]) -> None:
    """A department's return, filled into the program's own blank."""
    book = openpyxl.load_workbook(io.BytesIO(blank_sheet(plan, department, Period(2018, 6))))
    page = book["进展填报"]
    places = {cell.value: cell for line in page.iter_rows() for cell in line if cell.value is not None}
    for label, value in (("填报人", "甲"), ("审核人", "乙"), ("填报日期", filed_on)):
        page.cell(places[label].row, places[label].column + 1).value = value
    header = places["任务编号"].row
    columns = {page.cell(header, column).value: column for column in range(1, page.max_column + 1)}
    titles = {column.key: column.title for column in BLANK_SHEET}
    for number, line in enumerate(table(page), header + 1):
        for key, value in rows.get(line["任务编号"], {}).items():
            cell = page.cell(number, columns[titles[key]])
            cell.value = value if not isinstance(value, str) else value.replace("\x07", "")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save(book))


def copied(source: Path, home: Path) -> Path:
    """A workspace with the same input."""
    shutil.copytree(source / "input", home / "input")
    return home
