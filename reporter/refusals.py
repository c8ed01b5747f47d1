"""What an operating system or an incomplete installation refuses, in a clerk's words."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

from .process import place

_EXTRAS = {"starlette": "web", "uvicorn": "web", "distributed": "dask"}
"""Library → the extra that it belongs to; the others are what the program runs on."""


def cannot_read(fault: OSError) -> str:
    """Why a file could not be read, and what to do."""
    if isinstance(fault, FileNotFoundError):
        return "没有这个文件，请检查文件名和位置。"
    if isinstance(fault, IsADirectoryError):
        return "这里的不是文件（是文件夹或管道），请移走。"
    if isinstance(fault, PermissionError):
        return "没有读取的权限，或正被别的程序打开，请关闭后重试。"
    return f"无法读取（系统错误 {fault.errno}），请检查磁盘或网络位置。"


def cannot_write(fault: OSError, path: Path, needed: int = 0) -> str:
    """An operating system's refusal in a clerk's words."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EFBIG):
        return f"磁盘空间不足，没有写入 {path}（约需 {needed // 1024 + 1} KB）。原有输出没有变动。请清理磁盘后重试。"
    if fault.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{path} 不是文件夹，无法写入。请把同名文件移走后重试。"
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"没有写入 {path} 的权限。请检查文件夹是否只读、文件是否正在 Word 或 Excel 中打开，关闭后重试。"
    if fault.errno == errno.EISDIR:
        return f"{path} 里有一个文件夹占了文件的位置，无法写入。请把它移走后重试。"
    if fault.errno == errno.ELOOP:
        return f"{path} 里有一个链接，为免写到别处，没有写入。请换成真正的文件或文件夹后重试。"
    if fault.errno == errno.ENAMETOOLONG:
        return f"{path} 里的文件夹层数太多或名称太长，无法写入。请把它们移到别处后重试。"
    return f"无法写入 {path}（系统错误 {fault.errno}）。原有输出没有变动。"


def missing_library(fault: ImportError) -> str:
    """One line: the library that is not installed, or of no use, and the command that installs it."""
    while not fault.name and isinstance(fault.__cause__, ImportError):
        fault = fault.__cause__  # pandas says that it lacks something, numpy what
    extra = _EXTRAS.get(fault.name or "")
    listed = Path(__file__).resolve().parents[1] / (f"requirements/{extra}.txt" if extra else "requirements.txt")
    packed = f'"zwgk-reporter[{extra}]"' if extra else "zwgk-reporter"
    what = f'-r "{listed}"' if listed.exists() else packed
    lacking = "缺少程序库" if isinstance(fault, ModuleNotFoundError) else "不能使用程序库"
    name = fault.name or " ".join(str(fault).split())
    return f'{lacking} {name}，没有生成任何文件。请运行："{sys.executable}" -m pip install {what}'


def own_fault(fault: Exception) -> str:
    """What to say of an error of the program's own: that nothing was made, and where to point those who mend it."""
    return (
        f"程序出错，没有生成任何文件，原有输出没有变动。请把 input 文件夹和下面这一行交给维护人员：\n"
        f"{type(fault).__name__}：{fault}（{place(fault)}）"
    )
