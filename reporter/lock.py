"""A file that one process at a time holds: the sign that a run is writing. It goes with the run, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import IO


class Taken(Exception):
    """Another process holds the file."""


class Lock:
    """Hold the file at `path` until `release`, which removes it.

    Taken when another process does; OSError as of any file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        while True:
            self._stream = open(path, "a+b", opener=_no_link)  # noqa: SIM115 - held until the release
            if not _locked(self._stream):
                self._stream.close()
                raise Taken
            if self._is_at_path():
                return
            self._stream.close()  # its holder removed it in between: what we hold is no sign to anybody

    def release(self) -> None:
        """Let go, and leave no file behind."""
        if sys.platform == "win32":  # an open file cannot be removed there
            self._stream.close()
            with contextlib.suppress(OSError):
                self._path.unlink()
        else:
            with contextlib.suppress(OSError):
                self._path.unlink()
            self._stream.close()

    def _is_at_path(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self._stream.fileno()), os.stat(self._path))
        except FileNotFoundError:
            return False


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _locked(stream: IO[bytes]) -> bool:
    """Whether this process now holds the file alone; the system lets go when the process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
