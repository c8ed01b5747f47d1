"""A workspace on disk: its paths, who may write in it, and the commit of a folder of output as a whole."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from . import interrupts
from .disk import link_on_way, read_only, remove_tree, replace_file
from .lock import Lock, Taken
from .records import value
from .refusals import cannot_write
from .replacing import (
    Owned,
    Placed,
    Plan,
    Wrote,
    build_folder,
    differing,
    plan_folder,
    plan_renamed,
    put_in_place,
    set_aside,
)
from .second_look import JOURNAL, read_seen, settle
from .vocabulary.issued import ISSUED_FOLDER

_BUILDING, _REPLACED = ".生成中-", ".替换中-"
_WITHDRAWN = "已移出"
"""The folder of the workspace for returns that were put in by mistake."""


class OutputFault(Exception):
    """Output cannot be written; the message says why and what to do, in Chinese."""


@value
class Committed:
    """What a commit did: paths written, as they lie on disk; changed files kept as (path, kept as); of the written ones
    those that lie beside a locked file, as (path, written as); old folders that could not be cleared."""

    written: tuple[str, ...]
    kept: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()


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

    def make(self, files: Mapping[Path, bytes]) -> None:
        """Make a new workspace: output/ and `files` that are not there yet, all of them or none, the last one last."""
        home = self.home.resolve()
        self._refuse_link(home, (path.relative_to(self.home).as_posix() for path in files))
        folders = [*dict.fromkeys((self.output, *(path.parent for path in files)))]
        ours = [folder for folder in folders if not folder.exists()]
        made: list[Path] = []
        try:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
            for path in files:
                made.append(path)
                if len(made) == len(files):
                    interrupts.ignore()
                replace_file(path, files[path])
        except BaseException as fault:
            for path in made:
                path.unlink(missing_ok=True)
            for folder in ours:
                with contextlib.suppress(OSError):
                    folder.rmdir()
            if isinstance(fault, OSError):
                raise OutputFault(cannot_write(fault, self.home)) from fault
            raise

    def put_master(self, data: bytes) -> None:
        """Write the master list, as a whole or not at all."""
        interrupts.ignore()
        self.put(self.master.relative_to(self.home).as_posix(), data)

    def put(self, name: str, data: bytes) -> None:
        """Write the file at this path below the workspace, as a whole or not at all; OutputFault where it cannot be."""
        self._refuse_link(self.home, (name,))
        path = self.home / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data)
        except OSError as fault:
            raise OutputFault(cannot_write(fault, path, len(data))) from fault

    def withdraw(self, name: str) -> str:
        """Move a file of input/ out of it, to 已移出/; where it lies now. OutputFault where that cannot
        be."""
        place = PurePosixPath(_WITHDRAWN, *PurePosixPath(name).parts[1:])
        self._refuse_link(self.home, (name, str(place)))
        try:
            (self.home / place).parent.mkdir(parents=True, exist_ok=True)
            for number in itertools.count(1):
                kept = place.with_stem(f"{place.stem}（{number}）") if number > 1 else place
                if not os.path.lexists(self.home / kept):
                    break
            os.rename(self.home / name, self.home / kept)
        except OSError as fault:
            raise OutputFault(cannot_write(fault, self.home / place)) from fault
        return str(kept)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Sequence[str]]:
        """Hold output/ for this run alone and leave it tidy of what an interrupted run left; yields what cannot be
        tidied up.

        A run that makes nothing leaves nothing, not even the folder it had to make. OutputFault when output/ cannot be
        written or another run holds it.
        """
        self._refuse_link(self.output, ())
        existed = self.output.exists()
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            lock = Lock(self.output / ".锁")
        except Taken as fault:
            raise OutputFault("另一次运行正在写入 output 文件夹，请等它结束后重试。") from fault
        except OSError as fault:
            raise OutputFault(cannot_write(fault, self.output)) from fault
        try:
            yield [self._named(left) for left in self._tidy()]
        finally:
            lock.release()
            if not existed:
                with contextlib.suppress(OSError):  # it holds something now
                    self.output.rmdir()

    def _tidy(self) -> Iterator[Path]:
        """Clear what an interrupted run left; what cannot be cleared, under the name it has got."""
        for path in (
            path
            for folder in (self.output, self.input)
            if not folder.is_symlink()
            for name in (_REPLACED, _BUILDING)
            for path in folder.glob(name + "*")
        ):
            target = path.parent / path.name.removeprefix(_REPLACED).removeprefix(_BUILDING)
            try:
                if path.name.startswith(_REPLACED) and not target.exists():
                    path.rename(target)
                elif path.is_dir() and not path.is_symlink() and read_seen(target):
                    settle(target, path)
                else:
                    _remove(path)
            except OSError:
                yield set_aside(target, path)

    def _named(self, path: Path) -> str:
        return path.relative_to(self.home).as_posix()

    def commit(
        self,
        folder: str,
        files: Mapping[str, bytes],
        scope: Iterable[str],
        others: Iterable[str] | None = None,
        wrote: Wrote = lambda done, total: None,
    ) -> Committed:
        """Replace what is owned in output/`folder` by `files`, as a whole; call it inside `writing()`.

        `files` maps paths relative to the folder to bytes; `scope` lists the files and the subfolders (ending in ``/``)
        this command makes. What it made before and makes no more is removed. With `others`, what other commands make
        in this folder, so is what is on record as made and nobody makes any more; all else stays as it is.
        OutputFault when a file is none of `scope`, or the disk refuses or does not hold what was written; the old
        output is then intact. Once the new one is in its place nothing is raised, and no signal interrupts.
        """
        owned = Owned(tuple(scope), None if others is None else tuple(others))
        strange = [path for path in files if not owned.makes(path)]
        if strange:
            raise OutputFault(
                f"程序出错，没有写入任何文件：{'、'.join(strange)} 不在本命令生成的文件之列。请把这一行交给维护人员。"
            )
        self._refuse_link(self.output, (f"{folder}/{path}" for path in files or ("",)))
        target = self.output / folder
        plan, placed = self._replace(target, files, lambda: plan_folder(target, files, owned), wrote)
        place, beside = f"output/{folder}/", dict(placed.beside)
        return Committed(
            written=tuple(place + beside.get(path, path) for path in sorted(files)),
            kept=tuple((place + old, place + new) for old, new in (*plan.kept.items(), *placed.moved)),
            beside=tuple((place + path, place + new) for path, new in beside.items()),
            left=(self._named(placed.left),) if placed.left else (),
        )

    def put_issued(
        self, files: Mapping[str, bytes], renamed: Mapping[str, str], wrote: Wrote = lambda done, total: None
    ) -> None:
        """Put `files` into input/已印发 and give what lies there the names that `renamed` says, as a whole or not at
        all; call it inside `writing()`. OutputFault when that cannot be; what lies there is then as it was."""
        self._refuse_link(self.home, (f"input/{ISSUED_FOLDER}/{path}" for path in files))
        target = self.input / ISSUED_FOLDER
        self._replace(target, files, lambda: plan_renamed(target, files, renamed), wrote, piecemeal=False)

    def _replace(
        self,
        target: Path,
        files: Mapping[str, bytes],
        planned: Callable[[], Plan],
        wrote: Wrote,
        *,
        piecemeal: bool = True,
    ) -> tuple[Plan, Placed]:
        """Replace a folder as it was planned, as a whole; OutputFault, and the old one as it was, where that cannot be.

        Once the new one is in its place nothing is raised, and no signal interrupts.
        """
        building, aside = (target.with_name(name + target.name) for name in (_BUILDING, _REPLACED))
        if target.exists() and not target.is_dir():
            raise OutputFault(f"{target} 不是文件夹，无法写入。请把同名文件移走后重试。")
        if os.path.lexists(building):
            raise OutputFault(f"{building} 是上次运行留下的，没能清除，没有写入。请手工移走这个文件夹后重试。")
        try:
            plan = planned()
            if target.exists() and (locked := read_only(target, plan.there.folders)):
                raise OutputFault(f"文件夹 {locked} 是只读的，没有写入。请去掉只读后重试。")
            (target / JOURNAL).unlink(missing_ok=True)
            build_folder(target, building, plan, files, wrote)
            if lost := differing(building, plan):
                raise OutputFault(
                    f"写入后读回的内容与生成的不一致，没有改动原有输出：{'、'.join(lost)}。请检查磁盘后重试。"
                )
        except OSError as fault:
            _clear(building)
            raise OutputFault(cannot_write(fault, target, sum(map(len, files.values())))) from fault
        except BaseException:
            _clear(building)
            raise
        interrupts.ignore()
        try:
            placed = put_in_place(target, building, aside, piecemeal=piecemeal)
        except OSError as fault:
            _clear(building)
            raise OutputFault(cannot_write(fault, target)) from fault
        return plan, placed

    def _refuse_link(self, root: Path, paths: Iterable[str]) -> None:
        if link := link_on_way(root, paths):
            raise OutputFault(f"{link} 是一个链接，为免写到别处，没有写入。请换成真正的文件夹后重试。")


def _clear(building: Path) -> None:
    """Remove a folder that was not finished, as far as that can be: the next run tries again."""
    with contextlib.suppress(OSError):
        remove_tree(building)


def _remove(path: Path) -> None:
    """Remove a folder that was never in its place, or what else has its name."""
    if path.is_dir() and not path.is_symlink():
        remove_tree(path)
    else:
        path.unlink()


def template_files(folder: Path) -> dict[str, bytes]:
    """Name → bytes of every template in a folder, none where there is no such folder; OSError where one is no file."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        if path.exists() and not path.is_file():  # a pipe would keep us waiting
            raise IsADirectoryError(errno.EISDIR, "no file", str(path))
        found[path.stem] = path.read_bytes()
    return found
