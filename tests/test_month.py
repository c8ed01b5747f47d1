"""The monthly run from end to end, on the shipped input, as a clerk meets it."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reporter.assess.course import assess
from reporter.assess.figures import figures
from reporter.intake import reader
from reporter.intake.input_returns import read_returns
from reporter.vocabulary.method import shown

from . import oracle
from .masters import ROOT, shipped_plan, shipped_rows, write_master
from .quotable import quotable
from .terminal import generate, program, run

JUNE_FILES = {"台账.xlsx", "通报.docx", "考核报告.docx"}
TREND = "各月走势"
"""Beside the sheets of the agreement, from the second month on."""
LEDGER = {
    "总览": (),
    "任务台账": (
        "任务编号",
        "清单",
        "公开领域",
        "主要任务",
        "责任领导",
        "责任部门",
        "完成时间",
        "完成时限",
        "责任单位数",
        "已完成单位数",
        "核定状态",
        "亮灯",
    ),
    "单位明细": (
        "报送期",
        "单位",
        "任务编号",
        "主要任务",
        "完成时限",
        "本单位职责",
        "完成状态",
        "核定状态",
        "亮灯",
        "判定依据",
        "完成进度",
        "完成日期",
        "量化完成数",
        "进展情况",
        "公开网址或佐证材料",
        "存在问题",
        "下一步措施",
        "预计完成日期",
        "来源文件",
        "来源工作表",
        "来源行",
    ),
    "单位得分": ("名次", "单位", "完成质量", "报送及时", "佐证齐全", "材料质量", "加减分", "总分", "等次"),
    "问题清单": ("代码", "级别", "文件", "工作表", "单元格", "内容", "说明", "怎样修改"),
    "未采用内容": ("文件", "工作表", "单元格", "内容", "原因"),
    "来源文件": ("文件", "SHA-256", "单位", "报送期", "处理结果"),
    "图例": (),
}


def workspace(folder: Path) -> Path:
    """A workspace with the shipped input."""
    shutil.copytree(ROOT / "input", folder / "input")
    return folder


def made(home: Path) -> dict[str, bytes]:
    """Every visible file in output/ by path."""
    return {
        path.relative_to(home / "output").as_posix(): path.read_bytes()
        for path in sorted((home / "output").rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def june(tmp_path_factory):
    """(workspace, finished run, JSON) of the shipped June."""
    home = workspace(tmp_path_factory.mktemp("june"))
    done = program("report", "--json", "--home", home)
    return home, done, json.loads(done.stdout)


@pytest.fixture(scope="module")
def ledger(june):
    return openpyxl.load_workbook(june[0] / "output/2018-06/台账.xlsx")


def rows(book, name: str) -> list[dict]:
    """The rows of a ledger sheet by title."""
    values = list(book[name].iter_rows(values_only=True))
    return [dict(zip(values[0], row)) for row in values[1:] if any(value is not None for value in row)]


def duty_rows(book) -> dict[tuple[str, str], dict]:
    """The rows of 「单位明细」 by department and task."""
    return {(row["单位"], row["任务编号"]): row for row in rows(book, "单位明细") if row["单位"]}


def test_one_command_makes_the_month_and_says_what_needs_a_person(june):
    home, done, told = june
    assert done.returncode == 1, done.stderr
    assert told["period"] == "2018-06"
    assert told["missing"] == ["文化体育与民族宗教处"]
    assert len(told["returned"]) == 8
    assert told["pending"] == ["1-09", "1-10"]
    assert set(told["outputs"]) == {f"output/{path}" for path in made(home)}
    assert {f"2018-06/{name}" for name in JUNE_FILES} | {"2018-06/督办通知单/教育处.docx"} <= set(made(home))
    assert len(done.stderr.splitlines()) <= 70, "one screen of messages, not a log"
    assert "Traceback" not in done.stderr


def test_problems_are_told_with_place_and_remedy(june):
    _, done, told = june
    faulty = [item for item in told["problems"] if item["level"] != "示"]
    assert {"code", "level", "file", "sheet", "cell", "message", "remedy"} == set(faulty[0])
    cells = {(item["file"], item["cell"][:1] != "") for item in faulty}
    assert ("input/2018-06/示例-人口计生处.xlsx", True) in cells
    for item in faulty:
        assert item["message"] in done.stderr or "另有" in done.stderr


def test_the_examples_hold_the_faults_they_are_meant_to_show_and_no_others(june):
    """They were filled from the blanks of the list that is shipped beside them."""
    *_, told = june
    assert [item["code"] for item in told["problems"]] == ["M118", "M118", "M120", "V504", "R429", "V503", "V505"]


def test_the_ledger_has_the_sheets_and_columns_of_the_agreement(ledger):
    assert tuple(name for name in ledger.sheetnames if name != TREND) == tuple(LEDGER)
    for name, columns in LEDGER.items():
        titles = [cell.value for cell in ledger[name][1]]
        assert set(columns) <= set(titles)


def test_every_verdict_agrees_with_an_independent_reading(june, ledger):
    states, _ = oracle.judged(june[0], (5, 6))
    found = duty_rows(ledger)
    assert {key: row["核定状态"] for key, row in found.items()} == states
    assert all(row["亮灯"][0] == oracle.LAMPS[row["核定状态"]] for row in found.values())
    assert len(set(states.values())) >= 6, "the examples are worth looking at"


@pytest.mark.parametrize(
    ("as_of", "told"), [("2017-01-01", "早于报送期 2018-06 的第一天"), ("2019-01-10", "不在2018年")]
)
def test_a_date_of_assessment_that_can_hardly_be_meant_is_told(june, as_of, told):
    """It is obeyed, and is no fault of what departments sent."""
    done = run(june[0], "check", "--as-of", as_of, "-n")
    assert f"考核日期 {as_of} {told}" in done.stderr
    assert done.returncode == june[1].returncode
    assert "考核日期" not in june[1].stderr


def test_every_task_is_as_bad_as_its_worst_department(ledger):
    severity = "红黄绿灰"
    by_task = {}
    for (_, task), row in duty_rows(ledger).items():
        by_task.setdefault(task, []).append(row)
    assert len(rows(ledger, "任务台账")) == 34
    for row in rows(ledger, "任务台账"):
        own = by_task.get(row["任务编号"], [])
        silent = [item["单位"] for item in own if item["核定状态"] == "未报送"]
        lamps = [item["亮灯"][0] for item in own if item["单位"] not in silent or len(silent) == len(own)]
        if silent and len(silent) < len(own):
            lamps.append("红" if own[0]["完成时限"].date() < dt.date(2018, 6, 30) else "黄")
        counted = [lamp for lamp in lamps if lamp != "灰"] or lamps or ["灰"]
        assert row["亮灯"][0] == min(counted, key=severity.index)
        assert (row["未报送单位"] or "") == "、".join(silent)
        done = [item["核定状态"] in ("已完成", "逾期完成") for item in own if item["亮灯"][0] != "灰"]
        assert (row["责任单位数"], row["已完成单位数"]) == (len(own), sum(done))
        assert (row["核定状态"] in ("已完成", "逾期完成")) == (bool(done) and all(done))


def test_every_score_agrees_with_an_independent_reading(june, ledger):
    """材料质量 is taken from the list of problems the run gave."""
    _, scores = oracle.judged(june[0], (5, 6))
    found = rows(ledger, "单位得分")
    totals = []
    for row in found:
        name = row["单位"]
        own = [item["level"] for item in june[2]["problems"] if item["file"] == f"input/2018-06/示例-{name}.xlsx"]
        material = max(Decimal(0), 5 - own.count("退") - Decimal("0.5") * own.count("警"))
        expected = {
            **scores[name],
            "材料质量": material if name in june[2]["returned"] else Decimal(0),
            "加减分": Decimal(0),
        }
        assert {part: Decimal(str(row[part])).quantize(Decimal("0.01")) for part in expected} == {
            part: value.quantize(Decimal("0.01")) for part, value in expected.items()
        }, name
        total = sum(expected.values())
        totals.append(total)
        assert Decimal(str(row["总分"])).quantize(Decimal("0.01")) == total.quantize(Decimal("0.01"))
        assert row["等次"] == (
            "优秀" if total >= 90 else "良好" if total >= 80 else "合格" if total >= 60 else "不合格"
        )
    assert totals == sorted(totals, reverse=True)
    assert [row["名次"] for row in found] == [totals.index(total) + 1 for total in totals]


def document_text(data: bytes) -> str:
    """All text of a .docx, paragraph by paragraph."""
    xml = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode("utf-8")
    return "\n".join(
        "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)) for paragraph in xml.split("</w:p>")
    )


def test_every_number_in_the_documents_is_a_figure(june):
    """What is no figure is a word of the plan (deadlines, document numbers, task numbers) or numbers a list."""
    home = june[0]
    plan = shipped_plan()
    intake = read_returns(home, plan)
    period = max(item.period for item in intake.returns)
    month = assess(plan, intake.returns, period, period.last_day, problems=intake.problems, files=intake.files)
    known = set(quotable(figures(month)))
    words = " ".join(
        [
            *plan.elements.values(),
            *(item.name + item.basis for item in plan.lists),
            *(
                " ".join(
                    (task.id, task.text, task.area, task.due_text, task.deadline.isoformat(), task.requirements_text)
                )
                for task in plan.tasks
            ),
            *(verdict.because for verdict in month.verdicts),
            *(
                " ".join((entry.narrative, entry.evidence, entry.difficulties, entry.next_steps))
                for verdict in month.verdicts
                for entry in verdict.entries
            ),
        ]
    )
    known |= set(re.findall(r"\d+(?:\.\d+)?", words)) | {text.lstrip("0") for text in re.findall(r"\d+", words)}
    known |= {shown(value) for value in vars(plan.method).values()} | {"100"}
    listing = re.compile(r"(?m)^\s*(?:附件[：:]?)?(\d{1,2})(?=[.．]|$)|附件\s?(\d)|（(\d)）")
    for path, data in made(home).items():
        if path.endswith(".docx"):
            text = document_text(data)
            listed = {number for found in listing.findall(text) for number in found if number}
            strange = set(re.findall(r"\d+(?:\.\d+)?", text)) - known - listed
            assert not strange, f"{path}: {strange}"


def test_cell_text_comes_out_as_those_characters_in_ledger_and_word(tmp_path):
    """A formula, a template, markup: all are words, in the ledger and in every document that prints them."""
    home = workspace(tmp_path)
    texts = ['=HYPERLINK("http://x","y")', "{{ 7*7 }}", "</w:t>注入<w:t>", "{% for %}", "一、假标题", "a & b < c"]
    path = home / "input/2018-06/示例-教育处.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["进展填报"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "任务编号" for cell in row))
    column = {cell.value: cell.column for cell in header}
    target = next(
        row
        for row in range(header[0].row + 1, sheet.max_row + 1)
        if sheet.cell(row, column["任务编号"]).value == "2-03"
    )
    cell = sheet.cell(target, column["进展情况"])
    cell.value = " ".join(texts)
    cell.data_type = "s"
    book.save(path)
    done = run(home, "report")
    assert done.returncode == 1, done.stderr
    row = duty_rows(openpyxl.load_workbook(home / "output/2018-06/台账.xlsx"))["教育处", "2-03"]
    assert row["进展情况"] == " ".join(texts)
    import html

    order = html.unescape(document_text((home / "output/2018-06/督办通知单/教育处.docx").read_bytes()))
    for text in texts:
        assert text in order


def test_two_runs_give_the_same_bytes(june, tmp_path):
    home = workspace(tmp_path)
    run(home)
    assert made(home) == made(june[0])


def test_check_lists_problems_and_makes_no_documents(tmp_path, june):
    home = workspace(tmp_path)
    done = run(home, "check", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["problems"] == june[2]["problems"]
    assert [path for path in told["outputs"] if not path.startswith("output/2018-06/退改/")] == [
        "output/2018-06/催报.txt"
    ]
    assert set(made(home)) == {path.removeprefix("output/") for path in told["outputs"]}


def test_what_other_programs_read_is_sound_whatever_the_console_can_show(tmp_path):
    """A character that GBK lacks, in a file's name."""
    home = workspace(tmp_path)
    (home / "input/2018-06/𠮷.xlsx").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), "check", "--json", "--home", str(home)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        check=False,
    )
    assert "input/2018-06/𠮷.xlsx" in {item["file"] for item in json.loads(done.stdout.decode("gbk"))["problems"]}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names in Unicode whatever the locale")
