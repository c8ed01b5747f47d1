"""Server, gate and pages of one workspace, put together."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import uvicorn

from ..workspace import Workspace
from .gate import Gate, Keys
from .routes import application
from .service import Service


class Site:
    """The pages of a workspace behind their gate, to be served on the socket `listening` under these `names`."""

    def __init__(
        self, workspace: Workspace, program: str, listening: socket.socket, password: str, names: Sequence[str]
    ):
        self._host, self._port = names[0], listening.getsockname()[1]
        self._keys = Keys(self._port, password)
        self.service = Service(workspace, program)
        hosts = frozenset(f"{name}:{self._port}".lower() for name in names)
        self.server = uvicorn.Server(
            uvicorn.Config(
                Gate(application(self.service), self._keys, hosts),
                log_config=None,
                log_level="critical",
                access_log=False,
                lifespan="off",
                ws="none",
                http="h11",
                loop="asyncio",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )
        self.service.ending = lambda: self.server.should_exit
        self.service.end = lambda: setattr(self.server, "should_exit", True)

    def address(self) -> str:
        """Where to open it: with a token that is good once, or without where a password is asked for."""
        opening = "" if self._keys.password else f"open?token={self._keys.token()}"
        return f"http://{self._host}:{self._port}/{opening}"
