"""The command `web`: a port of this computer, the opening address, the server until it is ended."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from ..arguments import Given
from ..console import print_object, say
from ..making import workspace_of
from ..pipeline.built import Stopped
from ..refusals import cannot_read

_HOST, _PORT, _TRIES = "127.0.0.1", 8618, 20


def serve(given: Given) -> None:
    """Serve the workspace until somebody ends it; Stopped where that cannot be."""
    workspace, password = workspace_of(given), _password(given.password)
    from .site import Site

    host = given.host or _HOST
    with _listening(host, given.port) as listening:
        site = Site(
            workspace, given.program, listening, password, (given.host,) if given.host else (_HOST, "localhost")
        )
        _tell(given, site.address, workspace.home)
        with contextlib.suppress(KeyboardInterrupt):
            site.server.run(sockets=[listening])
    with contextlib.suppress(KeyboardInterrupt):
        site.service.runs.finish()
    say(["网页已经结束。"])


def _tell(given: Given, address: Callable[[], str], home: Path) -> None:
    """Say where the page is, open it, and again whenever somebody asks by pressing Enter."""
    first = address()
    say(
        [
            f"工作文件夹：{home}",
            f"网页地址（只能打开一次）：{first}" if "token" in first else f"网页地址：{first}",
            "这个窗口请不要关闭。要再打开一次，按回车键；要结束，按 Ctrl-C 或关闭窗口。",
        ]
    )
    if given.json:
        print_object({"address": first})

    def again() -> None:
        for _ in sys.stdin:
            fresh = address()
            say([f"网页地址：{fresh}"])
            webbrowser.open(fresh)

    if not given.quiet:
        threading.Thread(target=webbrowser.open, args=(first,), daemon=True).start()
    if sys.stdin and sys.stdin.isatty():
        threading.Thread(target=again, daemon=True).start()


def _password(path: Path | None) -> str:
    """The first line of the file, blank where none is named; Stopped where it is no password."""
    if path is None:
        return ""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        why = cannot_read(fault) if isinstance(fault, OSError) else "不是 UTF-8 文本，请用记事本另存。"
        raise Stopped(f"{path}：{why}") from fault
    found = text.split("\n", 1)[0].strip()
    if len(found) < 8:
        raise Stopped(f"{path} 第一行的密码不足 8 个字符，没有打开网页。请换一个长些的。")
    return found


def _listening(host: str, port: int | None) -> socket.socket:
    """A socket that listens: at the port told, else at the first free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    fault: OSError | None = None
    for number in (port,) if port is not None else (*range(_PORT, _PORT + _TRIES), 0):
        found = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform == "win32":  # there, two programs may else share a port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, number))
            found.listen(128)
            return found
        except (OSError, OverflowError) as error:
            found.close()
            fault = error if isinstance(error, OSError) else OSError(str(error))
    raise Stopped(
        f"{host} 的端口不能用，没有打开网页（系统错误 {fault.errno if fault else ''}）。请换 --port 或 --host 后重试。"
    )
