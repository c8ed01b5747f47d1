"""Commands carried out for the page, one at a time, each to its end whether anybody looks or not."""

from __future__ import annotations

import threading

from ..arguments import Given
from ..making import failure, make
from ..records import record
from ..telling import listed_files, note_lines
from ..vocabulary.problems import Problem


@record
class Outcome:
    """What a run came to. outputs: paths written; notes: what the command line would have said of the rest; fault: why
    nothing was made."""

    folder: str = ""
    outputs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    needs_a_person: bool = False
    fault: str = ""

    @property
    def listed(self) -> tuple[tuple[str, int], ...]:
        """The outputs as they are listed on a page: a file and 0, or a folder and how many of them it holds."""
        return tuple(listed_files(self.outputs))


class Run:
    """One command: how far it is (of `total`, 0 where nobody can say), and in the end its outcome."""

    def __init__(self, number: int, given: Given, title: str, back: str):
        self.number, self.given, self.title, self.back = number, given, title, back
        self.stage, self.done, self.total = "准备", 0, 0
        self.outcome: Outcome | None = None
        self.ended = threading.Event()

    def carry_out(self) -> None:
        """Do it, whatever comes of it."""
        try:
            made = make(self.given, self._advance, self._wrote)
            self.outcome = Outcome(
                folder=made.built.folder,
                outputs=made.committed.written,
                notes=tuple(note_lines(made.built, made.committed)),
                problems=made.built.problems,
                needs_a_person=made.needs_a_person,
            )
        except Exception as fault:
            told, problems = failure(fault)
            self.outcome = Outcome(fault=told, problems=tuple(problems))
        self.ended.set()

    @property
    def told(self) -> dict[str, object]:
        """How far it is, for the page."""
        return {"number": self.number, "stage": self.stage, "done": self.done, "total": self.total}

    def _advance(self, done: int, total: int) -> None:
        self.stage, self.done, self.total = ("读取填报表", done, total) if done < total else ("核定、排版", 0, 0)

    def _wrote(self, done: int, total: int) -> None:
        self.stage, self.done, self.total = "写入", done, total


class Runs:
    """The runs since the start; one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: list[Run] = []

    def start(self, given: Given, title: str, back: str) -> tuple[Run, bool]:
        """The run that was begun and True; where one is going on still, that one, and whether it does just this."""
        with self._lock:
            if running := self.running:
                return running, running.given == given
            run = Run(len(self._runs) + 1, given, title, back)
            self._runs.append(run)
        threading.Thread(target=run.carry_out, daemon=True).start()
        return run, True

    def find(self, number: int) -> Run | None:
        """The run of this number."""
        return self._runs[number - 1] if 0 < number <= len(self._runs) else None

    @property
    def running(self) -> Run | None:
        """The one that is going on."""
        return self._runs[-1] if self._runs and not self._runs[-1].ended.is_set() else None

    def finish(self) -> None:
        """Wait for the one that is going on."""
        if running := self.running:
            running.ended.wait()
