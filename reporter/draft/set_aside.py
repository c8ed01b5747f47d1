"""What stands in a draft and is no word of the paper: lines drawn with signs, the frame of a web page, a chat
window's own words. It is left out and told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .draft_blocks import Item, LeftOut, Line

_DRAWN = re.compile(r"[\s\-—–=─━═*·…~～＊＝﹏]{6,}")
_PAGE_LABEL = re.compile(
    r"(?:发布|更新|成文|公开)(?:日期|时间)|(?:信息|文章|稿件)?来源|作者|编辑|责任编辑|(?:浏览|阅读|点击|访问)(?:次数|量|数)?|字体|字号|分享到?"
)
_LABELLED = re.compile(rf"(?:{_PAGE_LABEL.pattern})[ \u3000]*[：:]")
_BUTTON = re.compile(
    r"(?:[【\[（(]?[ \u3000]*"
    r"(?:打印(?:本页|本文|此页)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|上一页|列表|首页)?|收藏(?:本页)?|"
    r"分享(?:到[^】\]）)]{0,8})?|(?:上|下)一[篇条][：:]?[^】\]）)]{0,40})"
    r"[ \u3000]*[】\]）)]?[ \u3000|]*){2,}"
)
_OFFER = re.compile(r"(?:好的|当然|没问题|收到|明白|以下是|下面是|根据您|按照您|这是(?:一份|为您))")
_OFFERED = re.compile(r"(?:以下|下面|为您|起草|撰写|拟写|草拟)")
_FAREWELL = re.compile(
    r"(?:希望(?:这|以上|本)[^。]{0,20}(?:帮助|满足|符合|参考)|(?:如果?|若)?(?:您|需要)[^。]{0,30}(?:告诉我|随时|调整|修改|补充|完善)|"
    r"以上(?:内容)?(?:仅供参考|供您参考)|(?:注|说明|提示)[：:][^。]{0,20}(?:您|请根据实际情况))"
)
_SAID_MOST = 160


def set_aside(items: Sequence[Item]) -> tuple[list[Item], list[LeftOut]]:
    """(the items of the paper, what stood among them and is none of it)."""
    kept: list[Item] = []
    left: list[LeftOut] = []
    lines = [place for place, item in enumerate(items) if isinstance(item, Line)]
    for place, item in enumerate(items):
        what = _what(item, place in lines[:1] and len(lines) > 2, place in lines[-2:] and len(lines) > 4)
        if what and isinstance(item, Line):
            left.append(LeftOut(item.place, what, item.text, within=True))
        else:
            kept.append(item)
    return kept, left


def _what(item: Item, first: bool, last: bool) -> str:
    """What an item is that is no word of the paper; blank for one that is."""
    if not isinstance(item, Line) or len(item.text) > _SAID_MOST:
        return ""
    text = item.text
    if _DRAWN.fullmatch(text):
        return "用符号画的线"
    if len(_LABELLED.findall(text)) > 1 or _BUTTON.fullmatch(text):
        return "网页上的文字"
    offered = first and _OFFER.match(text) and _OFFERED.search(text) and text.endswith(("：", "。", "！", ":", "!"))
    return "聊天窗口的话" if offered or (last and _FAREWELL.match(text)) else ""
