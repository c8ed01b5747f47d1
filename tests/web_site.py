"""The page of a workspace under test: a real server on a port of this computer, spoken to over sockets.

`Site` serves in a thread; `Browser` remembers the cookie and says what a browser says of itself, unless told otherwise.
"""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from reporter.workspace import Workspace


@dataclass
class Answer:
    """What came back: status, headers by lower-case name (the last of each), body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def words(self) -> str:
        """The page as it is read: without its tags."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.text)).split())


class Browser:
    """A browser that has come in by the opening address."""

    def __init__(self, address: str, enter: bool = True):
        parts = urlsplit(address)
        self.host, self.port = parts.hostname, parts.port
        self.origin = f"http://{parts.netloc}"
        self.cookie = ""
        if enter:
            self.cookie = self.get(f"{parts.path}?{parts.query}").headers["set-cookie"].partition(";")[0]

    def ask(self, method: str, path: str, body: bytes | Iterator[bytes] | None = None, **headers: str) -> Answer:
        """Headers are named as keywords (sec_fetch_site), blank ones are left out."""
        sent = {"host": f"{self.host}:{self.port}", "cookie": self.cookie}
        if method in ("POST", "PUT"):
            sent |= {"origin": self.origin, "sec-fetch-site": "same-origin"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", quote(path, safe="/?=&%#"), **headers)

    def put(self, path: str, name: str, data: bytes, **headers: str) -> Answer:
        return self.ask("PUT", f"{path}?name={quote(name, safe='')}", data, **headers)

    def post(self, path: str, **form: str) -> Answer:
        return self.ask("POST", path, urlencode(form).encode())

    def follow(self, path: str) -> Answer:
        """The page that is there in the end."""
        answer = self.get(path)
        while answer.status == 303:
            answer = self.get(answer.headers["location"].removeprefix(self.origin))
        return answer

    def settled(self, path: str) -> Answer:
        """The page once nothing is being read or run for it any more."""
        for _ in range(3000):
            answer = self.follow(path)
            if "data-waits" not in answer.text:
                return answer
            time.sleep(0.1)
        raise AssertionError(f"{path} is still waiting")

    def run(self, path: str, **form: str) -> Answer:
        """The page of a run that was asked for, once it has ended."""
        answer = self.post(path, **form)
        assert answer.status == 303, answer.text
        return self.settled(answer.headers["location"])


@contextlib.contextmanager
def serving(home: Path, password: str = "") -> Iterator[tuple[Browser, object]]:
    """A browser in the page of this workspace, and the site."""
    from reporter.web.site import Site

    with socket.create_server(("127.0.0.1", 0)) as listening:
        site = Site(Workspace(home), "generate.py", listening, password, ("127.0.0.1", "localhost"))
        thread = threading.Thread(target=site.server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not site.server.started:
                assert thread.is_alive(), "the server did not start"
                time.sleep(0.01)
            yield Browser(site.address(), enter=not password), site
        finally:
            site.server.should_exit = True
            thread.join()
