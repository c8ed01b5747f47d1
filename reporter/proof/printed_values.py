"""How a value that was reckoned again compares with what was printed, and which cells it counted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from ..figures.formula import Calc, Count, Formula, Having, Operation
from ..figures.operations import DAY, MONTH, MONTH_DAY, SHARE, YEAR
from ..figures.pages import Books
from ..ledger.sheet_rows import Value
from ..vocabulary.cell_address import address

_FORMS = (
    (re.compile(r"\d+年\d+月\d+日"), DAY),
    (re.compile(r"\d+月\d+日"), MONTH_DAY),
    (re.compile(r"\d+年\d+月"), MONTH),
    (re.compile(r"\d{4}"), YEAR),
)


_SPELLINGS = (
    Operation('SUBSTITUTE(SUBSTITUTE({0},"“","‘"),"”","’")', lambda text: text.replace("“", "‘").replace("”", "’")),
    Operation('SUBSTITUTE({0},"｜","")', lambda text: text.replace("｜", "")),
)
"""What happens to a text on its way into a sentence: inner quotation marks become single, breaks of a title are
dropped."""


def fitted(formula: Formula, printed: str, books: Books) -> Formula:
    """The formula in the form that was printed: of a day, its day, its day without the year, or its month; of a text,
    its spelling within quotation marks or a title.
    """
    value = formula.value(books)
    if isinstance(value, dt.date):
        operation = next((operation for pattern, operation in _FORMS if pattern.fullmatch(printed)), DAY)
        return Calc(operation, (formula,))
    if isinstance(value, str) and value != printed:
        return next(
            (Calc(spelling, (formula,)) for spelling in _SPELLINGS if spelling.reckon(value) == printed), formula
        )
    return formula


_SIGNS = str.maketrans("＋－", "+-")


def printed_value(printed: str, value: Value) -> Value:
    """What was printed, as a number where the `value` reckoned is one; the text itself otherwise."""
    if isinstance(value, (int, Decimal)):
        try:
            return Decimal(printed.rstrip("%").strip().translate(_SIGNS))
        except InvalidOperation:
            return printed
    return printed


def hits(formula: Formula | None, books: Books) -> tuple[str, ...]:
    """The cells that a count counted, as 「单位明细」H3; of a sum of counts those of each, of a share those of its
    part."""
    if isinstance(formula, Count | Having):
        page = books[formula.page]
        title = (
            formula.summed
            if isinstance(formula, Count) and formula.summed
            else (formula.terms[-1][0] if isinstance(formula, Count) else formula.name)
        )
        return tuple(f"「{formula.page}」{address(row, page.columns[title])}" for row in formula.hits(books))
    found: Sequence[Formula] = formula.parts if isinstance(formula, Calc) else ()
    if isinstance(formula, Calc) and formula.operation is SHARE:
        found = found[:1]
    elif not (
        isinstance(formula, Calc) and formula.operation.adds and all(isinstance(part, Count | Having) for part in found)
    ):
        return ()
    return tuple(dict.fromkeys(place for part in found for place in hits(part, books)))
