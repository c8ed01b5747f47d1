"""`verify`: any .docx measured against the standard, told in words and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from .gongwen.layout import Strength
from .gongwen.verify import Finding, NoRenderer, NotADocx, together, verify
from .process import place
from .proof.held import Held, HeldFigure
from .records import value
from .refusals import cannot_read

_MOST = 64 * 1024 * 1024


@value
class Checked:
    """One file checked: its findings, or (`fault`) why it could not be; `unmeasured`: why its pages could not;
    `held`: what its figures are held against the ledger."""

    file: str
    findings: tuple[Finding, ...] = ()
    fault: str = ""
    unmeasured: str = ""
    held: Held | None = None

    @property
    def status(self) -> int:
        """0 good, 1 when a 规定 is broken, a figure changed, or the pages could not be measured, 2 when it could not be
        checked."""
        broken = any(item.strength is Strength.REQUIRED for item in self.findings)
        return 2 if self.fault else int(broken or bool(self.unmeasured) or bool(self.held and self.held.changed))

    @property
    def told(self) -> str:
        """What a person reads."""
        if self.fault:
            return f"{self.file}：没有检查。{self.fault}"
        figures = "".join(f"\n  {line}" for line in self.held.told()) if self.held else ""
        unmeasured = f"\n  没有量排好的页面：{self.unmeasured}。" if self.unmeasured else ""
        if not self.findings:
            return f"{self.file}：{'文件本身' if unmeasured else ''}符合 GB/T 9704-2012。{unmeasured}{figures}"
        counts = "、".join(
            f"{strength}{sum(item.strength is strength for item in self.findings)}处"
            for strength in Strength
            if any(item.strength is strength for item in self.findings)
        )
        told = [f"{self.file}：与 GB/T 9704-2012 不一致的有{counts}。", *(f"  {item}" for item in self.findings)]
        return "\n".join(told) + unmeasured + figures

    @property
    def object(self) -> dict[str, object]:
        """What `--json` prints of it."""
        found: dict[str, object] = {
            "file": self.file,
            "findings": [
                {
                    "clause": item.clause,
                    "strength": str(item.strength),
                    "where": item.where,
                    "found": item.found,
                    "wanted": item.wanted,
                }
                for item in self.findings
            ],
        }
        if self.held:
            found["figures"] = list(map(figure_object, self.held.figures))
            found["missing"] = list(map(figure_object, self.held.missing))
        error = self.fault or self.unmeasured
        return {**found, "error": error} if error else found


def figure_object(item: HeldFigure) -> dict[str, str]:
    """What `--json` prints of a figure that was held against the ledger."""
    return {
        "where": item.where,
        "text": item.text,
        "verdict": item.verdict,
        "cell": item.cell,
        "ledger": item.ledger,
    }


Hold = Callable[[bytes], Held]


def check_files(files: Sequence[Path], *, rendered: bool = False, hold: Hold | None = None) -> tuple[Checked, ...]:
    """Every file checked, in order; one that cannot be read keeps none of the others from it. `hold`: what says of a
    document how its figures hold, where that is asked."""
    return tuple(_check(path, rendered, hold) for path in files)


def _check(path: Path, rendered: bool, hold: Hold | None) -> Checked:
    try:
        if path.stat().st_size > _MOST:
            return Checked(str(path), fault="文件超过 64 MB，不像公文。")
        data = path.read_bytes()
    except OSError as fault:
        return Checked(str(path), fault=cannot_read(fault))
    try:
        findings = verify(data)
    except NotADocx as fault:
        return Checked(str(path), fault=str(fault))
    except ImportError:
        raise
    except Exception as fault:  # whatever is in it must not cost the others
        return Checked(str(path), fault=f"它使检查程序出错（{place(fault)}）。请另存为新的 .docx 后重试。")
    try:
        held = hold(data) if hold else None
    except NotADocx as fault:  # nothing is written in it
        return Checked(str(path), findings, fault=f"{fault}。")
    if not rendered:
        return Checked(str(path), findings, held=held)
    from .gongwen.verify.rendered import verify_rendered

    try:
        return Checked(str(path), together(findings, verify_rendered(data)), held=held)
    except NoRenderer as fault:
        return Checked(str(path), findings, unmeasured=str(fault), held=held)
    except Exception as fault:  # LibreOffice, its PDF, a full temporary folder
        return Checked(str(path), findings, unmeasured=f"量页面时出错（{place(fault)}）", held=held)
