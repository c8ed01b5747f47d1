"""Figures and templates to official documents: of the notice, of a month, of a year; which there are the templates say.

Each is loaded when it is asked for: a month needs none of the year's modules, and whoever waits for documents that are
made elsewhere needs none at all: 0.3 s of a month of nine (benchmarks/RESULTS.md).
"""

import importlib

_HOMES = {
    "DocumentKind": "document_kind",
    "TemplateFault": "fault",
    "Templates": "document_kind",
    "Wording": "wording",
    "documents_of": "compose",
    "template_text": "document_kind",
    "templates_of": "document_kind",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
