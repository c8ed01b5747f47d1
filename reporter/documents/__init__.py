"""Figures and templates to official documents: notice, bulletin, report, supervisions; and the year's."""

from .compose import bulletin, notice, report, supervisions
from .wording import TemplateFault, Wording, template_text

_OF_THE_YEAR = ("annual_status", "year_bulletin", "year_letters", "year_report")

__all__ = ["TemplateFault", "Wording", "bulletin", "notice", "report", "supervisions", "template_text", *_OF_THE_YEAR]


def __getattr__(name: str):
    """The year's documents, loaded when they are asked for: a month needs none of their modules."""
    if name not in _OF_THE_YEAR:
        raise AttributeError(name)
    from . import annual

    return getattr(annual, name)
