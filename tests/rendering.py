"""Many .docx to PDF (or to .docx again) by LibreOffice in as few runs as there are processors; for tests only.

Starting LibreOffice costs more than converting a document, so all documents of a session go through together. Where it
is missing the tests are skipped with the reason, or fail when the environment says REQUIRE_RENDER=1 (as in CI).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import pytest

__all__ = ["convert", "need_renderer"]

_SECONDS_A_DOCUMENT, _SECONDS_TO_START = 4, 90
_FILTERS = {
    "doc": "doc:MS Word 97",
    "odt": "odt",
    "pdf": 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}',
    "docx": "docx:MS Word 2007 XML",
}
"""A PDF with the blank sheets that come out of a printer too."""


@lru_cache(maxsize=1)
def missing() -> str:
    """Why nothing can be rendered here; blank when it can."""
    if shutil.which("soffice") is None:
        return "LibreOffice (soffice) is not installed"
    if shutil.which("fc-list") is None:
        return "fontconfig (fc-list) is not installed, so the fonts are not known"
    chinese = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, timeout=60, check=False).stdout
    return "" if chinese.strip() else "no installed font has Chinese glyphs (fc-list :lang=zh-cn is empty)"


def need_renderer() -> None:
    """Skips the test, or fails it when REQUIRE_RENDER=1, where LibreOffice or a Chinese font is missing."""
    if not missing():
        return
    if os.environ.get("REQUIRE_RENDER") == "1":
        pytest.fail(f"REQUIRE_RENDER=1, but {missing()}")
    pytest.skip(missing())


def convert(documents: Mapping[str, bytes], cache: Path, to: str = "pdf") -> dict[str, bytes]:
    """Name → converted bytes. `cache` is a folder that all workers of a session share: each document is made once.

    RuntimeError when LibreOffice leaves one out, with what it said.
    """
    cache.mkdir(parents=True, exist_ok=True)
    keys = {name: hashlib.sha256(data).hexdigest()[:32] for name, data in documents.items()}
    with _locked(cache / "lock"):
        wanted = {keys[name]: data for name, data in documents.items() if not (cache / f"{keys[name]}.{to}").exists()}
        if wanted:
            items = sorted(wanted.items())
            workers = min(os.cpu_count() or 1, 2, (len(items) + 7) // 8)
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(lambda start: _run(dict(items[start::workers]), cache, to), range(workers)))
    return {name: (cache / f"{key}.{to}").read_bytes() for name, key in keys.items()}


def _run(documents: Mapping[str, bytes], cache: Path, to: str) -> None:
    """One LibreOffice run over these documents, with a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="render-") as folder:
        work = Path(folder)
        (work / "in").mkdir()
        for key, data in documents.items():
            (work / "in" / f"{key}.docx").write_bytes(data)
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--convert-to",
            _FILTERS[to],
            "--outdir",
            str(work / "out"),
            *(str(work / "in" / f"{key}.docx") for key in documents),
        ]
        limit = _SECONDS_TO_START + _SECONDS_A_DOCUMENT * len(documents)
        done = subprocess.run(command, capture_output=True, timeout=limit, check=False)
        for key in documents:
            made = work / "out" / f"{key}.{to}"
            if not made.exists():
                raise RuntimeError(
                    f"LibreOffice did not convert a document: {done.stderr.decode('utf-8', 'replace')[-500:]}"
                )
            partial = cache / f"{key}.{to}.part"
            shutil.copyfile(made, partial)
            partial.rename(cache / f"{key}.{to}")


class _locked:
    """Holds a lock file that the workers of one session share."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        import fcntl

        self.file = self.path.open("w")
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()
