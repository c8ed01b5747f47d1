"""Figures and templates to official documents: notice, bulletin, report, supervisions."""

from .annual import annual_status, year_bulletin, year_letters, year_report
from .compose import bulletin, notice, report, supervisions
from .wording import TemplateFault, Wording, template_text

__all__ = ["TemplateFault", "Wording", "annual_status", "bulletin", "notice", "report", "supervisions", "template_text", "year_bulletin",
           "year_letters", "year_report"]
