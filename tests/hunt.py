"""Documents by chance, as many as one likes, under the ruler: `python -m tests.hunt 7 60 folder` for seed 7, 60 of
them.

Prints what is off, document by document; .docx and .pdf are left in the folder, to be looked at.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reporter.gongwen.word import render

from .chance import documents
from .measure import measure
from .rendering import convert
from .test_render import CHECKS, INSTALLED


def hunt(seed: int, count: int, folder: Path) -> int:
    """How many of the documents have a fault; each is printed."""
    contents = documents(count, seed)
    made = {name: render(content, fonts=INSTALLED) for name, content in contents.items()}
    flagged = 0
    for name, pdf in convert(made, folder / "cache").items():
        (folder / f"{name}.docx").write_bytes(made[name])
        (folder / f"{name}.pdf").write_bytes(pdf)
        sheet = measure(pdf)
        faults = [fault for check in CHECKS for fault in check(sheet, contents[name])]
        flagged += bool(faults)
        for fault in faults:
            print(f"{name}, {contents[name].form}, {len(sheet.pages)} pages: {fault}")
    return flagged


if __name__ == "__main__":
    print(f"{hunt(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))} of {sys.argv[2]} flagged")
