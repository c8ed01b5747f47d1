"""`annual` from end to end: three departments' year as files, and what a clerk finds in output/2018/."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from reporter import year_archive
from reporter.assess.year import assess_year
from reporter.assess.year_figures import year_figures
from reporter.documents.annual_facts import annual
from reporter.intake.reader import LIMITS
from reporter.vocabulary.method import shown
from reporter.year_archive import CONTENTS, MANIFEST

from . import year_examples as example
from .masters import write_master
from .quotable import quotable
from .shipped_kinds import KINDS
from .shipped_kinds import documents as documents_made
from .terminal import program, run
from .test_year import by_hand

NAMES = (example.TWO, example.FIVE, example.SEVEN)
MADE = {
    "年度考核报告.docx",
    "考核结果通报.docx",
    "考核得分表.xlsx",
    "总览.html",
    "归档.zip",
    *(f"征求意见稿/{name}.docx" for name in NAMES),
}
SHEETS = ("得分", "扣分明细", "各月得分", "各月亮灯", "异议处理", "佐证目录")
GRANTED = [
    ["七处", "质-2-02", "两份内容一致", "情况属实，予以采纳", "17.5"],
    ["五处", "材-07", "撤回有说明", "", ""],
]


def made(home: Path) -> dict[str, bytes]:
    """The visible files of output/2018 by path."""
    root = home / "output/2018"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def rows(data: bytes, sheet: str) -> list[dict]:
    """The rows of a sheet by title."""
    values = list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))
    return [dict(zip(values[0], row)) for row in values[1:]]


def text(data: bytes) -> str:
    """All text of a .docx, paragraph by paragraph."""
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")
    return html.unescape(
        "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part)) for part in xml.split("</w:p>"))
    )


def status(data: bytes) -> str:
    """The status in a package's core properties."""
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode("utf-8")
    found = re.search(r"<cp:contentStatus>(.*?)</cp:contentStatus>", core)
    return found[1] if found else ""


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """A workspace with the year of three departments, nothing made yet."""
    from reporter.intake.master_list import read_master

    home = tmp_path_factory.mktemp("filled")
    write_master(home / "input/任务总表.xlsx", example.master_rows(NAMES))
    plan, problems = read_master(home / "input/任务总表.xlsx")
    assert plan, problems
    for path, data in example.files(plan, NAMES):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
    return home


@pytest.fixture(scope="module")
def draft(filled, tmp_path_factory):
    """(workspace, finished run, JSON, files) of the draft, made where a notice was made before."""
    home = tmp_path_factory.mktemp("draft")
    shutil.copytree(filled / "input", home / "input")
    run(home, "notice")
    done = program("annual", "--json", "--home", home)
    return home, done, json.loads(done.stdout), made(home)


@pytest.fixture(scope="module")
def final(draft, tmp_path_factory):
    """(finished run, files) of the final version, one objection granted and one left open, after the draft was sent."""
    home = tmp_path_factory.mktemp("final")
    shutil.copytree(draft[0], home, dirs_exist_ok=True)
    assert run(home, "issue", "--year", "2018", "--draft").returncode == 0
    write_master(home / "input/任务总表.xlsx", example.master_rows(NAMES) | {"异议": GRANTED})
    done = run(home, "annual", "--year", "2018", "--final")
    return done, made(home)


def test_one_command_makes_the_years_file_and_leaves_the_notice_alone(draft):
    _, done, told, files = draft
    assert done.returncode in (0, 1), done.stderr
    assert set(files) == MADE | {"通知.docx"}
    assert {path.removeprefix("output/2018/") for path in told["outputs"]} == MADE
    assert "Traceback" not in done.stderr and "征求意见稿" in done.stderr


def test_the_table_agrees_with_the_one_made_by_hand(draft):
    """材料质量 aside: the workbooks carry faults that the records of the made-up year do not."""
    for row in rows(draft[3]["考核得分表.xlsx"], "得分"):
        expected = by_hand()[row["单位"]]
        for part in ("完成质量", "报送及时", "佐证齐全", "加减分"):
            assert Decimal(str(row[part])).quantize(Decimal("0.01")) == expected[part], (row["单位"], part)


def test_the_workbook_has_its_sheets_with_headers_in_row_one(draft):
    book = openpyxl.load_workbook(io.BytesIO(draft[3]["考核得分表.xlsx"]))
    assert tuple(book.sheetnames[:6]) == SHEETS and "图例" in book.sheetnames
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for row in rows(draft[3]["考核得分表.xlsx"], "得分"):
        parts = [
            Decimal(str(row[part])) for part in ("完成质量", "报送及时", "佐证齐全", "材料质量", "加减分", "异议调整")
        ]
        assert round(sum(parts), 2) == round(Decimal(str(row["总分"])), 2)


