"""What the page shows and does, without a browser: the clerk's work by the requests that a browser sends."""

from __future__ import annotations

import ast
import html
import http.client
import io
import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile

import openpyxl
import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from reporter.pipeline.built import Stopped
from reporter.vocabulary.problems import Kind
from reporter.web import readings, runs
from reporter.web.page_words import in_page_words
from reporter.web.workbook_edits import NotEditable, RowEdit, edited
from reporter.workspace import Workspace

from .builders import progress_sheet, zipped
from .masters import ROOT
from .offices import CIVIL, CULTURE, SCHOOLS, Office
from .old_browsers import names, script_wants, style_wants
from .web_site import Browser, serving

MAY = "/month/2018-05"
RETURNS = f"{MAY}/return"


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path / "工作 文件夹").list()


@pytest.fixture
def page(office):
    with serving(office.home) as (browser, _):
        yield browser


def filed(office: Office, department: str, period: str = "2018-05", progress: object = 50) -> bytes:
    return progress_sheet(
        "\n".join(office.lines(department, progress, period)), department=department, period=period
    ).bytes()


def fields(shown: str) -> dict[str, str]:
    """What the form of the settings would send if nobody typed anything."""
    found = [*re.findall(r'<input[^>]* name="([^"]*)" value="([^"]*)"', shown)]
    found += re.findall(r'<textarea name="([^"]*)"[^>]*>(.*?)</textarea>', shown, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def test_no_page_sends_anybody_to_a_terminal():
    """Remedies, and why something was not made: of the catalogue, and of what the runs of the page may say."""
    said = [text for kind in Kind for text in kind.value if isinstance(text, str)]
    never = re.compile(r"--(executor|home|port|host|json)|zwgk|python")  # nothing of the page leads there
    for path in [*(ROOT / "reporter/pipeline").glob("*.py"), *(ROOT / "reporter/assess").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                said.append("".join(part.value if isinstance(part, ast.Constant) else "甲" for part in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.append(node.value)
    told = [text for text in said if re.search("[一-龥]", text.replace("甲", "")) and not never.search(text)]
    assert len(told) > 500
    for text in told:
        shown = in_page_words(text)
        assert not re.search(r"--[a-z]|运行 [a-z]|generate\.py", shown), shown
        assert ("-" in text or "运行" in text) or shown == text
    for command in ("report --period 2018-05", "annual", "annual --final", "annual --year 2018 --final"):
        assert re.fullmatch("请先点“生成(本月台账和文书|征求意见稿|定稿)”。", in_page_words(f"请先运行 {command}。"))


# --- returns ---------------------------------------------------------------------------------------------------------


def test_a_return_that_was_dropped_says_whose_it_is_and_which_cell_wants_what(page, office):
    told = page.put(RETURNS, "新建 Microsoft Excel 工作表.xlsx", filed(office, CIVIL, progress="120%")).json
    assert (told["department"], told["month"]) == (CIVIL, "2018-05")
    assert told["file"] == "input/2018-05/新建 Microsoft Excel 工作表.xlsx"
    (bad, *_) = [item for item in told["problems"] if item["level"] == "退"]
    assert bad["where"] == "进展填报 J 列第 6-9 行" and "120%" in bad["message"] and bad["remedy"]
    shown = page.settled(told["link"])
    assert 'id="s0-J6" class="marked refused"' in shown.text and "120%" in shown.words
    assert bad["remedy"] in shown.words
    month = page.settled(MAY)
    assert "应报 3 个单位，已报 1 个，未报 2 个：教育处、文化体育与民族宗教处。" in month.words


def test_the_month_of_a_return_is_its_own_whichever_page_it_was_dropped_on(page, office):
    assert page.put(RETURNS, "a.xlsx", filed(office, CIVIL, "2018-04")).json["file"] == "input/2018-04/a.xlsx"
    assert not any(
        item["level"] != "示" for item in page.put(RETURNS, "b.xlsx", filed(office, SCHOOLS)).json["problems"]
    )
    nothing = openpyxl.Workbook()
    stream = io.BytesIO()
    nothing.save(stream)
    assert page.put(RETURNS, "空.xlsx", stream.getvalue()).json["file"] == "input/2018-05/空.xlsx"
    assert "空.xlsx" in page.settled(MAY).words.partition("认不出单位或月份的文件")[2]


def test_nothing_that_was_sent_is_ever_replaced(page, office):
    first, second = filed(office, CIVIL), filed(office, CIVIL, progress=60)
    assert page.put(RETURNS, "民政处.xlsx", first).json["told"] == "已采用"
    assert "已经放入过" in page.put(RETURNS, "民政处.xlsx", first).json["told"]
    assert page.put(RETURNS, "民政处.xlsx", second).json["file"] == "input/2018-05/民政处（2）.xlsx"
    assert (office.home / "input/2018-05/民政处.xlsx").read_bytes() == first


def test_a_file_that_was_put_in_by_mistake_is_moved_out_and_kept(page, office):
    name = page.put(RETURNS, "民政处.xlsx", filed(office, CIVIL)).json["file"]
    assert page.post(f"{MAY}/withdraw", file=name).status == 303
    assert not (office.home / name).exists() and (office.home / "已移出/2018-05/民政处.xlsx").is_file()
    assert "已报 0 个" in page.settled(MAY).words


def test_what_somebody_puts_into_the_folder_by_hand_is_seen(page, office):
    assert "已报 0 个" in page.settled(MAY).words
    office.month("2018-05", 50, CULTURE)
    assert "已报 2 个" in page.settled(MAY).words


# --- a month ---------------------------------------------------------------------------------------------------------


def test_a_month_of_the_page_is_that_of_the_command_line_byte_for_byte(page, office, tmp_path):
    office.month("2018-05", 50, CULTURE)
    office.send(CIVIL, "2018-05", *office.lines(CIVIL, "120%", "2018-05"))
    office.list(发文登记=[["2018-05", "通报", "", "75", "2018-06-01", "", ""]])
    other = Office(tmp_path / "另一个", office.rows)
    shutil.copytree(office.home, other.home)
    for form, command in (
        ({"command": "sheets"}, ["sheets", "--period", "2018-05"]),
        ({"command": "check"}, ["check", "--period", "2018-05"]),
        ({"command": "report", "proof": "1"}, ["report", "--period", "2018-05", "--proof"]),
        ({"command": "issue"}, ["issue", "--period", "2018-05"]),
    ):
        ended = page.run(f"{MAY}/run", **form)
        told = other.run(*command)
        assert told.status in (0, 1) and "已经做完" in ended.words
        assert all(path in ended.words for path in told.object["outputs"])
        assert all(item["message"] in ended.words for item in told.object["problems"][:3])
        assert office.below("output") == other.below("output") and office.below("input") == other.below("input")
    for form, command in (({"command": "annual"}, ["annual"]), ({"command": "notice"}, ["notice"])):
        page.run("/run", **form)
        other.run(*command)
        assert office.below("output") == other.below("output")


def test_what_was_made_is_taken_away_one_by_one_or_all_at_once(page, office):
    office.month("2018-05", 50, CULTURE)
    page.run(f"{MAY}/run", command="report")
    listed = page.settled(f"{MAY}/documents")
    assert 'href="/output/2018-05/%E5%8F%B0%E8%B4%A6.xlsx"' in listed.text
    got = page.get("/output/2018-05/台账.xlsx")
    assert got.body == (office.home / "output/2018-05/台账.xlsx").read_bytes()
    assert got.headers["content-disposition"].startswith("attachment")
    everything = zipfile.ZipFile(io.BytesIO(page.get("/zip/2018-05").body))
    made = {path: data for path, data in office.below("output/2018-05").items() if not path.startswith(".")}
    assert {name: everything.read(name) for name in everything.namelist()} == {
        f"2018-05/{path}": data for path, data in made.items()
    }
    assert page.get("/zip/2018-05?under=没有").status == 404


def test_who_has_not_reported_can_be_reminded(page, office):
    office.month("2018-05", 50, CULTURE)
    page.run(f"{MAY}/run", command="check")
    shown = page.settled(MAY)
    words = (office.home / "output/2018-05/催报.txt").read_text("utf-8-sig")
    assert f"{CULTURE}：你单位2018年5月" in words and words.split("\n")[0] in shown.words


def test_one_thing_at_a_time_in_two_tabs_and_beside_the_command_line(page, office):
    office.month("2018-05", 50)
    first, second = page.post(f"{MAY}/run", command="report"), page.post(f"{MAY}/run", command="check")
    assert second.headers["location"] == first.headers["location"] + "?busy"
    assert "刚才点的没有开始" in page.follow(second.headers["location"]).words
    again = page.post(f"{MAY}/run", command="report")
    assert again.headers["location"] == first.headers["location"], "the same thing twice is one"
    assert "已经做完" in page.settled(first.headers["location"]).words
    with Workspace(office.home).writing():
        assert "另一次运行正在写入" in page.run(f"{MAY}/run", command="report").words


def test_a_browser_that_goes_away_loses_nothing(page, office):
    office.month("2018-05", 50)
    page.post(f"{MAY}/run", command="report")
    for _ in range(3000):
        if (office.home / "output/2018-05/通报.docx").is_file():
            return
        time.sleep(0.1)
    raise AssertionError("the month was not made")


def test_how_far_a_run_is_can_be_followed(page, monkeypatch):
    steps = [threading.Event() for _ in range(3)]

    def make(given, advance, wrote):
        for step, tell, done in zip(steps, (advance, advance, wrote), (1, 2, 1)):
            tell(done, 2)
            step.wait(60)
        raise Stopped("没有做成。")

    monkeypatch.setattr(runs, "make", make)
    page.settled(MAY)
    started = page.post(f"{MAY}/run", command="report").headers["location"]
    connection = http.client.HTTPConnection(page.host, page.port, timeout=60)
    connection.request("GET", "/events", headers={"cookie": page.cookie})
    stream = connection.getresponse()
    assert stream.getheader("content-type").startswith("text/event-stream")

    def told() -> dict:
        return json.loads(next(line for line in iter(stream.readline, b"") if line.startswith(b"data: "))[6:])

    for step, (stage, done, total) in zip(steps, (("读取填报表", 1, 2), ("核定、排版", 0, 0), ("写入", 1, 2))):
        assert told()["run"] == {"number": 1, "stage": stage, "done": done, "total": total}
        shown = page.follow(started).words
        assert stage in shown and ("1 / 2" in shown) == bool(total)
        step.set()
    assert told()["run"] is None and "没有做成。" in page.follow(started).words
    connection.close()


KILLED = """
import os, signal, sys
from reporter import cli, disk
real, written = disk.write_through, []
def killed(path, data):
    real(path, data)
    written.append(path)
    if len(written) == 5:
        os.kill(os.getpid(), signal.SIGKILL)
disk.write_through = killed
cli.run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills the server as Linux does")
def test_a_server_that_is_killed_while_it_writes_leaves_the_output_as_it_was(office):
    office.month("2018-05", 50, CULTURE, SCHOOLS)
    assert office.run("report").status in (0, 1)
    before = office.below("output")
    office.month("2018-05", 70)
    command = [sys.executable, "-c", KILLED, "web", "--quiet", "--json", "--home", str(office.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as program:
        browser = Browser(json.loads(program.stdout.readline())["address"])
        assert browser.post(f"{MAY}/run", command="report").status == 303
        assert program.wait(120) == -signal.SIGKILL
    assert len([*office.home.glob("output/.生成中-2018-05/**/*.docx")]) in range(1, 6)
    left = {path: data for path, data in office.below("output").items() if not path.startswith(".")}
    assert left == before
    with serving(office.home) as (again, _):
        assert "已经做完" in again.run(f"{MAY}/run", command="report").words
    assert "2018-05/催报.txt" in before and "2018-05/催报.txt" not in office.below("output")
    assert not [*office.home.glob("output/.*中-*")]


def test_what_keeps_a_month_from_being_made_is_told_as_on_the_command_line(page, office):
    ended = page.run(f"{MAY}/run", command="issue")
    told = office.run("issue", "--period", "2018-05")
    assert told.status == 2 and in_page_words(told.object["error"]) in ended.words and "返回" in ended.words
    assert "不是 2018-05-31 这样的日期" in page.post(f"{MAY}/run", command="report", as_of="明天").words


def test_a_page_waits_for_no_reading(office, monkeypatch):
    """It shows what is known and says that more is coming, however long that takes."""
    for month in (3, 12):
        office.month(f"2018-{month:02d}", 50)
    gates = {name: threading.Event() for name in ("receive", "judged")}
    for name, gate in gates.items():
        work = getattr(readings, name)
        monkeypatch.setattr(readings, name, lambda *given, work=work, gate=gate: gate.wait() and work(*given))
    with serving(office.home) as (browser, _):
        for path in ("/", "/month/2018-12", "/month/2018-12/documents", "/year", "/verify"):
            assert "data-waits" in browser.get(path).text
        gates["receive"].set()
        while "2018年3月" not in (shown := browser.follow("/month/2018-03").text):
            pass
        assert "应报" not in shown and "data-waits" in shown, "read, but not judged yet"
        gates["judged"].set()
        assert "应报 3 个单位，已报 3 个" in browser.settled("/month/2018-12").words
        assert "已报 3 个" in browser.settled("/month/2018-03").words


def test_a_list_that_was_just_put_in_is_waited_for_and_what_was_wrong_with_the_one_before_is_said_no_more(
    office, tmp_path, monkeypatch
):
    home = tmp_path / "新"
    home.mkdir()
    gate, receive = threading.Event(), readings.receive
    gate.set()
    monkeypatch.setattr(readings, "receive", lambda *given: gate.wait() and receive(*given))
    with serving(home) as (browser, _):
        assert "还没有任务总表" in browser.settled("/").words
        gate.clear()
        browser.put("/master", "任务总表.xlsx", office.file("input/任务总表.xlsx").read_bytes())
        for path in ("/", MAY, "/year"):
            assert "正在读取" in browser.follow(path).words, "not sent back to the list"
        assert "data-waits" in browser.get("/master").text and "错处" not in browser.get("/master").words
        gate.set()
        assert "应报 3 个单位" in browser.settled(MAY).words


def test_a_month_of_very_many_departments_is_shown_a_part_at_a_time(office):
    names = [CIVIL, *(f"第{number:03d}处" for number in range(1, 250))]
    office.list(单位=[[name, "", "处室", "", "", ""] for name in names], 任务=office.rows["任务"][1:3])
    for name in names[:120]:
        office.send(name, "2018-05", *office.lines(name, "120%" if name == names[5] else 50, "2018-05"))
    office.run("sheets", "--period", "2018-05")
    with serving(office.home) as (page, _):

        def rows(query: str = "") -> list[str]:
            return re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page.settled(MAY + query).text)

        assert rows() == names[:100] and "第 1 至 100 个单位，共 250 个单位" in page.settled(MAY).words
        (following,) = re.findall(r'href="([^"]*)">下一页', page.settled(MAY).text)
        assert rows(html.unescape(following).partition(MAY)[2]) == names[100:200]
        assert rows("?show=missing") == names[120:220] and rows("?show=missing&from=100") == names[220:]
        assert rows("?show=wrong") == [names[5]] and rows("?find=第00") == names[1:10]
        assert rows("?from=9999999999999") == rows("?from=x") == rows("?show=x") == names[:100]
        assert (
            "没有这样的单位" in page.settled(f"{MAY}?find=<b>").words and "<b>" not in page.get(f"{MAY}?find=<b>").text
        )
        assert "130 个：" in page.settled(MAY).words and f"{names[159]}等。" in page.settled(MAY).words
        sheets = page.settled(f"{MAY}/sheets")
        assert "500 个文件" in sheets.words and sheets.text.count("<li>") == 0
        found = page.get("/files/2018-05?under=填报表&find=第249处")
        assert re.findall(r"download>(.*?)</a>", found.text) == ["第249处.xlsx", "第249处发送说明.txt"]
        assert 'href="/month/2018-05/sheets">返回' in found.text
        assert page.get("/files/2018-05?under=没有").status == page.get("/files/..?under=").status == 404


# --- the list --------------------------------------------------------------------------------------------------------


def test_an_empty_folder_says_how_to_begin(tmp_path):
    with serving(tmp_path) as (browser, _):
        assert "还没有任务总表" in browser.settled("/").words
        assert browser.post("/master/new").status == 303
        assert (tmp_path / "input/任务总表.xlsx").is_file() and (tmp_path / "templates/通报.txt").is_file()
        assert "错处" in browser.settled("/master").words


def test_a_list_with_faults_is_shown_at_its_cells_and_not_taken(page, office):
    before = (office.home / "input/任务总表.xlsx").read_bytes()
    rows = office.rows["任务"]
    bad = Office(office.home.parent / "bad", dict(office.rows)).list(
        任务=[[*rows[0][:6], "民征处", *rows[0][7:]], *rows[1:]]
    )
    told = page.put("/master", "任务总表（改）.xlsx", (bad.home / "input/任务总表.xlsx").read_bytes())
    assert "没有采用" in told.json["told"] and (office.home / "input/任务总表.xlsx").read_bytes() == before
    shown = page.settled("/master")
    assert "任务总表（改）.xlsx" in shown.words and 'id="s0-G2" class="marked refused"' in shown.text
    good = Office(office.home.parent / "good", dict(office.rows)).list(
        单位=[*office.rows["单位"], ["新处", "", "处室", "", "", ""]]
    )
    data = (good.home / "input/任务总表.xlsx").read_bytes()
    assert page.put("/master", "任务总表.xlsx", data).json["told"] == "已采用"
    assert (office.home / "input/任务总表.xlsx").read_bytes() == data
    (kept,) = (office.home / "备份").iterdir()
    assert kept.read_bytes() == before and "4 个单位" in page.settled("/master").words


def test_the_list_can_be_taken_away_and_one_that_was_not_taken_forgotten(page, office):
    master = office.home / "input/任务总表.xlsx"
    taken = page.get("/master.xlsx")
    assert taken.body == master.read_bytes() and "attachment" in taken.headers["content-disposition"]
    page.put("/master", "改.xlsx", b"no list")
    assert "没有采用，原来的没有动" in page.settled("/master").words
    assert page.post("/master/forget").status == 303
    assert "没有采用" not in page.settled("/master").words and "正在使用2018年度" in page.settled("/master").words


def test_a_notice_becomes_a_list_and_never_takes_the_place_of_one(tmp_path, office):
    assert office.run("notice").status in (0, 1)
    notice = (office.home / "output/2018/通知.docx").read_bytes()
    with serving(tmp_path / "工作 文件夹") as (browser, _):
        assert "没有改动它" in browser.put("/notice", "通知.docx", notice).json["told"]
        assert (office.home / "output/导入/任务总表.xlsx").is_file()
    new = tmp_path / "新"
    new.mkdir()
    with serving(new) as (browser, _):
        assert "读出2张清单、5项任务" in browser.put("/notice", "通知.docx", notice).json["told"]
        assert (new / "input/任务总表.xlsx").is_file()


def test_the_settings_of_a_month_go_into_the_list_and_nothing_else_changes(page, office):
    office.month("2018-05", 50)
    before = openpyxl.load_workbook(office.home / "input/任务总表.xlsx")
    form = {"closing": "28", "number.通报": "75", "dated.通报": "2018-06-01"}
    assert page.post(f"{MAY}/settings", **form).status == 303
    shown = page.settled(f"{MAY}/settings").text
    assert 'name="closing" value="2018-05-28"' in shown and 'value="75"' in shown and 'value="2018-06-01"' in shown
    after = openpyxl.load_workbook(office.home / "input/任务总表.xlsx")
    assert set(after.sheetnames) == {*before.sheetnames, "发文登记"}
    for sheet in before:
        if sheet.title != "报送安排":
            assert [[cell.value for cell in row] for row in sheet] == [
                [cell.value for cell in row] for row in after[sheet.title]
            ]
            assert sheet.column_dimensions["B"].width == after[sheet.title].column_dimensions["B"].width
            assert len(sheet.data_validations.dataValidation) == len(after[sheet.title].data_validations.dataValidation)
    assert [cell.value for cell in after["发文登记"][2]][:5] == ["2018-05", "通报", None, "75", "2018-06-01"]
    page.post(f"{MAY}/settings", **{"number.通报": "76"})
    again = openpyxl.load_workbook(office.home / "input/任务总表.xlsx")
    assert [cell.value for cell in again["发文登记"][2]][3] == "76" and again["发文登记"].max_row == 2
    assert len(list((office.home / "备份").iterdir())) >= 1
    page.post(
        f"{MAY}/settings", **{"words": "本月开放日两次。\n反响良好。", "words.kind": "通报", "words.section": "亮点"}
    )
    assert "反响良好" in page.settled(f"{MAY}/settings").text
    report = page.run(f"{MAY}/run", command="report")
    assert "已经做完" in report.words
    shown = fields(page.settled(f"{MAY}/settings").text)
    page.post(f"{MAY}/settings", **shown | {"words.0": "本月开放日三次。"})
    rows = openpyxl.load_workbook(office.home / "input/任务总表.xlsx")["补充内容"].iter_rows(
        min_row=2, values_only=True
    )
    assert [row[:4] for row in rows if any(row)] == [("2018-05", "通报", "亮点", "本月开放日三次。")]
    shown = fields(page.settled(f"{MAY}/settings").text)
    page.post(f"{MAY}/settings", **shown | {"words.0": ""})
    assert "本月开放日" not in page.settled(f"{MAY}/settings").text


def test_settings_that_are_wrong_are_told_and_not_written_and_nothing_has_to_be_typed_again(page, office):
    before = (office.home / "input/任务总表.xlsx").read_bytes()
    typed = {"number.通报": "75", "dated.通报": "2018-06-01", "words.kind": "考核报告", "words": "第一段。\n第二段。"}
    answer = page.post(f"{MAY}/settings", closing="下旬", **typed)
    assert answer.status == 200 and "没有写入任务总表" in answer.words and "报送截止日" in answer.words
    (office.home / "input/~$任务总表.xlsx").write_bytes(b"x")
    opened = page.post(f"{MAY}/settings", closing="28", **typed)
    assert "正在 Excel 或 WPS 里打开" in opened.words and "已经写入" not in opened.words
    assert (office.home / "input/任务总表.xlsx").read_bytes() == before
    for told, closing in ((answer, "下旬"), (opened, "28")):
        sent = {name: value for name, value in typed.items() if name != "words.kind"} | {"closing": closing}
        assert fields(told.text).items() >= sent.items() and "<option selected>考核报告" in told.text
        assert fields(told.text)["was.closing"] == ""


def test_an_old_page_of_settings_puts_nothing_back(page, office):
    """Two tabs, or Excel meanwhile: what was not typed here is not written, what was typed is not lost."""
    for words in ("甲。", "乙。", "丙。"):
        page.post(f"{MAY}/settings", **{"words": words, "words.kind": "通报", "number.通报": "75"})
    old = fields(page.settled(f"{MAY}/settings").text)
    assert [old[f"words.{number}"] for number in range(3)] == ["甲。", "乙。", "丙。"]
    done = page.post(f"{MAY}/settings", **old | {"number.通报": "76", "closing": "28", "words.0": ""})
    assert "已经写入任务总表" in page.follow(done.headers["location"]).words
    page.post(f"{MAY}/settings", **old | {"dated.通报": "2018-06-01", "words.0": "甲改。", "words.2": "丙改。"})
    now = fields(page.settled(f"{MAY}/settings").text)
    assert (now["number.通报"], now["closing"], now["dated.通报"]) == ("76", "2018-05-28", "2018-06-01")
    assert sorted(now[f"words.{number}"] for number in range(3)) == ["丙改。", "乙。", "甲改。"]
    assert "words.3" not in now


def test_a_list_with_a_picture_is_left_to_excel():
    book = openpyxl.Workbook()
    book.active.append(["报送期", "报送截止日"])
    stream = io.BytesIO()
    book.save(stream)
    edit = RowEdit("Sheet", ("报送期", "报送截止日"), {"报送期": "2018-05"}, {"报送截止日": "28"})
    made = openpyxl.load_workbook(io.BytesIO(edited(stream.getvalue(), [edit])))["Sheet"]
    assert [cell.value for cell in made[2]] == ["2018-05", "28"]
    pictured = io.BytesIO(stream.getvalue())
    with zipfile.ZipFile(pictured, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG")
    with pytest.raises(NotEditable, match="图片"):
        edited(pictured.getvalue(), [edit])


# --- documents from elsewhere ----------------------------------------------------------------------------------------


def test_a_document_is_held_against_the_standard(page, office):
    assert office.run("notice").status in (0, 1)
    good = (office.home / "output/2018/通知.docx").read_bytes()
    told = page.put("/verify", "通知.docx", good).json
    assert told["told"].endswith("处。") or told["told"] == "符合 GB/T 9704-2012。"
    assert "figures" not in told
    assert "没有检查" in page.put("/verify", "通知.docx", b"nothing").json["told"]
    assert not list(office.home.rglob("通知*.docx"))[1:]


def test_the_figures_of_a_document_are_held_against_the_ledger_as_on_the_command_line(page, office, tmp_path):
    office.month("2018-05", 50, CULTURE)
    office.run("report", "--period", "2018-05")
    package = zipfile.ZipFile(office.home / "output/2018-05/通报.docx")
    parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("应报送的3个".encode(), "应报送的4个".encode())
    file = tmp_path / "通报.docx"
    file.write_bytes(zipped(parts))
    (wanted,) = office.run("verify", str(file), "--figures").object["files"]
    assert [item["text"] for item in wanted["figures"] if item["verdict"] == "改动"] == ["4"]
    for against in ("", "2018-05"):
        told = page.ask("PUT", f"/verify?name=a.docx&against={against}", file.read_bytes()).json
        assert [{key: item[key] for key in wanted["figures"][0]} for item in told["figures"]] == wanted["figures"]
        assert told["missing"] == [] and "改动1处" in told["told"]
        assert any("应报送的4个单位" in item["words"] for item in told["figures"])
    assert page.ask("PUT", "/verify?name=a.docx&against=none", file.read_bytes()).status == 400
    page.settled("/month/2018-05")
    shown = page.get("/verify").text
    assert (
        '<option value="2018-05">2018年5月</option>' in shown and '<option value="2018">2018年度考核</option>' in shown
    )


def test_words_to_send_are_there_to_be_copied(page, office):
    page.run(f"{MAY}/run", command="sheets")
    shown = page.settled(f"{MAY}/sheets")
    assert "民政处发送说明.txt" in shown.words
    words = page.get("/pages/2018-05/填报表/民政处发送说明.txt")
    assert "现发去你单位2018年5月" in words.words and 'data-copy="words"' in words.text


DATA = names("""
    cell copy department done figures ledger level link mark message missing month reading remedy run sent
    stage told total typed verdict where words
""")
"""Names of what the program tells its page, and of what the page notes."""


def test_nothing_newer_than_browsers_of_2018_is_asked_for():
    static = ROOT / "reporter/web/static"
    script, style = ((static / name).read_text("utf-8") for name in ("app.js", "style.css"))
    assert script_wants(script, DATA) == set()
    assert style_wants(style) == set()
    for page in (ROOT / "reporter/web/pages").glob("*.html"):
        text = page.read_text("utf-8")
        assert not re.findall(r"<dialog|loading=|\son\w+=|style=|javascript:|https?://|<script>|<style", text), (
            page.name
        )
    assert "https://" not in style and "http" not in re.sub(r'//.*|"[^"\n]*"', "", script)


@pytest.mark.parametrize(
    "newer",
    [
        "let a = 1;",
        "a => a;",
        "a?.b;",
        "a ?? b;",
        "f(...a);",
        "`a`;",
        "a.at(-1);",
        "a.flat();",
        'a.replaceAll("b", "c");',
        "new AbortController();",
        "new Map();",
    ],
)
def test_what_is_newer_in_a_script_is_noticed(newer):
    assert script_wants(newer, DATA)


@pytest.mark.parametrize(
    "newer",
    ["a { gap: 1px; }", "a { inset: 0; }", "a:focus-visible { top: 0; }", "a { top: min(1px, 2px); }", "@layer a;"],
)
def test_what_is_newer_in_a_style_is_noticed(newer):
    assert style_wants(newer)


def test_a_draft_is_set_as_on_the_command_line(page, office, tmp_path):
    draft = tmp_path / "关于开展自查的通知.txt"
    draft.write_text("关于开展自查的通知\n\n各处室：\n\n请于6月底前完成自查。\n\n示例局\n2018年6月1日\n", "utf-8")
    told = page.put("/format", draft.name, draft.read_bytes()).json
    assert told["told"].startswith("已排成公文")
    made = office.file("output/公文/关于开展自查的通知.docx").read_bytes()
    assert "关于开展自查的通知.docx" in page.get("/verify").words
    shutil.rmtree(office.home / "output")
    assert office.run("format", str(draft)).status in (0, 1)
    assert office.file("output/公文/关于开展自查的通知.docx").read_bytes() == made
    nothing = page.put("/format", "空.txt", b"")
    assert nothing.status == 409 and "没有生成任何公文" in nothing.json["told"] and nothing.json["problems"]
