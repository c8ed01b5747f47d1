"""Where a title breaks into lines (clause 7.3.1)."""

from __future__ import annotations

from . import lines

__all__ = ["MARK", "broken"]

MARK = "｜"


def broken(text: str, room: float) -> tuple[list[str], int]:
    """Lines of a title in `room` characters, and the horizontal scaling in per cent."""
    plain = text.replace(MARK, "")
    if lines.ems(plain) <= room:
        return [plain], 100
    return [plain[:len(plain) // 2], plain[len(plain) // 2:]], 100
