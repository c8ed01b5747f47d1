"""What is told of a template that cannot be used."""

from __future__ import annotations


class TemplateFault(Exception):
    """A template that cannot be used: its file, line (0: the whole file), what is wrong and what to do, in Chinese."""

    def __init__(self, template: str, line: int, message: str, remedy: str):
        place = f"templates/{template}.txt" + (f" 第{line}行" if line else "")
        super().__init__(f"{place}：{message}{remedy}")
        self.template = template
        self.line = line
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[TemplateFault], tuple[str, int, str, str]]:
        # Faults come out of another process, and an exception is pickled with its message alone.
        return type(self), (self.template, self.line, self.message, self.remedy)
