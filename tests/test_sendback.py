"""Which returns go back, and that a workbook which kills the marking costs its own copy alone."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from reporter import process, sendback
from reporter.sendback import SendBack
from reporter.sheets.marked import marked_return
from reporter.spool import Spool
from reporter.vocabulary.model import Period, Source, SourceFile
from reporter.vocabulary.problems import Kind

from .sample_month import CIVIL, HEALTH, sample_month

JUNE = Period(2018, 6)


def workbook(text: str) -> bytes:
    """A one-cell workbook."""
    book = openpyxl.Workbook()
    book.active["A1"] = text
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sent_back(tmp_path, files: dict[str, bytes], *problems):
    """The 退改 files of a month with these inputs and problems."""
    (tmp_path / "input").mkdir(exist_ok=True)
    for name, data in files.items():
        (tmp_path / "input" / name).write_bytes(data)
    found, told = SendBack(tmp_path, replace(sample_month(), problems=problems)).files()
    assert told == ()
    return found


def fault(name: str, kind=Kind.REVIEWER_MISSING, department=HEALTH):
    """A problem in cell A1 of a file."""
    return kind.at(Source(f"input/{name}", "Sheet", "A1"), department=department, period=JUNE)


def test_a_return_with_something_to_do_goes_back_marked_with_words_to_send(tmp_path):
    found = sent_back(tmp_path, {"a.xlsx": workbook("内容")}, fault("a.xlsx"))
    assert set(found) == {f"退改/{HEALTH}.xlsx", f"退改/{HEALTH}.txt"}
    book = openpyxl.load_workbook(BytesIO(found[f"退改/{HEALTH}.xlsx"]))
    assert book["Sheet"]["A1"].value == "内容"
    assert "没有写审核人" in book["Sheet"]["A1"].comment.text
    assert found[f"退改/{HEALTH}.txt"].decode("utf-8-sig").startswith(HEALTH)


def test_what_is_only_for_information_does_not_go_back(tmp_path):
    assert sent_back(tmp_path, {"a.xlsx": workbook("内容")}, fault("a.xlsx", Kind.FILE_HIDDEN)) == {}


def test_several_files_of_a_department_are_numbered_and_share_one_text(tmp_path):
    found = sent_back(tmp_path, {"a.xlsx": workbook("1"), "b.xlsx": workbook("2")}, fault("a.xlsx"), fault("b.xlsx"))
    assert set(found) == {f"退改/{HEALTH}（1）.xlsx", f"退改/{HEALTH}（2）.xlsx", f"退改/{HEALTH}.txt"}


def test_a_department_named_like_anothers_second_file_has_a_file_of_its_own(tmp_path):
    named = [fault("c.xlsx", department=f"{HEALTH}（1）"), fault("a.xlsx"), fault("b.xlsx")]
    found = sent_back(tmp_path, {f"{name}.xlsx": workbook(name) for name in "abc"}, *named)
    books = [openpyxl.load_workbook(BytesIO(data)) for path, data in found.items() if path.endswith(".xlsx")]
    assert len(found) == 5 and {book["Sheet"]["A1"].value for book in books} == {*"abc"}
    assert f"退改/{HEALTH}（1）.xlsx" in found and f"退改/{HEALTH}（2）.xlsx" in found


def test_a_file_of_nobody_known_goes_back_under_its_own_name(tmp_path):
    found = sent_back(tmp_path, {"终稿.xlsx": workbook("1")}, fault("终稿.xlsx", department=""))
    assert set(found) == {"退改/待辨认-终稿.xlsx", "退改/待辨认-终稿.txt"}
    assert "待辨认" not in found["退改/待辨认-终稿.txt"].decode("utf-8-sig")


def test_a_file_nothing_can_open_has_words_only(tmp_path):
    found = sent_back(tmp_path, {"a.xlsx": b"%PDF-1.4"}, fault("a.xlsx"))
    assert set(found) == {f"退改/{HEALTH}.txt"}


def test_a_text_file_goes_back_as_a_workbook(tmp_path):
    found = sent_back(tmp_path, {"a.csv": "内容,别的".encode("gb18030")}, fault("a.csv"))
    book = openpyxl.load_workbook(BytesIO(found[f"退改/{HEALTH}.xlsx"]))
    assert "内容" in {cell.value for row in book.worksheets[1].iter_rows() for cell in row}


def test_a_workbook_over_which_the_marking_dies_costs_its_own_copy_alone(tmp_path, monkeypatch):
    """The process ends at the first file; the file comes as a copy of its text, the other as it was sent."""
    sent = []

    class Dying(process.Aside):
        """Its first call ends it."""

        def send(self, function, job):
            first = not sent
            sent.append((job.file, job.copied))
            super().send("os:_exit", 1) if first else super().send(function, job)

    monkeypatch.setattr(sendback, "Aside", Dying)
    found = sent_back(
        tmp_path,
        {"a.xlsx": workbook("甲"), "b.xlsx": workbook("乙")},
        fault("a.xlsx"),
        fault("b.xlsx", department=CIVIL),
    )
    assert {f"退改/{HEALTH}.xlsx", f"退改/{CIVIL}.xlsx"} <= set(found)
    assert sent == [("input/a.xlsx", False), ("input/b.xlsx", False), ("input/b.xlsx", False), ("input/a.xlsx", True)]


def test_a_file_of_several_departments_goes_to_each_with_what_concerns_it(tmp_path):
    """A table with a column 责任单位."""
    both = Kind.SHEET_HIDDEN.at(Source("input/a.xlsx", "Sheet"))
    found = sent_back(
        tmp_path,
        {"a.xlsx": workbook("1")},
        fault("a.xlsx"),
        fault("a.xlsx", Kind.REVIEWER_MISSING, department=CIVIL),
        fault("a.xlsx", Kind.NO_TASKS, department=CIVIL),
        both,
    )
    assert set(found) == {f"退改/{name}{end}" for name in (HEALTH, CIVIL) for end in (".xlsx", ".txt")}
    counts = [found[f"退改/{name}.txt"].decode("utf-8-sig").count("\n") for name in (HEALTH, CIVIL)]
    assert counts[1] == counts[0] + 1


def test_a_workbook_of_nobody_without_a_cell_to_mark_has_words_only(tmp_path):
    """Something else that got into the folder: whoever sent it has it already."""
    problem = Kind.FILE_NO_RETURN.at(Source("input/别的.xlsx"))
    assert set(sent_back(tmp_path, {"别的.xlsx": workbook("1")}, problem)) == {"退改/待辨认-别的.txt"}


def test_a_marked_return_that_could_not_be_made_is_told(tmp_path, monkeypatch):
    """Neither the workbook itself nor a copy of its text: that must not look like a file with nothing to mark."""

    class Failing(process.Aside):
        """Each call raises."""

        def send(self, function, job):
            super().send("builtins:int", job.file)

    monkeypatch.setattr(sendback, "Aside", Failing)
    (tmp_path / "input").mkdir()
    (tmp_path / "input/a.xlsx").write_bytes(workbook("甲"))
    found, told = SendBack(tmp_path, replace(sample_month(), problems=(fault("a.xlsx"),))).files()
    assert set(found) == {f"退改/{HEALTH}.txt"}
    assert told == (f"input/a.xlsx 没能做成加注的退改表，问题只写在 退改/{HEALTH}.txt 中。",)


@pytest.mark.parametrize(("many", "waits"), [(1, False), (1, True), (100, False)])
@pytest.mark.parametrize("trouble", ["none", "raises", "kills"])
def test_whoever_marks_them_the_same_goes_back(tmp_path, monkeypatch, many, waits, trouble):
    """A process at work already, one beside it, or one made ready before; though one fails, or ends the process."""
    real = process.Aside.send

    def send(self, function, *job):
        marking = function == "reporter.sendback:mark" and job[0].file == "input/b.xlsx" and not job[0].copied
        if marking and trouble != "none":
            real(self, *{"raises": ("builtins:int", "b"), "kills": ("os:_exit", 1)}[trouble])
        else:
            real(self, function, *job)

    monkeypatch.setattr(process.Aside, "send", send)
    monkeypatch.setattr(sendback, "_MANY", many)
    (tmp_path / "input").mkdir()
    names = ("a", "b", "c")
    for name in names:
        (tmp_path / f"input/{name}.xlsx").write_bytes(workbook(name))
    problems = tuple(fault(f"{name}.xlsx", department=name) for name in names)
    spool = Spool()
    aside, idle = (
        process.Aside(keep=lambda answer: spool.put(answer) if isinstance(answer, bytes) else answer) for _ in range(2)
    )
    try:
        aside.send("os:getpid")
        idle.send("reporter.sendback:load")
        month = replace(sample_month(), problems=problems)
        returning = SendBack(tmp_path, month, aside, spool, idle if waits else None)
        assert aside.answer(60)
        found, told = returning.files()
    finally:
        aside.end()
        idle.end()
    sheets = [openpyxl.load_workbook(BytesIO(found[f"退改/{name}.xlsx"])) for name in names]
    assert told == () and [book["Sheet"]["A1"].value for book in sheets] == list(names)
    copied = ["转存" in str([*book.worksheets[0].values]) for book in sheets]
    assert copied == [False, trouble != "none", False]


def test_a_return_that_was_changed_since_it_was_read_is_not_marked(tmp_path):
    """Its problems would stand at the cells of another file."""
    (tmp_path / "input").mkdir()
    (tmp_path / "input/a.xlsx").write_bytes(workbook("乙"))
    read = SourceFile(file="input/a.xlsx", digest="a" * 64, department=HEALTH, periods=(JUNE,), outcome="已采用")
    month = replace(sample_month(), problems=(fault("a.xlsx"),), files=(read,))
    found, told = SendBack(tmp_path, month).files()
    assert set(found) == {f"退改/{HEALTH}.txt"}
    assert told == (f"input/a.xlsx 没能做成加注的退改表，问题只写在 退改/{HEALTH}.txt 中。",)


def test_no_temporary_file_is_needed(tmp_path, monkeypatch):
    """A full temporary folder."""
    sent = workbook("甲")
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    problem = fault("a.xlsx")
    assert openpyxl.load_workbook(BytesIO(marked_return(sent, [problem]))).worksheets[1]["A1"].comment
