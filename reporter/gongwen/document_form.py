"""The forms of 公文; by itself, for whoever asks for no more."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """The forms of the standard: 文件 (section 7), 信函 (10.1), 令 (10.2), 纪要 (10.3); 白头, a paper that is not
    issued, set like a 文件 without 版头 and 版记; and 附件, annexes that are sent as a file of their own (7.3.7)."""

    DOCUMENT = "文件"
    LETTER = "信函"
    ORDER = "令"
    MINUTES = "纪要"
    PLAIN = "白头"
    ANNEX = "附件"
