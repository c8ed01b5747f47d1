"""Text at the boundary: what may be printed, what two texts are compared by, and how names are listed."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

SEPARATOR = "\x7f"
"""What may stand between printable texts: none of them holds it, and JSON leaves it as it is."""

# C0 and C1 controls but tab and line feed, marks of direction, lone surrogates, noncharacters: XML refuses them, or
# they make a printed line read otherwise than it is stored.
_UNPRINTABLE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufdd0-\\ufdef"
    "\\ufffe\\uffff" + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 17)) + "]"
)
_LINE_END = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_UNSEEN = re.compile(
    "[\\s\\x00-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]+"
)
_SEPARATOR = re.compile(r"[、，,；;/／|｜\n]+")
_ROLE = re.compile(r"[（(【\[]?(牵头|主办|负责|配合|协办|协助)(?:单位|部门)?[）)】\]]?[:：]?")
_ROLES = {"牵头": "牵头", "主办": "牵头", "负责": "", "配合": "配合", "协办": "配合", "协助": "配合"}


def clean_text(text: str) -> tuple[str, bool]:
    """Text that may be printed, and whether a character had to be replaced for it.

    Line ends become ``\\n``. Other control characters, lone surrogates, noncharacters and marks of writing direction
    become visible, such as 〔U+202E〕. Nothing else changes: compatibility forms such as ① and （ stay, and so do
    blanks.
    """
    if text.isprintable():  # none of those characters is: the common case, ten times as fast
        return text, False
    text = _LINE_END.sub("\n", text)
    cleaned, count = _UNPRINTABLE.subn(lambda match: f"〔U+{ord(match[0]):04X}〕", text)
    return cleaned, bool(count)


@functools.lru_cache(maxsize=8192)
def key_text(text: str) -> str:
    """What texts are compared by: NFKC, without blanks, line ends and characters that cannot be seen. Never printed."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def split_roles(text: str, known: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """(name, role) of each name in a list such as 「民政处牵头，教育处、卫生处配合」; role is 牵头, 配合 or blank.

    A role word after names covers those since the last one; before a colon it covers what follows. Names lose blanks;
    a name that a line end cut in two is joined when `known` has it whole.
    """
    found: list[tuple[str, str]] = []
    whole = frozenset(map(key_text, known))
    for clause in re.split(r"[；;。]", text):
        pending: list[str] = []
        ahead = ""
        for piece in _joined(_SEPARATOR.split(clause), whole):
            start = 0
            for match in () if key_text(piece) in whole else _ROLE.finditer(piece):
                role, name = _ROLES[match[1]], piece[start : match.start()]
                last, first = match.end() == len(piece), match.start() == start
                bracketed, start = match[0][0] in "（(【[", match.end()
                label = not last and (match[0][-1] in "：:" or (ahead and match[0] != match[1] and not bracketed))
                if first or label:  # 牵头单位：民政处
                    found += [(one, ahead) for one in (*pending, name)]
                    ahead = role
                elif bracketed:  # 民政处（牵头）: of this name alone
                    found += [(one, ahead) for one in pending]
                    found.append((name, role))
                else:
                    found += [(one, role) for one in (*pending, name)]
                pending = []
            pending.append(piece[start:])
        found += [(name, ahead) for name in pending]
    return tuple((name, role) for name, role in found if name)


def split_names(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in a list such as 「民政处、卫生处， 疾控中心」, without blanks and role words, in their order."""
    return tuple(name for name, _ in split_roles(text, known))


def _joined(pieces: list[str], known: frozenset[str]) -> list[str]:
    """Pieces without blanks; two neighbours that only together make a known name are one."""
    names = [re.sub(r"[\s\u200b\ufeff]+", "", piece) for piece in pieces]
    joined: list[str] = []
    for name in names:
        if joined and name and key_text(joined[-1] + name) in known and key_text(joined[-1]) not in known:
            joined[-1] += name
        elif name:
            joined.append(name)
    return joined
