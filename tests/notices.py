"""The seed notice through everything its tables may go through: other words, other order, cuts, merges, stray
spaces.
"""

from __future__ import annotations

import io
import itertools
import random
import re
from dataclasses import dataclass
from pathlib import Path

SEED = Path(__file__).parent / "data" / "notice-2018-73.txt"
NAMES = {
    "1": "社会事业局贯彻落实国务院办公厅重点领域信息公开文件任务清单",
    "2": "社会事业局贯彻落实《江苏省全面推进政务公开工作实施细则》任务清单",
}


@dataclass(frozen=True)
class Item:
    """One task as the plainest reading of the seed has it."""

    id: str
    area: str
    text: str
    leader: str
    owners: str
    due: str

    @property
    def number(self) -> str:
        return str(int(self.id.split("-")[1]))


def seed_items() -> list[Item]:
    """All tasks: lines of five cells apart by tabs, without any space.

    None of them has a Latin letter, so that every space in a cell came from scanning.
    """
    items, annex = [], 0
    for line in SEED.read_text(encoding="utf-8").splitlines():
        annex += line in ("附件 1", "附件 2")
        cells = re.sub(r"[^\S\t]", "", line).split("\t")
        if len(cells) == 5 and cells[0].isdecimal():
            number, second, third, owners, due = cells
            area, text, leader = (second, third, "") if annex == 1 else ("", second, third)
            items.append(Item(f"{annex}-{int(number):02d}", area, text, leader, owners, due))
    return items


def list_items(key: str) -> list[Item]:
    """The tasks of one annex."""
    return [item for item in seed_items() if item.id.startswith(f"{key}-")]


def scanned(text: str, chance: random.Random) -> str:
    """The text with spaces and line ends where a scanner or a converter may leave them."""
    found = text[:1]
    for before, after in itertools.pairwise(text):
        apart = re.fullmatch(
            r"[\u4e00-\u9fff、，。“”（）《》][\u4e00-\u9fff0-9、，。“”（）《》]|[0-9][\u4e00-\u9fff]", before + after
        )
        found += (
            chance.choice((" ", "  ", "\u3000", "\u00a0", "\n")) if apart and chance.random() < 0.06 else ""
        ) + after
    return found


# --- .docx ---------------------------------------------------------------------------------------------------------


def docx(*parts: object) -> bytes:
    """A document by python-docx: a text is a paragraph, a function is called with the document."""
    import docx as library

    document = library.Document()
    for part in parts:
        if callable(part):
            part(document)
        else:
            document.add_paragraph(part)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_table(rows: list[list[str]], merges: tuple[tuple[int, int, int, int], ...] = ()):
    """A table to be put into a document; `merges` are (top, left, bottom, right), counted from 0."""

    def build(document):
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text:
                    table.cell(row, column).text = text
        for top, left, bottom, right in merges:
            text = table.cell(top, left).text
            table.cell(top, left).merge(table.cell(bottom, right)).text = text

    return build


def messy_docx() -> bytes:
    """The seed's two lists as a converter may leave them.

    Annex 1: columns reversed and renamed, tables of three rows each, every other one without header, long tasks cut in
    two rows with the rest below a page break. Annex 2: 责任领导 and 责任部门 merged down each page, a two-row header.
    """
    chance = random.Random(7)
    first: list[object] = ["附 件 1", "社会事业局贯彻落实国务院办公厅重点领域", "信息公开文件 任 务 清 单"]
    header = ["时限要求", "责任 单位", "工作任务", "领  域", "编号"]
    rows = [
        [scanned(text, chance) for text in (item.due, item.owners, item.text, item.area, item.number)]
        for item in list_items("1")
    ]
    carried: list[list[str]] = []
    for start in range(0, len(rows), 3):
        page = carried + rows[start : start + 3]
        carried = []
        if start + 3 < len(rows):
            whole = page[-1]
            middle = len(whole[2]) // 2
            page[-1] = [whole[0], whole[1], whole[2][:middle], whole[3], whole[4]]
            carried = [["", "", whole[2][middle:], "", ""]]
        first += [word_table(([header] if start % 2 == 0 else []) + page), f"— {start // 3 + 1} —"]
    second: list[object] = ["附件二：", scanned(NAMES["2"], chance)]
    top = ["序 号", "具体任务（内容）", "责任", "责任", "完 成 时 间"]
    below = ["", "", "领导", "部门", ""]
    items = list_items("2")
    for start in range(0, len(items), 6):
        page = [
            [
                item.number,
                scanned(item.text, chance),
                item.leader if not place else "",
                item.owners if not place else "",
                scanned(item.due, chance),
            ]
            for place, item in enumerate(items[start : start + 6])
        ]
        last = len(page) + 1
        merges = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (2, 2, last, 2), (2, 3, last, 3))
        second.append(word_table([[*top[:3], "", top[4]], below, *page], merges))
    return docx(
        "关于印发方案的通知",
        "局机关各处室：",
        "特此通知。",
        "附件：1." + NAMES["1"],
        "2." + NAMES["2"],
        *first,
        *second,
    )


# --- .xlsx ---------------------------------------------------------------------------------------------------------


def xlsx(*sheets: tuple[str, list[list[object]], tuple[str, ...]]) -> bytes:
    """A workbook of (name, rows, merged ranges)."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, merges in sheets:
        sheet = book.create_sheet(name)
        for row, texts in enumerate(rows, 1):
            for column, text in enumerate(texts, 1):
                if text != "":
                    sheet.cell(row, column, text)
        for merge in merges:
            sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def messy_xlsx() -> bytes:
    """Annex 1 on a sheet with title rows and its header repeated; annex 2 with merged cells, both below it."""
    chance = random.Random(11)
    items = list_items("1")
    header = ["", "完成时限", "公开领域", "牵头单位", "具体任务", "序号"]
    rows: list[list[object]] = [["附件1"], [scanned(NAMES["1"], chance)], ["", "制表：综合处"], []]
    for place, item in enumerate(items):
        rows += [header] if place % 5 == 0 else []
        rows.append(
            ["", *(scanned(text, chance) for text in (item.due, item.area, item.owners, item.text)), int(item.number)]
        )
    rows += [[], ["附件2"], [NAMES["2"]], ["", "任务内容", "时间节点", "责任处室", "序号", "分管领导"]]
    top = len(rows) + 1
    for item in list_items("2"):
        first = item.number == "1"
        rows.append(
            [
                "",
                scanned(item.text, chance),
                item.due,
                item.owners if first else "",
                f"（{item.number}）",
                item.leader if first else "",
            ]
        )
    bottom = len(rows)
    return xlsx(("Sheet1", rows, ("A1:F1", "A2:F2", f"D{top}:D{bottom}", f"F{top}:F{bottom}")))
