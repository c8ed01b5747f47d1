"""`issue`: what was signed stays what it was, and whatever would differ later is told."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reporter.pipeline.built import read_templates
from reporter.pipeline.month_run import judged, read_month
from reporter.vocabulary.model import Period
from reporter.workspace import Workspace

from .offices import CIVIL, CULTURE, SCHOOLS, Office, reword

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
    reword(home / "output/2018-05/通报.docx", "示例局", "示例总局")
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
    for_the_desk = ("单位一页纸/", "领导阅示.docx")  # not signed, not sent
    documents = {path for path in made if path.endswith(".docx")}
    assert set(copies) == set(listed) == {path for path in documents if not path.startswith(for_the_desk)} < documents
    assert all(copies[path] == made[path] for path in copies)
    assert all(hashlib.sha256(copies[path]).hexdigest() == row["SHA-256"] for path, row in listed.items())
    assert "示例总局" in zipfile.ZipFile(io.BytesIO(copies["通报.docx"])).read("word/document.xml").decode()
    assert listed["督办通知单/文化体育与民族宗教处.docx"]["单位"] == CULTURE
    assert str(listed["通报.docx"]["成文日期"])[:10] == "2018-05-31"


def test_what_a_person_made_of_a_document_and_a_later_run_put_beside_it_is_told_of(may):
    reword(may.file("output/2018-05/通报.docx"), "示例局", "示例总局")
    may.run("report", *MAY)
    told = may.run("issue", *MAY)
    assert told.status == 0 and told.lines.count("通报（人工修改稿）.docx”，没有记录") == 1
    assert may.run("report", *MAY).status in (0, 1)
    assert "没有记录" not in may.run("issue", *MAY).lines


def test_the_number_that_a_person_wrote_into_a_document_is_the_one_on_record(may):
    reword(may.file("output/2018-05/通报.docx"), "〔2018〕　号", "〔2018〕12号")
    assert may.run("issue", *MAY).status == 0
    found = {row["文种"]: row["发文字号"] for row in may.record("2018-05", "文书")}
    assert found["通报"].endswith("〔2018〕12号") and not found["考核报告"]


def test_a_record_is_no_return_and_no_run_says_a_word_of_it(issued):
    told = issued.run("check", *MAY)
    assert not [item for item in told.object["problems"] if "已印发" in item["file"]]
    files = {row["文件"] for row in issued.table("output/2018-05/台账.xlsx", "来源文件")}
    assert files == {"input/2018-05/民政处.xlsx", "input/2018-05/教育处.xlsx"}


@pytest.mark.parametrize(
    "name", ["output/2018-05/台账.xlsx", "input/已印发/2018-05.xlsx", "output/2018/考核得分表.xlsx"]
)
def test_what_this_program_made_is_nobodys_return(issued, name):
    """A ledger, a record, a table of the year's points that somebody put among the returns."""
    if not issued.file(name).exists():
        issued.run("annual")
    before = issued.run("check", *MAY)
    shutil.copy(issued.file(name), issued.home / "input/2018-05/抄件.xlsx")
    after = issued.run("check", *MAY)
    assert after.object["returned"] == before.object["returned"]
    told = [item for item in after.object["problems"] if "抄件" in item["file"]]
    assert [item["code"] for item in told] == ["S334"]
    assert sorted(after.codes) == sorted([*before.codes, "S334"])


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


# --- what changes afterwards -----------------------------------------------------------------------------------------


def changes(office: Office, period: str = "2018-05") -> list[tuple[object, ...]]:
    """The lines of 「印发后变动」."""
    rows = office.table(f"output/{period}/台账.xlsx", "印发后变动")
    return [tuple(row[title] for title in ("对象", "项目", "印发时", "现在", "原因")) for row in rows]


def would_change(office: Office, as_of: dt.date | None = None) -> list[tuple[object, ...]]:
    """The same without a run that writes."""
    workspace = Workspace(office.home)
    templates = read_templates(workspace)
    month, _ = judged(*read_month(workspace, Period(2018, 5), None, templates), as_of, templates)
    return [(line.subject, line.item, line.then, line.now, line.reason) for line in month.later or ()]


def reasons(lines: list[tuple[object, ...]]) -> set[object]:
    """The reasons of some lines."""
    return {line[4] for line in lines}