def test_a_system_without_chinese_runs_the_month_all_the_same(tmp_path, june):
    """LANG=C, as cron and bare servers have it, with all that Python does about it put off."""
    home = workspace(tmp_path)
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), "check", "--json", "--home", str(home)],
        capture_output=True,
        env={**os.environ, **plain},
        check=False,
    )
    assert json.loads(done.stdout)["problems"] == june[2]["problems"]


def test_a_dry_run_writes_nothing_and_lists_the_same_files(tmp_path, june):
    home = workspace(tmp_path)
    done = run(home, "-n", "--json")
    assert json.loads(done.stdout)["outputs"] == june[2]["outputs"]
    assert not (home / "output").exists()


def test_an_earlier_month_can_be_made_again_and_knows_nothing_of_later_ones(tmp_path):
    home = workspace(tmp_path)
    done = run(home, "report", "--period", "2018-05", "--json")
    assert json.loads(done.stdout)["missing"] == ["卫生监督所"]
    whole = made(home)
    shutil.rmtree(home / "input/2018-06")
    run(home, "report", "--period", "2018-05")
    differing = {path for path, data in made(home).items() if data != whole.get(path)}
    assert differing <= {"2018-05/台账.xlsx"}, "only the list of source files may differ"


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ("2018-04-25", "2018-04"),
        ("2018-04-28", "2018-05"),
        ("2018-12-28", "2018-12"),
        ("2017-12-28", "2018-01"),
        ("", "2018-01"),
    ],
)
def test_the_first_sheets_are_for_the_first_month_that_can_still_be_reported(tmp_path, issued, expected):
    """That of the notice, the next when its closing day had passed; January when the notice is not of this year."""
    rows = shipped_rows()
    rows["公文"] = [
        [row[0], issued if row[0] == "通知成文日期" else "" if row[0] == "印发日期" else row[1], *row[2:]]
        for row in rows["公文"]
    ]
    write_master(tmp_path / "input/任务总表.xlsx", rows)
    assert json.loads(run(tmp_path, "sheets", "-n", "--json").stdout)["period"] == expected


