"""What messages say in the words of the command line, in those of the page: a button for a command, a field for an
option."""

from __future__ import annotations

import re

_WORDS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"可运行 generate\.py init 文件夹", "可在“任务总表”页点“新建空白的任务总表”"),
        (r"运行 generate\.py import 从通知中导入", "在“任务总表”页“从通知生成”"),
        (r"先运行 annual、issue --year 年份 --draft", "在“年度考核”页生成征求意见稿、记录送出"),
        (r"再运行一次 annual 的同一稿", "再生成一次同一稿"),
        (r"运行 issue --again", "点“记录印发”（勾选“已经记录过”）"),
        (r"运行 issue( --year \d+)?( --draft)?", "点“记录印发”"),
        (r"运行 report( --period [\d-]+)?", "点“生成本月台账和文书”"),
        (r"运行 annual[ 0-9a-z-]*--final", "点“生成定稿”"),
        (r"运行 annual( --year \d+)?", "点“生成征求意见稿”"),
        (r"用 --as-of 指定", "在“考核日期”里填写"),
        (r"改正 --as-of", "改正“考核日期”"),
        (r"改正 --period( 后重新运行)?", "换到写对的月份再做"),
        (r"用 --period 指定报送期", "在页面上方选月份"),
        (r"改正 --draft", "点另一个记录的按钮"),
        (r"加 --again", "勾选“已经记录过”"),
        (r"，或去掉 --year", ""),
    )
)


def in_page_words(text: str) -> str:
    """A sentence of ours, a remedy or why something was not made, as it is told on the page."""
    for pattern, words in _WORDS:
        text = pattern.sub(words, text)
    return text
