"""What was signed and sent: one record an issue, of a month's documents or of a year's (contract, section 9)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from ..records import record, value
from . import column_titles
from .findings import PARTS, Deduction, Filing, Score
from .plan import Plan
from .terms import DRAFT, FINAL, Lamp, Period, Source, State, Status

ISSUED_FOLDER = "已印发"
"""The folder of input/ that holds the records."""

ABOUT, SCORES, LOST, VERDICTS, DOCUMENTS, FILES, MASTER = RECORD_SHEETS = (
    column_titles.NOTE,
    "单位得分",
    "扣分明细",
    "判定",
    "文书",
    column_titles.SOURCE_FILE,
    "任务总表",
)
"""The sheets of a record: five by the agreement, then what it was reckoned from, by which a later change finds its
reason."""

LATER_CHANGES = "印发后变动"
"""The sheet of a ledger that says what would be otherwise today than it was signed."""

ISSUED_DATE, ISSUED_TIMES = "考核日期", "第几次印发"
"""What 「说明」 says besides 报送期."""


_NAME = re.compile(rf"(\d{{4}})(?:-(0[1-9]|1[0-2])|({DRAFT}|{FINAL}))(?:（第(\d{{1,4}})次）)?", re.ASCII)


class Cause(StrEnum):
    """Why something is otherwise than it was signed."""

    RETURN = "补报"
    LIST = "任务总表"
    EXTENSION = column_titles.EXTENSION
    ADJUSTMENT = column_titles.ADJUSTMENT
    OBJECTION = column_titles.OBJECTION
    REISSUE = "重新印发"
    DATE = "考核日期"
    OTHER = "其他"


@value
class Issue:
    """What goes out at one time: a month's documents, or (`month` 0) a year's before objections or after (`stage`)."""

    year: int
    month: int = 0
    stage: str = ""

    @classmethod
    def of(cls, period: Period) -> Issue:
        """The issue of a month."""
        return cls(period.year, period.month)

    @classmethod
    def named(cls, name: str) -> tuple[Issue, int] | None:
        """The issue whose record, or folder, bears a name (without .xlsx), and which earlier time it keeps, 0 for the
        one in force; None of any other name."""
        found = _NAME.fullmatch(name)
        return (cls(int(found[1]), int(found[2] or 0), found[3] or ""), int(found[4] or 0)) if found else None

    def older(self, times: int) -> str:
        """The name under which the record and the folder of an earlier time are kept."""
        return f"{self.name}（第{times}次）"

    @property
    def period(self) -> Period | None:
        """The month, None of a year."""
        return Period(self.year, self.month) if self.month else None

    @property
    def folder(self) -> str:
        """The folder of output/ that its documents lie in, and 报送期 as the record has it: 2018-05, 2018."""
        return str(self.period or self.year)

    @property
    def name(self) -> str:
        """The name of its record and of the folder of its documents: 2018-05, 2018征求意见稿."""
        return f"{self.folder}{self.stage}"

    @property
    def chinese(self) -> str:
        """2018年5月, 2018年度征求意见稿."""
        return self.period.chinese if self.period else f"{self.year}年度{self.stage}"

    @property
    def file(self) -> str:
        """Its record, relative to the workspace."""
        return f"input/{ISSUED_FOLDER}/{self.name}.xlsx"


@record
class IssuedScore:
    """A department's points as they were signed; of a month how its return came, of a year what objections changed."""

    score: Score
    filing: Filing | None = None
    granted: Decimal = Decimal("0.00")
    source: Source = Source("")


@record
class IssuedDuty:
    """The verdict on a duty as it was signed; status: what the department had reported."""

    department: str
    task_id: str
    state: State
    lamp: Lamp
    traced: bool = False
    because: str = ""
    status: Status | None = None
    source: Source = Source("")


@record
class IssuedDocument:
    """A document that went out: `path` in the record's folder, its digest there; `made`: that of what the program had
    written in it."""

    kind: str
    department: str
    path: str
    number: str
    dated: dt.date | None
    digest: str
    made: str = ""
    source: Source = Source("")


@record
class Issued:
    """The record of an issue: what was signed, and from what it was reckoned.

    times: which time this went out. files: file of input/ → SHA-256. master: (sheet, row, texts of its cells from the
    left) of the master list; plan: what they say, None where they say none. digest: of the record's own file.
    """

    issue: Issue
    as_of: dt.date
    times: int
    scores: tuple[IssuedScore, ...]
    deductions: tuple[Deduction, ...]
    duties: tuple[IssuedDuty, ...]
    documents: tuple[IssuedDocument, ...]
    files: Mapping[str, str]
    master: tuple[tuple[str, int, tuple[str, ...]], ...]
    source: Source = Source("")
    plan: Plan | None = None
    digest: str = ""

    @property
    def said(self) -> tuple[object, ...]:
        """What the columns of the agreement say: two records that are alike in it say the same."""
        return (
            self.as_of,
            tuple(item.granted for item in self.scores),
            tuple(
                (score.rank, score.department, *(getattr(score, key) for key, _ in PARTS), score.total, score.grade)
                for score in (item.score for item in self.scores)
            ),
            tuple((item.number, item.department, item.part, item.points) for item in self.deductions),
            tuple((item.department, item.task_id, item.state, item.lamp) for item in self.duties),
            tuple(
                (item.kind, item.department, item.path, item.number, item.dated, item.digest) for item in self.documents
            ),
        )
