"""The gate before every request: is it meant for us, does it come from our own page, does it bear our cookie.

A page on another port of this computer is same-site for a browser, so SameSite alone keeps nobody out; a name that was
rebound to this computer sends neither Origin nor Sec-Fetch-Site with a GET, so the Host is looked at first.
"""

from __future__ import annotations

import hmac
import html
import secrets
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..intake.reader import LIMITS

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_Scope = MutableMapping[str, Any]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]

FORM_BYTES = 256 * 1024
"""What a form may send; a file may have as many bytes as the reader takes."""
_READING = ("GET", "HEAD")
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",  # with no-referrer a browser sends Origin: null with a form of our own
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_LOGIN = (
    '<form method="post" action="/login"><p><label>密码 <input type="password" name="password" autofocus></label> '
    "<button>进入</button></p></form>"
)


class Keys:
    """What opens the gate: one-time tokens, the cookie they become, a password where there is one."""

    def __init__(self, port: int, password: str = ""):
        self.cookie = f"zwgk_{port}"
        self.password = password
        self._secret = secrets.token_urlsafe(32)
        self._tokens: set[str] = set()
        self._lock = threading.Lock()

    def token(self) -> str:
        """A new token, good for one opening."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._tokens.add(token)
        return token

    def spend(self, token: str) -> bool:
        """Whether the token was good; it is so no more."""
        with self._lock:
            known = token in self._tokens
            self._tokens.discard(token)
        return known

    def admits(self, value: str | None) -> bool:
        """Whether this is what our cookie holds."""
        return value is not None and _same(value, self._secret)

    def give(self, response: Response) -> Response:
        """The response, with the cookie."""
        response.set_cookie(self.cookie, self._secret, httponly=True, samesite="strict", path="/")
        return response


class Gate:
    """The application behind the gate. `hosts`: the names and ports under which we are spoken to."""

    def __init__(self, app: _App, keys: Keys, hosts: frozenset[str]):
        self._app, self._keys, self._hosts = app, keys, hosts
        self._origins = frozenset(f"http://{host}" for host in hosts)

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Let the request in, or answer why not."""
        if scope["type"] != "http":
            return
        limited = _limited(scope, receive)
        refusal = await self._refusal(scope, limited)
        app: _App = refusal or self._app
        await app(scope, limited, _guarded(send))

    async def _refusal(self, scope: _Scope, receive: _Receive) -> Response | None:
        """The answer to a request that does not come in; None where it does."""
        headers, method, path = Headers(scope=scope), scope["method"], scope["path"]
        if [host.lower() for host in headers.getlist("host")] not in [[host] for host in self._hosts]:
            return _page(421, "地址不对", "这个地址不是本程序的。请用程序窗口里显示的地址打开。")
        origins = headers.getlist("origin")
        if not self._origins.issuperset(origins):
            return _page(403, "来源不对", "这个请求不是从本程序的页面发出的，没有理会。")
        if method not in _READING and not origins and headers.getlist("sec-fetch-site") != ["same-origin"]:
            return _page(403, "来源不对", "这个请求不是从本程序的页面发出的，没有理会。")
        if _too_much(headers, method):
            return _page(413, "内容太大", f"一个文件最大 {LIMITS.file_bytes // 2**20} MB。")
        if path == "/open":
            if self._keys.spend(Request(scope).query_params.get("token", "")):
                return self._keys.give(RedirectResponse("/", 303))
            return self._closed("这个地址已经用过，或不是本次启动的。")
        if path == "/login" and method == "POST" and self._keys.password:
            return await self._logged_in(Request(scope, receive))
        if not self._keys.admits(Request(scope).cookies.get(self._keys.cookie)):
            return self._closed("请从程序打开这个页面。")
        return None

    async def _logged_in(self, request: Request) -> Response:
        given = parse_qs((await request.body()).decode("utf-8", "replace")).get("password", [""])[0]
        if _same(given, self._keys.password):
            return self._keys.give(RedirectResponse("/", 303))
        await _pause()
        return self._closed("密码不对。")

    def _closed(self, why: str) -> Response:
        if self._keys.password:
            return _page(403, why, "请输入密码。", _LOGIN)
        return _page(403, why, "请回到程序的窗口按回车键，会再打开一次；窗口已经关闭的，重新启动程序。")


def _too_much(headers: Headers, method: str) -> bool:
    """Whether more is announced than may be sent."""
    announced = headers.get("content-length", "0")
    return not announced.isdigit() or len(announced) > 18 or int(announced) > _most(method)


def _most(method: str) -> int:
    return LIMITS.file_bytes if method == "PUT" else FORM_BYTES


def _limited(scope: _Scope, receive: _Receive) -> _Receive:
    """`receive`, which stops a body that goes on for longer than it may, whatever was announced."""
    room = _most(scope.get("method", ""))

    async def receive_some() -> _Message:
        nonlocal room
        message = await receive()
        if message["type"] == "http.request":
            room -= len(message.get("body", b""))
            if room < 0:
                raise HTTPException(413, "内容太大")
        return message

    return receive_some


def _guarded(send: _Send) -> _Send:
    """`send`, which puts what keeps a page from harm on every answer."""

    async def send_guarded(message: _Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            if message["status"] == 413:  # what still comes is not listened to
                headers["connection"] = "close"
        await send(message)

    return send_guarded


def _page(status: int, title: str, told: str, more: str = "") -> HTMLResponse:
    title, told = html.escape(title), html.escape(told)
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1><p>{told}</p>{more}",
        status,
    )


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


async def _pause() -> None:
    """A second, so that passwords cannot be tried by the thousand."""
    import asyncio

    await asyncio.sleep(1)
