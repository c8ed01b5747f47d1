"""What a document has from 「发文登记」, 「公文」 and 「清单」: number, date, and elements that templates may print."""

from __future__ import annotations

import re

from ..vocabulary.column_titles import (
    CONTENT,
    DATED,
    DISPATCHES,
    DOCUMENT_NUMBER,
    DOCUMENTS,
    ELEMENT,
    LIST,
    SUPPLEMENTS,
)
from ..vocabulary.document_elements import CODE, FOREIGN_BRACKETS, is_order, issuing_code
from .counted import element
from .formula import Calc, Cell, Formula, Given
from .helping_cells import WorkingDay
from .ledger_sheets import Sheets
from .operations import NUMBER, YEAR, day_in, joined, middle, number_in, sum_of
from .origin import Figure, Origin, Typed
from .quotes import quoted_from


def in_force(ledger: Sheets, kind: str, name: str, shared: bool) -> str:
    """The name under which 「公文」 gives an element for a kind: its own, else the general one where it shares that."""
    return f"{kind}{name}" if ledger.element(f"{kind}{name}") else name if shared else ""


def publicity(ledger: Sheets, kind: str, shared: bool, printed: str) -> Origin:
    """公开属性 of a kind of document."""
    return element(ledger, in_force(ledger, kind, "公开属性", shared), printed, title="公开属性")


def listed(ledger: Sheets, key: str, title: str) -> Origin:
    """A cell of a list's row of 「清单」."""
    row = next(ledger.master_rows(LIST, LIST, key))
    return Origin(
        name=f"清单{key}的{title}",
        how="任务总表「清单」",
        formula=ledger.cell(LIST, row, title),
        typed=ledger.listed(LIST, row, title),
    )


def supplement(ledger: Sheets, row: int, printed: str) -> Origin:
    """A paragraph of a row of 「补充内容」."""
    return Origin(
        name="人工补充",
        how=f"任务总表「{SUPPLEMENTS}」第{row}行，由经办人填写，程序不核算",
        formula=quoted_from(ledger.cell(SUPPLEMENTS, row, CONTENT), printed, ledger.books),
        typed=ledger.listed(SUPPLEMENTS, row, CONTENT),
    )


def document_day(ledger: Sheets, kind: str, department: str = "") -> Origin:
    """成文日期: what 「发文登记」 or 「公文」 says, else the date of assessment."""
    cell = ledger.borne(ledger.paper(kind, department), DATED)
    if cell is None:
        where = DOCUMENTS if ledger.plan.dispatches is None else f"{DISPATCHES}」「{DOCUMENTS}"
        return Origin(
            name=DATED,
            how=f"任务总表「{where}」没有填{kind}的成文日期，用考核基准日",
            formula=ledger.as_of,
            typed=ledger.run,
        )
    return borne_day(ledger, kind, DATED, cell)


def borne_day(ledger: Sheets, kind: str, title: str, cell: Cell) -> Origin:
    """A day that a cell of 「发文登记」 or 「公文」 gives a document of a kind."""
    return Origin(
        name=title, how=_where(ledger, kind, title, cell), formula=day_in(cell, ledger.books), typed=(ledger.at(cell),)
    )


def _where(ledger: Sheets, kind: str, title: str, cell: Cell) -> str:
    """任务总表「公文」的“通报成文日期”, or 「发文登记」中通报的成文日期."""
    if cell.page == DISPATCHES:
        return f"任务总表「{DISPATCHES}」中{kind}的{title}"
    row = ledger.books[cell.page]
    return f"任务总表「{DOCUMENTS}」的“{row.at(cell.row, row.columns[ELEMENT])}”"


