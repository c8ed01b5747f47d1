"""How many names a sentence bears."""

from __future__ import annotations

from collections.abc import Sequence


def first_of(names: Sequence[str], most: int, measure: str) -> str:
    """「甲、乙、丙」; of more than `most` the first and how many there are: 「甲、乙等5个」."""
    return "、".join(names[:most]) + (f"等{len(names)}{measure}" if len(names) > most else "")
