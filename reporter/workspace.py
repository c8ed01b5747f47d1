"""A workspace on disk: its paths, who may write in it, and the commit of a folder of output as a whole."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .lock import Lock, Taken
from .refusals import cannot_write
from .replacing import build_folder, plan_folder, put_in_place, write_through

__all__ = ["Committed", "OutputFault", "Workspace"]

_BUILDING, _REPLACED = ".生成中-", ".替换中-"


class OutputFault(Exception):
    """Output cannot be written; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did: paths written, changed files kept as (path, kept as), files written beside a locked one."""

    written: tuple[str, ...]
    kept: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one workspace (contract, section 1)."""

    home: Path

    @property
    def input(self) -> Path:
        """What people put in."""
        return self.home / "input"

    @property
    def output(self) -> Path:
        """What the program made."""
        return self.home / "output"

    @property
    def master(self) -> Path:
        """The master list."""
        return self.input / "任务总表.xlsx"

    def templates(self, shipped: Path) -> dict[str, bytes]:
        """Name → bytes of every template: the workspace's own, else the one of the same name in `shipped`."""
        return {
            path.stem: path.read_bytes()
            for folder in (shipped, self.home / "templates")
            if folder.is_dir()
            for path in sorted(folder.glob("*.txt"))
        }

    def put_master(self, data: bytes) -> None:
        """Write the master list where there is none worth keeping, as a whole or not at all."""
        beside = self.master.with_name(".任务总表.xlsx")
        try:
            self.input.mkdir(parents=True, exist_ok=True)
            write_through(beside, data)
            os.replace(beside, self.master)
        except OSError as fault:
            raise OutputFault(cannot_write(fault, self.master, len(data))) from fault

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold output/ for this run alone and leave it tidy of what an interrupted run left.

        A run that makes nothing leaves nothing, not even the folder it had to make. OutputFault when output/ cannot be
        written or another run holds it.
        """
        if self.output.is_symlink():
            raise OutputFault(f"{self.output} 是一个链接，为免写到别处，没有写入。请换成真正的文件夹后重试。")
        existed = self.output.exists()
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            lock = Lock(self.output / ".锁")
        except Taken as fault:
            raise OutputFault("另一次运行正在写入 output 文件夹，请等它结束后重试。") from fault
        except OSError as fault:
            raise OutputFault(cannot_write(fault, self.output)) from fault
        try:
            self._tidy()
            yield
        finally:
            lock.release()
            if not existed:
                with contextlib.suppress(OSError):  # it holds something now
                    self.output.rmdir()

    def _tidy(self) -> None:
        for path in self.output.glob(_REPLACED + "*"):
            target = self.output / path.name.removeprefix(_REPLACED)
            if target.exists():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.rename(target)
        for path in self.output.glob(_BUILDING + "*"):
            shutil.rmtree(path, ignore_errors=True)

    def commit(self, folder: str, files: Mapping[str, bytes], scope: Iterable[str]) -> Committed:
        """Replace what `scope` covers in output/`folder` by `files`, as a whole; call it inside `writing()`.

        `files` maps paths relative to the folder to bytes; `scope` lists the files and the subfolders (ending in ``/``)
        this command makes: what it made before and makes no more is removed, everything else stays as it is.
        OutputFault when the disk refuses; the old output is then intact.
        """
        target, building = self.output / folder, self.output / (_BUILDING + folder)
        if target.is_symlink():
            raise OutputFault(f"{target} 是一个链接，为免写到别处，没有写入。请换成真正的文件夹后重试。")
        if target.exists() and not target.is_dir():
            raise OutputFault(f"{target} 不是文件夹，无法写入。请把同名文件移走后重试。")
        try:
            plan = plan_folder(target, files, tuple(scope))
            building.mkdir()
            build_folder(target, building, plan, files)
            beside = put_in_place(target, building, self.output / (_REPLACED + folder))
        except OSError as fault:
            shutil.rmtree(building, ignore_errors=True)
            needed = sum(len(data) for data in files.values())
            raise OutputFault(cannot_write(fault, target, needed)) from fault
        place = f"output/{folder}/"
        return Committed(
            written=tuple(place + path for path in sorted(files)),
            kept=tuple((place + old, place + new) for old, new in plan.kept.items()),
            beside=tuple((place + path, place + new) for path, new in beside),
        )
