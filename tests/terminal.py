"""Commands as somebody at a terminal gives them: told in this process, which is sooner, or by the program itself."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from reporter.cli import main

from .masters import ROOT

GENERATE = ROOT / "generate.py"
Done = subprocess.CompletedProcess[str]


def generate(*arguments: object) -> Done:
    """`python generate.py` with these arguments, carried out here: its exit status and what it wrote to either stream.

    What a process of its own adds (start, streams, signals, the order of sets) is asked of `program`.
    """
    words = [str(GENERATE), *map(str, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with patch.object(sys, "argv", words), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(words[1:], home=ROOT)
        except SystemExit as ended:
            status = int(ended.code or 0)
    return Done(words, status, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def run(home: Path, *arguments: object) -> Done:
    """A command on a workspace, carried out here."""
    return generate(*arguments, "--home", home)


def program(*arguments: object, **environment: str) -> Done:
    """`python generate.py` with these arguments, as a process of its own."""
    return subprocess.run(
        [sys.executable, str(GENERATE), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )
