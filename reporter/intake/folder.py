"""What lies in input/: which files to read, and which are left alone by name or by nature. Opens nothing."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from ..records import value
from ..vocabulary.issued import ISSUED_FOLDER
from ..vocabulary.problems import Kind
from .boundary_text import clean_text
from .grid import Remark

MASTER_LIST = "任务总表.xlsx"
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"))


@value
class Found:
    """A file of input/: its path, its printable name relative to the workspace, and why it is not read, if
    it is not.
    """

    path: Path
    name: str
    remark: Remark | None = None


def list_input(home: Path) -> tuple[Found, ...]:
    """Every file below `home`/input but the master list and the records of issues, by name; no link is followed."""
    root = home / "input"
    return tuple(sorted(_walk(root), key=lambda found: found.name)) if root.is_dir() else ()


def _walk(root: Path) -> Iterator[Found]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            yield _found(folder, root, Kind.FILE_UNREACHABLE, number=error.errno or 0)
            continue
        for found in (_entry(entry, root) for entry in entries):
            if isinstance(found, Path):
                waiting.append(found)
            elif found:
                yield found


def _entry(entry: os.DirEntry[str], root: Path) -> Found | Path | None:
    """What an entry of a folder is: a file, a folder to go into, None of what is read elsewhere."""
    path = Path(entry.path)
    if path.parent == root and not entry.is_symlink() and _is_ours(entry):
        return None
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return _found(path, root, Kind.FILE_UNREACHABLE, number=error.errno or 0)
    if entry.is_symlink() or _is_junction(status):
        return _found(path, root, Kind.FILE_LINK)
    if entry.name.startswith(("~$", ".~")):
        original = entry.name.removeprefix(".~lock.").removeprefix("~$").removeprefix(".~").rstrip("#")
        named = f"「{clean_text(original)[0]}」" if original else "同名的表"
        return _found(path, root, Kind.FILE_LOCK, original=named)
    if entry.name.startswith(".") or entry.name.lower() in _SYSTEM_FILES:
        return _found(path, root, Kind.FILE_HIDDEN)
    if stat.S_ISDIR(status.st_mode):
        return path
    return _found(path, root, None if stat.S_ISREG(status.st_mode) else Kind.FILE_NOT_REGULAR)


def _is_ours(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of input/ itself is the master list, or the folder of what was signed."""
    return entry.name == MASTER_LIST or (entry.name == ISSUED_FOLDER and entry.is_dir())


def _found(path: Path, root: Path, kind: Kind | None = None, **facts: object) -> Found:
    name = (
        clean_text(path.relative_to(root.parent).as_posix())[0].replace("\n", "〔U+000A〕").replace("\t", "〔U+0009〕")
    )
    return Found(path, name, Remark(kind, facts) if kind else None)


def _is_junction(status: os.stat_result) -> bool:
    """A Windows directory junction, which leads out of the folder as a link does."""
    return sys.platform == "win32" and getattr(status, "st_reparse_tag", 0) == stat.IO_REPARSE_TAG_MOUNT_POINT
