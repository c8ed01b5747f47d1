"""The mark that ties a mended return to the one it came from: what it survives, and that it is nobody's word."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from reporter.sheets.marked import marked_from_grid, marked_return
from reporter.vocabulary import return_mark
from reporter.vocabulary.form import marking
from reporter.vocabulary.model import Period, Source
from reporter.vocabulary.problems import Kind

from .builders import Book, intake, progress_sheet, zipped
from .rendering import need_renderer

LINES = "1-01 | 正在推进 | 40 |  |  | 已公开"
ONE, OTHER = (hashlib.sha256(text).hexdigest() for text in (b"1", b"2"))
PROBLEM = Kind.REVIEWER_MISSING.at(
    Source("input/a.xlsx", "进展填报", "C3"), department="民政处", period=Period(2018, 5)
)


def marked(*digests: str) -> bytes:
    """A return that was sent back."""
    return marked_return(progress_sheet(LINES).bytes(), [PROBLEM], replaces=digests or (ONE, OTHER))


def named(tmp_path, data: bytes | Book, name: str = "a.xlsx") -> tuple[str, ...]:
    """What the mark of a file names when it is read."""
    (file,) = intake(tmp_path, {name: data}).files
    return file.replaces


def without(data: bytes, *parts: str) -> bytes:
    """The package without these parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return zipped({name: package.read(name) for name in package.namelist() if name not in parts})


def saved_again(data: bytes, change=lambda book: None) -> bytes:
    """The workbook opened and saved by another library."""
    book, stream = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    change(book)
    book.save(stream)
    return stream.getvalue()


def test_a_mark_is_read_back_and_costs_the_return_nothing(tmp_path):
    found = intake(tmp_path, {"a.xlsx": marked()})
    assert [item.replaces for item in found.returns] == [(ONE, OTHER)]
    assert [item.code for item in found.problems if item.code != "R411"] == []
    assert {item.reason for item in found.unused if ONE in item.text} == {"退改标记，不是填报内容"}


def test_either_carrier_is_enough(tmp_path):
    def alone(book):
        book.remove(book[return_mark.SHEET])

    assert named(tmp_path / "1", saved_again(marked(), alone)) == (ONE, OTHER)
    assert named(tmp_path / "2", without(marked(), "docProps/custom.xml")) == (ONE, OTHER)


def test_our_comments_are_known_without_their_author(tmp_path):
    """LibreOffice saves none: they are nobody's answer, and go when the return goes back once more."""

    def nobodys(book: openpyxl.Workbook) -> None:
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment):
            cell.comment = Comment(cell.comment.text, " ")

    two = [PROBLEM, Kind.REVIEWER_MISSING.at(PROBLEM.source, department="教育处", period=Period(2018, 5))]
    for problems in ([PROBLEM], two):
        back = saved_again(marked_return(progress_sheet(LINES).bytes(), problems, replaces=(ONE,)), nobodys)
        assert "S323" not in {item.code for item in intake(tmp_path, {"a.xlsx": back}).problems}
        again = openpyxl.load_workbook(io.BytesIO(marked_return(back, [PROBLEM], replaces=(ONE, OTHER))))
        assert again["进展填报"]["C3"].comment.text == marking(PROBLEM.level, PROBLEM.message + PROBLEM.remedy)


def test_a_file_that_openpyxl_cannot_open_is_marked_all_the_same(tmp_path):
    data = marked_from_grid("a.xls", {"进展填报": {(1, 1): "x"}}, [PROBLEM], replaces=(ONE,))
    assert named(tmp_path, data) == (ONE,)


def test_a_copy_that_goes_back_again_bears_the_new_mark_alone(tmp_path):
    assert named(tmp_path, marked_return(marked(ONE), [PROBLEM], replaces=(OTHER, ONE))) == (OTHER, ONE)


def test_nothing_but_digests_is_taken_from_a_mark_and_no_more_than_so_many(tmp_path):
    strange = ["../../x", ONE.upper(), ONE + "0", "=1+1", "x" * 5000]
    many = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(return_mark.LIMIT + 20)]
    book = progress_sheet(LINES).sheet(return_mark.SHEET, [[text] for text in (*strange, *many, *many)])
    book.parts["docProps/custom.xml"] = "".join(
        f'<property name="{return_mark.PROPERTY}{number}"><vt:lpwstr>{text}</vt:lpwstr></property>'
        for number, text in enumerate(strange)
    )
    assert named(tmp_path, book) == tuple(many[: return_mark.LIMIT])


@pytest.mark.parametrize(
    ("record", "saved"),
    [
        ("2018-05-22T02:00:00Z", "2018-05-22T02:00:00+00:00"),
        ("2018-05-22T10:00:00.5+08:00", "2018-05-22T02:00:00.500000+00:00"),
        ("2018-05-22T10:00:00", "2018-05-22T02:00:00+00:00"),
        ("1980-01-01T00:00:00Z", None),
        ("2018-13-45T99:00:00Z", None),
        ("昨天", None),
    ],
)
def test_when_a_workbook_was_saved_is_taken_from_its_own_record(tmp_path, record, saved):
    """A record without a zone is China's; the first day that a zip can hold is no day of saving."""
    book = progress_sheet(LINES)
    moment = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{record}</dcterms:modified>'
    book.parts["docProps/core.xml"] = f"<cp:coreProperties>{moment}</cp:coreProperties>"
    (found,) = intake(tmp_path, {"a.xlsx": book}).returns
    assert (found.saved.isoformat() if found.saved else None) == saved


@pytest.mark.render
def test_the_mark_survives_libreoffice_in_every_form(tmp_path):
    """What the carriers become on the way: xlsx again, an old xls and back, an ods and back."""
    need_renderer()
    data, made, profile = saved_again(marked()), {}, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for path in (("xlsx",), ("xls",), ("ods",), ("xls", "xlsx"), ("ods", "xlsx")):
        work = tmp_path / "-".join(path)
        work.mkdir()
        here = work / "a.xlsx"
        here.write_bytes(data)
        for number, form in enumerate(path):
            out = work / str(number)
            subprocess.run(
                ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(out), str(here)],
                capture_output=True,
                timeout=120,
                check=True,
            )
            here = out / f"a.{form}"
        made[path] = here
    for path, here in made.items():
        read = intake(tmp_path / "-".join(path) / "home", {here.name: here.read_bytes()})
        (found,) = read.returns
        assert (found.replaces, found.saved is not None) == ((ONE, OTHER), True), path
        assert "S323" not in {item.code for item in read.problems}, f"{path}: our own comments, by nobody now"
        assert found.entries[0].text("narrative") == "已公开"
    for path in (("xlsx",), ("xls", "xlsx"), ("ods", "xlsx")):
        stripped = without(made[path].read_bytes(), "docProps/custom.xml")
        assert named(tmp_path / f"{'-'.join(path)}-sheet", stripped) == (ONE, OTHER)
        assert re.findall(ONE, zipfile.ZipFile(made[path]).read("docProps/custom.xml").decode()) == [ONE]
