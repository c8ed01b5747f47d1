"""What browsers of 2018 (Chromium 63: 360, WPS's own) are known to have. Whatever else a page asks for is named.

Whoever wants it looks up since when browsers have it, and puts it here.
"""

from __future__ import annotations

import re


def names(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_WORDS = names("""
    catch delete else for function if in new null return throw true false try typeof use strict var void while
    this
""")
_LATER = names("""
    async await class const export extends import let of static super yield
""")
_SIGNS = re.compile(r"=>|\.\.\.|\?\.|\?\?|\*\*|\|\|=|&&=|[`#@\\]")
_MEMBERS = names("""
    activeElement add addEventListener appendChild call catch classList className close closest concat
    contains createElement createReader data dataTransfer dataset defaultValue drop every execCommand file
    files filter focus forEach form getAsFile getAttribute getElementById hasAttribute hidden href id
    importNode isEqualNode isFile items join json length map max method name nextElementSibling now onerror
    onmessage parentNode parse parseFromString preventDefault problems prototype push querySelector
    querySelectorAll readEntries readyState redirected reduce reload remove removeAttribute replace
    replaceChild resolve returnValue scrollLeft scrollTop select selectionEnd selectionStart setSelectionRange
    slice some tagName target test text textContent then type url value webkitGetAsEntry webkitRelativePath
""")
_OBJECTS = names("""
    Array Boolean Date DOMParser EventSource JSON Promise
""")
_PROPERTIES = names("""
    align-items background border border-bottom border-collapse border-color border-left border-radius
    border-top border-top-width box-sizing color cursor display flex font font-size font-weight height left
    line-height margin margin-bottom margin-left margin-right margin-top max-height max-width min-width
    opacity outline outline-offset overflow overflow-wrap padding padding-bottom padding-left page-break-after
    page-break-inside position size text-align text-decoration top vertical-align white-space width word-wrap
    z-index
""")
_PSEUDO = names("""
    :first-child :focus :focus-within :hover :nth-child :target
""")
_AT = {"@page", "@media"}


def script_wants(text: str, own: frozenset[str]) -> set[str]:
    """What a script asks for that they may not have; `own` are the names of its own data."""
    bare = re.sub(r'"(?:\\.|[^"\\\n])*"|//.*|/\^[^/\n]*/', "", text)
    words = set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", bare))
    return (
        (words & _LATER)
        | {word for word in words if word[0].isupper() and not word.isupper()} - _OBJECTS
        | set(_SIGNS.findall(bare))
        | set(re.findall(r"\.(\w+)", bare)) - _MEMBERS - _WORDS - own
    )


def style_wants(text: str) -> set[str]:
    """What a style sheet asks for that they may not have."""
    bare = re.sub(r'"[^"]*"', '""', text)
    properties = set(re.findall(r"[{;]\s*([a-z-]+)\s*:", bare))
    pseudo = set(re.findall(r"(?<=[\w\]*.])::?[a-z-]+(?=[\s,{:.>\[(])", re.sub(r"\{[^{}]*\}", "{}", bare)))
    functions = set(re.findall(r"[\w-]+\(", bare)) - {"url(", "nth-child("}
    return (properties - _PROPERTIES) | (pseudo - _PSEUDO) | functions | set(re.findall(r"@[\w-]+", bare)) - _AT
