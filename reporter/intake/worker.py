"""Reads one file at a time in a process of its own: a reader that aborts, hangs or swells costs that file alone.

Run as ``python -m reporter.intake.worker``. A request is one line of JSON on standard input, ``{"path", "limits"}``;
the answer is four bytes of length (big-endian) and as many of JSON on standard output: what `answer` returns. The
process ends when its input does. It imports no pandas, and nothing of ours that does.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import struct
import sys
from collections.abc import Mapping
from typing import BinaryIO

from ..child import end_with_parent
from . import engine
from .boundary_text import SEPARATOR
from .file_bytes import steady_bytes


def answer(path: str, limits: Mapping[str, int]) -> dict[str, object]:
    """Everything read from the file at `path`, as plain lists and dictionaries.

    ``digest`` (SHA-256, blank when its bytes could not be had) and either ``fault`` (name of a Kind) with ``facts``, or
    ``form``, ``remarks`` ([[Kind name, facts], …]), ``saved`` and ``replaced`` (see self_record) and ``sheets`` (see
    sheet_record, but a row is one text, joined by SEPARATOR, which is read sooner than a list).
    """
    digest = ""
    try:
        data, steady = steady_bytes(path, limits["file_bytes"])
        if data is None:
            return {"digest": digest, "fault": "FILE_TOO_BIG", "facts": {"limit": limits["file_bytes"] // 2**20}}
        digest = hashlib.sha256(data).hexdigest()
        inspection, sheets = engine.read(data, os.path.splitext(path)[1], limits)
        if not steady:
            inspection.remarks.append(("FILE_CHANGING", {}))
        joined = [{**sheet, "rows": list(map(SEPARATOR.join, sheet["rows"]))} for sheet in sheets]
        return {
            "digest": digest,
            "form": inspection.form,
            "remarks": inspection.remarks,
            "saved": inspection.saved,
            "replaced": inspection.replaced,
            "sheets": joined,
        }
    except engine.Refusal as refusal:
        return {"digest": digest, "fault": refusal.kind, "facts": refusal.facts}
    except PermissionError:
        return {"digest": digest, "fault": "FILE_IN_USE", "facts": {}}
    except OSError as error:
        return {"digest": digest, "fault": "FILE_UNREACHABLE", "facts": {"number": error.errno or 0}}
    except Exception:  # whatever a file makes our code do must not cost the others (MemoryError included)
        return {"digest": digest, "fault": "FILE_CRASHED", "facts": {}}


def main() -> None:
    """Answer requests until standard input ends."""
    _settle()
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    _send(output, {})  # ready
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _limit_memory(request["limits"]["memory"])
        _send(output, answer(request["path"], request["limits"]))


def _send(output: BinaryIO, found: Mapping[str, object]) -> None:
    payload = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    output.write(struct.pack(">I", len(payload)) + payload)
    output.flush()


def _settle() -> None:
    """Leave interrupts to the parent, whose end closes our input; and let a crash end the process without a window."""
    import signal

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002 | 0x8000)


def _limit_memory(limit: int) -> None:
    """Cap the address space, where the system can (not on Windows)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


if __name__ == "__main__":
    main()
