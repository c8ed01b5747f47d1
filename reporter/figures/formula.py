"""Expressions over the cells of `Books`, each with two faces: the Excel formula, and the value we reckon ourselves.

Formulas refer to cells and hold no text of anybody's but fixed words, so that no data becomes part of one.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import replace
from decimal import Decimal

from ..ledger.sheet_rows import Value
from ..records import value
from ..vocabulary.cell_address import address, quoted_sheet
from .pages import Books, Page


def literal(value: Value) -> str:
    """A fixed word or number in a formula."""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class Formula:
    """An expression. `excel` is without the leading equals sign; `value` is what it comes to."""

    __slots__ = ()

    def excel(self, books: Books) -> str:
        """The Excel formula."""
        raise NotImplementedError

    def value(self, books: Books) -> Value:
        """What it comes to."""
        raise NotImplementedError

    def places(self, books: Books) -> tuple[str, ...]:
        """The cells or ranges it reads, as 「任务台账」K2:K35, each once."""
        return ()

    def whole(self, books: Books) -> int:
        """The whole number it comes to; TypeError when it is none."""
        value = self.value(books)
        if not isinstance(value, int):
            raise TypeError(f"no whole number: {value!r}")
        return value

    def day(self, books: Books) -> dt.date:
        """The day it comes to; TypeError when it is none."""
        value = self.value(books)
        if not isinstance(value, dt.date):
            raise TypeError(f"no day: {value!r}")
        return value


@value
class Given(Formula):
    """A fixed word or number."""

    given: Value

    def excel(self, books: Books) -> str:
        return literal(self.given)

    def value(self, books: Books) -> Value:
        return self.given


@value
class Cell(Formula):
    """One cell."""

    page: str
    row: int
    column: int

    def excel(self, books: Books) -> str:
        return f"{quoted_sheet(self.page)}!{_fixed(address(self.row, self.column))}"

    def value(self, books: Books) -> Value:
        return books[self.page].at(self.row, self.column)

    def places(self, books: Books) -> tuple[str, ...]:
        return (f"「{self.page}」{address(self.row, self.column)}",)


@value
class Compared:
    """What a term asks of a cell: that it stands in this relation to a value: =, <, <=, >, 含 (its text has it)."""

    sign: str
    to: Formula

    def accepts(self, books: Books) -> Callable[[Value], bool]:
        """Whether a value does."""
        signs: dict[str, Callable[..., bool]] = {
            "=": operator.eq,
            "<": operator.lt,
            "<=": operator.le,
            ">": operator.gt,
            "含": operator.contains,
        }
        holds = signs[self.sign]
        other = self.to.value(books)
        return lambda value: (value is None) == (other is None) and (other is None or holds(value, other))


Wanted = tuple[str, ...] | Compared
Term = tuple[str, Wanted]
Clause = tuple[bool, str, tuple[Term, ...]]
"""Whether there are rows (or none), on which sheet, with which terms."""


@value
class Count(Formula):
    """How many rows of a sheet satisfy all `terms`; with `summed` the total of that column over them.

    A term is (title, words of which the cell holds one), or (title, `Compared`). Without words it asks only that the
    cell is not empty.
    """

    page: str
    terms: tuple[Term, ...]
    summed: str = ""

    def excel(self, books: Books) -> str:
        page = books[self.page]
        if len(self.terms) == 1 and self.terms[0][1] == () and not self.summed:
            return f"COUNTA({ranged(page, self.terms[0][0])})"
        worded = [(title, words) for title, words in self.terms if isinstance(words, tuple) and words]
        if len(worded) == len(self.terms) and all(len(words) == 1 for _, words in worded):
            pairs = ",".join(f"{ranged(page, title)},{literal(words[0])}" for title, words in worded)
            return f"SUMIFS({ranged(page, self.summed)},{pairs})" if self.summed else f"COUNTIFS({pairs})"
        if len(worded) == len(self.terms) == 1 and not self.summed:
            title, words = worded[0]
            return "+".join(f"COUNTIFS({ranged(page, title)},{literal(word)})" for word in words)
        tests = [_test(books, page, title, wanted) for title, wanted in self.terms]
        return f"SUMPRODUCT({'*'.join([*tests, *([ranged(page, self.summed)] if self.summed else [])])})"

    def value(self, books: Books) -> Value:
        if not self.summed:
            return len(self.hits(books))
        page = books[self.page]
        return sum((_points(page.at(row, page.columns[self.summed])) for row in self.hits(books)), Decimal(0))

    def hits(self, books: Books) -> tuple[int, ...]:
        """The rows that count."""
        page = books[self.page]
        first = page.header + 1
        narrowest: Term | None = None
        groups: Sequence[Sequence[int]] = [range(first, page.last + 1)]
        for term in self.terms:  # only the rows that the narrowest term names are looked at
            known = exact(term[1], books)
            if known and _size(own := page.holding(term[0], known)) < _size(groups):
                groups, narrowest = own, term
        rows = sorted(itertools.chain(*groups))
        for title, wanted in (term for term in self.terms if term is not narrowest):
            values, accepts = page.values(title), accepted(wanted, books)
            rows = [row for row in rows if accepts(values[row - first])]
        return tuple(rows)

    def places(self, books: Books) -> tuple[str, ...]:
        titles = [title for title, _ in self.terms] + ([self.summed] if self.summed else [])
        return tuple(f"「{self.page}」{ranged(books[self.page], title, bare=True)}" for title in titles)


def narrowed(formula: Formula, term: Term) -> Formula:
    """A count, or what is made of counts, of those rows alone that satisfy this term, too."""
    if isinstance(formula, Calc):
        return replace(formula, parts=tuple(narrowed(part, term) for part in formula.parts))
    if not isinstance(formula, Count):
        raise TypeError(f"no count: {formula!r}")
    return replace(formula, terms=(term, *formula.terms))


@value
class Having(Formula):
    """How many rows of `page` satisfy `terms` and have some (or no) rows on other sheets that bear their name.

    name: the title of the column that names a row, the same on all sheets. clauses: (some?, sheet, terms).
    """

    page: str
    name: str
    terms: tuple[Term, ...]
    clauses: tuple[Clause, ...]

    def excel(self, books: Books) -> str:
        page = books[self.page]
        tests = [f"({ranged(page, self.name)}<>{literal('')})"]
        tests += [_test(books, page, title, wanted) for title, wanted in self.terms]
        for some, other, terms in self.clauses:
            tests.append(f"(({self._counted(books, other, terms)}){'>0' if some else '=0'})")
        return f"SUMPRODUCT({'*'.join(tests)})"

    def _counted(self, books: Books, other: str, terms: tuple[Term, ...]) -> str:
        page = books[other]
        choices = [
            (f"*{wanted.to.value(books)}*",) if isinstance(wanted, Compared) else wanted or ("?*",)
            for _, wanted in terms
        ]
        return "+".join(
            f"COUNTIFS({ranged(page, self.name)},{self._names(books)},"
            + ",".join(f"{ranged(page, title)},{literal(word)}" for (title, _), word in zip(terms, words))
            + ")"
            for words in itertools.product(*choices)
        )

    def _names(self, books: Books) -> str:
        """The names as COUNTIFS is to look for them: where one holds what it takes for a wildcard or a sign,
        escaped."""
        page = books[self.page]
        cells = ranged(page, self.name)
        if not any(
            re.search(r"[*?~<>=]", str(page.at(row, page.columns[self.name]) or ""))
            for row in range(page.header + 1, page.last + 1)
        ):
            return cells
        return f'"="&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cells},"~","~~"),"*","~*"),"?","~?")'

    def value(self, books: Books) -> Value:
        return len(self.hits(books))

    def hits(self, books: Books) -> tuple[int, ...]:
        """The rows that count."""
        found = Count(self.page, ((self.name, ()), *self.terms)).hits(books)
        for some, other, terms in self.clauses:
            names = set(self._named(books[other], Count(other, terms).hits(books)))
            own = self._named(books[self.page], found)
            found = tuple(row for row, name in zip(found, own) if (name in names) is some)
        return found

    def _named(self, page: Page, rows: Iterable[int]) -> Iterator[Value]:
        """The names of these rows."""
        names, first = page.values(self.name), page.header + 1
        return (names[row - first] for row in rows)

    def places(self, books: Books) -> tuple[str, ...]:
        own = Count(self.page, ((self.name, ()), *self.terms)).places(books)
        return own + tuple(place for _, other, terms in self.clauses for place in Count(other, terms).places(books))


@value
class Rank(Formula):
    """Place of a total among those of a column: one more than those above it; `among` says which rows are ranked."""

    page: str
    total: str
    cell: Cell
    among: tuple[str, tuple[str, ...]]

    @property
    def _above(self) -> Count:
        return Count(self.page, (self.among, (self.total, Compared(">", self.cell))))

    def excel(self, books: Books) -> str:
        return f"({self._above.excel(books)})+(1)"

    def value(self, books: Books) -> Value:
        """Found among the totals in their order: to count those above would be to walk all rows for each."""
        totals = books[self.page].falling(self.total, *self.among)
        return 1 + bisect.bisect_left(totals, -_points(self.cell.value(books)), key=operator.neg)

    def places(self, books: Books) -> tuple[str, ...]:
        return self._above.places(books)


def _points(value: Value) -> Decimal:
    """A number as decimal, 0 of a blank cell; TypeError when it is a day."""
    if isinstance(value, dt.date):
        raise TypeError(f"no number: {value!r}")
    return Decimal(value or 0)


def accepted(wanted: Wanted, books: Books) -> Callable[[Value], bool]:
    """Whether a cell's value is what a term wants."""
    if isinstance(wanted, Compared):
        return wanted.accepts(books)
    return frozenset(wanted).__contains__ if wanted else lambda value: value not in (None, "")


