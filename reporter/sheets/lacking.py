"""「还缺什么」: at the end of each row of the blank sheet a formula that says what the row still lacks.

Functions that every spreadsheet program has had since 2007 only. What it says is never read as an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..vocabulary import column_titles
from ..vocabulary.columns import FILLED, REGISTER_NAME, Form
from ..vocabulary.form import BETWEEN_LACKING, LACKING_BEGINS, LACKING_ENDS
from ..vocabulary.model import Duty, Status
from ..vocabulary.register_items import needs_register

_REGISTER_ROWS = 1000


def lacking_formula(duty: Duty, cell: Callable[[str], str]) -> str:
    """The formula for a duty's row; `cell` says where a column stands in it. Its value is blank where nothing lacks."""
    status = cell("status")
    told = "&".join(f'IF({test},"{BETWEEN_LACKING}{words}","")' for test, words in _tests(duty, status, cell))
    return f'{LACKING_BEGINS}{status}))=0,"{column_titles.STATUS}",MID({told}{LACKING_ENDS}'


def _tests(duty: Duty, status: str, cell: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """(condition, what lacks then) of each column in turn."""
    target = max((item.target for item in duty.task.requirements if item.kind == "count"), default=0)
    for column in FILLED:
        if not column.asked:
            continue
        here, states = cell(column.key), _any(status, column.asked)
        if column.form is Form.COUNT:
            if target:
                reached = f"IF({_blank(here)},{_registered(duty, cell)},IF(ISNUMBER({here}),{here},{target}))"
                yield f"AND({states},{reached}<{target})", f"{column.title}（不少于{target}）"
            continue
        yield f"AND({states},{_blank(here)})", column.title
        if column.form is Form.PERCENT:
            number = f'VALUE(SUBSTITUTE(SUBSTITUTE({here},"%",""),"％",""))'
            done = _any(status, (Status.DONE,))
            yield f"IF({done},IFERROR(AND({number}>1,{number}<100),FALSE),FALSE)", f"{column.title}（已完成的填100）"


def _registered(duty: Duty, cell: Callable[[str], str]) -> str:
    """How many items are registered for the row's task."""
    if not needs_register(duty.task):
        return "0"
    return f"SUMPRODUCT(1*('{REGISTER_NAME}'!$A$1:$A${_REGISTER_ROWS}={cell('task_id')}))"


def _blank(cell: str) -> str:
    return f"LEN(TRIM({cell}))=0"


def _any(status: str, states: Iterable[Status]) -> str:
    return "OR(" + ",".join(f'{status}="{state}"' for state in states) + ")"
