"""公开网址或佐证材料: what counts as evidence (contract, section 5, below the table)."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?(?:/[^\s，。；、）》”<>\"]*)?", re.I)
_HOST = re.compile(r"https?://(?:[^/\s:]+\.[A-Za-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?=[:/]|$)", re.I)
# Linear in the length of the text, whatever it is: no two repetitions meet that can share the same characters.
_FILE_NAME = re.compile(
    r"[^\s\\/:*?\"<>|.，。；：]\.(?:pdf|ofd|docx?|wps|xlsx?|et|pptx?|dps|txt|jpe?g|png|bmp|tiff?|zip|rar|7z|mp4)(?![A-Za-z0-9])",
    re.I,
)
_DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（]\s{0,3}\d{4}\s{0,3}[〕\]］】)）]\s{0,3}第?\s{0,3}\d{1,6}\s{0,3}号")
_TITLE = re.compile(r"《([^《》]+)》")


def web_addresses(text: str) -> tuple[str, ...]:
    """Every well-formed http or https address in `text`; that it opens is not said."""
    return tuple(found for found in _ADDRESS.findall(text) if _HOST.match(found))


def has_evidence(text: str) -> bool:
    """Whether `text` holds a web address or names a document: a file name, a document number 〔…〕号, a 《title》.

    「见官网」, 「有」, 「详见附件」 and 「无」 name nothing and are none.
    """
    return bool(text) and bool(
        web_addresses(text)
        or _FILE_NAME.search(text)
        or _DOCUMENT_NUMBER.search(text)
        or any(title.strip() for title in _TITLE.findall(text))
    )
