"""Who may come in: every attack that a page elsewhere, a name that was rebound or a strange file can try without us."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from reporter.arguments import parse
from reporter.filenames import received_path
from reporter.intake import reader
from reporter.web import gate

from .builders import progress_sheet
from .masters import ROOT
from .offices import CIVIL, Office
from .test_schemas import holds
from .web_site import Browser, serving

RETURNS = "/month/2018-05/return"


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    return Office(tmp_path_factory.mktemp("office")).list()


@pytest.fixture(scope="module")
def site(office):
    with serving(office.home) as found:
        yield found


@pytest.fixture
def browser(site) -> Browser:
    return site[0]


def test_the_page_is_there_for_who_came_by_the_opening_address(browser):
    answer = browser.settled("/")
    assert answer.status == 200 and "应报 3 个单位，已报 0 个" in answer.words


def test_every_answer_is_kept_from_harm(browser):
    for path in ("/verify", "/static/app.js", "/nothing", "/output/2018-05/nothing"):
        headers = browser.get(path).headers
        assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy and "unsafe" not in policy
        assert path != "/static/app.js" or headers["content-type"].startswith("text/javascript")
        assert "server" not in headers and headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:{port}", "[::1]:{port}"]
)
def test_a_name_that_is_not_ours_is_misdirected_though_it_leads_here(browser, host):
    """Rebinding: a GET of it carries neither Origin nor Sec-Fetch-Site, and might carry the cookie."""
    answer = browser.get("/", host=host.format(port=browser.port))
    assert answer.status == 421 and "set-cookie" not in answer.headers


def test_a_name_that_is_not_ours_is_told_so_before_its_token_is_looked_at(site):
    address = site[1].address()
    first = Browser(address, enter=False)
    path = address.removeprefix(first.origin)
    assert first.get(path, host="evil.example").status == 421
    assert first.get(path).status == 303, "the token is good still"


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1:{port}", "null"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_page_elsewhere_on_another_port_too_is_refused(browser, origin, method):
    """Another port of this computer is same-site for a browser, which sends the cookie along."""
    answer = browser.ask(method, "/verify", b"", origin=origin.format(port=browser.port), sec_fetch_site="same-site")
    assert answer.status == 403


@pytest.mark.parametrize("site_of", ["", "same-site", "cross-site", "none"])
@pytest.mark.parametrize(("method", "path"), [("POST", "/end"), ("POST", "/month/2018-05/run"), ("PUT", RETURNS)])
def test_what_writes_must_come_from_our_own_page(browser, method, path, site_of):
    assert browser.ask(method, path, b"", origin="", sec_fetch_site=site_of).status == 403


def test_an_old_browser_says_only_where_it_comes_from_and_a_form_without_script_only_that_it_is_ours(browser):
    form = b"command=nothing"
    assert browser.ask("POST", "/run", form, sec_fetch_site="").status == 404
    assert browser.ask("POST", "/run", form, origin="").status == 404


def test_a_token_is_good_once_and_nothing_is_shown_without(site):
    address = site[1].address()
    stranger = Browser(address, enter=False)
    path = address.removeprefix(stranger.origin)
    for other in ("/", "/month/2018-05", "/static/app.js", "/events", "/open", "/open?token=", "/open?token=abc"):
        assert stranger.get(other).status == 403
    entered = stranger.get(path)
    cookie = entered.headers["set-cookie"]
    assert entered.status == 303 and entered.headers["location"] == "/"
    assert cookie.startswith(f"zwgk_{stranger.port}=") and "HttpOnly" in cookie and "SameSite=strict" in cookie
    again = stranger.get(path)
    assert again.status == 403 and "set-cookie" not in again.headers and "已经用过" in again.text
    assert stranger.get("/verify", cookie=f"zwgk_{stranger.port}=made-up").status == 403


# --- bodies ----------------------------------------------------------------------------------------------------------


def test_two_gigabytes_that_are_declared_are_refused_unread(browser):
    with socket.create_connection((browser.host, browser.port), timeout=10) as raw:
        raw.sendall(_head(browser, "PUT", "/verify?name=a.docx", f"Content-Length: {2 * 2**30}"))
        assert raw.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_does_not_end_is_cut_off_while_it_streams(browser):
    """In chunks, without a length: the limit is met on the way, no more is kept than it allows."""
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    sent = 0
    with socket.create_connection((browser.host, browser.port), timeout=20) as raw:
        raw.sendall(_head(browser, "PUT", "/verify?name=a.docx", "Transfer-Encoding: chunked"))
        try:
            while sent < 2 * 2**30:
                raw.sendall(chunk)
                sent += 0x10000
            answer = b""
        except OSError:  # closed on us
            answer = b"HTTP/1.1 413 "
    assert answer.startswith(b"HTTP/1.1 413 ") and sent < reader.LIMITS.file_bytes + 32 * 2**20
    assert browser.get("/verify").status == 200


def test_a_form_is_small(browser):
    assert browser.ask("POST", "/run", bytes(gate.FORM_BYTES + 1)).status == 413


def _head(browser: Browser, method: str, path: str, *lines: str) -> bytes:
    own = (f"Host: {browser.host}:{browser.port}", f"Origin: {browser.origin}", f"Cookie: {browser.cookie}", *lines)
    return "\r\n".join([f"{method} {path} HTTP/1.1", *own, "", ""]).encode()


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("民政处.xlsx", "民政处.xlsx"),
        ("报表/民政处/6月.xlsx", "报表/民政处/6月.xlsx"),
        ("a&b<script>.xlsx", "a&b_script_.xlsx"),
        ("..\\..\\x.xlsx", "x.xlsx"),
        ("../../../../etc/cron.d/x", "etc/cron.d/x"),
        ("C:\\Windows\\win.ini", "C_/Windows/win.ini"),
        ("\\\\server\\share\\x.xlsx", "server/share/x.xlsx"),
        ("/etc/passwd", "etc/passwd"),
        ("con.xlsx", "_con.xlsx"),
        ("COM¹", "_COM¹"),
        ("x.xlsx:stream", "x.xlsx_stream"),
        ("a\u202excod.exe", "axcod.exe"),
        ("x\x00y\n.xlsx", "x_y_.xlsx"),
        ("...", ""),
        ("a/b/c/d/e.xlsx", "c/d/e.xlsx"),
        ("x.xlsx. . ", "x.xlsx"),
    ],
)
def test_a_name_that_was_sent_leads_nowhere_but_into_its_folder(given, kept):
    assert received_path(given) == kept


def test_a_long_name_keeps_its_ending():
    kept = received_path("很" * 200 + ".xlsx")
    assert kept.endswith(".xlsx") and len(kept.encode()) < 100


@pytest.mark.parametrize("name", ["a&b<script>.xlsx", "..\\..\\x.xlsx", "../../../x.xlsx", "C:\\x.xlsx", "nul.xlsx"])
def test_a_strange_name_stays_in_input_and_is_shown_as_words(browser, office, name):
    data = progress_sheet("1-01 | 正在推进 | 50", department=CIVIL).bytes()
    before = {path for path in office.home.rglob("*") if path.is_file()}
    told = browser.put(RETURNS, name, data).json
    (new,) = {path for path in office.home.rglob("*") if path.is_file()} - before
    assert new.is_relative_to(office.home / "input/2018-05") and told["file"] == new.relative_to(office.home).as_posix()
    page = browser.settled("/month/2018-05")
    assert "<script>" not in page.text.replace('<script src="/static/app.js" defer></script>', "")
    new.unlink()


@pytest.mark.parametrize("name", ["~$民政处.xlsx", ".DS_Store", "x/.hidden", "", "任务总表.xlsx", "任务总表.xlsx/"])
def test_what_is_no_return_by_its_name_is_not_put_among_them(browser, office, name):
    before = sorted(office.home.rglob("*"))
    told = browser.put(RETURNS, name, b"x").json
    assert told["file"] == "" and "没有放入" in told["told"] and sorted(office.home.rglob("*")) == before


@pytest.mark.parametrize(
    "path",
    [
        "../input/任务总表.xlsx",
        "%2e%2e/input/任务总表.xlsx",
        "..%2finput%2f任务总表.xlsx",
        "/etc/passwd",
        "台账.xlsx%00",
    ],
)
def test_nothing_but_output_can_be_taken_away(browser, office, path):
    (office.home / "output/2018-05").mkdir(parents=True, exist_ok=True)
    (office.home / "output/2018-05/台账.xlsx").write_bytes(b"x")
    assert browser.get("/output/2018-05/台账.xlsx").body == b"x"
    for folder in ("2018-05", "..", "%2e%2e", "."):
        assert browser.get(f"/output/{folder}/{path}").status in (400, 404)
    (office.home / "output/2018-05/链接.xlsx").symlink_to(office.home / "input/任务总表.xlsx")
    assert browser.get("/output/2018-05/链接.xlsx").status == 404
    (office.home / "output/2018-05/链接.xlsx").unlink()
    assert browser.get("/static/../routes.py").status == 404 and browser.get("/static/%2e%2e/gate.py").status == 404


@pytest.mark.parametrize("file", ["input/任务总表.xlsx", "../x", "/etc/passwd", "input/2018-05/../任务总表.xlsx", ""])
def test_only_returns_are_shown_and_moved(browser, file):
    assert browser.get(f"/month/2018-05/return?file={file}").status == 404
    assert browser.post("/month/2018-05/withdraw", file=file).status == 404


def test_a_script_in_a_name_or_a_cell_is_words_on_the_page(tmp_path):
    evil = "<img src=x onerror=alert(1)>"
    office = Office(tmp_path)
    office.list(
        单位=[[evil, "", "处室", "", "", ""]],
        称谓=[["各部门", "全部"]],
        任务=[["1-01", "1", 1, "", f"公开{evil}事项。", "", evil, "2018年底前", "", ""]],
    )
    sheet = progress_sheet(f"1-01 | {evil} | 120 | | | {evil}", department=evil)
    with serving(tmp_path) as (browser, _):
        told = browser.put(RETURNS, f"{evil}.xlsx", sheet.bytes())
        assert told.headers["content-type"].startswith("application/json")
        pages = [browser.settled("/month/2018-05"), browser.settled(f"{RETURNS}?file={told.json['file']}")]
        pages += [browser.run("/month/2018-05/run", command="report")]
        for page in pages:
            assert "alert(1)" in page.words and "<img src=x" not in page.text


# --- more than this computer -----------------------------------------------------------------------------------------


def test_other_computers_come_in_by_a_password_only(capsys, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        parse(["web", "--host", "0.0.0.0"])
    assert stopped.value.code == 2 and "--password" in capsys.readouterr().err
    Office(tmp_path).list()
    with serving(tmp_path, "开门的密码") as (browser, site):
        assert "token" not in site.address()
        assert browser.get("/").status == 403 and "请输入密码" in browser.get("/").text
        assert browser.post("/login", password="猜").status == 403
        assert browser.ask("POST", "/login", "password=开门的密码".encode(), origin="http://evil.example").status == 403
        entered = browser.post("/login", password="开门的密码")
        browser.cookie = entered.headers["set-cookie"].partition(";")[0]
        assert entered.status == 303 and browser.settled("/").status == 200


@pytest.mark.parametrize(
    ("content", "why"), [(None, "没有这个文件"), (b"short", "不足 8 个字符"), (b"\xff\xfe", "UTF-8")]
)
def test_a_password_that_is_none_opens_nothing(tmp_path, content, why):
    Office(tmp_path).list()
    file = tmp_path / "密码.txt"
    if content:
        file.write_bytes(content)
    done = _program("--home", str(tmp_path), "--host", "127.0.0.1", "--password", str(file))
    assert done.returncode == 2 and why in done.stderr and "http" not in done.stdout


def test_a_port_that_is_taken_is_told_when_it_was_asked_for(tmp_path):
    Office(tmp_path).list()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = _program("--home", str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2 and "端口不能用" in done.stderr


def _program(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "generate.py", "web", "--quiet", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_program_says_where_the_page_is_and_ends_when_the_page_says_so(tmp_path):
    Office(tmp_path).list()
    command = [sys.executable, ROOT / "generate.py", "web", "--quiet", "--json", "--home", str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as program:
        address = holds("web", program.stdout.readline())["address"]
        browser = Browser(address)
        assert browser.settled("/").status == 200
        assert "已经结束" in browser.post("/end").text
        program.wait(20)
        assert program.returncode == 0 and "网页已经结束" in program.stderr.read()


@pytest.mark.parametrize("library", ["starlette", "uvicorn"])
def test_a_missing_library_of_the_page_is_one_line_and_costs_no_other_command(tmp_path, library):
    import os

    (tmp_path / f"{library}.py").write_text(f'raise ModuleNotFoundError("none", name={library!r})', encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    Office(tmp_path / "office").list()
    command = [sys.executable, ROOT / "generate.py"]
    home = ["--home", str(tmp_path / "office")]
    done = subprocess.run([*command, "web", *home], capture_output=True, text=True, encoding="utf-8", env=environment)
    assert done.returncode == 2 and f"缺少程序库 {library}" in done.stderr and "web.txt" in done.stderr
    assert subprocess.run([*command, "sheets", *home, "-n"], capture_output=True, env=environment).returncode in (0, 1)
