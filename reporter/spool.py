"""What is made of thousands of files, put aside until it is written where it belongs: in memory while it is little,
else in a file without a name, which goes with the process that has it open."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping

from .records import value

_IN_MEMORY = 2**22
"""Bytes of a spool from which on it lies on the disk: a month of nine departments never does."""


class SpoolFault(Exception):
    """The disk took no more; its `cause` is the system's refusal."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


@value
class Kept:
    """Bytes that lie in a spool; false when there are none."""

    spool: Spool
    start: int
    size: int

    def __len__(self) -> int:
        return self.size

    def data(self) -> bytes:
        """The bytes."""
        return self.spool.at(self.start, self.size)


class Spool:
    """Bytes put aside one after another, by any thread."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (it lives as long as we)
        self._lock = threading.Lock()
        self._end = 0

    def put(self, data: bytes) -> Kept:
        """Put `data` aside; SpoolFault where the disk does not take it."""
        with self._lock:
            try:
                self._file.seek(self._end)
                self._file.write(data)
            except OSError as fault:
                raise SpoolFault(fault) from fault
            found = Kept(self, self._end, len(data))
            self._end += len(data)
        return found

    def at(self, start: int, size: int) -> bytes:
        """The bytes that were put there; SpoolFault where the disk does not give them back."""
        with self._lock:
            try:
                self._file.seek(start)
                return self._file.read(size)
            except OSError as fault:
                raise SpoolFault(fault) from fault


class Files(Mapping[str, bytes]):
    """Path → bytes of files, some of which lie in a spool until they are asked for; of one path in several `parts` the
    last counts."""

    def __init__(self, *parts: Mapping[str, bytes | Kept]) -> None:
        self._held: dict[str, bytes | Kept] = {}
        for part in parts:
            self._held.update(part._held if isinstance(part, Files) else part)

    def __getitem__(self, path: str) -> bytes:
        held = self._held[path]
        return held.data() if isinstance(held, Kept) else held

    def __contains__(self, path: object) -> bool:
        return path in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
