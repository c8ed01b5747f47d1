"""A workspace on disk: its paths, safe names, and the commit that replaces a folder of output as a whole.

Everything is built in memory first. The new folder is made beside the old one and the two change places in one step, so
a run that is killed leaves the old output or the new one. A record of what was written (`.生成记录.json`, SHA-256 by path)
lies in the folder: a file that no longer matches it was changed by a person and is kept under a name that says so.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Committed", "OutputFault", "Workspace", "safe_names"]

RECORD = ".生成记录.json"
EDITED = "人工修改稿"
_BUILDING, _REPLACED = ".生成中-", ".替换中-"
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
_UNSAFE = re.compile(r"[^\w\-()（）·、.&+ ]|[\x00-\x1f]")
_NAME_BYTES = 80


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
        return {path.stem: path.read_bytes() for folder in (shipped, self.home / "templates") if folder.is_dir()
                for path in sorted(folder.glob("*.txt"))}

    def put_master(self, data: bytes) -> None:
        """Write the master list where there is none worth keeping, as a whole or not at all."""
        beside = self.master.with_name(".任务总表.xlsx")
        try:
            self.input.mkdir(parents=True, exist_ok=True)
            _write(beside, data)
            os.replace(beside, self.master)
        except OSError as fault:
            raise OutputFault(_plain(fault, self.master, len(data))) from fault

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold output/ for this run alone and leave it tidy of what an interrupted run left.

        OutputFault when output/ cannot be written or another run holds it.
        """
        if self.output.is_symlink():
            raise OutputFault(f"{self.output} 是一个链接，为免写到别处，没有写入。请换成真正的文件夹后重试。")
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            lock = open(self.output / ".锁", "a+b")  # noqa: SIM115 - held until the run ends
        except OSError as fault:
            raise OutputFault(_plain(fault, self.output)) from fault
        try:
            if not _lock(lock):
                raise OutputFault("另一次运行正在写入 output 文件夹，请等它结束后重试。")
            self._tidy()
            yield
        finally:
            lock.close()

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
            plan = _plan(target, files, tuple(scope))
            building.mkdir()
            _build(target, building, plan, files)
            beside = _swap(target, building, self.output / (_REPLACED + folder))
        except OSError as fault:
            shutil.rmtree(building, ignore_errors=True)
            needed = sum(len(data) for data in files.values())
            raise OutputFault(_plain(fault, target, needed)) from fault
        place = f"output/{folder}/"
        return Committed(written=tuple(place + path for path in sorted(files)),
                         kept=tuple((place + old, place + new) for old, new in plan.kept.items()),
                         beside=tuple((place + path, place + new) for path, new in beside))


@dataclass(frozen=True, slots=True)
class _Plan:
    """Of the files there now: which stay (same name), which a person changed and get another name; and the new record."""

    stay: tuple[str, ...]
    kept: dict[str, str]
    record: dict[str, str]


def _plan(target: Path, files: Mapping[str, bytes], scope: tuple[str, ...]) -> _Plan:
    there = _files(target)
    record = _read_record(target)
    new = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    stay, kept = [], {}
    for path in there:
        ours = any(path == item or (item.endswith("/") and path.startswith(item)) for item in scope)
        if not ours or (path not in files and path not in record):
            stay.append(path)
            continue
        digest = None if (target / path).is_symlink() else hashlib.sha256((target / path).read_bytes()).hexdigest()
        if digest == new.get(path):
            stay.append(path)
        elif digest != record.get(path):
            kept[path] = _free_name(path, {*there, *files, *kept.values()})
    remaining = {path: digest for path, digest in record.items() if path in stay and path not in new}
    return _Plan(stay=tuple(stay), kept=kept, record=dict(sorted({**remaining, **new}.items())))


def _files(target: Path) -> list[str]:
    """Every file below `target` but the record, as relative paths with forward slashes, sorted."""
    return sorted(path.relative_to(target).as_posix() for path in target.rglob("*")
                  if (path.is_symlink() or not path.is_dir()) and path.name != RECORD) if target.is_dir() else []


