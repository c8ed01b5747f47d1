"""公文 elements in the lines of a notice: number, title, addressees, signature, imprint."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ...vocabulary import column_titles
from .annex import heading
from .notice_words import clean, squeeze

_NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,14})[〔﹝\[［【(（](?P<year>\d{4})[〕﹞\]］】)）](?P<serial>\d*)号(签发人[:：].*)?"
)
_DIGIT = "[0-9〇○零一二三四五六七八九十]"
_DATE = rf"{_DIGIT}{{4}}年{_DIGIT}{{1,3}}月{_DIGIT}{{1,3}}日"
_ISSUED = re.compile(rf"(?P<issuer>.*?)(?P<date>{_DATE})印发")
_OPENNESS = re.compile(r"[（(]((?:此件)?.{0,4}公开.{0,8})[)）]")
_ORGAN = re.compile(r"[\u4e00-\u9fff（）]{4,40}")


def find_elements(texts: Sequence[str], dues: Iterable[str] = ()) -> dict[str, str]:
    """要素 → words, those that are there; 年份 falls back on the year that most deadlines name, else most lines."""
    lines = [squeeze(text) for text in texts]
    headings = ((index, heading(text)) for index, text in enumerate(lines))
    front = next((index for index, found in headings if found and found[0] is not None), len(lines))
    found: dict[str, str] = {}
    numbers = ((index, match) for index, text in enumerate(lines[:front]) if (match := _NUMBER.fullmatch(text)))
    number, match = next(numbers, (None, None))
    if match:
        found |= {"机关代字": match["word"], "年份": match["year"]}
        if match["serial"]:
            found[column_titles.DOCUMENT_NUMBER] = f"{match['word']}〔{match['year']}〕{match['serial']}号"
    found |= _title(texts, lines, number, front)
    found |= _body(texts[:front], found.get("主送", ""))
    found |= _signature(lines)
    found |= _imprint(lines)
    for words in (dues, lines):
        years = Counter(year for text in words for year in re.findall(r"(?:19|20)\d\d(?=年)", text))
        if "年份" not in found and years:
            found["年份"] = years.most_common(1)[0][0]
    return found


def subject(title: str) -> str:
    """What a notice of this title is about: 「关于印发……方案的通知」 is about the 方案."""
    match = re.search(r"关于(?:印发|下发|做好|开展|落实|分解落实|明确)?(.+?)的(?:通知|意见|函)$", title)
    return match[1].strip("《》") if match else ""


def _title(texts: Sequence[str], lines: list[str], number: int | None, front: int) -> dict[str, str]:
    """标题 and 主送: what stands between the number and the first line that ends in a colon."""
    begin = (
        number + 1
        if number is not None
        else next(
            (index for index, text in enumerate(lines[:front]) if "关于" in text and not text.endswith(("。", "："))),
            None,
        )
    )
    if begin is None:
        return {}
    end = next((index for index in range(begin, min(front, begin + 6)) if lines[index].endswith(("：", ":"))), None)
    body = next((index for index in range(begin, min(front, begin + 6)) if lines[index].endswith("。")), begin + 4)
    title = clean(" ".join(texts[begin : min(end, body) if end is not None else min(body, front)]))
    found = {"标题": title} if "关于" in title or title.endswith(("通知", "方案", "意见")) else {}
    if end is not None and end < body and found and not lines[end].startswith("附件"):
        found["主送"] = clean(texts[end])[:-1]
    return found


def _body(texts: Sequence[str], addressees: str) -> dict[str, str]:
    """正文段落, 正文段落2 …: what stands between 主送 and the list of annexes or the signature; 依据文件, the documents
    that its first sentence cites.
    """
    end = itertools.dropwhile(lambda text: clean(text)[:-1] != addressees, texts)
    paragraphs = list(itertools.takewhile(_is_body, itertools.islice(map(clean, end), 1, None))) if addressees else []
    cited = re.findall("《[^《》]+》(?:（[^（）]*号）)?", paragraphs[0].split("。")[0]) if paragraphs else []
    found = {f"正文段落{number if number > 1 else ''}": text for number, text in enumerate(paragraphs, 1)}
    return found | ({"依据文件": "、".join(cited)} if cited else {})


def _is_body(text: str) -> bool:
    return not (text.startswith("附件：") or _ORGAN.fullmatch(text) or re.fullmatch(_DATE, squeeze(text)))


def _signature(lines: list[str]) -> dict[str, str]:
    """发文机关 and 成文日期: the first line that is nothing but a date, and the organ above it."""
    for index, text in enumerate(lines):
        match = re.fullmatch(rf"({_ORGAN.pattern})?({_DATE})", text)
        if not match:
            continue
        organ = match[1] or (lines[index - 1] if index and _ORGAN.fullmatch(lines[index - 1]) else "")
        return {column_titles.DATED: match[2]} | ({"发文机关": organ} if organ else {})
    return {}


def _imprint(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for index, text in enumerate(lines):
        if match := _ISSUED.fullmatch(text):
            issuer = match["issuer"] or (lines[index - 1] if index else "")
            own = {"印发机关": issuer} if _ORGAN.fullmatch(issuer) else {}
            found = found | own | {column_titles.PRINTED: match["date"]}
        elif match := re.fullmatch(r"抄送[:：](.+?)。?", text):
            found["抄送"] = match[1]
        elif match := _OPENNESS.fullmatch(text):
            found["公开属性"] = match[1]
    return found