def test_every_deduction_can_be_followed_to_a_cell_that_somebody_typed(draft):
    """The file, the sheet and the cell are there, and the cell holds what the table says it holds."""
    home, _, _, files = draft
    books: dict[str, openpyxl.Workbook] = {}
    found = rows(files["考核得分表.xlsx"], "扣分明细")
    assert len(found) >= 14
    for row in found:
        book = books.setdefault(row["来源文件"], openpyxl.load_workbook(home / row["来源文件"]))
        if not row["来源单元格"]:
            continue
        value = book[row["来源工作表"]][row["来源单元格"]].value
        typed = value.date().isoformat() if isinstance(value, dt.datetime) else "" if value is None else str(value)
        assert (row["单元格内容"] or "") in typed, row


def test_the_deductions_of_each_part_add_up_to_what_it_lost(draft):
    scores = {row["单位"]: row for row in rows(draft[3]["考核得分表.xlsx"], "得分")}
    weights = {"完成质量": 70, "报送及时": 15, "佐证齐全": 10, "材料质量": 5}
    for name, row in scores.items():
        for part, weight in weights.items():
            lost = sum(
                Decimal(str(item["扣分"]))
                for item in rows(draft[3]["考核得分表.xlsx"], "扣分明细")
                if (item["单位"], item["项目"]) == (name, part)
            )
            assert round(weight - lost, 2) == round(Decimal(str(row[part])), 2), (name, part)


def test_each_department_gets_its_own_letter_with_the_day_to_object_by(draft):
    """31 December 2018 is a Monday; New Year's Day is a holiday, so five working days end on 8 January."""
    for name in NAMES:
        said = text(draft[3][f"征求意见稿/{name}.docx"])
        assert f"{name}：" in said and "2019年1月8日前" in said
        numbers = {row["扣分编号"] for row in rows(draft[3]["考核得分表.xlsx"], "扣分明细") if row["单位"] == name}
        assert all(number in said for number in numbers)
        assert not [other for other in NAMES if other != name and f"/{other}" in said], (
            "nobody reads another's deductions"
        )


def test_the_draft_is_marked_in_titles_and_properties(draft, final):
    files = draft[3]
    assert "（草稿）" in text(files["年度考核报告.docx"]) and "（征求意见稿）" in text(files["考核结果通报.docx"])
    assert {
        name: status(files[name])
        for name in ("年度考核报告.docx", "考核结果通报.docx", "考核得分表.xlsx", "征求意见稿/五处.docx")
    } == {
        "年度考核报告.docx": "草稿",
        "考核结果通报.docx": "征求意见稿",
        "考核得分表.xlsx": "征求意见稿",
        "征求意见稿/五处.docx": "征求意见稿",
    }
    _, last = final
    for name in ("年度考核报告.docx", "考核结果通报.docx", "考核得分表.xlsx"):
        assert status(last[name]) == "定稿"
    assert "（定稿）" not in text(last["年度考核报告.docx"]), "a text that is sent says nothing of its stage"
    assert "（草稿）" not in text(last["年度考核报告.docx"]) and "（征求意见稿）" not in text(last["考核结果通报.docx"])


def test_the_final_version_carries_objections_with_the_change_shown(draft, final):
    done, files = final
    before = {row["单位"]: row for row in rows(draft[3]["考核得分表.xlsx"], "得分")}["七处"]
    after = {row["单位"]: row for row in rows(files["考核得分表.xlsx"], "得分")}["七处"]
    assert (after["异议调整"], after["征求意见稿总分"]) == (17.5, before["总分"])
    assert round(after["总分"] - before["总分"], 2) == 17.5
    handled = rows(files["考核得分表.xlsx"], "异议处理")
    assert [(row["单位"], row["处理情况"], row["对应扣分编号"]) for row in handled] == [
        ("七处", "已计入定稿", "质-2-02"),
        ("五处", "尚未处理", "材-07"),
    ]
    said = text(files["考核结果通报.docx"])
    assert f"七处总分由{before['总分']:.2f}分调整为{after['总分']:.2f}分" in said
    assert done.returncode == 1 and "五处的异议没有处理意见" in done.stderr and "异议!B3" in done.stderr


def test_letters_stay_what_they_were_when_the_final_version_is_made(draft, final):
    for name in NAMES:
        assert final[1][f"征求意见稿/{name}.docx"] == draft[3][f"征求意见稿/{name}.docx"]


