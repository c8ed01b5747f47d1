"""A .docx as PDF by LibreOffice, where it is installed; nothing else of this package needs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_SECONDS = 180
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FILTER = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""With the blank sheets that a printer puts out too."""


class NoRenderer(RuntimeError):
    """The page cannot be measured here; `str()` is the reason, in Chinese."""


def pdf_of(data: bytes) -> bytes:
    """The document as LibreOffice prints it, in a profile of its own that touches no running office.

    Raises NoRenderer when LibreOffice is missing, fails or takes longer than three minutes.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        (work / "document.docx").write_bytes(data)
        command = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--convert-to",
            _FILTER,
            "--outdir",
            str(work),
            str(work / "document.docx"),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise NoRenderer("LibreOffice 三分钟内没有转换完，未量版面") from error
        except OSError as error:
            raise NoRenderer(f"LibreOffice 无法运行（{error.strerror}），未量版面") from error
        made = work / "document.pdf"
        if not made.exists():
            raise NoRenderer("LibreOffice 没有转换成功，未量版面")
        return made.read_bytes()


def installed() -> bool:
    """Whether LibreOffice is to be found."""
    try:
        return bool(_program())
    except NoRenderer:
        return False


def _program() -> str:
    found = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    if found is None and sys.platform in ("win32", "darwin"):
        found = next((place for place in _PLACES if Path(place).exists()), None)
    if found is None:
        raise NoRenderer("没有安装 LibreOffice（找不到 soffice），无法量版面")
    return found