def test_sheets_are_for_the_month_after_the_newest_with_last_months_text(tmp_path):
    home = workspace(tmp_path)
    done = run(home, "sheets", "--json")
    assert done.returncode == 0, done.stderr
    outputs = json.loads(done.stdout)["outputs"]
    assert {Path(path).parent.as_posix() for path in outputs} == {"output/2018-07/填报表"}
    assert [Path(path).suffix for path in outputs] == [".xlsx", ".txt"] * 9
    words = (home / "output/2018-07/填报表/教育处发送说明.txt").read_text("utf-8-sig")
    assert "7月25日前" in words and "上期亮红灯1项：2-03" in words
    sheet = openpyxl.load_workbook(home / "output/2018-07/填报表/民政处.xlsx")["进展填报"]
    found = {row["任务编号"]: row for row in oracle.table(sheet)}
    assert found["2-03"]["完成状态"] == "已完成"
    assert found["2-04"]["进展情况"].startswith("6月") and found["2-04"]["完成状态"] is None


def test_the_document_a_clerk_edited_survives_the_next_run(tmp_path):
    home = workspace(tmp_path)
    run(home)
    edited = home / "output/2018-06/通报.docx"
    edited.write_bytes(b"edited by hand")
    done = run(home)
    assert "通报（人工修改稿）.docx" in done.stderr
    assert (home / "output/2018-06/通报（人工修改稿）.docx").read_bytes() == b"edited by hand"
    assert zipfile.is_zipfile(edited)


