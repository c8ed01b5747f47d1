"""Files and folders as a run may rely on them: on the disk before they are counted on, and never through a link."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .records import value

_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES)
"""What systems and network drives answer that cannot sync a folder."""

_MANY = 200
"""From so many files on they are synced together: each by itself takes most of the clock of a month of thousands."""
_TELLS = 5, 12
"""The Linux from which on syncing a file system tells of failed writes, also through an overlay."""


@value
class Below:
    """All that lies below a folder, as relative paths with forward slashes, sorted: files (whatever is no folder: a
    link is a file), and folders.
    """

    files: tuple[str, ...]
    folders: tuple[str, ...]


def below(folder: Path) -> Below:
    """What lies below a folder, at any depth; nothing where there is none."""
    files, folders, waiting = [], [], [""] if folder.is_dir() else []
    while waiting:
        inside = waiting.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(folder / inside) as entries:
            for entry in entries:
                path = inside + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    waiting.append(path + "/")
                else:
                    files.append(path)
    return Below(tuple(sorted(files)), tuple(sorted(folders)))


def parents(path: str) -> tuple[str, ...]:
    """The folders a relative path leads through, the outermost first."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[: index + 1]) for index in range(len(parts)))


def read_only(root: Path, folders: Iterable[str]) -> Path | None:
    """The first of `root` and the folders below it in which we may not write."""
    return next((way for way in (root, *(root / folder for folder in folders)) if not os.access(way, os.W_OK)), None)


def link_on_way(root: Path, paths: Iterable[str]) -> Path | None:
    """The first link among the folders that relative paths lead through, `root` included."""
    ways = dict.fromkeys(parent for path in paths for parent in parents(path))
    return next((way for way in (root, *(root / way for way in ways)) if way.is_symlink()), None)


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None of a link, of what is no file, and of one that cannot be read."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def same_content(one: Path, other: Path) -> bool:
    """Whether two paths are one file, links to one place, or files of the same bytes."""
    try:
        if os.path.samestat(one.lstat(), other.lstat()):
            return True
        if one.is_symlink() and other.is_symlink():
            return one.readlink() == other.readlink()
    except OSError:
        return False
    digest = digest_of(one)
    return digest is not None and digest == digest_of(other)


def make_folder(folder: Path, like: Path) -> None:
    """A folder, and those above it that are missing, with the rights of the folders at the place `like`, but that we
    may write in it; see `keep_rights`.
    """
    ways = zip((folder, *folder.parents), (like, *like.parents))
    for way, model in reversed(list(itertools.takewhile(lambda way: not way[0].is_dir(), ways))):
        way.mkdir()
        if model.is_dir():
            keep_rights(model, way, at_least=stat.S_IRWXU)


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it, however deep; OSError at the first thing that cannot be removed."""
    there = below(folder)
    for path in there.files:
        (folder / path).unlink()
    for path in reversed(there.folders):
        (folder / path).rmdir()
    folder.rmdir()


def keep_rights(old: Path, new: Path, at_least: int = 0) -> None:
    """Give a folder the owner, rights and attributes of another, as far as the system lets us."""
    status = os.stat(old)
    with contextlib.suppress(OSError, AttributeError):
        os.chown(new, status.st_uid, status.st_gid)
    with contextlib.suppress(OSError):
        shutil.copystat(old, new)
    with contextlib.suppress(OSError):
        os.chmod(new, stat.S_IMODE(status.st_mode) | at_least)


def write_through(path: Path, data: bytes) -> None:
    """Write a new file down to the disk."""
    with open(path, "xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def writing_through(folder: Path, count: int) -> Iterator[Callable[[Path, bytes], None]]:
    """What writes new files below a folder, about so many: in the end all of them are on the disk, or OSError.

    Few are synced each by itself; very many together with whatever else their file system has to write, where that
    tells of each write that failed.
    """
    if count < _MANY or not _can_sync_together():
        yield write_through
        return
    written = []

    def write(path: Path, data: bytes) -> None:
        with open(path, "xb") as stream:
            stream.write(data)
        written.append(path)

    handle = os.open(folder, os.O_RDONLY)  # it tells of what failed since it was opened
    try:
        yield write
        if not _sync_together(handle):
            for path in written:
                with open(path, "rb+") as stream:
                    os.fsync(stream.fileno())
    finally:
        os.close(handle)


def _can_sync_together() -> bool:
    """Whether the system has a call that syncs a whole file system, and tells of writes that failed."""
    if sys.platform != "linux":
        return False
    import ctypes

    release = re.match(r"(\d+)\.(\d+)", os.uname().release)
    told = release is not None and (int(release[1]), int(release[2])) >= _TELLS
    return told and hasattr(ctypes.CDLL(None), "syncfs")


def _sync_together(handle: int) -> bool:
    """Have the file system that a handle is of on the disk; whether it could. OSError for a write that failed."""
    import ctypes

    if ctypes.CDLL(None, use_errno=True).syncfs(handle) == 0:
        return True
    number = ctypes.get_errno()
    if number not in (errno.ENOSYS, *_NO_SYNC):
        raise OSError(number, os.strerror(number))
    return False


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its place and let it take that: the old one or the new one is there, never a part of it."""
    beside = path.with_name(f".{path.name}.写入中")  # no ending that anybody looks for
    try:
        beside.unlink(missing_ok=True)
        write_through(beside, data)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    with contextlib.suppress(OSError):  # it is in its place
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as fault:
        if fault.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)
