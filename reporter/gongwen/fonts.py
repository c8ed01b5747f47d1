"""Which font stands for each face of the standard, and which of them this computer lacks.

The standard names classes of typeface, not products. The usual products are licensed, so none is bundled; a font that
is not installed is substituted silently by every word processor, which is why `missing` exists.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

from ..records import record
from .layout import Face


@record
class Fonts:
    """A font name for each face. `latin` sets digits and Latin letters apart (Times New Roman); blank: as the text."""

    fangsong: str = "仿宋_GB2312"
    xiaobiaosong: str = "方正小标宋简体"
    kaiti: str = "楷体_GB2312"
    heiti: str = "黑体"
    songti: str = "宋体"
    latin: str = ""

    def of(self, face: Face) -> str:
        """The font that stands for `face`."""
        return {
            Face.FANGSONG: self.fangsong,
            Face.XIAOBIAOSONG: self.xiaobiaosong,
            Face.KAITI: self.kaiti,
            Face.HEITI: self.heiti,
            Face.SONGTI: self.songti,
        }[face]

    @property
    def names(self) -> tuple[str, ...]:
        """Every font name once, in the order of the fields."""
        return tuple(dict.fromkeys(name for item in fields(self) if (name := getattr(self, item.name))))


GB2312 = Fonts()

_ALSO_KNOWN_AS = {
    "仿宋": ("FangSong",),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "楷体": ("KaiTi",),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "黑体": ("SimHei",),
    "宋体": ("SimSun",),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S",),
    "方正小标宋_GBK": ("FZXiaoBiaoSong-B05",),
}


def missing(fonts: Fonts) -> tuple[str, ...]:
    """The names of `fonts` that are not installed here, in order; () when the installed fonts cannot be listed."""
    have = {name.casefold() for name in installed()}
    if not have:
        return ()
    return tuple(
        name
        for name in fonts.names
        if not any(other.casefold() in have for other in (name, *_ALSO_KNOWN_AS.get(name, ())))
    )


def installed() -> frozenset[str]:
    """Family names of the installed fonts, from the Windows registry or fc-list; empty when neither answers."""
    if sys.platform == "win32":
        return _from_registry()
    return _from_fontconfig()


def _from_fontconfig() -> frozenset[str]:
    try:
        answer = subprocess.run(["fc-list", ":", "family"], capture_output=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    lines = answer.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip().replace("\\", "") for line in lines for name in line.split(",") if name.strip())


def _from_registry() -> frozenset[str]:
    """Names under …\\Windows NT\\CurrentVersion\\Fonts, of the machine and of the user.

    An entry reads ``仿宋 & 新仿宋 (TrueType)``.
    """
    if sys.platform != "win32":
        return frozenset()
    import winreg

    names: set[str] = set()
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(root, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
                for index in range(winreg.QueryInfoKey(key)[1]):
                    entry = winreg.EnumValue(key, index)[0].rsplit(" (", 1)[0]
                    names.update(part.strip() for part in entry.split("&"))
        except OSError:
            continue
    return frozenset(names)
