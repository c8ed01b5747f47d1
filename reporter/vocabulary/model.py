"""What the program talks about, all frozen: the records of four modules under one name.

Read in this order it is the way of the data: the words (`terms`); a master list becomes a `Plan` of `Task`s and `Duty`s
(`plan`); a department's workbook becomes a `Return` of `Entry`s (`returns`); the two are judged into `Verdict`s and
summed into `Score`s (`month`). Everything that somebody typed carries the `Source` it was typed at.

Blank text is ``""``, a blank date, number or status is ``None``.
"""

from .findings import Month, Score, TaskVerdict, Verdict
from .plan import (
    Adjustment,
    Arrangement,
    Deadline,
    Department,
    Dispatch,
    Duty,
    Extension,
    Objection,
    Plan,
    Requirement,
    Supplement,
    Task,
    TaskList,
    due_day,
)
from .returns import Entry, Item, Return, SourceFile, TypedCell, TypedRow, TypedSheet, UnusedCell
from .terms import Cell, Lamp, Period, Source, Span, State, Status, Undated

__all__ = [
    "Adjustment",
    "Arrangement",
    "Cell",
    "Deadline",
    "Department",
    "Dispatch",
    "Duty",
    "Entry",
    "Extension",
    "Item",
    "Lamp",
    "Month",
    "Objection",
    "Period",
    "Plan",
    "Requirement",
    "Return",
    "Score",
    "Source",
    "SourceFile",
    "Span",
    "State",
    "Status",
    "Supplement",
    "Task",
    "TaskList",
    "TaskVerdict",
    "TypedCell",
    "TypedRow",
    "TypedSheet",
    "Undated",
    "UnusedCell",
    "Verdict",
    "due_day",
]
