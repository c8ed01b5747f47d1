"""`--executor`: who reads the returns besides this process, named as people name it.

An engine unpickles what it is sent and we unpickle what it answers: so it is asked on this computer or under TLS only.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import importlib
import ipaddress
import multiprocessing
import os
import re
from collections.abc import Iterator
from typing import Any

from ..child import end_with
from ..process import kept_from_interrupts
from ..records import value

FORM = "dask://主机:端口（已启动的 Dask 调度器，如 dask://127.0.0.1:8786）或 processes:个数（本机进程，如 processes:4）"
_PATIENCE = 10
"""Seconds in which a scheduler has to answer."""
_DASK = re.compile(r"dask://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})/?")
_PROCESSES = re.compile(r"processes:([1-9]\d{0,2})")


class EngineFault(Exception):
    """An engine cannot be used; the message says why and what to do, in Chinese."""


@value
class Engine:
    """Processes of our own, so many; or a Dask scheduler at `host` and `port`."""

    processes: int = 0
    host: str = ""
    port: int = 0

    @classmethod
    def parse(cls, text: str) -> Engine:
        """What was named; ValueError where it has neither form."""
        if found := _PROCESSES.fullmatch(text):
            return cls(processes=int(found[1]))
        if (found := _DASK.fullmatch(text)) and 0 < int(found[2]) < 2**16:
            return cls(host=found[1], port=int(found[2]))
        raise ValueError(text)

    @property
    def on_loopback(self) -> bool:
        """Whether what is sent to it stays on this computer."""
        if self.host.lower() == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    @contextlib.contextmanager
    def started(self) -> Iterator[concurrent.futures.Executor]:
        """Its executor, as long as it is needed; EngineFault where it does not answer."""
        if self.processes:
            with _pool(self.processes) as pool:
                yield pool
            return
        with self._client() as client:
            if not client.scheduler_info()["workers"]:
                raise EngineFault(
                    f"Dask 调度器 {self.host}:{self.port} 下面没有工作进程。"
                    f"请先启动：dask worker {self.host}:{self.port}"
                )
            yield client.get_executor(pure=False)

    def _client(self) -> Any:
        distributed: Any = importlib.import_module("distributed")
        kind, security = ("tcp", None) if self.on_loopback else ("tls", distributed.Security(require_encryption=True))
        try:
            return distributed.Client(f"{kind}://{self.host}:{self.port}", security=security, timeout=_PATIENCE)
        except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as fault:
            why = (
                ""
                if self.on_loopback
                else "不在本机的调度器只用 TLS 连接，请在 Dask 的设置 distributed.comm.tls 中写明证书。"
            )
            raise EngineFault(
                f"连接不上 Dask 调度器 {self.host}:{self.port}（{type(fault).__name__}）。{why}"
                f"请确认它已启动，或去掉 --executor 由本机读取。"
            ) from fault


@contextlib.contextmanager
def _pool(processes: int) -> Iterator[concurrent.futures.Executor]:
    """So many processes; where the run is given up they are not waited for."""
    # Forked ones would take our reading process for theirs.
    begun = multiprocessing.get_context("spawn")
    pool = concurrent.futures.ProcessPoolExecutor(processes, begun, end_with, (os.getpid(),))
    try:
        with kept_from_interrupts():
            for _ in range(processes):  # each call starts one of them
                pool.submit(int)
        yield pool
    except BaseException:
        for child in multiprocessing.active_children():
            child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
