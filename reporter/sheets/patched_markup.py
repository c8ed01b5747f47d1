"""What is new in the package of a marked return, as markup: the list in front, the mark, comments and their boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..package.markup import attribute, escaped, well_formed
from ..vocabulary.cell_address import address, letters
from ..vocabulary.form import MARK_AUTHOR, MARK_SHEET
from .cell_text import literal, looks_like_formula
from .palette import A4, COLUMN_PADDING, FOOT_SIZE, MARGINS
from .patched_parts import MAIN, Dressed, Style
from .remarks import COMMENT_WIDTH, LINK_COLUMN, LINK_TIP, WIDTHS, RemarkRow
from .styled_workbook import Look, fitted_height

FIRST_BOX = 1026
"""The number of a sheet's first box: Excel counts them from here."""

Comment = tuple[int, int, str, int]
"""Row, column, words, height in pixels."""


def dressed(words: str, look: Look) -> Dressed:
    """The style of a cell of the list."""
    return Dressed(look, looks_like_formula(words))


def front(rows: Sequence[RemarkRow], header: int, styles: Mapping[Style, int]) -> bytes:
    """The sheet 「退改说明」, its cells in these `styles`."""

    def cell(number: int, column: int, words: str, look: Look) -> str:
        style = styles[dressed(words, look)]
        held = f' t="inlineStr"><is>{_text(words)}</is></c>' if words else "/>"
        return f'<c r="{address(number, column)}" s="{style}"{held}'

    lines, merged, links = [], [], []
    for number, row in enumerate(rows, 1):
        height = f' ht="{fitted_height(row.lines, row.size):g}"' if row.lines else ""
        cells = "".join(cell(number, column, *held) for column, held in enumerate(row.cells, 1))
        lines.append(f'<row r="{number}"{height}>{cells}</row>')
        if row.merged:
            merged.append(f'<mergeCell ref="A{number}:{letters(len(WIDTHS))}{number}"/>')
        if row.link:
            place, to = f"{letters(LINK_COLUMN)}{number}", attribute(row.link)
            links.append(f'<hyperlink ref="{place}" location={to} tooltip="{LINK_TIP}"/>')
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width + COLUMN_PADDING:.4f}" customWidth="1"/>'
        for number, width in enumerate(WIDTHS, 1)
    )
    margins = " ".join(f'{side}="{inches}"' for side, inches in MARGINS.items())
    foot = f"&amp;L&amp;{FOOT_SIZE} {MARK_SHEET}&amp;C&amp;{FOOT_SIZE} 第 &amp;P 页，共 &amp;N 页"
    return _proven(
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{header}" topLeftCell="A{header + 1}"'
        f' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(lines)}</sheetData>'
        f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>'
        f"{'<hyperlinks>' + ''.join(links) + '</hyperlinks>' if links else ''}"
        f'<printOptions horizontalCentered="1"/><pageMargins {margins} header="0.24" footer="0.24"/>'
        f'<pageSetup paperSize="{A4}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{foot}</oddFooter></headerFooter></worksheet>"
    )


def mark(lines: Iterable[str]) -> bytes:
    """The sheet that bears the mark, which says these."""
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is>{_text(words)}</is></c></row>'
        for number, words in enumerate(lines, 1)
    )
    return _proven(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData><sheetProtection sheet="1"/></worksheet>')


def comments(given: Iterable[Comment]) -> bytes:
    """The comments of a sheet."""
    told = "".join(
        f'<comment ref="{address(row, column)}" authorId="0"><text>{_text(words)}</text></comment>'
        for row, column, words, _ in given
    )
    author = f"<authors><author>{MARK_AUTHOR}</author></authors>"
    return _proven(f'<comments xmlns="{MAIN}">{author}<commentList>{told}</commentList></comments>')


def boxes(given: Iterable[Comment], first: int = FIRST_BOX) -> bytes:
    """The boxes of the comments, numbered from `first` on, in the old markup that Excel still asks for."""
    shapes = "".join(
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
        f'margin-top:1.5pt;width:{COMMENT_WIDTH}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
        f' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        f'<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        for number, (row, column, _, height) in enumerate(given, first)
    )
    return _proven(
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
        ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        f'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>{shapes}</xml>'
    )


def _text(words: str) -> str:
    return f'<t xml:space="preserve">{escaped(literal(words))}</t>'


def _proven(text: str) -> bytes:
    """The part, seen to be well formed."""
    return well_formed(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode())