def _size(groups: Iterable[Sized]) -> int:
    return sum(map(len, groups))


def exact(wanted: Wanted, books: Books) -> tuple[Value, ...]:
    """The values one of which a cell has to hold; none where a term asks something else."""
    if isinstance(wanted, Compared):
        return (wanted.to.value(books),) if wanted.sign == "=" else ()
    return wanted


def _test(books: Books, page: Page, title: str, wanted: Wanted) -> str:
    cells = ranged(page, title)
    if isinstance(wanted, Compared):
        to = wanted.to.excel(books)
        if wanted.sign == "含":
            return f"ISNUMBER(SEARCH({to},{cells}))"
        filled = f"({cells}<>{literal('')})*" if wanted.sign == "<" else ""  # to Excel a blank cell is 0
        return f"{filled}({cells}{wanted.sign}{to})"
    if not wanted:
        return f"({cells}<>{literal('')})"
    return "(" + "+".join(f"({cells}={literal(word)})" for word in wanted) + ")"


def ranged(page: Page, title: str, *, bare: bool = False) -> str:
    """All cells below a title as a reference; ``K2:K35`` when `bare`."""
    column = page.columns[title]
    first, last = address(page.header + 1, column), address(max(page.last, page.header + 1), column)
    return f"{first}:{last}" if bare else f"{quoted_sheet(page.name)}!{_fixed(first)}:{_fixed(last)}"


def _fixed(cell: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", cell)


@value
class Operation:
    """What to do with some values: the Excel formula with a place for each, and the same in Python.

    adds: it is a plain sum, so that what its parts counted is what it counted.
    """

    template: str
    reckon: Callable[..., Value]
    adds: bool = False


@value
class Calc(Formula):
    """An operation on expressions."""

    operation: Operation
    parts: tuple[Formula, ...]

    def excel(self, books: Books) -> str:
        return self.operation.template.format(*(part.excel(books) for part in self.parts))

    def value(self, books: Books) -> Value:
        return self.operation.reckon(*(part.value(books) for part in self.parts))

    def places(self, books: Books) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for part in self.parts for place in part.places(books)))
