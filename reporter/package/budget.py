"""What opening one package may cost, and the refusal of one that costs more or is not sound."""

from __future__ import annotations

from enum import StrEnum

DOCUMENT_BYTES = 96 * 2**20
"""All parts of a document that are read, inflated: one of 30 pages has about 1 MiB, one of 2,000 pages about 60."""
MARKED_BYTES = 8 * 2**20
"""The same of a workbook that openpyxl shall mark; a return of forty duties with long texts has about 200,000 bytes."""
ASIDE_BYTES = 64 * 2**20
"""The parts of a workbook that nobody reads, inflated only to see that they are what they say."""
_RATIO_FREE_BYTES = 4 * 2**20
"""Below this size no ratio is too high: short XML of one table packs very well."""


class Fault(StrEnum):
    """Why a package, or one of its parts, is not read; the value is a Chinese clause."""

    DIRECTORY = "压缩目录缺失或损坏"
    PARTS = "部件过多"
    TWICE = "部件重名"
    ENCRYPTED = "有密码保护"
    PLACE = "部件位置不对"
    DAMAGED = "压缩内容损坏"
    CHECKSUM = "校验不符"
    METHOD = "压缩方式不是通用的"
    LARGE = "展开后异常大"
    RATIO = "压缩比异常"
    SIZE = "部件大小与声明不符"
    DOCTYPE = "含有文档类型声明"
    MARKUP = "不是完整的 XML"
    DEPTH = "内容嵌套过深"

    @property
    def is_damage(self) -> bool:
        """Whether it is what becomes of a file on its way, rather than what somebody made of it."""
        return self in (Fault.DIRECTORY, Fault.PLACE, Fault.DAMAGED, Fault.CHECKSUM)


class Unsafe(ValueError):
    """A package that is not read any further: the fault, the part it lies in (blank: the whole), a count."""

    def __init__(self, fault: Fault, part: str = "", count: int = 0):
        super().__init__(f"{fault} {part}".strip())
        self.fault, self.part, self.count = fault, part, count


class Budget:
    """What is left to spend, in inflated bytes; the reader of a package takes off what it inflates.

    parts: how many a package may have. ratio: how many times as large as it is stored a part may be, None for any: a
    sheet of a million empty rows, which Excel does write, packs to a thousandth.
    """

    __slots__ = ("left", "parts", "ratio")

    def __init__(self, left: int, parts: int = 5_000, ratio: int | None = None):
        self.left, self.parts, self.ratio = left, parts, ratio

    @classmethod
    def of_document(cls) -> Budget:
        """What a .docx may cost."""
        return cls(DOCUMENT_BYTES, ratio=400)

    def allow(self, size: int, stored: int, part: str) -> None:
        """Unsafe for a part that packs better than any text does."""
        if self.ratio is not None and size > _RATIO_FREE_BYTES and size > self.ratio * max(1, stored):
            raise Unsafe(Fault.RATIO, part)
