"""What is rendered from declarations: docs/problems.md from the catalogue of problems, the lists of words and tables in
templates/说明.txt from those of the documents; `python -m tests.render_docs` writes them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reporter.documents.annual_facts import LETTER, YEAR
from reporter.documents.annual_tables import LETTER_TABLES, YEAR_TABLES
from reporter.documents.declared_words import Word, Words
from reporter.documents.document_tables import MONTH_TABLES, NOTICE_TABLE
from reporter.documents.facts import COMMON, MONTH
from reporter.documents.supervision import ORDER, ORDER_TABLES
from reporter.vocabulary.document_scope import Scope
from reporter.vocabulary.problems import Kind, Level

ROOT = Path(__file__).resolve().parent.parent
PROBLEMS = ROOT / "docs" / "problems.md"
GUIDE = ROOT / "templates" / "说明.txt"

_PLACES = {
    "M": "任务总表",
    "F": "文件",
    "S": "工作表",
    "R": "行",
    "V": "填写的值",
    "C": "版本与月份的比较",
    "D": "草稿排版",
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


# --- templates/说明.txt ----------------------------------------------------------------------------------------------

_WIDTH = 11
"""Characters that a word and the blanks behind it take."""


def guide_page(text: str) -> str:
    """The guide with its lists of words and tables made anew; the rest as it is written by hand."""
    words = "".join(f"{line}\n" for section in (*COMMON, *MONTH, *ORDER, *YEAR, *LETTER) for line in _section(section))
    tables = "".join(f"{line}\n" for line in _tables())
    text = _between(text, "直接写 逾期未完成.项数。\n\n", "词后面加“|”", words)
    return _between(text, "六、可用的表\n\n", "\n\n七、", tables)


def _between(text: str, before: str, after: str, new: str) -> str:
    """The text with what stands between two of its own words, each of them once, made anew."""
    assert text.count(before) == text.count(after) == 1
    head, _, rest = text.partition(before)
    return head + before + new + after + rest.partition(after)[2]


def _section(section: Words) -> Iterator[str]:
    general = {(word.name, word.note) for item in COMMON for word in item.words} if section not in COMMON else set()
    yield f"{section.heading}："
    yield from _lines((word for word in section.words if (word.name, word.note) not in general), 2)
    if section.parts:
        yield "  以上每个词里面都有："
        yield from _lines(section.parts, 4)
    if section.after:
        yield f"  {section.after}"
    yield ""


def _lines(words: Iterable[Word], indent: int) -> Iterator[str]:
    """A word a line; parts that explain themselves stand behind it, others below."""
    for word in words:
        plain = "、".join(part.name for part in word.parts) if not any(part.note for part in word.parts) else ""
        note = word.note + (f"：{plain}" if plain else "，里面有：" if word.parts else "")
        yield " " * indent + word.name.ljust(_WIDTH, "　") + ("" if len(word.name) < _WIDTH else "　") + note
        if not plain:
            yield from _lines(word.parts, indent + 2)


def _tables() -> Iterator[str]:
    for scope, words, more in (
        (Scope.NOTICE, (NOTICE_TABLE,), ""),
        (Scope.MONTH, MONTH_TABLES, ""),
        (Scope.MONTH_EACH, ORDER_TABLES, f"范围是“{Scope.MONTH}”的那些表，还有"),
        (Scope.YEAR, YEAR_TABLES, ""),
        (Scope.YEAR_EACH, LETTER_TABLES, f"范围是“{Scope.YEAR}”的那些表，还有"),
    ):
        yield f"范围是“{scope}”的：{more}"
        yield from _lines(words, 2)


if __name__ == "__main__":
    PROBLEMS.write_text(problems_page(), encoding="utf-8")
    GUIDE.write_text(guide_page(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
