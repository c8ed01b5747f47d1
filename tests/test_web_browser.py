"""The page in a real browser: the clerk's month and year, by keyboard too, and pages elsewhere that try to get in.

Needs Chromium and Playwright (tests/web_clerk.py); with REQUIRE_RENDER=1 their lack is a failure.
"""

from __future__ import annotations

import contextlib
import http.server
import io
import json
import os
import re
import signal
import socketserver
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from reporter.web import runs

from .builders import progress_sheet, zipped
from .offices import CIVIL, CULTURE, SCHOOLS, Office
from .web_clerk import ARGUMENTS, SLOW, Clerk, program, started, steering, window
from .web_site import serving

pytestmark = [pytest.mark.render, pytest.mark.browser]


@pytest.fixture(scope="module")
def playwright() -> Iterator[object]:
    with steering() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(playwright) -> Iterator[object]:
    """One for all, since its start takes longer than most of what is done with it."""
    with started(playwright) as browser:
        yield browser


@pytest.fixture
def office(tmp_path) -> Office:
    """The small office's list, lying elsewhere: the workspace of the page begins empty."""
    return Office(tmp_path / "elsewhere").list()


def filled(office: Office, department: str, progress: object) -> bytes:
    lines = "\n".join(office.lines(department, progress, "2018-05"))
    return progress_sheet(lines, department=department, period="2018-05").bytes()


