"""A clerk at the page in a real browser: Chromium (`chromium`, or CHROMIUM names it), steered by Playwright.

PICTURES names a folder for pictures of the pages, to be looked at.
"""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

SLOW = 240_000
"""Milliseconds: a busy machine is no fault."""


def program() -> str:
    """Where the browser is; skips the test, or fails it where it is required, when there is none."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    missing = "" if found else "Chromium is not installed"
    for library in ("playwright", "starlette", "uvicorn"):
        try:
            __import__(library)
        except ImportError:
            missing = f"{library} is not installed"
    if missing and os.environ.get("REQUIRE_RENDER") == "1":
        pytest.fail(f"REQUIRE_RENDER=1, but {missing}")
    if missing:
        pytest.skip(missing)
    return found or ""


ARGUMENTS = ("--no-sandbox", "--lang=zh-CN")


@contextlib.contextmanager
def steering() -> Iterator[object]:
    """What steers browsers: one, since no second can be begun beside it."""
    program()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@contextlib.contextmanager
def started(playwright, *arguments: str) -> Iterator[object]:
    """A browser, given `arguments` besides the usual ones."""
    with playwright.chromium.launch(executable_path=program(), args=[*ARGUMENTS, *arguments]) as browser:
        yield browser


@contextlib.contextmanager
def window(browser) -> Iterator[object]:
    """A window of an office's screen, of a person who was never there before."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(SLOW)
    try:
        yield context
    finally:
        context.close()


class Clerk:
    """A page that a clerk works in; `seen` are console errors, faults of scripts and requests that left the site."""

    def __init__(self, context, site):
        self.page, self.site, self.seen = context.new_page(), site, []
        address = site.address()
        origin = address.partition("/open")[0]
        self.page.on("console", lambda told: self.seen.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda fault: self.seen.append(str(fault)))
        self.page.on("request", lambda asked: None if asked.url.startswith(origin) else self.seen.append(asked.url))
        self.page.goto(address)

    def __getattr__(self, name):
        return getattr(self.page, name)

    def wait(self, text: str) -> None:
        self.page.locator("main").filter(has_text=text).wait_for()

    def go(self, name: str, exact: bool = True) -> None:
        """Where a link leads, once its script is there: nobody is as quick as a test."""
        self.follow(self.page.get_by_role("link", name=name, exact=exact).first)

    def follow(self, link) -> None:
        with self.page.expect_navigation():
            link.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def put(self, zone: str, *files: tuple[str, bytes]) -> None:
        sent = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
        self._ready(zone)
        self.page.locator(f"[data-drop='{zone}'] input").first.set_input_files(sent)

    def _ready(self, zone: str) -> None:
        """Wait until the page has loaded its script, as any person would."""
        self.page.locator(f"[data-drop='{zone}']").wait_for()
        self.page.wait_for_load_state("load")

    def settle(self) -> None:
        """Wait until nothing is being read."""
        self.page.locator("[data-waits]").wait_for(state="detached")

    def drop_folder(self, zone: str, folder: str, files: dict[str, bytes]) -> None:
        """A folder as the browser hands it over when it is dropped."""
        self._ready(zone)
        self.page.evaluate(
            """([zone, folder, files]) => {
              const entries = Object.keys(files).map(name => ({
                isFile: true, name,
                file: done => done(new File([Uint8Array.from(atob(files[name]), one => one.charCodeAt(0))], name)),
              }));
              let read = false;
              const reader = { readEntries: done => { const now = read ? [] : entries; read = true; done(now); } };
              const entry = { isFile: false, isDirectory: true, name: folder, createReader: () => reader };
              const event = new Event("drop", { bubbles: true, cancelable: true });
              Object.defineProperty(event, "dataTransfer", { value: { items: [{ webkitGetAsEntry: () => entry }] } });
              document.querySelector(`[data-drop='${zone}']`).dispatchEvent(event);
            }""",
            [zone, folder, {name: base64.b64encode(data).decode() for name, data in files.items()}],
        )

    def taken(self, name: str, exact: bool = True) -> bytes:
        """What a link downloads."""
        with self.page.expect_download() as found:
            self.page.get_by_role("link", name=name, exact=exact).first.click()
        return Path(found.value.path()).read_bytes()

    def picture(self, name: str) -> None:
        """A picture to be looked at, where somebody asks for some."""
        if folder := os.environ.get("PICTURES"):
            self.page.screenshot(path=f"{folder}/{name}.png")
