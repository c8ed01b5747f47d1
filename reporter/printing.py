"""--pdf: the documents of a run as pages, each beside its .docx, and all of them in one file to be printed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from .gongwen.libreoffice import NoRenderer, pdfs_of, same_again
from .pipeline.built import Built
from .pipeline.ownership import BATCH, PAGES, is_document, pages_of
from .spool import Files

_SECONDS = 600
_SCRIPT = r"""
$ErrorActionPreference = 'Stop'
foreach ($name in 'Word.Application', 'KWPS.Application', 'WPS.Application') {
  try { $office = New-Object -ComObject $name; break } catch { }
}
if (-not $office) { exit 3 }
try {
  $office.Visible = $false
  Get-ChildItem -LiteralPath '.' -Filter '*.docx' | ForEach-Object {
    $document = $office.Documents.Open($_.FullName, $false, $true)
    $document.ExportAsFixedFormat([IO.Path]::ChangeExtension($_.FullName, 'pdf'), 17)
    $document.Close($false)
  }
} finally { $office.Quit() }
"""
"""Word, else WPS, through the interface that both have; 17 is PDF."""


def with_pages(built: Built, dry_run: bool = False) -> Built:
    """What a run made and a PDF of each document; 打印批次.pdf has all of them in the order in which they are printed.

    Where there is no program that makes pages, the run as it was, with the reason: something that was asked for is
    lacking. dry_run: the names alone.
    """
    documents = {path: data for path, data in built.files.items() if is_document(path)}
    names = {path: pages_of(path) for path in documents}
    if dry_run:
        made = dict.fromkeys([*names.values(), *([BATCH] if _batched(built, documents) else [])], b"")
        return replace(built, files=Files(built.files, made))
    try:
        pages = _pages(documents)
        made = {names[path]: pdf for path, pdf in pages.items()}
        if _batched(built, documents):
            made[BATCH] = batch(pages[path] for path in documents)
    except NoRenderer as fault:
        return replace(built, lacking=(*built.lacking, f"没有生成 PDF：{fault}。文书照常生成，可以打开 .docx 打印。"))
    return replace(built, files=Files(built.files, made))


def _batched(built: Built, documents: Mapping[str, bytes]) -> bool:
    return BATCH in built.scope and bool(documents)


def _pages(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """By LibreOffice; on Windows, where that is missing, by Word or WPS."""
    try:
        return pdfs_of(documents)
    except NoRenderer:
        if sys.platform != "win32":
            raise
        return _by_office(documents)


def _by_office(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paths = {name: Path(folder) / f"{number}.docx" for number, name in enumerate(documents)}
        for name, path in paths.items():
            path.write_bytes(documents[name])
        command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _SCRIPT]
        try:
            subprocess.run(command, cwd=folder, capture_output=True, timeout=_SECONDS, check=True)
            return {name: path.with_suffix(PAGES).read_bytes() for name, path in paths.items()}
        except (OSError, subprocess.SubprocessError) as error:
            raise NoRenderer("没有找到能用的 LibreOffice、Word 或 WPS") from error


def batch(pages: Iterable[bytes]) -> bytes:
    """One PDF of several: each document begins on a sheet of its own, whether it is printed on one side or on both."""
    try:
        import pypdfium2
    except ImportError as error:
        raise NoRenderer("没有安装 pypdfium2（pip install pypdfium2）") from error
    whole = pypdfium2.PdfDocument.new()
    for pdf in pages:
        if len(whole) % 2:
            whole.new_page(*whole[len(whole) - 1].get_size())
        whole.import_pages(pypdfium2.PdfDocument(pdf))
    stream = BytesIO()
    whole.save(stream)
    return same_again(stream.getvalue())
