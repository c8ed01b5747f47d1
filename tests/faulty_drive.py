"""A reading process on a drive that fails, as `reporter.intake.worker` is elsewhere: file names say what happens to
them.

占用: somebody has it open. 断开: the network is gone. 在变: it is being written meanwhile. 很慢: it never ends.
"""

from __future__ import annotations

import builtins
import itertools
import os

from reporter.intake import worker

_OPEN, _STAT, _TICKS = builtins.open, os.stat, itertools.count(1)


def _open(path, *args, **kwargs):
    if "占用" in str(path):
        raise PermissionError(13, "Permission denied")
    if "断开" in str(path):
        raise OSError(53, "network path not found")
    if "很慢" in str(path):
        while True:
            pass
    return _OPEN(path, *args, **kwargs)


def _stat(path, *args, **kwargs):
    if "在变" in str(path):
        os.utime(path, ns=(0, next(_TICKS) * 10**9))
    return _STAT(path, *args, **kwargs)


if __name__ == "__main__":
    builtins.open, os.stat = _open, _stat
    worker.main()
