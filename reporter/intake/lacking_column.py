"""Our column 「还缺什么」 in what comes back: its formulas, and what they said, are no answers."""

from __future__ import annotations

from dataclasses import replace

from ..vocabulary.cell_address import address
from ..vocabulary.column_titles import LACKING
from ..vocabulary.form import says_lacking
from .grid import Grid


def without_lacking(grid: Grid) -> Grid:
    """The sheet without that column; what a person wrote there stays, below its title."""
    heads: dict[int, int] = {}
    for cell in [cell for cell in grid.cells.values() if cell.text == LACKING]:
        heads.setdefault(cell.column, cell.row)
    if not heads:
        return grid
    below = [cell for cell in grid.cells.values() if cell.column in heads and cell.row > heads[cell.column]]
    said = {cell for cell in below if cell.kind == "error" or says_lacking(cell.text)}
    written = {cell.column for cell in below if cell not in said}
    ours = {(cell.row, cell.column) for cell in said}
    ours |= {(row, column) for column, row in heads.items() if column not in written}
    places = {address(*place) for place in ours}
    cells = {**grid.cells}
    for place in ours:
        del cells[place]
    return replace(
        grid,
        cells=cells,
        remarks=tuple(remark for remark in grid.remarks if remark.cell not in places),
        struck=grid.struck - ours,
        cleaned=grid.cleaned - ours,
        far=grid.far - ours,
    )
