"""The sentences and rows of a .docx that anybody saved: what is deleted or hidden is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ..gongwen.verify.document_reading import read
from ..gongwen.verify.document_view import Reading, Table
from .original import row_text, sentences


def texts_of_docx(data: bytes) -> list[tuple[str, str]]:
    """(text, where it stands) of each sentence and row, in the order they are read. Raises NotADocx."""
    found = read(data)
    tables = {table.index: table for table in found.tables if table.rows}
    texts: list[tuple[str, str]] = []
    place, seen = 0, set()
    for line in found.lines:
        if line.index < 0:
            continue
        if line.table is None:
            if line.text.strip():
                place += 1
                texts += [(text, f"第{place}段") for text in sentences(line.text)]
        elif line.table not in seen and line.table in tables:
            seen.add(line.table)
            texts += _rows(found, tables[line.table], len(seen))
    return texts


def _rows(found: Reading, table: Table, number: int) -> Iterator[tuple[str, str]]:
    rows = [[_text(found, cell.lines) for cell in row] for row in table.rows]
    titles = rows[0] if len(rows) > 1 and _is_header(rows[0]) else []
    for place, row in enumerate(rows, 1):
        labels = titles if place > 1 and len(titles) == len(row) else []
        yield row_text(labels, row), f"表{number}第{place}行"


def _text(found: Reading, lines: tuple[int, ...]) -> str:
    return "\n".join(found.lines[index].text for index in lines)


def _is_header(cells: list[str]) -> bool:
    """Whether a first row has titles: no cell of it is blank, long, or begins with a figure."""
    return all(cell.strip() and len(cell) < 16 and not cell.strip()[0].isdigit() for cell in cells)