def test_a_month_from_an_empty_folder_to_documents_with_two_returns_sent_again(office, tmp_path, chromium):
    home = tmp_path / "新工作"
    home.mkdir()
    with serving(home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        clerk.wait("还没有任务总表")
        clerk.picture("empty")
        clerk.put("/master", ("任务总表.xlsx", office.file("input/任务总表.xlsx").read_bytes()))
        clerk.wait("正在使用2018年度的任务总表：5 项任务，3 个单位")
        clerk.go("每月工作")
        clerk.go("5月")
        clerk.go("一、发填报表")
        clerk.press("生成2018年5月填报表")
        clerk.wait("已经做完")
        clerk.go("查看结果")
        assert len(zipfile.ZipFile(io.BytesIO(clerk.taken("全部下载"))).namelist()) == 6
        clerk.picture("sheets")

        clerk.go("二、收表检查")
        clerk.drop_folder(
            "/month/2018-05/return",
            "收到的表",
            {
                "民政.xlsx": filled(office, CIVIL, "约八成"),
                "教育.xlsx": filled(office, SCHOOLS, "120%"),
                "说明.docx": b"nothing",
            },
        )
        clerk.wait("处理了 3 个文件")
        clerk.wait("未报 1 个：文化体育与民族宗教处")
        clerk.picture("returns")
        clerk.follow(clerk.page.locator("#standing").get_by_role("link", name="教育.xlsx", exact=False))
        clerk.page.locator("td.marked.refused").first.wait_for()
        clerk.page.locator(".problems a").first.click()
        clerk.picture("marked")
        clerk.go("返回2018年5月收表检查")
        clerk.press("生成退改表")
        clerk.wait("已经做完")
        clerk.picture("checked")
        clerk.go("查看结果")
        clerk.go("三、台账和文书")
        for number, name in enumerate((CIVIL, SCHOOLS), 1):
            book = openpyxl.load_workbook(io.BytesIO(clerk.taken(f"{name}.xlsx")))
            sheet = book["进展填报"]
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value in ("120%", "约八成"):
                        cell.value = 80
            stream = io.BytesIO()
            book.save(stream)
            clerk.go("二、收表检查")
            clerk.put("/month/2018-05/return", (f"{name}改.xlsx", stream.getvalue()))
            clerk.wait("处理了 1 个文件")
            clerk.page.locator("#standing .told", has_text="已被").nth(number - 1).wait_for()
            clerk.go("三、台账和文书")
        clerk.go("二、收表检查")
        clerk.wait("认不出单位或月份的文件")
        clerk.settle()
        assert (
            clerk.page.locator("#standing td .level.refused").count()
            == clerk.page.locator("#standing tr", has_text="说明.docx").locator(".level.refused").count()
        )
        clerk.press("生成本月台账和文书")
        clerk.wait("已经做完")
        clerk.picture("made")
        clerk.go("查看结果")
        clerk.picture("documents")
        names = zipfile.ZipFile(io.BytesIO(clerk.taken("全部下载"))).namelist()
        assert {"2018-05/台账.xlsx", "2018-05/通报.docx", "2018-05/考核报告.docx"} <= set(names)
        assert zipfile.is_zipfile(io.BytesIO(clerk.taken("通报.docx")))
        if clerk.page.get_by_role("link", name="看版面").count():
            clerk.go("看版面")
            clerk.page.locator("img.page").first.wait_for()
            assert clerk.page.locator("img.page").first.evaluate("image => image.naturalWidth") > 600
            clerk.picture("pages")
        assert clerk.seen == []


def test_the_settings_of_a_month_by_a_form(office, tmp_path, chromium):
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        clerk.go("本月设置")
        clerk.page.get_by_label("通报的发文字号", exact=True).fill("75")
        clerk.page.get_by_label("通报的成文日期", exact=True).fill("2018-06-01")
        clerk.press("写入任务总表")
        clerk.wait("发文字号")
        assert clerk.page.get_by_label("通报的发文字号", exact=True).input_value() == "75"
        clerk.picture("settings")
        assert clerk.seen == []
    assert openpyxl.load_workbook(office.file("input/任务总表.xlsx"))["发文登记"]["D2"].value == "75"


def test_the_year_with_an_objection(office, chromium):
    office.month("2018-05", 50, CULTURE)
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        clerk.go("年度考核")
        clerk.press("生成征求意见稿")
        clerk.wait("已经做完")
        clerk.go("查看结果")
        assert clerk.taken("归档.zip").startswith(b"PK")
        clerk.press("记录送出的征求意见稿")
        clerk.wait("已经做完")
        lost = office.record("2018征求意见稿", "扣分明细")[0]
        row = [lost["单位"], lost["扣分编号"], "情况属实", "同意加回", str(lost["扣分"])]
        changed = Office(office.home.parent / "changed", dict(office.rows)).list(异议=[row])
        clerk.go("任务总表")
        clerk.put("/master", ("任务总表.xlsx", changed.file("input/任务总表.xlsx").read_bytes()))
        clerk.wait("已采用")
        clerk.go("年度考核")
        clerk.wait("现有 1 条")
        clerk.press("生成定稿")
        clerk.wait("与送出的征求意见稿相比")
        clerk.go("查看结果")
        clerk.picture("year")
        clerk.press("记录印发的定稿")
        clerk.wait("已经做完")
        assert office.file("input/已印发/2018定稿.xlsx").is_file() and clerk.seen == []


def test_a_document_that_was_reworded_is_held_against_the_ledger(office, chromium):
    office.month("2018-05", 50, CULTURE)
    assert office.run("report", "--period", "2018-05").status in (0, 1)
    package = zipfile.ZipFile(office.home / "output/2018-05/通报.docx")
    parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("应报送的3个".encode(), "应报送的4个".encode())
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        clerk.go("检查公文")
        zone = clerk.page.locator("#holding")
        zone.locator("select").wait_for()
        clerk.page.wait_for_load_state("load")
        zone.get_by_label("与哪一期核对").select_option("2018年5月")
        zone.locator("input").first.set_input_files(
            [{"name": "通报（领导改）.docx", "mimeType": "application/octet-stream", "buffer": zipped(parts)}]
        )
        changed = zone.locator("tr", has_text="改动")
        changed.wait_for()
        assert "应报送的4个单位" in changed.inner_text() and "「单位得分」" in changed.inner_text()
        zone.get_by_text("一致的").click()
        assert zone.locator("tr", has_text="一致").first.is_visible()
        assert zone.get_by_label("与哪一期核对").input_value() == "2018-05"
        clerk.picture("figures")
        assert clerk.seen == []


def until(clerk: Clerk, come: Callable[[], object], never: str) -> None:
    """Wait, while the page goes on, until something has come; it never did: a failure that says so."""
    for _ in range(SLOW // 50):
        if come():
            return
        clerk.page.wait_for_timeout(50)
    raise AssertionError(never)


def held(clerk: Clerk, asked: list[object]) -> None:
    """Wait until something was asked for that the test keeps back."""
    until(clerk, lambda: asked, "it was never asked for")


def test_whoever_asks_for_another_page_gets_it(office, chromium):
    """The reading may end between a click and the answer to it; what is then renewed is not the page that was left."""
    office.month("2018-05", 50, CULTURE)
    with serving(office.home) as (_, site), window(chromium) as context:
        events, pages = [], []
        context.route("**/events", lambda route: events.append(route))
        clerk = Clerk(context, site)
        clerk.page.locator("[data-waits]").wait_for()
        held(clerk, events)
        clerk.page.route("**/verify", lambda route: pages.append(route))
        clerk.page.get_by_role("link", name="检查公文").click(no_wait_after=True)
        held(clerk, pages)
        told = json.dumps({"reading": False, "run": None})
        events[0].fulfill(content_type="text/event-stream", body=f"data: {told}\n\n")
        clerk.page.wait_for_timeout(1500)
        context.unroute("**/events")
        pages[0].continue_()
        clerk.page.locator("#holding").get_by_label("与哪一期核对").wait_for()
        assert clerk.seen == []


def test_progress_that_could_not_be_had_is_asked_for_again(office, chromium):
    office.month("2018-05", 50, CULTURE)
    with serving(office.home) as (_, site), window(chromium) as context:
        asked = []

        def refuse_once(route):
            asked.append(route)
            if len(asked) == 1:
                route.fulfill(status=503, body="")
            else:
                route.continue_()

        context.route("**/events", refuse_once)
        clerk = Clerk(context, site)
        clerk.wait("已报 2 个")
        assert len(asked) > 1


def reading_ends(events: list[object]) -> None:
    """Answer a page that waits: nothing is being read any more."""
    told = json.dumps({"reading": False, "run": None})
    events.pop().fulfill(content_type="text/event-stream", body=f"data: {told}\n\n")


def test_what_is_typed_and_where_somebody_is_outlives_the_renewing_of_a_page(office, chromium):
    names = [CIVIL, *(f"第{number:03d}处" for number in range(1, 40))]
    office.list(单位=[[name, "", "处室", "", "", ""] for name in names], 任务=office.rows["任务"][1:3])
    for name in names[:3]:
        office.send(name, "2018-05", *office.lines(name, 50, "2018-05"))
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        clerk.wait("已报 3 个")
        clerk.settle()
        events = []
        context.route("**/events", lambda route: events.append(route))
        office.send(names[3], "2018-05", *office.lines(names[3], 50, "2018-05"))
        clerk.page.reload()
        held(clerk, events)
        clerk.page.get_by_label("看哪些").select_option("missing")
        find = clerk.page.get_by_label("单位名称里有")
        find.fill("第01处")
        find.evaluate("field => field.setSelectionRange(2, 2)")
        clerk.page.evaluate("document.querySelector('#standing').dataset.old = 'yes'")
        until(clerk, lambda: not site.service.readings.state()[0], "the reading never ended")
        reading_ends(events)
        clerk.wait("已报 4 个")
        assert not clerk.page.locator("[data-old]").count(), "it was renewed"
        clerk.page.keyboard.type("1")
        assert find.input_value() == "第011处"
        assert clerk.page.get_by_label("看哪些").input_value() == "missing"
        clerk.page.get_by_role("button", name="查看").click()
        clerk.page.locator("tbody th", has_text="第011处").wait_for()
        assert clerk.page.locator("tbody th").count() == 1 and clerk.seen == []


def test_files_that_are_dropped_while_others_are_on_their_way_join_them(office, chromium):
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        clerk.settle()
        clerk.page.clock.install()
        zone, sent = "/month/2018-05/return", []
        clerk.page.goto(clerk.page.url.partition("/month")[0] + "/month/2018-05")
        clerk.page.route("**/return?name=*", lambda route: sent.append(route))
        clerk.put(zone, ("民政.xlsx", filled(office, CIVIL, 50)), ("教育.xlsx", filled(office, SCHOOLS, "120%")))
        held(clerk, sent)
        clerk.drop_folder(zone, "文旅", {"文化.xlsx": filled(office, CULTURE, 50)})
        clerk.wait("正在放入 1 / 3")
        clerk.page.on("dialog", lambda dialog: dialog.dismiss())
        clerk.page.get_by_role("link", name="任务总表").click(no_wait_after=True)
        for _ in range(3):
            held(clerk, sent)
            sent.pop().continue_()
        clerk.wait("处理了 3 个文件，其中 1 个有内容要改或要看")
        clerk.page.clock.fast_forward(10_000)  # no answer to the click on another page has come in this time
        assert clerk.page.locator(".received").count() == 3, "nothing is sent and not told of"
        clerk.wait("已报 3 个")
        assert clerk.seen == []


def test_a_file_that_cannot_be_read_is_named(office, chromium):
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        zone = "/month/2018-01/return"
        clerk.page.locator(f"[data-drop='{zone}']").wait_for()
        clerk.page.wait_for_load_state("load")
        clerk.page.evaluate(
            """() => {
              const locked = { isFile: true, name: "锁住.xlsx", file: (done, failed) => failed(new Error()) };
              const reader = { readEntries: (done, failed) => failed(new Error()) };
              const shut = { isFile: false, name: "进不去", createReader: () => reader };
              const event = new Event("drop", { bubbles: true, cancelable: true });
              const items = [locked, shut].map(entry => ({ webkitGetAsEntry: () => entry }));
              Object.defineProperty(event, "dataTransfer", { value: { items: items } });
              document.querySelector("[data-drop]").dispatchEvent(event);
            }"""
        )
        clerk.wait("处理了 2 个文件")
        told = clerk.page.locator(".received")
        assert [text.split("：")[0] for text in told.all_inner_texts()] == ["锁住.xlsx", "进不去"]
        assert told.filter(has_text="读不到，没有放入").count() == 2


def test_a_double_click_asks_for_one_thing(office, chromium):
    office.month("2018-05", 50, CULTURE)
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        clerk.wait("已报 2 个")
        clerk.settle()
        clerk.page.get_by_role("button", name="生成本月台账和文书").dblclick()
        clerk.wait("已经做完")
        assert site.service.runs.find(2) is None and clerk.page.get_by_text("没有开始").count() == 0
        clerk.go("二、收表检查") if clerk.page.get_by_role("link", name="二、收表检查").count() else clerk.go(
            "每月工作"
        )
        clerk.follow(clerk.page.locator("#standing").get_by_role("link", name="民政处.xlsx"))
        clerk.page.get_by_role("button", name="移出这个文件").dblclick()
        clerk.wait("已报 1 个")
        assert clerk.page.get_by_text("没有做成").count() == 0 and clerk.seen == []


def test_what_was_typed_and_not_written_is_not_left_without_asking(office, chromium):
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk, asked, scripts = Clerk(context, site), [], []
        clerk.page.route("**/app.js", lambda route: scripts.append(route))
        clerk.page.get_by_role("link", name="本月设置").click(no_wait_after=True)
        held(clerk, scripts)
        clerk.page.locator("textarea[name=words]").fill("本月开放日两次。")
        scripts.pop().continue_()
        clerk.page.unroute("**/app.js")
        clerk.page.wait_for_load_state("load")
        clerk.page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        clerk.page.get_by_role("link", name="年度考核").click(no_wait_after=True)
        held(clerk, asked)
        assert asked == ["beforeunload"]
        assert clerk.page.locator("textarea[name=words]").input_value() == "本月开放日两次。"
        clerk.press("写入任务总表")
        clerk.wait("已经写入任务总表")
        clerk.go("年度考核")
        clerk.wait("一、征求意见")
        assert clerk.seen == []


def test_a_program_that_is_gone_is_told_of(office, chromium):
    office.month("2018-05", 50)
    with serving(office.home) as (_, site), window(chromium) as context:
        context.route("**/events", lambda route: route.abort())
        clerk = Clerk(context, site)
        clerk.wait("没有连上程序")
        context.unroute("**/events")
        clerk.wait("已报 3 个")


def killed(profile: Path) -> None:
    """End every process of the browser that has this folder, as somebody does who has had enough of it."""
    named = f"--user-data-dir={profile}".encode()
    found = [
        int(process.name)
        for process in Path("/proc").glob("[0-9]*")
        if named in (process / "cmdline").read_bytes().split(b"\0")
    ]
    assert found
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/cmdline").is_file(), reason="finds the browser as Linux does")
def test_a_browser_that_is_killed_in_the_middle_of_a_run_loses_nothing(
    office, tmp_path, monkeypatch, playwright, chromium
):
    office.month("2018-05", 50, CULTURE)
    going_on, make = threading.Event(), runs.make
    monkeypatch.setattr(runs, "make", lambda *given: going_on.wait(240) and make(*given))
    profile = tmp_path / "profile"
    with serving(office.home) as (_, site):
        context = playwright.chromium.launch_persistent_context(profile, executable_path=program(), args=ARGUMENTS)
        context.set_default_timeout(SLOW)
        clerk = Clerk(context, site)
        clerk.wait("已报 2 个")
        clerk.press("生成本月台账和文书")
        clerk.wait("关掉网页不影响")
        killed(profile)
        going_on.set()
        site.service.runs.finish()
        with window(chromium) as context:
            clerk = Clerk(context, site)
            clerk.page.goto(clerk.page.url.partition("/month")[0] + "/runs/1")
            clerk.wait("已经做完")
            clerk.go("查看结果")
            assert zipfile.is_zipfile(io.BytesIO(clerk.taken("通报.docx"))) and clerk.seen == []


def test_by_keyboard_only(office, chromium):
    office.month("2018-05", 50, CULTURE)
    with serving(office.home) as (_, site), window(chromium) as context:
        clerk = Clerk(context, site)
        clerk.wait("已报 2 个")

        def tab_to(text: str) -> None:
            for _ in range(80):
                clerk.page.keyboard.press("Tab")
                now = clerk.page.evaluate(
                    "document.activeElement === document.body ? '' :"
                    " document.activeElement.textContent || document.activeElement.type || ''"
                )
                if text in now:
                    outline = clerk.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                    assert outline != "none", f"nobody sees where {text} is"
                    return
            raise AssertionError(f"no way to {text}")

        tab_to("跳到正文")
        clerk.page.keyboard.press("Enter")
        tab_to("file")
        tab_to("生成本月台账和文书")
        clerk.picture("keyboard")
        clerk.page.keyboard.press("Enter")
        clerk.wait("已经做完")
        tab_to("查看结果")
        clerk.page.keyboard.press("Enter")
        clerk.wait("全部下载")
        assert clerk.seen == []


def test_words_are_copied_with_one_press(office, chromium):
    with serving(office.home) as (_, site), window(chromium) as context:
        context.grant_permissions(["clipboard-read"], origin=site.address().partition("/open")[0])
        clerk = Clerk(context, site)
        clerk.go("一、发填报表")
        clerk.press("填报表")
        clerk.wait("已经做完")
        clerk.go("查看结果")
        clerk.go("查看、复制")
        clerk.press("复制")
        assert clerk.page.evaluate("navigator.clipboard.readText()").startswith("教育处：")


# --- pages elsewhere -------------------------------------------------------------------------------------------------


def test_a_page_on_another_port_gets_nothing_done_though_the_cookie_goes_with_it(office, chromium):
    office.month("2018-05", 50, CULTURE)
    with serving(office.home) as (browser, site), window(chromium) as context, elsewhere(browser.origin) as port:
        clerk = Clerk(context, site)
        clerk.wait("已报 2 个")
        stranger = context.new_page()
        stranger.goto(f"http://127.0.0.1:{port}/fetch")
        stranger.locator("#done").filter(has_text=re.compile("done")).wait_for()
        assert stranger.locator("#done").inner_text() == "done: nothing could be read"
        for path in ("end", "month/2018-05/run"):
            stranger.goto(f"http://127.0.0.1:{port}/form?{path}")
            stranger.locator("h1").filter(has_text="来源不对").wait_for()
        stranger.goto(f"http://127.0.0.1:{port}/frame")
        stranger.wait_for_timeout(500)
        assert "已报" not in "".join(frame.content() for frame in stranger.frames)
        assert site.service.runs.find(1) is None and browser.get("/verify").status == 200


def test_a_name_that_was_rebound_is_misdirected(office, playwright):
    rules = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    with (
        serving(office.home) as (browser, site),
        started(playwright, rules) as deceived,
    ):
        page = deceived.new_page()
        answer = page.goto(site.address().replace("127.0.0.1", "evil.example"))
        assert answer.status == 421 and "set-cookie" not in answer.headers
        assert page.evaluate(f"fetch('http://evil.example:{browser.port}/').then(answer => answer.status)") == 421


@contextlib.contextmanager
def elsewhere(target: str) -> Iterator[int]:
    """A page of somebody else on another port of this computer."""
    pages = {
        "/fetch": f"""<p id="done"></p><img src="{target}/static/icon.svg"><script>
          const asked = ["/month/2018-05", "/events", "/output/2018-05/x"].map(path =>
            fetch("{target}" + path, {{ credentials: "include" }}).then(answer => answer.text()).catch(() => ""));
          asked.push(fetch("{target}/month/2018-05/run", {{
            method: "POST", credentials: "include", mode: "no-cors", body: new URLSearchParams({{command: "report"}}),
          }}).then(() => "").catch(() => ""));
          Promise.all(asked).then(found => {{
            document.getElementById("done").textContent = "done: " + (found.join("") || "nothing could be read");
          }});</script>""",
        "/form": f"""<form method="post"><input name="command" value="report"></form><script>
          const form = document.forms[0];
          form.action = "{target}/" + location.search.slice(1);
          form.submit();</script>""",
        "/frame": f"""<iframe src="{target}/month/2018-05"></iframe>""",
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path.partition("?")[0], "").encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
