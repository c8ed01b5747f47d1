"""--pdf: pages beside the documents, and all of them in one file that can be printed on both sides."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from reporter import printing
from reporter.gongwen.libreoffice import NoRenderer
from reporter.pipeline.built import Built
from reporter.pipeline.ownership import documents_owned, owned
from reporter.printing import batch, with_pages

from . import rendering
from .masters import shipped_plan
from .offices import CULTURE, Office
from .proofs import made
from .shipped_kinds import TEMPLATES
from .terminal import run

FILES = {
    "台账.xlsx": b"1",
    "通报.docx": b"2",
    "督办通知单/民政处.docx": b"3",
    "退改/民政处.docx": b"4",
    "核对稿/通报（核对稿）.docx": b"5",
}
BUILT = Built(folder="2018-06", files=FILES, scope=owned("report"))


def pdf(pages: int) -> bytes:
    whole, stream = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        whole.new_page(595, 842)
    whole.save(stream)
    return stream.getvalue()


def pages(data: bytes) -> int:
    return len(pypdfium2.PdfDocument(data))


def test_each_document_has_its_pages_and_all_are_in_one_file(monkeypatch):
    """Not the ledger, not what goes back, not the proof's copies."""
    monkeypatch.setattr(printing, "pdfs_of", lambda documents: {name: pdf(3) for name in documents})
    found = with_pages(BUILT).files
    assert set(found) - set(FILES) == {"通报.pdf", "督办通知单/民政处.pdf", "打印批次.pdf"}
    assert set(with_pages(BUILT, dry_run=True).files) == set(found)
    assert pages(found["打印批次.pdf"]) == 7, "the second begins on a sheet of its own"


def test_a_document_begins_on_a_front_page():
    assert [pages(batch([pdf(one), pdf(2), pdf(1)])) for one in (1, 2, 3)] == [5, 5, 7]
    assert batch([pdf(1), pdf(1)]) == batch([pdf(1), pdf(1)])


def test_where_nothing_makes_pages_the_documents_are_made_and_a_person_is_told(monkeypatch):
    monkeypatch.setenv("SOFFICE", "/nowhere/soffice")
    found = with_pages(BUILT)
    assert found.files == FILES
    assert found.needs_a_person and "没有生成 PDF" in found.lacking[0] and "LibreOffice" in found.lacking[0]


def test_a_clerk_on_windows_without_libreoffice_has_word_or_wps(monkeypatch):
    """Tried with a stand-in for PowerShell: it finds the documents in its folder and leaves the pages beside them."""

    def office(command, cwd, **_):
        assert "KWPS.Application" in command[-1]
        for path in Path(cwd).glob("*.docx"):
            path.with_suffix(".pdf").write_bytes(pdf(1) + path.read_bytes())

    def missing(_):
        raise NoRenderer("没有安装 LibreOffice")

    monkeypatch.setattr(printing, "pdfs_of", missing)
    monkeypatch.setattr(printing.sys, "platform", "win32")
    monkeypatch.setattr(printing.subprocess, "run", office)
    found = printing._pages({"甲.docx": b"1", "乙.docx": b"2"})
    assert [data[-1:] for data in found.values()] == [b"1", b"2"]
    monkeypatch.setattr(printing.subprocess, "run", lambda *_, **__: None)
    with pytest.raises(NoRenderer, match="Word 或 WPS"):
        printing._pages({"甲.docx": b"1"})


def test_pages_never_outlive_their_documents():
    """A run owns them whether it was asked for them or not, so that the next one clears them away."""
    own = {*owned("report"), *documents_owned("report", TEMPLATES.kinds, shipped_plan())}
    assert {"通报.pdf", "考核报告.pdf", "打印批次.pdf", "督办通知单/"} <= own


@pytest.mark.render
def test_a_month_as_pages(tmp_path):
    """The same bytes again, and gone with the next run that is not asked for them."""
    rendering.need_renderer()
    home = Office(tmp_path).list().month("2018-05", 50, CULTURE).home
    assert run(home, "report", "--pdf").returncode == 0
    first = made(home, "2018-05")
    names = {path for path in first if path.endswith(".pdf")}
    documents = {path.removesuffix(".docx") for path in first if path.endswith(".docx")}
    assert {path.removesuffix(".pdf") for path in names - {"打印批次.pdf"}} == documents
    sheets = sum(-(-pages(first[path]) // 2) for path in names - {"打印批次.pdf"})
    assert -(-pages(first["打印批次.pdf"]) // 2) == sheets
    run(home, "report", "--pdf")
    assert made(home, "2018-05") == first
    run(home, "report")
    assert not any(path.endswith(".pdf") for path in made(home, "2018-05"))
