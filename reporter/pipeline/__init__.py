"""Each command as a composition: read → assess → compose → bytes. Nothing here writes; `cli` commits what is built.

`month`: report, check, sheets. `year`: annual. `issue`: what was signed. `plan`: notice, import, init. `typesetter`:
documents set meanwhile.
"""

from .built import Built, Progress, Stopped
from .issue_run import Issuing, build_issue
from .month_run import build_check, build_report, build_sheets
from .plan_run import build_import, build_notice, make_workspace
from .year_run import build_annual

__all__ = [
    "Built",
    "Issuing",
    "Progress",
    "Stopped",
    "build_annual",
    "build_check",
    "build_import",
    "build_issue",
    "build_notice",
    "build_report",
    "build_sheets",
    "make_workspace",
]
