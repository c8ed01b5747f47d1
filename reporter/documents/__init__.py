"""Figures and templates to official documents: notice, bulletin, report, supervisions; and the year's.

Each is loaded when it is asked for: a month needs none of the year's modules, and whoever waits for documents that are
made elsewhere needs none at all: 0.1 of a month's 1.4 CPU s (benchmarks/RESULTS.md).
"""

import importlib

_HOMES = {
    "TemplateFault": "fault",
    "Wording": "wording",
    "template_text": "wording",
    "bulletin": "compose",
    "notice": "compose",
    "report": "compose",
    "supervisions": "compose",
    "year_bulletin": "annual_documents",
    "year_letters": "annual_documents",
    "year_report": "annual_documents",
}

__all__ = list(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
