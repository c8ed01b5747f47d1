"""归档.zip: what was made, what it was made from, a contents page and a manifest of SHA-256, ready to attach."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from .assess.year_records import Year
from .filenames import safe_names
from .intake.folder import list_input
from .intake.issued_record import signed_files
from .intake.reader import LIMITS
from .package.writing import member, zipped
from .vocabulary.terms import YEAR_END
from .workspace import Workspace

CONTENTS, MANIFEST = "目录.txt", "校验清单.txt"

_HARMLESS = re.compile(r"(?![\s.])[^\\\\:*?\"<>|\x00-\x1f]*[^\\\\:*?\"<>|\x00-\x1f. ]")
"""A part of a path that is one everywhere: no drive, no other separator, nothing that leads upwards."""

_STORED = (".docx", ".xlsx", ".xlsm", ".xlsb", ".et", ".zip", ".pdf", ".ods", ".png", ".jpg", ".jpeg")
"""Compressed already: kept as they are, which costs no time and the same bytes everywhere."""


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def year_archive(workspace: Workspace, year: Year, made: Mapping[str, bytes], shipped: Path) -> bytes:
    """归档.zip of a year: what was signed, `made`, the master list, every file of input/ that is a file, and the
    wording that was used.

    Links and lock files are left out. A file that cannot be read, or was refused for its size, is named on the contents
    page; so is one whose name another system would take for a way elsewhere, which it gets a safe name for.
    """
    notes: list[str] = []
    inputs = _read({found.name: found.path for found in list_input(workspace.home) if found.remark is None}, notes)
    master = _read({f"input/{workspace.master.name}": workspace.master}, notes)
    wording = {
        f"templates/{path.name}": path
        for folder in (shipped, workspace.home / "templates")
        for path in sorted(folder.glob("*.txt"))
    }
    words = _read(wording, notes)
    signed = _read(signed_files(workspace.home, year.year), notes)
    parts = {
        "印发的文书和记录（签发、送出的以这些为准）": signed,
        "考核文书和得分表": made,
        "任务总表": master,
        "各单位报送的填报表": inputs,
        "公文模板": words,
    }
    present = [(heading, files) for heading, files in parts.items() if files or files is not signed]
    months = "、".join(f"{period.month}月" for period in year.counted)
    return archive(
        f"{year.year}年度政务公开重点工作目标任务{year.stage}考核归档目录",
        (
            f"稿别：{year.stands}",
            f"考核期：{months}；{year.stage or YEAR_END}状态核定日期：{year.as_of.isoformat()}",
            *year.notes,
            *notes,
        ),
        {f"{number}、{heading}": files for number, (heading, files) in zip("一二三四五", present)},
    )


def _read(paths: Mapping[str, Path], notes: list[str]) -> dict[str, bytes]:
    """Name in the archive → bytes; what is not taken, or gets another name, is told in `notes`."""
    found: dict[str, bytes] = {}
    for name, path in paths.items():
        try:
            if path.stat().st_size > LIMITS.file_bytes:
                notes.append(f"没有归入（超过 {LIMITS.file_bytes // 2**20} MB）：{name}")
                continue
            data = path.read_bytes()
        except OSError:
            notes.append(f"没有归入（无法读取）：{name}")
            continue
        inside = _inside(name, found)
        if inside != name:
            notes.append(f"名称含有不能用的字符，改名归入：{inside}（原名 {name}）")
        found[inside] = data
    return found


def _inside(name: str, taken: Collection[str]) -> str:
    """The name where every system unpacks it below the archive's own folder, none of those `taken`."""
    parts = [part if _HARMLESS.fullmatch(part) else _renamed(part) for part in name.split("/")]
    inside = "/".join(parts)
    while inside in taken:
        stem, dot, suffix = inside.rpartition(".")
        inside = f"{stem}-{sha256(name.encode('utf-8', 'surrogatepass'))[:8]}{dot}{suffix}"
    return inside


def _renamed(part: str) -> str:
    stem, _, suffix = part.rpartition(".")
    ending = f".{suffix}" if stem and suffix.isascii() and suffix.isalnum() else ""
    stem = stem if ending else part
    return safe_names([stem])[stem] + ending


def archive(title: str, notes: Sequence[str], parts: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """The zip of `parts` (heading → path in the zip → bytes); the same parts give the same bytes.

    目录.txt lists every file under its heading with size and SHA-256, below `title` and `notes`; 校验清单.txt has a
    line ``<SHA-256>  <path>`` for each file but itself, which ``sha256sum -c`` reads. Paths are relative, with
    forward slashes.
    """
    files = {path: data for group in parts.values() for path, data in group.items()}
    contents = _contents(title, notes, parts).encode("utf-8-sig")
    listed = {CONTENTS: contents, **files}
    manifest = "".join(f"{sha256(data)}  {path}\n" for path, data in sorted(listed.items())).encode("utf-8")
    members = ((CONTENTS, contents), (MANIFEST, manifest), *sorted(files.items()))
    return zipped((member(path, data, stored=path.lower().endswith(_STORED)) for path, data in members), mode=0o644)


def _contents(title: str, notes: Sequence[str], parts: Mapping[str, Mapping[str, bytes]]) -> str:
    """The contents page, with the line ends of Windows' Notepad."""
    lines = [title, "", *notes, ""]
    number = 0
    for heading, group in parts.items():
        lines += [f"{heading}（{len(group)}个文件）", ""]
        for path, data in sorted(group.items()):
            number += 1
            lines += [f"{number:>4}. {path}", f"      {len(data):,} 字节  SHA-256 {sha256(data)}"]
        lines.append("")
    lines.append(f"共{number}个文件。核对：sha256sum -c {MANIFEST}，或逐个与上列 SHA-256 比较。")
    return "\r\n".join(lines) + "\r\n"