def test_a_faulty_master_list_makes_nothing_and_names_every_fault(tmp_path):
    home = workspace(tmp_path)
    book = openpyxl.load_workbook(home / "input/任务总表.xlsx")
    book["任务"]["I5"], book["考核办法"]["B5"] = "若干", 60
    book.save(home / "input/任务总表.xlsx")
    done = run(home)
    assert done.returncode == 2
    assert "任务!I5" in done.stderr and "合计" in done.stderr
    assert made(home) == {}


@pytest.mark.parametrize(
    "arguments", [("report", "--period", "五月"), ("berichten",), ("report", "--as-of", "31.5."), ("--nix",)]
)
def test_wrong_usage_is_told_in_chinese_and_ends_with_2(tmp_path, arguments):
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert "命令写法有误" in done.stderr and "Traceback" not in done.stderr


def test_a_workspace_without_input_says_what_to_do(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 2
    assert "任务总表" in done.stderr


def test_all_well_ends_with_0(tmp_path):
    """Only well-formed returns of all nine departments: nobody is needed."""
    from .examples import FAULTY, JUNE, example_returns

    home = workspace(tmp_path)
    shutil.rmtree(home / "input/2018-05")
    book_of = example_returns(shipped_plan(), JUNE)
    assert f"示例-{FAULTY}.xlsx" in book_of
    (home / f"input/2018-06/示例-{FAULTY}.xlsx").unlink()
    done = run(home, "report", "--json")
    told = json.loads(done.stdout)
    assert [item for item in told["problems"] if item["level"] != "示"] == []
    assert done.returncode == 0, done.stderr


def test_init_makes_a_workspace_that_says_how_to_begin(tmp_path):
    done = generate("init", tmp_path / "新")
    assert done.returncode == 0
    assert "说明" in openpyxl.load_workbook(tmp_path / "新/input/任务总表.xlsx").sheetnames
    again = run(tmp_path / "新", "report")
    assert again.returncode == 2 and "一项任务也没有" in again.stderr


def test_the_notice_imported_again_gives_the_same_tasks(tmp_path):
    """In a folder that is made for it; and a list that people have worked on is not replaced."""
    home = workspace(tmp_path / "old")
    assert run(home, "notice").returncode == 0
    notice = str(home / "output/2018/通知.docx")
    done = run(tmp_path / "new", "import", notice)
    assert done.returncode == 0, done.stderr
    old, new = (
        oracle.table(openpyxl.load_workbook(place / "input/任务总表.xlsx")["任务"])
        for place in (home, tmp_path / "new")
    )
    words = ("任务编号", "清单", "序号", "公开领域", "主要任务", "责任领导", "责任部门", "完成时间")
    assert [[row[word] for word in words] for row in new] == [[row[word] for word in words] for row in old]
    before = (home / "input/任务总表.xlsx").read_bytes()
    done = run(home, "import", notice)
    assert (home / "input/任务总表.xlsx").read_bytes() == before
    assert "output/导入/任务总表.xlsx" in done.stderr


def test_a_broken_template_is_named_with_its_line(tmp_path):
    home = workspace(tmp_path)
    (home / "templates").mkdir()
    text = (ROOT / "templates/通报.txt").read_text(encoding="utf-8")
    (home / "templates/通报.txt").write_text(text.replace("{% endif %}", "", 1), encoding="utf-8")
    done = run(home)
    assert done.returncode == 2
    assert "templates/通报.txt 第" in done.stderr and "Traceback" not in done.stderr


def test_our_own_documents_pass_the_checker(june):
    documents = [str(june[0] / "output" / path) for path in made(june[0]) if path.endswith(".docx")]
    done = generate("verify", "--json", *documents)
    assert [item["findings"] for item in json.loads(done.stdout)["files"]] == [[] for _ in documents], done.stderr
    assert done.returncode == 0


def test_the_checker_tells_what_is_no_document_and_goes_on(june, tmp_path):
    (tmp_path / "坏.docx").write_bytes(b"no document")
    good = str(june[0] / "output/2018-06/通报.docx")
    done = generate("verify", tmp_path / "坏.docx", tmp_path / "无.docx", good)
    assert done.returncode == 2
    assert done.stderr.count("没有检查") == 2 and "符合 GB/T 9704-2012" in done.stderr


def test_paper_with_a_printed_head_gets_no_red_and_the_offices_fonts_are_used(tmp_path):
    from .masters import shipped_rows, write_master

    rows = shipped_rows()
    for row in rows["公文"]:
        if row[0] == "仿宋字体":
            row[1] = "仿宋"
    write_master(tmp_path / "input/任务总表.xlsx", rows)
    assert run(tmp_path, "notice").returncode == 0
    package = zipfile.ZipFile(tmp_path / "output/2018/通知.docx")
    whole = package.read("word/document.xml").decode() + package.read("word/styles.xml").decode()
    assert 'w:eastAsia="仿宋"' in whole and "仿宋_GB2312" not in whole
    mark = "淮安经济技术开发区社会事业局文件"
    assert mark in document_text((tmp_path / "output/2018/通知.docx").read_bytes())
    assert run(tmp_path, "notice", "--preprinted").returncode == 0
    assert mark not in document_text((tmp_path / "output/2018/通知.docx").read_bytes())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("report", "-h"),
        ("annual", "--year", "abcd"),
        ("import",),
        ("报告",),
        ("report", "多余"),
        ("sheets", "--period"),
    ],
)
def test_help_and_complaints_speak_chinese_only(tmp_path, arguments):
    done = generate(*arguments)
    words = re.sub(
        r"generate\.py|GB/T|PDF|--?[a-z-]+|"
        + "|".join(
            (
                "report",
                "check",
                "sheets",
                "web",
                "notice",
                "annual",
                "issue",
                "verify",
                "format",
                "import",
                "init",
                "python",
                "input",
                "JSON",
                "LibreOffice",
                "docx",
                "abcd",
            )
        ),
        "",
        done.stdout + done.stderr,
    )
    assert not re.search(r"[A-Za-z]{3,}", words), words