def working_day(name: str, element: str) -> Figure:
    """So many working days after 成文日期, given the kind of document and, of one that each department has, which: as
    many as an `element` of 「公文」 says.
    """

    def formula(ledger: Sheets, kind: str, department: str = "") -> Formula:
        cell = ledger.element(element)
        days = number_in(cell, ledger.books) if cell else Given(5)
        return WorkingDay(document_day(ledger, kind, department).formula.day(ledger.books), days)

    def typed(ledger: Sheets, kind: str, department: str = "") -> tuple[Typed, ...]:
        cell = ledger.element(element)
        return (*((ledger.at(cell),) if cell else ()), *ledger.typed(document_day(ledger, kind, department)))

    how = f"成文日期之后第几个工作日（任务总表「公文」的“{element}”），逐日见「工作日核算」"
    return Figure(name, how, formula, typed)


def _code(ledger: Sheets, kind: str) -> Cell | None:
    """The cell of the 机关代字 of a kind: its own, else the general one."""
    return ledger.element(kind + CODE) or ledger.element(CODE)


def _coded(ledger: Sheets, kind: str, code: Cell | None) -> Formula:
    """The 机关代字 as a kind's numbers have it: of a 函 函 stands for 发."""
    if code is None:
        return Given("")
    written = str(code.value(ledger.books)).strip()
    whole = issuing_code(kind, ledger.plan.elements)
    return code if whole == written else joined(middle(code, 0, len(whole) - 1), whole[-1])


def document_number(ledger: Sheets, kind: str, place: int = 0, department: str = "") -> Origin:
    """发文字号: as it is given whole, or put together from 机关代字, the year and a serial that counts on."""
    paper, code = ledger.paper(kind, department), None if is_order(kind) else _code(ledger, kind)
    cell = ledger.borne(paper, DOCUMENT_NUMBER)
    typed = tuple(ledger.at(item) for item in (cell, code) if item)
    given = str(cell.value(ledger.books) or "").strip() if cell else ""
    place = place if paper.in_series else 0
    dated = Calc(YEAR, (document_day(ledger, kind, department).formula,))
    lead: tuple[Formula | str, ...] = (_coded(ledger, kind, code), "〔", dated, "〕")
    made_of, left_blank = "机关代字、成文年份和序号", "机关代字和成文年份，序号留空待编"
    if is_order(kind):
        lead, made_of, left_blank = ("第",), "令的序号", "令的序号留空待编"
    if cell is None:
        return Origin(
            name=DOCUMENT_NUMBER,
            how=left_blank,
            formula=joined(*lead, "　号"),
            typed=typed,
        )
    if re.fullmatch(r"第?\d+号?", given):
        serial = sum_of(number_in(cell, ledger.books), Given(place)) if place else number_in(cell, ledger.books)
        return Origin(
            name=DOCUMENT_NUMBER,
            how=made_of + ("，同一批按单位顺序递增" if place else ""),
            formula=joined(*lead, serial, "号"),
            typed=typed,
        )
    where = _where(ledger, kind, DOCUMENT_NUMBER, cell)
    match = re.search(r"\d+(?=号?$)", given)
    if match is None or not place:
        whole = joined(*_standard(cell, given, len(given))) if FOREIGN_BRACKETS.search(given) else cell
        return Origin(name=DOCUMENT_NUMBER, how=where, formula=whole, typed=typed[:1])
    serial = sum_of(Calc(NUMBER, (middle(cell, match.start(), match.end()),)), Given(place))
    return Origin(
        name=DOCUMENT_NUMBER,
        how=f"{where}，同一批按单位顺序递增",
        typed=typed[:1],
        formula=joined(*_standard(cell, given, match.start()), serial, middle(cell, match.end(), len(given))),
    )


def _standard(cell: Cell, given: str, end: int) -> list[Formula | str]:
    """The beginning of a number that is given whole, its year in 〔〕."""
    found = FOREIGN_BRACKETS.search(given)
    if found is None:
        return [middle(cell, 0, end)]
    return [
        middle(cell, 0, found.start()),
        "〔",
        middle(cell, *found.span(1)),
        "〕",
        *([middle(cell, found.end(), end)] if end > found.end() else []),
    ]
