"""What of a workbook leads out of it: such a formula goes back as text, such a link not at all."""

from __future__ import annotations

import re

_FORMULA = re.compile(
    r"\||\[\d|\.xl\w*\]|file:|\\\\|\b(?:WEBSERVICE|HYPERLINK|IMAGE|DISPIMG|RTD|DDE|CALL|EXEC|REGISTER(?:\.ID)?"
    r"|SQL\.REQUEST|STOCKHISTORY|FIELDVALUE|CUBE\w+|PY)\s*\(",
    re.IGNORECASE,
)
_HARMLESS_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


def leads_out(*formulas: str | None) -> bool:
    """Whether one of these formulas starts a program, fetches an address or needs another file or a picture."""
    return any(_FORMULA.search(str(formula)) for formula in formulas if formula)


def may_be_led_to(address: str) -> bool:
    """Whether a link may go back that leads to this address."""
    return _HARMLESS_LINK.match(address) is not None