def test_wrong_usage_with_json_is_an_object_too(tmp_path):
    done = run(tmp_path, "report", "--json", "--period", "2018-13")
    assert done.returncode == 2 and "error" in json.loads(done.stdout)


def test_init_can_be_tried_without_writing(tmp_path):
    done = generate("init", tmp_path / "新", "-n", "--json")
    assert any(path.endswith("任务总表.xlsx") for path in json.loads(done.stdout)["outputs"])
    assert not (tmp_path / "新").exists()


def test_with_many_files_on_few_processors_the_same_is_made(tmp_path, monkeypatch, capsys):
    """Two workers read, and what typesets and marks gets ready after that, in two processes."""
    from reporter import cli, sendback

    usual, crowded = workspace(tmp_path / "a"), workspace(tmp_path / "b")
    assert cli.main(["report", "--home", str(usual)]) == 1
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(reader, "_MANY", 1)
    monkeypatch.setattr(sendback, "_MANY", 1)
    assert cli.main(["report", "--home", str(crowded)]) == 1
    capsys.readouterr()
    assert made(crowded) == made(usual) != {}


def test_an_error_of_our_own_is_no_month_that_was_made(tmp_path, monkeypatch, capsys):
    from reporter import cli
    from reporter.pipeline import month_run

    def broken(*_, **__):
        raise ValueError("示例差错")

    monkeypatch.setattr(month_run, "build_report", broken)
    home = workspace(tmp_path)
    assert cli.main(["report", "--home", str(home), "--json"]) == 2
    told = capsys.readouterr()
    assert "程序出错，没有生成任何文件" in told.err and "Traceback" not in told.err
    assert "示例差错" in json.loads(told.out)["error"]
    assert made(home) == {}


@pytest.mark.parametrize(
    "evidence", ['=HYPERLINK("http://x","y")', "http://政务网/公开", "http://oa，已发", "https://", "http://a b"]
)
def test_addresses_of_any_shape_are_read(tmp_path, evidence):
    """What looks like the address of a host inside the office, and is none, once stopped the whole month."""
    home = workspace(tmp_path)
    shutil.rmtree(home / "input/2018-05")
    path = home / "input/2018-06/示例-教育处.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["进展填报"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "公开网址或佐证材料" for cell in row))
    column = next(cell.column for cell in header if cell.value == "公开网址或佐证材料")
    for row in range(header[0].row + 1, header[0].row + 8):
        sheet.cell(row, column).value = evidence
        sheet.cell(row, column).data_type = "s"
    book.save(path)
    assert run(home, "check").returncode == 1
