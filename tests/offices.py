"""A small office's workspace under test: a master list, returns, and commands run as a clerk runs them."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from .builders import TASKS, progress_sheet
from .masters import write_master
from .terminal import run

CIVIL, SCHOOLS, CULTURE = DEPARTMENTS = ("民政处", "教育处", "文化体育与民族宗教处")
PAGE = "https://www.example.com/{}.html"


def master_rows() -> dict[str, list[list[object]]]:
    """Two lists and five tasks of two departments, one of all three."""
    owners = {"1-01": "民政处、教育处", "1-02": "民政处", "1-09": "各部门", "2-07": "民政处、教育处", "2-10": "教育处"}
    return {
        "任务": [
            [key, key[0], int(key[2:]), TASKS[key][1], TASKS[key][0], "各分管领导", owner, "2018年底前", "", ""]
            for key, owner in owners.items()
        ],
        "清单": [["1", "重点领域任务清单", ""], ["2", "实施细则任务清单", ""]],
        "单位": [[name, "", "处室", "", "", ""] for name in DEPARTMENTS],
        "称谓": [["各部门", "全部"]],
        "公文": [
            ["年份", "2018"],
            ["发文机关", "示例局"],
            ["印发机关", "示例局综合处"],
            ["报送截止日", "25"],
            ["主送", "各处室"],
            ["上报机关", "区政务公开办公室"],
            ["标题", "关于印发任务分解方案的通知"],
        ],
        "考核办法": [],
        "加减分": [],
    }


@dataclass
class Told:
    """What a command came to: its exit status, its JSON object, what it told a person."""

    status: int
    object: dict
    lines: str

    @property
    def codes(self) -> list[str]:
        """The codes of its problems of level 「退」 and 「警」."""
        return [item["code"] for item in self.object["problems"] if item["level"] != "示"]


@dataclass
class Office:
    """A workspace at `home`; `rows` is its master list, written by `list`."""

    home: Path
    rows: dict[str, list[list[object]]] = field(default_factory=master_rows)

    def list(self, **sheets: list[list[object]]) -> Office:
        """Write the master list, some sheets of it anew."""
        self.rows |= sheets
        write_master(self.home / "input/任务总表.xlsx", self.rows)
        return self

    def send(self, department: str, period: str, *lines: str, filed_on: str = "", name: str = "") -> Path:
        """Put a return into input/; a line is ``1-01 | 正在推进 | 50``, the columns that are filled in."""
        book = progress_sheet(
            "\n".join(lines),
            department=department,
            period=period,
            filed_on=filed_on or f"{period}-20",
            title=f"{period}填报表",
        )
        path = self.home / "input" / period / f"{name or department}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(book.bytes())
        return path

    def month(self, period: str, progress: int, *without: str) -> Office:
        """All departments but those `without` report every task under way."""
        for department in DEPARTMENTS:
            if department not in without:
                self.send(department, period, *self.lines(department, progress, period))
        return self

    def lines(self, department: str, progress: int, period: str) -> list[str]:
        """The rows of a department, each under way and told in words of its own."""
        return [
            f"{row[0]} | 正在推进 | {progress} | | {1 if row[0] == '2-07' else ''} | {period}推进{row[0]}"
            for row in self.rows["任务"]
            if row[6] == "各部门" or department in str(row[6])
        ]

    def run(self, *arguments: str) -> Told:
        """A command with --json on this workspace."""
        done = run(self.home, *arguments, "--json")
        return Told(done.returncode, json.loads(done.stdout), done.stderr)

    def file(self, path: str) -> Path:
        """A file of the workspace."""
        return self.home / path

    def table(self, path: str, sheet: str) -> list[dict[str, object]]:
        """The rows of a sheet by the titles of its first row."""
        head, *rows = openpyxl.load_workbook(self.home / path)[sheet].iter_rows(values_only=True)
        return [dict(zip(head, row)) for row in rows]

    def record(self, name: str, sheet: str) -> list[dict[str, object]]:
        """The rows of a sheet of a record of what was signed."""
        return self.table(f"input/已印发/{name}.xlsx", sheet)

    def below(self, folder: str) -> dict[str, bytes]:
        """Every file below a folder, by its path."""
        root = self.home / folder
        return {
            path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
        }


def reword(path: Path, old: str, new: str) -> None:
    """Change words of a document as a person would."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, data.replace(old.encode(), new.encode()) if name == "word/document.xml" else data)