def test_where_nothing_changed_nothing_is_told_and_the_documents_are_the_same_to_the_byte(issued):
    before = issued.below("output/2018-05")
    told = issued.run("report", *MAY)
    assert "I002" not in told.codes and changes(issued) == [("没有变动", None, None, None, None)]
    after = issued.below("output/2018-05")
    assert {path for path in before if path.endswith(".docx") and before[path] != after[path]} == {"通报.docx"}
    assert before["通报.docx"] == after["通报（人工修改稿）.docx"], "the leader's own"


def test_a_month_that_was_not_issued_has_no_such_sheet(may):
    may.run("report", *MAY)
    assert "印发后变动" not in openpyxl.load_workbook(may.file("output/2018-05/台账.xlsx")).sheetnames


def test_a_late_return_is_told_line_by_line(issued):
    before = issued.below("input/已印发")
    issued.send(CULTURE, "2018-05", "1-09 | 正在推进 | 50 | | | 已公开", filed_on="2018-05-24")
    told = issued.run("report", *MAY)
    lines = changes(issued)
    assert told.status == 1 and told.codes.count("I002") == len(lines) and issued.below("input/已印发") == before
    assert reasons(lines) == {"补报"}
    assert (f"{CULTURE} 1-09", "核定状态", "未报送", "正常推进", "补报") in lines
    assert (f"{CULTURE} 1-09", "亮灯", "红", "绿", "补报") in lines
    assert (CULTURE, "报送及时", "0.00", "15.00", "补报") in lines
    assert (CULTURE, "报送情况", "未报送", "按时", "补报") in lines
    assert ("通报.docx", "文书", "印发时的内容", "现在生成的内容不同", "补报") in lines
    book = openpyxl.load_workbook(issued.file("input/已印发/2018-05.xlsx"))
    for item in told.object["problems"]:
        if item["code"] == "I002" and item["sheet"] != "文书":
            assert (item["file"], item["level"]) == ("input/已印发/2018-05.xlsx", "警")
            assert f"印发时是“{book[item['sheet']][item['cell']].value}" in item["message"].replace(".00", "")
    assert "—— 警（与印发时不同）" in told.lines and f"另有{len(lines) - 5}个，逐条列在「印发后变动」" in told.lines


def test_every_verdict_and_score_that_differs_has_its_line(issued):
    """What the ledger says now, with each line put back, is what was signed."""
    issued.send(CULTURE, "2018-05", "1-09 | 正在推进 | 50 | | | 已公开", filed_on="2018-05-24")
    issued.send(CIVIL, "2018-05", "1-02 | 已完成 | 100 | 2018-05-20 | | 已公开", filed_on="2018-05-28", name="更正")
    issued.list(加减分=[["2018-05", SCHOOLS, "1", "经验推广", "局务会"]]).run("report", *MAY)
    now = issued.table("output/2018-05/台账.xlsx", "单位得分"), issued.table("output/2018-05/台账.xlsx", "单位明细")
    lines = {line[:2]: line[2:] for line in changes(issued)}
    for signed, rows, key in (
        (issued.record("2018-05", "单位得分"), now[0], lambda row: row["单位"]),
        (issued.record("2018-05", "判定"), now[1], lambda row: f"{row['单位']} {row['任务编号']}"),
    ):
        by_key = {key(row): row for row in rows}
        for row in signed:
            for title, old in row.items():
                new = by_key[key(row)].get(title)
                if title in ("判定依据", "完成状态", "计分说明", "填报日期", "收到报表份数", "报送情况") or old == new:
                    assert title in ("报送情况",) or (key(row), title) not in lines
                    continue
                assert (key(row), title) in lines, (key(row), title, old, new)
    assert lines[SCHOOLS, "加减分"] == ("0.00", "1.00", "加减分")
    assert lines[CULTURE, "总分"][2] == "补报" and lines[SCHOOLS, "总分"][2] == "加减分"


def test_points_given_or_taken_afterwards_are_told(issued):
    issued.list(加减分=[["2018-05", CIVIL, "-2", "信息发布有误", "局务会"]])
    lines = would_change(issued)
    assert reasons(lines) == {"加减分"} and (CIVIL, "加减分", "0.00", "-2.00", "加减分") in lines


