"""Word documents put together by hand, part by part, with what no library writes: notes, remarks, tracked changes."""

from __future__ import annotations

from collections.abc import Mapping

from .builders import zipped

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of runs; plain text becomes one."""
    return "<w:p>" + "".join(item if item.startswith("<") else run(item) for item in runs) + "</w:p>"


def word_package(
    body: str, parts: Mapping[str, str | bytes] | None = None, outside: Mapping[str, str] | None = None
) -> bytes:
    """A .docx of this body. parts: by name, each the target of a relation rId_name; outside: id → address."""
    parts = parts or {}
    kinds = {name: name for name in ("footnotes", "endnotes", "comments", "header", "footer")}
    relations = "".join(
        f'<Relationship Id="rId_{name.partition(".")[0].replace("/", "_")}" '
        f'Type="{_R}/{kinds.get(name.partition(".")[0], "image")}" Target="{name}"/>'
        for name in parts
    ) + "".join(
        f'<Relationship Id="{key}" Type="{_R}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (outside or {}).items()
    )
    return zipped(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{_P}"><Relationship Id="rId1" Type="{_R}/officeDocument" '
                'Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}">{relations}</Relationships>',
            **{
                f"word/{name}": part if isinstance(part, bytes) else part.replace(">", f" {SPACES}>", 1)
                for name, part in parts.items()
            },
        }
    )
