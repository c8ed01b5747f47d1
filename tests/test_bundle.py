"""The folder that runs on a double click: what is in it, made the same twice, set up and run without a network."""

from __future__ import annotations

import io
import os
import platform
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest
from packaging.requirements import Requirement

from .masters import ROOT

BUNDLE = runpy.run_path(str(ROOT / "bundle" / "make_bundle.py"))
TARGETS = tuple(BUNDLE["TARGETS"])


def listed(target: str) -> dict[str, str]:
    """Library → version of a target's list, every one with its hash."""
    lines = (ROOT / "bundle" / f"{target}.txt").read_text("utf-8").splitlines()
    assert all(len(line.partition(" --hash=sha256:")[2]) == 64 for line in lines)
    return dict(line.partition(" ")[0].split("==") for line in lines)


@pytest.mark.parametrize("target", TARGETS)
def test_a_list_has_every_library_in_a_version_that_its_line_allows(target):
    """A list that was forgotten when a line changed would be found out at the office only."""
    held = {name.lower().replace("_", "-"): version for name, version in listed(target).items()}
    for file in BUNDLE["NEEDED"]:
        for line in (ROOT / file).read_text("utf-8").splitlines():
            if text := line.partition("#")[0].strip():
                wanted = Requirement(text)
                assert wanted.specifier.contains(held[wanted.name.lower()]), (target, text)
    assert "pip" in held


def test_what_is_clicked_on_is_there_for_each_system():
    windows, linux = BUNDLE["launchers"]("windows-x64"), BUNDLE["launchers"]("linux-x86_64")
    assert set(windows) == {"运行月报.bat", "打开网页.bat", "先读我.txt", "no-python.txt"}
    assert set(linux) == {"运行月报.sh", "打开网页.sh", "先读我.txt"}
    for name, data in windows.items():
        assert b"\r\n" in data and data.count(b"\n") == data.count(b"\r\n")
        assert name.endswith(".txt") or data.isascii(), "cmd.exe reads a .bat in the code page of the console"
        for named in re.findall(rb"[\w-]+\.(?:txt|py)", data if name.endswith(".bat") else b""):
            assert named.decode() in {*windows, "start.py"}
    assert b"start.py web" in windows["打开网页.bat"] and b"start.py web" in linux["打开网页.sh"]


def test_a_library_that_a_virus_scanner_still_holds_is_waited_for(tmp_path, monkeypatch):
    start = runpy.run_path(str(ROOT / "bundle" / "start.py"))
    held, replace = iter((True, True)), os.replace

    def refused(old, new):
        if next(held, False):
            raise PermissionError(13, "held")
        replace(old, new)

    (tmp_path / "lib.new").mkdir()
    start["take_place"].__globals__["LIBRARY"] = str(tmp_path / "lib")
    monkeypatch.setattr(os, "replace", refused)
    monkeypatch.setattr(start["time"], "sleep", lambda seconds: None)
    start["take_place"](str(tmp_path / "lib.new"))
    assert [path.name for path in tmp_path.iterdir()] == ["lib"]


def test_the_program_is_in_it_and_no_example_return():
    files = BUNDLE["program"]()
    assert {"generate.py", "start.py", "reporter/cli.py", "templates/通报.txt", "docs/使用说明.md"} <= set(files)
    assert [path for path in files if path.startswith("input/")] == ["input/任务总表.xlsx"]
    assert not any("__pycache__" in path for path in files)


def test_a_python_that_hears_no_environment_finds_us(tmp_path):
    """The embeddable one of Windows goes by its ._pth file alone."""
    given = tmp_path / "python-3.11.9-embed-amd64.zip"
    with zipfile.ZipFile(given, "w") as package:
        package.writestr("python.exe", b"MZ")
        package.writestr("python311._pth", "python311.zip\r\n.\r\n\r\n# import site\r\n")
    files = BUNDLE["unpacked"](given)
    assert files["python.exe"] == b"MZ"
    lines = files["python311._pth"].decode().split("\r\n")
    assert {"python311.zip", ".", "..", "..\\lib"} <= set(lines)
    assert lines.index("python311.zip") < lines.index("..\\lib")


def test_a_python_below_one_folder_is_lifted_out_of_it(tmp_path):
    given = tmp_path / "cpython.tar.gz"
    with tarfile.open(given, "w:gz") as package:
        member = tarfile.TarInfo("python/bin/python3.11")
        member.size = 2
        package.addfile(member, io.BytesIO(b"py"))
        link = tarfile.TarInfo("python/bin/python3")
        link.type, link.linkname = tarfile.SYMTYPE, "python3.11"
        package.addfile(link)
    assert BUNDLE["unpacked"](given) == {"bin/python3.11": b"py", "bin/python3": b"py"}


def test_the_same_files_are_the_same_zip():
    files = {"运行月报.sh": b"1", "a.txt": b"2"}
    data = BUNDLE["zipped"]("月报", files)
    assert data == BUNDLE["zipped"]("月报", dict(reversed(files.items())))
    modes = {item.filename: item.external_attr >> 16 & 0o111 for item in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert modes["月报/运行月报.sh"] and not modes["月报/a.txt"] and "月报/output/" in modes


def test_the_wrong_python_is_told(capfd):
    start = runpy.run_path(str(ROOT / "bundle" / "start.py"))
    start["main"].__globals__["WANTED"] = (3, 1)
    assert start["main"](["report"]) == 2
    assert "需要 Python 3.1，" in capfd.readouterr().err


def test_a_folder_that_cannot_be_set_up_says_so_and_leaves_nothing(tmp_path, capfd):
    """A wheel is missing: what pip says is for whoever made the folder."""
    (tmp_path / "wheels").mkdir()
    shutil.copy(ROOT / "bundle" / "start.py", tmp_path)
    (tmp_path / "wheels" / "list.txt").write_text("nothing==1.0 --hash=sha256:" + "0" * 64 + "\n")
    (tmp_path / "wheels" / "pip-1-py3-none-any.whl").write_bytes(b"no wheel")
    start = runpy.run_path(str(tmp_path / "start.py"))
    start["main"].__globals__["WANTED"] = sys.version_info[:2]
    assert start["main"](["report"]) == 2
    assert "没有准备成功" in capfd.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["start.py", "wheels"]


@pytest.mark.wheel
@pytest.mark.skipif(
    (sys.platform, platform.machine(), sys.version_info[:2]) != ("linux", "x86_64", (3, 11)),
    reason="the folder that can be run here is that of Linux x86_64 with Python 3.11",
)
def test_it_is_set_up_and_run_without_a_network(tmp_path):
    """Below a path with blanks and Chinese; where the system lets us, in a room without a network at all."""
    out = tmp_path / "月报 工具"
    out.mkdir()
    made = BUNDLE["build"]("linux-x86_64", out)
    folder = made.with_suffix("")
    shutil.copytree(ROOT / "input" / "2018-06", folder / "input" / "2018-06")
    alone = ["unshare", "-n"] if os.geteuid() == 0 and shutil.which("unshare") else []
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    for times in range(2):
        done = subprocess.run(
            [*alone, "sh", str(folder / "运行月报.sh")],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert ("第一次使用" in done.stderr) == (times == 0)
    assert (folder / "output" / "2018-06" / "通报.docx").is_file()
