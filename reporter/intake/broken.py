"""What is broken in an .xlsx sheet that no engine reads, and where it can be told; asked when the harm is done."""

from __future__ import annotations

import re
from xml.parsers import expat

from ..package.parts import Package
from .shown import whole

_SHARED = re.compile(rb"<(?:[\w.-]+:)?c\s([^>]*\bt\s*=\s*[\"']s[\"'][^>]*)(?<!/)>(.*?)</(?:[\w.-]+:)?c\s*>", re.S)
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>\s*(\d+)\s*<")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3}\d{1,7})[\"']")


def what_is_broken(package: Package, name: str) -> str:
    """In a few words, what is wrong with the sheet in part `name`."""
    part = package.part(name)
    if not part:
        return "内容缺失"
    parser = expat.ParserCreate()
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        return f" {place} 单元格处内容损坏" if (place := _last_place(part[: parser.ErrorByteIndex])) else "内容损坏"
    strings = package.part("xl/sharedStrings.xml")
    count = len(re.findall(rb"<(?:[\w.-]+:)?si[\s/>]", strings))
    for attributes, body in _SHARED.findall(part):
        value = _VALUE.search(body)
        if value and whole(value[1], count) >= count and (place := _last_place(attributes)):
            return f" {place} 单元格引用了文件中没有的文字"
    return "内容缺失或损坏"


def _last_place(markup: bytes) -> str:
    """The last address of a cell in a piece of markup, blank when there is none."""
    places = _PLACE.findall(markup)
    return places[-1].decode() if places else ""
