"""退改: which returns go back, marked at the cells that need work, and the words to send with them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from .vocabulary.model import Month
from .vocabulary.problems import Level, Problem
from .workspace import safe_names

__all__ = ["sent_back"]


def sent_back(home: Path, month: Month) -> dict[str, bytes]:
    """退改/… by path: each faulty return of the month as .xlsx, marked, and a text for each department.

    A return with problems of level 「退」 or 「警」 goes back under its department's name, numbered when there are
    several; one whose department is not known under its own file name. The originals stay as they are.
    """
    by_file: dict[str, list[Problem]] = {}
    for problem in month.problems:
        if problem.source.file.startswith("input/") and problem.source.file != month.plan.source.file:
            by_file.setdefault(problem.source.file, []).append(problem)
    faulty = {file: problems for file, problems in by_file.items() if any(item.level is not Level.NOTED for item in problems)}
    if not faulty:
        return {}
    from .sheets.marked import chat_text

    by_owner: dict[str, list[str]] = {}
    for file, problems in sorted(faulty.items()):
        by_owner.setdefault(_owner(file, problems), []).append(file)
    stems = safe_names(by_owner)
    found: dict[str, bytes] = {}
    for owner, files in by_owner.items():
        for number, file in enumerate(files, start=1):
            data = _marked(home, file, faulty[file])
            if data is not None:
                suffix = f"（{number}）" if len(files) > 1 else ""
                found[f"退改/{stems[owner]}{suffix}.xlsx"] = data
        every = [problem for file in files for problem in faulty[file]]
        found[f"退改/{stems[owner]}.txt"] = ("\ufeff" + chat_text(owner, month.period, every)).encode("utf-8")
    return found


def _owner(file: str, problems: list[Problem]) -> str:
    """The department a file belongs to, else its own name."""
    names = [item.department for item in problems if item.department]
    return names[0] if names else "待辨认-" + PurePosixPath(file).stem


def _marked(home: Path, file: str, problems: list[Problem]) -> bytes | None:
    """The marked workbook, None when the file could not be opened at all."""
    from .intake import reader
    from .intake.grid import Failure
    from .sheets.marked import NotMarkable, marked_from_grid, marked_return

    path = home / file
    if path.is_symlink():
        return None
    try:
        return marked_return(path.read_bytes(), problems)
    except OSError:
        return None
    except NotMarkable:
        workbook = reader.read_workbook(path)
        if isinstance(workbook, Failure):
            return None
        sheets = {grid.name: {place: cell.text for place, cell in grid.cells.items()} for grid in workbook.sheets}
        return marked_from_grid(PurePosixPath(file).name, sheets, problems)
