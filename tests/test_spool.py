"""What is put aside comes back as it was, from memory or from the disk; a full disk is told in a clerk's words."""

from __future__ import annotations

import errno
import tempfile

import pytest

from reporter import spool
from reporter.making import failure
from reporter.spool import Files, Spool, SpoolFault


@pytest.mark.parametrize("in_memory", [1, 2**20])
def test_what_is_put_aside_comes_back_in_whatever_order(monkeypatch, in_memory):
    monkeypatch.setattr(spool, "_IN_MEMORY", in_memory)
    held = Spool()
    made = [(data, held.put(data)) for data in (b"one", b"", b"three" * 1000, b"four")]
    assert [kept.data() for _, kept in reversed(made)] == [data for data, _ in reversed(made)]
    assert [bool(kept) for _, kept in made] == [True, False, True, True]


def test_a_file_of_the_last_part_counts_and_none_is_read_before_it_is_asked_for(monkeypatch):
    held = Spool()
    files = Files(Files({"甲": held.put(b"old"), "乙": b"own"}), {"甲": held.put(b"new")})
    monkeypatch.setattr(Spool, "at", lambda *_: pytest.fail("read"))
    assert sorted(files) == ["乙", "甲"]
    assert len(files) == 2
    assert "甲" in files
    assert files["乙"] == b"own"
    monkeypatch.undo()
    assert dict(files) == {"甲": b"new", "乙": b"own"}


class Full:
    """A file on a disk that is full."""

    def seek(self, place: int) -> None:
        """Go there."""

    def write(self, data: bytes) -> int:
        """Refuse it."""
        raise OSError(errno.ENOSPC, "full")


def test_a_full_disk_is_told_and_nothing_is_lost_in_silence(monkeypatch):
    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", lambda **_: Full())
    with pytest.raises(SpoolFault) as caught:
        Spool().put(b"data")
    assert failure(caught.value)[0].startswith(f"磁盘空间不足，没有写入 {tempfile.gettempdir()}")
