"""Figures and templates to official documents: notice, bulletin, report, supervisions."""

from .annual import year_bulletin, year_letters, year_report
from .compose import bulletin, notice, report, supervisions
from .wording import TemplateFault, Wording, template_text

__all__ = ["TemplateFault", "Wording", "bulletin", "notice", "report", "supervisions", "template_text", "year_bulletin",
           "year_letters", "year_report"]