def test_an_extension_afterwards_is_told(tmp_path):
    office = Office(tmp_path)
    office.rows["任务"][0][7] = "2018年4月底前"
    office.list().month("2018-05", 50).run("report", *MAY)
    assert office.run("issue", *MAY).status == 0
    office.list(延期=[["1-01", CIVIL, "2018-12-31", "局长办公会纪要〔2018〕9号", "系统改版"]])
    lines = would_change(office)
    assert reasons(lines) == {"延期"} and (f"{CIVIL} 1-01", "核定状态", "逾期未完成", "正常推进", "延期") in lines
    assert not [line for line in lines if line[0] == f"{SCHOOLS} 1-01"]


def test_a_list_put_right_afterwards_is_told(issued):
    issued.rows["任务"][0][7] = "2018年4月底前"
    issued.rows["任务"].append(["2-15", "2", 15, "", "做好年度总结。", "各分管领导", CIVIL, "2018年底前", "", ""])
    issued.list()
    lines = would_change(issued)
    assert reasons(lines) == {"任务总表"}
    assert (f"{CIVIL} 1-01", "核定状态", "正常推进", "逾期未完成", "任务总表") in lines
    assert (f"{CIVIL} 2-15", "核定状态", "（没有）", "未填报", "任务总表") in lines


def test_a_rule_changed_afterwards_is_the_lists(issued):
    issued.list(考核办法=[["绿灯系数", "0.9", ""]])
    assert reasons(would_change(issued)) == {"任务总表"}


def test_a_return_replaced_in_its_place_is_a_late_return(issued):
    """Its old bytes are gone, so it cannot be put back; the reason is the same."""
    issued.send(CIVIL, "2018-05", *(line.replace("50", "10") for line in issued.lines(CIVIL, 50, "2018-05")))
    lines = would_change(issued)
    assert reasons(lines) == {"补报"} and (f"{CIVIL} 1-01", "亮灯", "绿", "红", "补报") in lines


def test_two_causes_are_told_apart_where_they_are_apart_and_together_where_they_meet(issued):
    issued.send(CULTURE, "2018-05", "1-09 | 正在推进 | 50 | | | 已公开", filed_on="2018-05-24")
    issued.list(加减分=[["2018-05", CULTURE, "1", "经验推广", "局务会"]])
    lines = {line[:2]: line[4] for line in would_change(issued)}
    assert lines[CULTURE, "加减分"] == "加减分" and lines[CULTURE, "完成质量"] == "补报"
    assert lines[CULTURE, "总分"] == "补报、加减分"


def test_words_that_change_no_verdict_change_the_documents_and_that_is_told(issued):
    issued.send(
        CIVIL,
        "2018-05",
        *(f"{line}（更正）" for line in issued.lines(CIVIL, 50, "2018-05")),
        filed_on="2018-05-24",
        name="更正",
    )
    lines = would_change(issued)
    assert lines and {line[1] for line in lines} <= {"文书", "材料质量", "总分", "名次"}, lines
    assert reasons(lines) == {"补报"}


def test_a_template_changed_afterwards_is_told_of_the_documents(issued):
    folder = issued.file("templates")
    folder.mkdir()
    shipped = Path(__file__).parents[1] / "templates/通报.txt"
    (folder / "通报.txt").write_text(
        shipped.read_text(encoding="utf-8").replace("特此通报。", "特此通报，请认真落实。"), encoding="utf-8"
    )
    assert would_change(issued) == [("通报.docx", "文书", "印发时的内容", "现在生成的内容不同", "其他")]


def test_the_record_of_a_department_that_was_renamed_is_still_its_own(issued):
    for row in issued.rows["单位"]:
        if row[0] == CULTURE:
            row[:2] = ["文体旅游处", CULTURE]
    issued.list()
    lines = would_change(issued)
    assert {line[1] for line in lines} == {"文书"} and reasons(lines) == {"任务总表"}


def test_an_issued_month_is_judged_at_the_day_on_record(may):
    may.run("report", *MAY, "--as-of", "2018-05-28")
    may.run("issue", *MAY)
    may.run("report", *MAY)
    as_of = [row["取值"] for row in may.table("output/2018-05/台账.xlsx", "图例") if row["名称"] == "考核基准日"]
    assert as_of == ["2018-05-28"] and changes(may)[0][0] == "没有变动"
    assert reasons(would_change(may, dt.date(2018, 6, 15))) == {"考核日期"}


