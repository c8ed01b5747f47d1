"""What the pages of one workspace share for as long as they are served."""

from __future__ import annotations

from collections.abc import Callable

from ..workspace import Workspace
from .page_images import PageImages
from .readings import Readings
from .runs import Runs


class Service:
    """One workspace behind the page. `end` ends the serving, `ending`: whether it is to end."""

    def __init__(self, workspace: Workspace, program: str = ""):
        self.workspace, self.program = workspace, program
        self.readings, self.runs, self.images = Readings(workspace), Runs(), PageImages()
        self.end: Callable[[], None] = lambda: None
        self.ending: Callable[[], bool] = lambda: False
