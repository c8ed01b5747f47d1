"""A workspace on disk: its paths, who may write in it, and the commit of a folder of output as a whole."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .lock import Lock, Taken
from .records import value
from .refusals import cannot_write
from .replacing import Owned, build_folder, differing, plan_folder, put_in_place, write_through

_BUILDING, _REPLACED = ".生成中-", ".替换中-"


class OutputFault(Exception):
    """Output cannot be written; the message says why and what to do, in Chinese."""


@value
class Committed:
    """What a commit did: paths written, as they lie on disk; changed files kept as (path, kept as); of the written ones
    those that lie beside a locked file, as (path, written as)."""

    written: tuple[str, ...]
    kept: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()


@value
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
        return template_files(shipped) | template_files(self.home / "templates")

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

    def commit(
        self,
        folder: str,
        files: Mapping[str, bytes],
        scope: Iterable[str],
        others: Iterable[str] | None = None,
    ) -> Committed:
        """Replace what is owned in output/`folder` by `files`, as a whole; call it inside `writing()`.

        `files` maps paths relative to the folder to bytes; `scope` lists the files and the subfolders (ending in ``/``)
        this command makes. What it made before and makes no more is removed. With `others`, what other commands make
        in this folder, so is what is on record as made and nobody makes any more; all else stays as it is.
        OutputFault when a file is none of `scope`, or the disk refuses or does not hold what was written; the old
        output is then intact.
        """
        owned = Owned(tuple(scope), None if others is None else tuple(others))
        strange = [path for path in files if not owned.makes(path)]
        if strange:
            raise OutputFault(
                f"程序出错，没有写入任何文件：{'、'.join(strange)} 不在本命令生成的文件之列。请把这一行交给维护人员。"
            )
        target, building = self.output / folder, self.output / (_BUILDING + folder)
        if target.is_symlink():
            raise OutputFault(f"{target} 是一个链接，为免写到别处，没有写入。请换成真正的文件夹后重试。")
        if target.exists() and not target.is_dir():
            raise OutputFault(f"{target} 不是文件夹，无法写入。请把同名文件移走后重试。")
        try:
            plan = plan_folder(target, files, owned)
            building.mkdir()
            build_folder(target, building, plan, files)
            lost = differing(building, plan)
            if not lost:
                beside = dict(put_in_place(target, building, self.output / (_REPLACED + folder)))
        except OSError as fault:
            shutil.rmtree(building, ignore_errors=True)
            needed = sum(len(data) for data in files.values())
            raise OutputFault(cannot_write(fault, target, needed)) from fault
        if lost:
            shutil.rmtree(building, ignore_errors=True)
            raise OutputFault(
                f"写入后读回的内容与生成的不一致，没有改动原有输出：{'、'.join(lost)}。请检查磁盘后重试。"
            )
        place = f"output/{folder}/"
        return Committed(
            written=tuple(place + beside.get(path, path) for path in sorted(files)),
            kept=tuple((place + old, place + new) for old, new in plan.kept.items()),
            beside=tuple((place + path, place + new) for path, new in beside.items()),
        )


def template_files(folder: Path) -> dict[str, bytes]:
    """Name → bytes of every template in a folder, none where there is no such folder."""
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.txt"))}