def test_the_archive_holds_what_was_made_and_what_it_was_made_from(draft):
    home, _, _, files = draft
    package = zipfile.ZipFile(io.BytesIO(files["归档.zip"]))
    held = {name: package.read(name) for name in package.namelist()}
    inputs = {
        path.relative_to(home).as_posix(): path.read_bytes() for path in (home / "input").rglob("*") if path.is_file()
    }
    assert inputs.items() <= held.items()
    assert {name: data for name, data in files.items() if name not in ("归档.zip", "通知.docx")}.items() <= held.items()
    manifest = dict(reversed(line.split("  ", 1)) for line in held[MANIFEST].decode("utf-8").splitlines())
    assert manifest == {name: hashlib.sha256(data).hexdigest() for name, data in held.items() if name != MANIFEST}
    contents = held[CONTENTS].decode("utf-8-sig")
    assert all(name in contents for name in held if name not in (CONTENTS, MANIFEST))
    assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_name_in_the_archive_leads_out_of_it_and_nothing_refused_for_its_size_is_in_it(tmp_path):
    names = ["..\\..\\逃.xlsx", "C:盘.xlsx", "好.xlsx", "con.", "a/b.xlsx", "..\\..\\逃?.xlsx"]
    paths = {}
    for number, name in enumerate(names):
        (tmp_path / str(number)).write_bytes(name.encode())
        paths["input/" + name] = tmp_path / str(number)
    with open(tmp_path / "big", "wb") as big:
        big.truncate(LIMITS.file_bytes + 1)
    notes: list[str] = []
    found = year_archive._read({**paths, "input/大.xlsx": tmp_path / "big"}, notes)
    assert sorted(found.values()) == sorted(name.encode() for name in names)
    assert "input/好.xlsx" in found and "input/a/b.xlsx" in found
    assert not any(
        set(name) & set('\\:*?"<>|') or {".", ".."} & {*name.split("/")} or name.endswith(".") for name in found
    )
    assert "没有归入（超过 50 MB）：input/大.xlsx" in notes and len(notes) == 5


def test_two_runs_give_the_same_bytes(draft, tmp_path):
    shutil.copytree(draft[0] / "input", tmp_path / "input")
    run(tmp_path, "annual")
    assert made(tmp_path) == {name: data for name, data in draft[3].items() if name != "通知.docx"}


def test_preprinted_paper_gets_no_red_head(filled, tmp_path):
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    assert run(tmp_path, "annual", "--preprinted").returncode == 1
    done = {path: data for path, data in made(tmp_path).items() if path.endswith(".docx")}
    assert done and not [path for path, data in done.items() if "社会事业局文件" in text(data)]


def test_a_report_a_clerk_edited_is_kept_beside_the_new_one(draft, tmp_path):
    shutil.copytree(draft[0], tmp_path / "again")
    edited = tmp_path / "again/output/2018/年度考核报告.docx"
    edited.write_bytes(b"edited by hand")
    run(tmp_path / "again", "annual")
    assert (tmp_path / "again/output/2018/年度考核报告（人工修改稿）.docx").read_bytes() == b"edited by hand"


def test_another_year_or_no_return_at_all_makes_nothing(filled, tmp_path):
    done = run(filled, "annual", "--year", "2017", "-n")
    assert done.returncode == 2 and "2018年度" in done.stderr
    write_master(tmp_path / "input/任务总表.xlsx", example.master_rows(NAMES))
    done = run(tmp_path, "annual")
    assert done.returncode == 2 and "没有2018年度" in done.stderr
    assert not (tmp_path / "output/2018").exists()


# --- the documents of the whole made-up year -----------------------------------------------------------------------


@pytest.fixture(scope="module", params=[False, True], ids=["征求意见稿", "定稿"])
def documents(request):
    """(figures, plan, {kind: text}) of nine departments, as draft and as final version."""
    plan = example.plan()
    draft = assess_year(plan, example.returns(), 2018, None, example.problems())
    year = assess_year(
        plan, example.returns(), 2018, None, example.problems(), final=request.param, draft=example.sent(draft)
    )
    found = year_figures(year)
    return (
        found,
        plan,
        {
            **{kind: _told(documents_made(kind, found, plan)[""]) for kind in ("年度考核报告", "考核结果通报")},
            **{
                f"函{name}": _told(item)
                for name, item in documents_made("征求意见稿", year_figures(draft), plan).items()
            },
        },
    )


def _told(document) -> str:
    """A document's words in order, tables row by row."""
    lines = [document.title, document.addressees]
    for blocks in (document.body, *(annex.blocks for annex in document.annexes)):
        for block in blocks:
            lines += [block.text] if hasattr(block, "text") else ["\t".join(row) for row in block.rows]
    return "\n".join(lines)