def _read_record(target: Path) -> dict[str, str]:
    """What was written before; empty when there is no record or it is damaged, so that nothing is taken for ours."""
    try:
        found = json.loads((target / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _free_name(path: str, taken: set[str]) -> str:
    stem, dot, suffix = path.rpartition(".")
    names = (f"{stem}（{EDITED}{number or ''}）{dot}{suffix}" for number in (0, *range(2, 10_000)))
    return next(name for name in names if name not in taken)


def _build(target: Path, building: Path, plan: _Plan, files: Mapping[str, bytes]) -> None:
    """Make the new folder whole: what stays, what a person changed, what is new, the record."""
    for old, new in (*((path, path) for path in plan.stay), *plan.kept.items()):
        _carry(target / old, building / new)
    for path, data in files.items():
        if path not in plan.stay:
            _write(building / path, data)
    text = json.dumps(plan.record, ensure_ascii=False, indent=1) + "\n"
    _write(building / RECORD, text.encode("utf-8"))


def _carry(old: Path, new: Path) -> None:
    """The same file under another path, without copying where the file system can."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(old, new, follow_symlinks=False)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _swap(target: Path, building: Path, aside: Path) -> list[tuple[str, str]]:
    """Put the new folder in the old one's place. Returns what had to be written beside a locked file."""
    if not target.exists():
        building.rename(target)
        return []
    if not _exchange(building, target):
        try:
            target.rename(aside)
        except PermissionError:
            return _replace_each(target, building)
        try:
            building.rename(target)
        except OSError:
            aside.rename(target)
            raise
        building = aside
    shutil.rmtree(building, ignore_errors=True)
    return []


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one indivisible step; False where the system has no such call (Linux has)."""
    import ctypes
    import sys

    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    at_cwd, exchange = -100, 2
    return rename is not None and rename(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0


def _replace_each(target: Path, building: Path) -> list[tuple[str, str]]:
    """File by file, when Windows holds the folder because one of its files is open in Word or Excel."""
    beside = []
    wanted = _files(building)
    for path in wanted:
        new = target / path
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.replace(building / path, new)
        except PermissionError:
            stem, dot, suffix = path.rpartition(".")
            name = f"{stem}（新）{dot}{suffix}"
            os.replace(building / path, target / name)
            beside.append((path, name))
    os.replace(building / RECORD, target / RECORD)
    for path in set(_files(target)) - set(wanted) - {name for _, name in beside}:
        with contextlib.suppress(PermissionError):
            (target / path).unlink()
    shutil.rmtree(building, ignore_errors=True)
    return beside


def _lock(stream) -> bool:
    """Whether this process now holds the file alone; the system lets go when the process ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _plain(fault: OSError, path: Path, needed: int = 0) -> str:
    """An operating system's refusal in a clerk's words."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EFBIG):
        return f"磁盘空间不足，没有写入 {path}（约需 {needed // 1024 + 1} KB）。原有输出没有变动。请清理磁盘后重试。"
    if fault.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{path} 不是文件夹，无法写入。请把同名文件移走后重试。"
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"没有写入 {path} 的权限。请检查文件夹是否只读、文件是否正在 Word 或 Excel 中打开，关闭后重试。"
    return f"无法写入 {path}（{fault.strerror or fault}）。原有输出没有变动。"


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """A file name stem for each name, safe on Windows and Linux alike, and no two alike even without case.

    A name that had to be changed carries eight hex digits of its SHA-256, so that it stays recognisable and distinct.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if name in found:
            continue
        stem = _safe(name)
        if stem != name or stem.casefold() in taken:
            stem = f"{_cut(stem)}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        found[name] = stem
        taken.add(stem.casefold())
    return found


def _safe(name: str) -> str:
    stem = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    stem = "".join(character for character in stem if unicodedata.category(character) not in ("Cs", "Co", "Cn", "Cf"))
    if not stem or _RESERVED.fullmatch(stem):
        stem = "_" + stem
    return stem if len(stem.encode("utf-8")) <= _NAME_BYTES else _cut(stem)


def _cut(stem: str) -> str:
    return stem.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
