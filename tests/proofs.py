"""Proofs read back: the comments of a copy with the text they stand at, the check sheet, and a workspace of odd
words.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from lxml import etree

from reporter.sheets.blank import blank_sheet
from reporter.sheets.styled_workbook import save
from reporter.vocabulary.columns import BLANK_SHEET
from reporter.vocabulary.model import Period, Plan

from .masters import ROOT, write_master
from .oracle import table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHECKS = "数据校核"
FIRST = 6
"""The first row of figures on the check sheet."""


def made(home: Path, folder: str) -> dict[str, bytes]:
    """The visible files of output/`folder` by path."""
    root = home / "output" / folder
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


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
    said = {
        item.get(f"{W}id"): tuple("".join(text.text or "" for text in line.iter(f"{W}t")) for line in item)
        for item in etree.fromstring(archive.read("word/comments.xml"))
    }
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
    texts = [
        re.sub(r"附件\d*", "", re.sub(r"^(附件：)?(\d{1,2}[.．]|（\d{1,2}）)", "", text)) for text in found if text
    ]
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
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    rows = list(book[CHECKS].iter_rows(min_row=FIRST - 1, values_only=True))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def changed(data: bytes, cells: Mapping[tuple[str, str], object] | None = None) -> bytes:
    """The workbook with some cells changed, (sheet, cell) → value, and without the values of its formulas."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for (sheet, cell), value in (cells or {}).items():
        book[sheet][cell].value = value
    out = io.BytesIO()
    book.save(out)  # openpyxl writes formulas without values: whatever shows later was reckoned
    return out.getvalue()


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Name → workbook reckoned anew by LibreOffice from its formulas, all in one run."""
    (folder / "in").mkdir(parents=True)
    for name, data in books.items():
        (folder / "in" / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
            *(str(folder / "in" / f"{name}.xlsx") for name in books),
        ],
        capture_output=True,
        timeout=300,
        check=True,
    )
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in books}


# --- a workspace of odd words --------------------------------------------------------------------------------------

NAMES = ("第2中心（3号楼）", "通配*处", '引"号处', "按?时处", "=1+1处")
ODD_TEXT = "联系人13812345678，已公布3批（=SUM(A1)）\x07，计12家“名录”"


def odd_workspace(home: Path) -> Path:
    """Departments named with figures, quotes and wildcards, the first without a task; tasks without a deadline; a
    chosen set of rules; texts with numbers of persons; June.
    """
    from reporter.intake.master_list import read_master

    everyone = "、".join(NAMES)
    write_master(
        home / "input/任务总表.xlsx",
        {
            "任务": [
                [
                    "1-01",
                    "1",
                    "1",
                    "2018年“3+2”公开",
                    "公开救助信息，每月1次。",
                    "张1",
                    everyone,
                    "2018年6月底前",
                    "",
                    "",
                ],
                ["1-10", "1", "10", "", "公布24小时电话；其他。", "各分管领导", everyone, "2018年底前", "", ""],
                [
                    "2-02",
                    "2",
                    "2",
                    "",
                    "做好“十三五”总结，不少于2篇。",
                    "",
                    f"{NAMES[0]}牵头，{NAMES[1]}配合",
                    "2018年3月底前",
                    "",
                    "",
                ],
                ["2-08", "2", "8", "", "更新目录。", "", NAMES[0], "每季度末月10日前", "", ""],
                ["2-09", "2", "9", "", "报送材料。", "", everyone, "按上级要求时限", "", ""],
            ],
            "清单": [["1", "清单“1”", ""], ["2", "2018年清单（2）", ""]],
            "单位": [["没有任务的6处", "", "", "", "", ""]]
            + [[name, "", "处室", "李2" if number else "", "", ""] for number, name in enumerate(NAMES)],
            "称谓": [["各分管领导", "全部"]],
            "公文": [
                ["年份", "2018"],
                ["发文机关", "第7局"],
                ["机关代字", "局发〔7〕"],
                ["通报发文字号", "局〔2018〕9号"],
                ["督办通知单发文字号", "12"],
                ["主送", "各处（1至5）"],
                ["抄送", "110中心"],
                ["印发机关", "第7局1处"],
                ["上报机关", "5区"],
                ["联系电话", "0517-8888"],
                ["公开属性", "2018年公开"],
                ["标题", "关于“2018”的通知"],
                ["通知发文字号", "3"],
                ["通报印发日期", "2018.7.5"],
                ["督办通知单成文日期", dt.date(2018, 9, 28)],
                ["报送截止日", "31"],
            ],
            "考核办法": [["方案", "四等90-80-60、报送三档"]],
            "加减分": [
                ["2018-06", NAMES[0], "+1.5分", "奖励2次", ""],
                ["2018-06", NAMES[0], -1, "扣减", ""],
                ["2018-06", NAMES[1], "否决", "一票", ""],
            ],
            "延期": [["1-01", NAMES[2], "2018-12-31", "批〔2018〕1号", "改版"]],
        },
    )
    plan, problems = read_master(home / "input/任务总表.xlsx")
    assert plan, problems
    done = {
        "status": "已完成",
        "progress": 100,
        "done_on": dt.date(2018, 6, 8),
        "evidence": "https://www.example.com/a1.html",
    }
    way = {
        "status": "正在推进",
        "progress": 20,
        "narrative": ODD_TEXT,
        "next_steps": "第3季度完成",
        "expected_on": dt.date(2018, 12, 20),
    }
    for number, (filed_on, rows) in enumerate(
        (
            (dt.date(2018, 6, 30), {"1-01": way, "1-10": done | {"evidence": "见官网"}, "2-02": way}),
            (dt.date(2018, 7, 3), {"1-01": done, "1-10": way | {"progress": "120%"}, "2-02": done}),
            (dt.date(2018, 7, 20), {"1-01": way, "1-10": {"status": "不涉及"}}),
            (None, {"1-01": done | {"done_on": dt.date(2018, 7, 2)}, "1-10": way | {"progress": 45}}),
        )
    ):
        _put(home / f"input/2018-06/{number}.xlsx", plan, NAMES[number], filed_on, rows)
    _put(
        home / "input/2018-06/又一份.xlsx",
        plan,
        NAMES[2],
        dt.date(2018, 7, 20),
        {"1-01": way | {"progress": 30}, "1-10": done},
    )
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


# --- templates that use every word ---------------------------------------------------------------------------------

_ONE = "{{% for 项 in {0} %}}{{{{ 项.单位 }}}}：{1}。{{% endfor %}}"
_FOUND = (
    "{0}{{{{ {0}.项数 }}}}，{{{{ {0}|逐个 }}}}，{{{{ {0}.单位|名单 }}}}，{{{{ {0}.任务|名单(2) }}}}，"
    "{{{{ {0}.编号|个数 }}}}，{{{{ {0}.编号|名单(0, '') }}}}。"
)
MONTH_FINDINGS = (
    "逾期未完成",
    "严重滞后",
    "进度滞后",
    "临近时限",
    "未填报",
    "待确认",
    "待核实",
    "逾期完成",
    "正常推进",
    "已完成",
    "未到期",
    "不涉及",
    "完成待核实",
    "不涉及待说明",
    "自报完成未附佐证",
    "红灯",
    "无法核定",
    "新亮红灯",
    "红灯转出",
    "首次报完成",
    "办结销号",
    "完成撤回",
)
MONTH_WORDS = "\n".join(
    (
        (
            "{{ 年份 }}，{{ 上期 }}，{{ 下期 }}，{{ 下期截止日 }}，{{ 报送截止日 }}，{{ 满分 }}，"
            "{{ 待明确称谓 }}，{{ 任务总数 }}，{{ 单位总数 }}。"
        ),
        (
            "{{ 任务状态|分布 }}，{{ 单位任务状态|分布 }}，{{ 任务亮灯|分布 }}，{{ 等次分布|分布 }}，"
            "{{ 任务红灯数 }}，{{ 任务因未报送亮红灯数 }}，{{ 应报送单位|个数 }}，{{ 应报送数 }}，"
            "{{ 单位任务逾期完成数 }}。"
        ),
        (
            "{{ 已报送|名单 }}，{{ 按时报送|个数 }}，{{ 迟报|个数 }}，{{ 未报送|个数 }}，"
            "{{ 红灯单位|名单 }}，{{ 表扬单位|个数 }}，{{ 退回修改|逐个('处') }}。"
        ),
        (
            "{% for 项 in 分清单 %}{{ 项.编号 }}{{ 项.名称 }}{{ 项.任务数 }}、{{ 项.完成数 }}："
            "{{ 项.亮灯|分布 }}。{% endfor %}"
        ),
        _ONE.format(
            "各单位",
            (
                "{{ 项.名次 }}、{{ 项.总分|分 }}、{{ 项.任务数 }}、{{ 项.完成数 }}、"
                "{{ 项.填报日期|月日 }}、{{ 项.红灯数 }}、{{ 项.黄灯数 }}、{{ 项.亮灯|分布 }}"
            ),
        ),
        *(_FOUND.format(label) for label in MONTH_FINDINGS),
        "{% for 项 in 首次报完成.核定 %}{{ 项.名称 }}{{ 项.数 }}。{% endfor %}",
    )
)
YEAR_FINDINGS = (
    "逾期未完成",
    "严重滞后",
    "待核实",
    "逾期完成",
    "正常推进",
    "已完成",
    "不涉及",
    "无法核定",
    "完成撤回",
    "红灯转绿",
)
YEAR_WORDS = "\n".join(
    (
        (
            "{{ 年份 }}，{{ 考核期 }}，{{ 考核月数 }}，{{ 单位总数 }}，{{ 参评单位|个数 }}，"
            "{{ 第一名|个数 }}，{{ 不合格单位|个数 }}，{{ 一票否决单位|个数 }}，{{ 延期数 }}。"
        ),
        (
            "{{ 任务状态|分布 }}，{{ 任务亮灯|分布 }}，{{ 单位任务状态|分布 }}，{{ 单位任务亮灯|分布 }}，"
            "{{ 牵头任务状态|分布 }}，{{ 报送情况|分布('次') }}。"
        ),
        (
            "{{ 迟报|逐个('次') }}，{{ 未报送.单位|个数 }}，{{ 异议数 }}，{{ 待处理异议数 }}，"
            "{{ 未完成|逐个 }}，{{ 未完成.编号|个数 }}。"
        ),
        "{% for 项 in 各项扣分 %}{{ 项.名称 }}{{ 项.分值|分 }}、{{ 项.项数 }}。{% endfor %}",
        _ONE.format(
            "各单位",
            (
                "{{ 项.名次 }}、{{ 项.总分|分 }}、{{ 项.任务数 }}、{{ 项.完成数 }}、{{ 项.扣分项数 }}、"
                "{{ 项.未报月数 }}、{{ 项.迟报月数 }}"
            ),
        ),
        _ONE.format(
            "变动单位", "{{ 项.变动|分 }}、{{ 项.原总分|分 }}、{{ 项.总分|分 }}、{{ 项.原名次 }}、{{ 项.名次 }}"
        ),
        "{% for 项 in 异议 %}{{ 项.事项 }}、{{ 项.理由 }}、{{ 项.处理意见 }}、{{ 项.分值变动|分 }}。{% endfor %}",
        *(_FOUND.format(label) for label in YEAR_FINDINGS),
    )
)


def wordy(home: Path) -> Path:
    """The workspace with 通报 and 年度考核报告 saying besides every word that holds a figure."""
    shutil.copytree(ROOT / "templates", home / "templates")
    for name, words, end in (("通报", MONTH_WORDS, "特此通报。"), ("年度考核报告", YEAR_WORDS, "特此报告。")):
        path = home / f"templates/{name}.txt"
        path.write_text(path.read_text("utf-8").replace(end, f"{words}\n{end}", 1), "utf-8")
    return home
