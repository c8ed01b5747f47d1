"""Workbooks that Excel opens without asking although they are encrypted: under its standing password."""

from __future__ import annotations

from io import BytesIO

_STANDING = "VelvetSweatshop"
"""What Excel encrypts with where a workbook is protected but has no password to open it, and what it tries first."""


def decrypted(data: bytes) -> bytes | None:
    """What an encrypted workbook (.xlsx in its container, or .xls) holds; None where another password is asked for.

    It is no longer than `data`. Nothing of what the container says of itself is believed: whatever goes wrong is None.
    """
    import msoffcrypto

    plain = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        file.load_key(password=_STANDING)
        file.decrypt(plain)
    except Exception:  # its own errors, and those of whatever it tries to understand in broken bytes
        return None
    return plain.getvalue()
