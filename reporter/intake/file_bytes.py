"""The bytes of a file that somebody may be writing meanwhile."""

from __future__ import annotations

import os
from pathlib import Path


def steady_bytes(path: str | Path, limit: int) -> tuple[bytes | None, bool]:
    """The file's bytes (None when more than `limit`), and whether it stayed the same while read; two tries."""
    for _ in range(2):
        before = os.stat(path)
        if before.st_size > limit:
            return None, True
        with open(path, "rb") as stream:
            data = stream.read(limit + 1)
        after = os.stat(path)
        if len(data) > limit:
            return None, True
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size:
            return data, True
    return data, False