def test_every_number_in_the_documents_is_a_figure_of_the_year(documents):
    """What is no figure is a word of the plan, a rule in force, or numbers a list or an annex."""
    found, plan, texts = documents
    known = set(quotable(found)) | {text.lstrip("0") for text in quotable(found)}
    words = " ".join(
        [
            *plan.elements.values(),
            *(task.id + task.text for task in plan.tasks),
            *(item.name for item in plan.lists),
            *(item.approval for item in plan.extensions),
            *(item.item for item in plan.objections),
        ]
    )
    known |= set(re.findall(r"\d+(?:\.\d+)?", words)) | {number.lstrip("0") for number in re.findall(r"\d+", words)}
    known |= {shown(value) for value in vars(plan.method).values()} | {"100", "5"}
    for kind in ("年度考核报告", "考核结果通报"):
        numbers = set(re.findall(r"\d+(?:\.\d+)?", texts[kind])) - {"1", "2", "3", "4"}
        assert numbers <= known, (kind, numbers - known)


def test_what_is_done_and_what_is_left_make_the_whole(documents):
    """「27项中，已完成25项（…），其余为逾期未完成2项」: 已完成 is no state beside it with another number."""
    for text in (documents[2][kind] for kind in ("年度考核报告", "考核结果通报")):
        told = re.findall(r"(\d+)项(?:任务)?中，已完成(\d+)项.*?，其余为(.*?)。", text)
        assert told
        for whole, done, rest in told:
            assert int(done) + sum(map(int, re.findall(r"(\d+)项", rest))) == int(whole), text
            assert "逾期完成" not in rest and "已完成" not in rest


def test_ways_of_counting_are_named_and_never_mixed_in_a_sentence(documents):
    for kind in ("年度考核报告", "考核结果通报"):
        for sentence in re.split(r"[。\n]", documents[2][kind]):
            named = [way for way in ("按任务统计", "按单位承担的任务统计", "按牵头单位统计") if way in sentence]
            assert len(named) <= 1, sentence
    assert all(way in documents[2]["年度考核报告"] for way in ("按任务统计", "按单位承担的任务统计", "按牵头单位统计"))


def test_problems_are_told_of_whom_and_how_often(documents):
    report = documents[2]["年度考核报告"]
    assert "未报送的，九处3次、二处2次，共5次" in report
    assert "迟报的，三处4次、八处4次，共8次" in report
    assert "自报完成后又撤回的，五处1项" in report
    assert "二处有一票否决情形" in report


def test_praise_of_the_year_names_nobody_who_is_blamed(documents):
    """Every month in time, and nothing undone but what is not due yet, be it put off with an approval."""
    found = documents[0]
    facts = annual(KINDS["考核结果通报"], found, found.plan)
    blamed = {*facts["迟报"]["单位"], *facts["未报送"]["单位"]}
    for state in ("逾期未完成", "未填报", "待确认", "待核实", "无法核定", "严重滞后", "进度滞后"):
        blamed |= set(facts[state]["单位"])
    assert facts["表扬单位"] and not blamed & set(facts["表扬单位"])


def test_what_a_sentence_of_the_year_says_is_true_of_all_it_names(documents):
    """Praise does not say that nobody else is excellent; objections still open are among those that came in."""
    found, _, texts = documents
    assert "评定为优秀" not in texts["考核结果通报"] and "按月报送、落实有力，予以通报表扬" in texts["考核结果通报"]
    if found.final:
        assert "提出的异议3条，其中采纳并调整分值的1条" in texts["年度考核报告"]
        assert "上述异议中，1条尚未处理" in texts["年度考核报告"]
    assert "报送情况：2月、5月、8月、11月迟报，其余各月按时报送。" in texts["函三处"]


def test_points_gained_and_lost_bear_no_hyphen_and_no_typed_plus(documents):
    for kind, said in documents[2].items():
        assert re.findall(r"[+-]\d+(?:\.\d+分?|分)", said) == [], kind
    assert "6月加3分：区级表彰；9月加4分：经验推广；11月扣1.5分：信息发布有误" in documents[2]["函八处"]


def test_the_years_report_names_the_tasks_whose_departments_nobody_has_told():
    """Words of a state that no duty can be in must not hide the list of such tasks."""
    plan = example.plan()
    vague = replace(plan.tasks[0], undecided=("各相关部门",))
    plan = replace(plan, tasks=(vague, *plan.tasks[1:]))
    found = year_figures(assess_year(plan, example.returns(), 2018, None, example.problems()))
    said = _told(documents_made("年度考核报告", found, plan)[""])
    assert "“公开社会救助信息”（1-01）责任部门中的“各相关部门”尚未明确具体单位" in said