def test_the_next_month_is_compared_with_what_was_signed(issued):
    """A late return for May leaves June's 与上月相比 what May's 通报 said."""
    issued.send(CULTURE, "2018-05", "1-09 | 正在推进 | 50 | | | 已公开", filed_on="2018-05-24")
    issued.month("2018-06", 60).run("report", "--period", "2018-06")
    row = next(
        row
        for row in issued.table("output/2018-06/台账.xlsx", "单位明细")
        if (row["单位"], row["任务编号"]) == (CULTURE, "1-09")
    )
    assert row["与上月相比"].startswith("5月红灯（未报送）→6月绿灯") and row["各月亮灯"] == "5月红、6月绿"


def test_a_red_that_was_signed_leaves_its_trace_though_a_late_return_turned_it_green(issued):
    """红转黄 compares with what was signed."""
    issued.list(考核办法=[["红转黄留痕", "1", ""]])
    issued.send(CULTURE, "2018-05", "1-09 | 正在推进 | 50 | | | 已公开", filed_on="2018-05-24")
    issued.month("2018-06", 60)
    workspace = Workspace(issued.home)
    month, _ = judged(*read_month(workspace, Period(2018, 6), None), None)
    found = {(item.duty.department, item.duty.task.id): item for item in month.verdicts}
    assert found[CULTURE, "1-09"].traced and not found[CIVIL, "1-09"].traced


def test_a_completion_of_today_stands_though_the_record_does_not_know_it(issued):
    """Line 1 rests on today's input."""
    done = "1-09 | 已完成 | 100 | 2018-05-20 | | 已公开 | https://www.example.com/a.html"
    issued.send(CULTURE, "2018-05", done, filed_on="2018-05-24")
    issued.month("2018-06", 60, CULTURE).run("report", "--period", "2018-06")
    found = {
        (row["单位"], row["任务编号"]): row["核定状态"] for row in issued.table("output/2018-06/台账.xlsx", "单位明细")
    }
    assert found[CULTURE, "1-09"] == "已完成"


def test_the_order_of_files_changes_nothing(issued, tmp_path):
    made = []
    for turn in (0, 1):
        office = Office(tmp_path / str(turn))
        shutil.copytree(issued.home / "input", office.home / "input")
        for name in ("甲", "乙")[:: 1 if turn else -1]:
            office.send(
                CULTURE, "2018-05", f"1-09 | 正在推进 | {50 if name == '甲' else 40} | | | 已公开", name=f"补{name}"
            )
        made.append(would_change(office))
    assert made[0] == made[1]


def test_a_record_that_cannot_be_read_is_told_and_the_month_reckoned(issued):
    issued.file("input/已印发/2018-05.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    told = issued.run("report", *MAY)
    assert told.status == 1 and "I001" in told.codes
    assert "印发后变动" not in openpyxl.load_workbook(issued.file("output/2018-05/台账.xlsx")).sheetnames


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "why"),
    [
        ("说明", "B3", "月底", "考核日期“月底”无法识别"),
        ("单位得分", "H2", "优", "总分“优”无法识别"),
        ("判定", "D3", "紫", "亮灯“紫”无法识别"),
        ("判定", "A1", "部门", "没有列「单位」"),
        ("说明", "B2", "2018-06", "表内报送期写的是“2018-06”"),
    ],
)
def test_a_fault_of_a_record_is_told_at_its_cell(issued, sheet, cell, value, why):
    path = issued.file("input/已印发/2018-05.xlsx")
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    told = [item for item in issued.run("check", *MAY).object["problems"] if item["code"] == "I001"]
    assert [(item["sheet"], why in item["message"]) for item in told] == [(sheet, True)]
    assert "无法识别" not in why or told[0]["cell"] == cell


def test_a_record_saved_again_by_a_spreadsheet_reads_the_same(issued):
    path = issued.file("input/已印发/2018-05.xlsx")
    openpyxl.load_workbook(path).save(path)
    assert "I001" not in issued.run("report", *MAY).codes and changes(issued)[0][0] == "没有变动"


def test_issuing_again_after_a_change_begins_anew(issued):
    issued.send(CULTURE, "2018-05", "1-09 | 正在推进 | 50 | | | 已公开", filed_on="2018-05-24")
    issued.run("report", *MAY)
    assert issued.run("issue", *MAY).status == 2
    assert issued.run("issue", *MAY, "--again").status == 0
    told = issued.run("report", *MAY)
    assert "I002" not in told.codes and changes(issued)[0][0] == "没有变动"
    assert issued.run("issue", *MAY).object["outputs"] == []
