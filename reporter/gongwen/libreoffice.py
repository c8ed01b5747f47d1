"""Documents as PDF by LibreOffice, where it is installed; nothing else of this package needs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

_SECONDS = 180
_AT_ONCE = 20
"""Documents of one call: starting the program costs more than converting one of them."""
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FILTER = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""With the blank sheets that a printer puts out too."""


class NoRenderer(RuntimeError):
    """There are no pages here; `str()` is the reason, in Chinese."""


def pdf_of(data: bytes) -> bytes:
    """The document as LibreOffice prints it; as `pdfs_of`."""
    return pdfs_of({"": data})[""]


def pdfs_of(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The documents as LibreOffice prints them, by the same names, in a profile of its own that touches no running
    office. The same bytes for the same document and the same LibreOffice.

    Raises NoRenderer when LibreOffice is missing, fails or takes longer than three minutes for some twenty documents.
    """
    program, names, made = _program(), [*documents], dict[str, bytes]()
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        for start in range(0, len(names), _AT_ONCE):
            paths = {name: work / f"{number}.docx" for number, name in enumerate(names[start : start + _AT_ONCE])}
            for name, path in paths.items():
                path.write_bytes(documents[name])
            _convert(program, work, [*paths.values()])
            for name, path in paths.items():
                try:
                    made[name] = same_again(path.with_suffix(".pdf").read_bytes())
                except OSError as error:
                    raise NoRenderer(f"LibreOffice 没有转换成功{f'（{name}）' if name else ''}") from error
                path.with_suffix(".pdf").unlink()
    return made


def _convert(program: str, work: Path, paths: Sequence[Path]) -> None:
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [program, "--headless", "--norestore", profile, "--convert-to", _FILTER, "--outdir", str(work)]
    try:
        subprocess.run([*command, *map(str, paths)], capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise NoRenderer("LibreOffice 三分钟内没有转换完") from error
    except OSError as error:
        raise NoRenderer(f"LibreOffice 无法运行（{error.strerror}）") from error


_WHEN = re.compile(rb"/CreationDate\(D:(\d{14})[^)]{0,12}\)")
_IDENTITY = re.compile(rb"/(?:ID\s{0,2}\[\s{0,2}<([0-9A-Fa-f]{32})>\s{0,2}<|DocChecksum /)([0-9A-Fa-f]{32})")


def same_again(pdf: bytes) -> bytes:
    """The PDF without the moment of its making, and with an identity made of its content; every place stays."""
    when = _WHEN.search(pdf)
    if when:
        pdf = pdf[: when.start(1)] + b"20000101000000" + pdf[when.end(1) :]
    places = [found.span(group) for found in _IDENTITY.finditer(pdf) for group in (1, 2) if found[group]]
    for first, last in places:
        pdf = pdf[:first] + b"0" * 32 + pdf[last:]
    identity = sha256(pdf).hexdigest()[:32].upper().encode()
    for first, last in places:
        pdf = pdf[:first] + identity + pdf[last:]
    return pdf


def usable() -> bool:
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
        raise NoRenderer("没有安装 LibreOffice（找不到 soffice）")
    return found
