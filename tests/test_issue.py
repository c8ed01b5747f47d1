"""`issue`: what was signed stays what it was, and whatever would differ later is told."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from .offices import CULTURE, Office

MAY = ("--period", "2018-05")


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> Path:
    """May reported by two of three departments, its documents made, nothing issued."""
    office = Office(tmp_path_factory.mktemp("reported")).list().month("2018-05", 50, CULTURE)
    assert office.run("report", *MAY).status in (0, 1)
    return office.home


@pytest.fixture(scope="module")
def signed(reported, tmp_path_factory) -> Path:
    """The same, its 通报 reworded by a leader, then issued."""
    home = tmp_path_factory.mktemp("signed")
    shutil.copytree(reported, home, dirs_exist_ok=True)
    _reword(home / "output/2018-05/通报.docx", "示例局", "示例总局")
    assert Office(home).run("issue", *MAY).status == 0
    return home


@pytest.fixture
def may(reported, tmp_path) -> Office:
    """May's workspace, nothing issued."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


@pytest.fixture
def issued(signed, tmp_path) -> Office:
    """May's workspace, issued."""
    shutil.copytree(signed, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def _reword(path: Path, old: str, new: str) -> None:
    """Change words of a document as a person would."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, data.replace(old.encode(), new.encode()) if name == "word/document.xml" else data)


# --- the record ------------------------------------------------------------------------------------------------------


def test_a_record_says_what_was_signed(issued):
    about = {row["项目"]: row["内容"] for row in issued.record("2018-05", "说明")}
    assert (about["报送期"], about["考核日期"], about["第几次印发"]) == ("2018-05", "2018-05-31", 1)
    ledger = "output/2018-05/台账.xlsx"
    columns = ("名次", "单位", "完成质量", "报送及时", "佐证齐全", "材料质量", "加减分", "总分", "等次")
    for name, titles, other in (
        ("单位得分", columns, "单位得分"),
        ("判定", ("单位", "任务编号", "核定状态", "亮灯"), "单位明细"),
    ):
        assert [[row[title] for title in titles] for row in issued.record("2018-05", name)] == [
            [row[title] for title in titles] for row in issued.table(ledger, other)
        ]
    book = openpyxl.load_workbook(issued.file("input/已印发/2018-05.xlsx"))
    assert book.sheetnames[:5] == ["说明", "单位得分", "扣分明细", "判定", "文书"]


def test_what_was_lost_adds_up_to_what_is_missing_of_a_score(issued):
    lost = issued.record("2018-05", "扣分明细")
    for row in issued.record("2018-05", "单位得分"):
        for part, weight in (("完成质量", 70), ("报送及时", 15), ("佐证齐全", 10), ("材料质量", 5)):
            own = [one["扣分"] for one in lost if (one["单位"], one["项目"]) == (row["单位"], part)]
            assert sum(own) == pytest.approx(weight - row[part]), (row["单位"], part)
    assert {one["规则"] for one in lost if one["单位"] == CULTURE and one["项目"] == "报送及时"} == {
        "未报送，当月得0分（满分15分）"
    }


def test_the_documents_are_copied_as_they_lie_a_leaders_edits_included(issued):
    copies, made = issued.below("input/已印发/2018-05"), issued.below("output/2018-05")
    listed = {row["文件"]: row for row in issued.record("2018-05", "文书")}
    assert set(copies) == set(listed) == {path for path in made if path.endswith(".docx")}
    assert all(copies[path] == made[path] for path in copies)
    assert all(hashlib.sha256(copies[path]).hexdigest() == row["SHA-256"] for path, row in listed.items())
    assert "示例总局" in zipfile.ZipFile(io.BytesIO(copies["通报.docx"])).read("word/document.xml").decode()
    assert listed["督办通知单/文化体育与民族宗教处.docx"]["单位"] == CULTURE
    assert str(listed["通报.docx"]["成文日期"])[:10] == "2018-05-31"


def test_the_number_that_a_person_wrote_into_a_document_is_the_one_on_record(may):
    _reword(may.file("output/2018-05/通报.docx"), "〔2018〕　号", "〔2018〕12号")
    assert may.run("issue", *MAY).status == 0
    found = {row["文种"]: row["发文字号"] for row in may.record("2018-05", "文书")}
    assert found["通报"].endswith("〔2018〕12号") and not found["考核报告"]


def test_a_record_is_no_return_and_no_run_says_a_word_of_it(issued):
    told = issued.run("check", *MAY)
    assert not [item for item in told.object["problems"] if "已印发" in item["file"]]
    files = {row["文件"] for row in issued.table("output/2018-05/台账.xlsx", "来源文件")}
    assert files == {"input/2018-05/民政处.xlsx", "input/2018-05/教育处.xlsx"}


def test_the_same_input_makes_the_same_record(reported, tmp_path):
    made = []
    for name in ("一", "二"):
        shutil.copytree(reported, tmp_path / name)
        office = Office(tmp_path / name)
        office.run("issue", *MAY)
        made.append(office.below("input/已印发"))
    assert made[0] == made[1]


# --- when a record may be written ------------------------------------------------------------------------------------


def test_a_missing_document_stops_it(may):
    may.file("output/2018-05/通报.docx").unlink()
    told = may.run("issue", *MAY)
    assert told.status == 2 and "通报.docx" in told.object["error"] and not may.file("input/已印发").exists()


def test_a_link_is_no_document(may, tmp_path):
    path = may.file("output/2018-05/通报.docx")
    path.rename(tmp_path / "elsewhere.docx")
    path.symlink_to(tmp_path / "elsewhere.docx")
    assert may.run("issue", *MAY).status == 2


def test_a_ledger_that_todays_input_does_not_give_stops_it(may):
    may.send(CULTURE, "2018-05", "1-09 | 正在推进 | 50 | | | 已公开")
    told = may.run("issue", *MAY)
    assert told.status == 2 and "与现在的输入不符" in told.object["error"]
    assert "report --period 2018-05" in told.object["error"] and not may.file("input/已印发").exists()


def test_without_a_ledger_nobody_knows_what_was_signed(may):
    may.file("output/2018-05/台账.xlsx").unlink()
    told = may.run("issue", *MAY)
    assert told.status == 2 and "report --period 2018-05" in told.object["error"]


def test_a_ledger_saved_again_by_a_spreadsheet_says_the_same(may):
    path = may.file("output/2018-05/台账.xlsx")
    before = path.read_bytes()
    book = openpyxl.load_workbook(path)
    book["单位得分"].column_dimensions["B"].width = 60
    book.save(path)
    assert path.read_bytes() != before and may.run("issue", *MAY).status == 0


def test_the_date_of_assessment_is_that_of_the_ledger(may):
    may.run("report", *MAY, "--as-of", "2018-05-28")
    assert may.run("issue", *MAY, "--as-of", "2018-05-31").status == 2
    assert may.run("issue", *MAY).status == 0
    assert {row["项目"]: row["内容"] for row in may.record("2018-05", "说明")}["考核日期"] == "2018-05-28"


def test_the_same_again_writes_nothing(issued):
    before = issued.below("input")
    told = issued.run("issue", *MAY)
    assert (told.status, told.object["outputs"], issued.below("input")) == (0, [], before)


def test_returns_of_the_next_month_are_no_reason_to_issue_again(issued):
    issued.month("2018-06", 60)
    assert issued.run("issue", *MAY).object["outputs"] == []


def test_something_else_than_on_record_needs_to_be_asked_for(issued):
    before = issued.below("input/已印发")
    issued.file("output/2018-05/通报.docx").write_bytes(before["2018-05/考核报告.docx"])
    told = issued.run("issue", *MAY)
    assert told.status == 2 and "文书" in told.object["error"] and issued.below("input/已印发") == before
    told = issued.run("issue", *MAY, "--again")
    after = issued.below("input/已印发")
    assert told.status == 0 and "2018-05.xlsx" in {Path(path).name for path in told.object["outputs"]}
    assert {
        path.replace("2018-05（第1次）", "2018-05"): data for path, data in after.items() if "（第1次）" in path
    } == before
    assert {row["项目"]: row["内容"] for row in issued.record("2018-05", "说明")}["第几次印发"] == 2
    assert after["2018-05/通报.docx"] == before["2018-05/考核报告.docx"]
    assert issued.run("issue", *MAY, "--again").object["outputs"] == [], "the same again"


def test_a_copy_that_is_gone_is_not_the_same(issued):
    issued.file("input/已印发/2018-05/通报.docx").unlink()
    assert issued.run("issue", *MAY).status == 2
    assert issued.run("issue", *MAY, "--again").status == 0
    assert issued.file("input/已印发/2018-05/通报.docx").exists()


def test_a_dry_run_lists_and_writes_nothing(may):
    told = may.run("issue", *MAY, "-n")
    assert told.status == 0 and "input/已印发/2018-05.xlsx" in told.object["outputs"]
    assert not may.file("input/已印发").exists()


def test_nothing_is_written_through_a_link(may, tmp_path):
    (tmp_path / "别处").mkdir()
    may.file("input/已印发").symlink_to(tmp_path / "别处")
    assert may.run("issue", *MAY).status == 2 and not list((tmp_path / "别处").iterdir())


def test_what_else_lies_among_the_records_stays(issued):
    note = issued.file("input/已印发/备忘/送出日期.txt")
    note.parent.mkdir()
    note.write_text("6月4日送出", encoding="utf-8")
    issued.file("output/2018-05/通报.docx").write_bytes(issued.file("output/2018-05/考核报告.docx").read_bytes())
    assert issued.run("issue", *MAY, "--again").status == 0 and note.read_text(encoding="utf-8") == "6月4日送出"


def test_a_record_that_cannot_be_read_is_replaced_on_request_only(issued):
    record = issued.file("input/已印发/2018-05.xlsx")
    record.write_bytes(b"PK\x03\x04 no workbook")
    told = issued.run("issue", *MAY)
    assert told.status == 2 and [item["code"] for item in told.object["problems"]] == ["I001"]
    assert issued.run("issue", *MAY, "--again").status == 0
    assert issued.file("input/已印发/2018-05（第1次）.xlsx").read_bytes() == b"PK\x03\x04 no workbook"


def test_the_newest_month_is_meant_unless_told(may):
    assert may.run("issue").status == 0 and may.file("input/已印发/2018-05.xlsx").exists()
