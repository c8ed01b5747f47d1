"""docs/problems.md, rendered from the catalogue of problems; `python -m tests.render_docs` writes it again."""

from __future__ import annotations

from pathlib import Path

from reporter.vocabulary.problems import Kind, Level

ROOT = Path(__file__).resolve().parent.parent
PROBLEMS = ROOT / "docs" / "problems.md"

_PLACES = {
    "M": "任务总表",
    "F": "文件",
    "S": "工作表",
    "R": "行",
    "V": "填写的值",
    "C": "版本与月份的比较",
    "I": "印发记录",
    "N": "导入通知",
    "W": "写出",
    "T": "模板",
}
_LEVELS = {Level.REFUSED: "未采用，须改正", Level.WARNED: "已采用，请核对", Level.NOTED: "供参考"}


def problems_page() -> str:
    """The page: every kind of problem by where it lies, with level, message and remedy."""
    lines = [
        "# 问题代码",
        "",
        "程序给出的每条提示都有一个代码。本页由问题目录生成（`make docs`），文中的 {…} 处在提示中是具体内容。",
        "",
    ]
    for letter, place in _PLACES.items():
        kinds = sorted((kind for kind in Kind if kind.code.startswith(letter)), key=lambda kind: kind.code)
        if not kinds:
            continue
        lines += [f"## {letter} {place}", "", "| 代码 | 级别 | 问题 | 说明 | 怎样修改 |", "|---|---|---|---|---|"]
        lines += [
            f"| {kind.code} | {kind.level}（{_LEVELS[kind.level]}） | {kind.title} | {_cell(kind.template)} | "
            f"{_cell(kind.remedy_template)} |"
            for kind in kinds
        ]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PROBLEMS.write_text(problems_page(), encoding="utf-8")
