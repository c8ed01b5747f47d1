"""How long each page of the browser takes: with the year of nine departments, and with a month of very many.

Each page is asked for over a socket, as a browser does, once everything is read: milliseconds of the clock and of the
processor (of the server, its threads together), the median of the rounds, and the size of what is sent; and the
month's page again and again while everything is read. With Chromium
and Playwright each is opened in a browser as well: until the answer was there, and until the page was loaded. The clock
means something on a quiet machine only. With `--run` the month is checked on the page first, and the page of that run
measured, too.

    python benchmarks/pages.py [9 3000] [--home DIR (of a workspace)] [--rounds 5] [--browser] [--run]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
WANTED = 300
"""Milliseconds that a page may take."""


def pages(home: Path) -> Iterator[str]:
    """What can be looked at in this workspace."""
    month = max(path.name for path in (home / "input").glob("20*-*"))
    returns = sorted((home / "input" / month).glob("*.xlsx"))
    yield from ("/", f"/month/{month}")
    if len(returns) > 100:
        yield from (
            f"/month/{month}?show=wrong&find=",
            f"/month/{month}?show=&find=号",
            f"/month/{month}?show=&find=&from={len(returns) - 50}",
        )
    yield f"/month/{month}/return?file={quote(f'input/{month}/{returns[-1].name}')}"
    yield from (f"/month/{month}/{tab}" for tab in ("sheets", "documents", "settings"))
    yield from ("/master", "/year", "/verify")
    yield from (
        f"/files/{folder.parent.name}?under={folder.name}"
        for folder in sorted((home / "output").glob("20*-*/*"))
        if folder.is_dir()
    )
    yield f"/pages/{month}/{quote('催报.txt')}"


def ready(home: Path) -> None:
    """A month's documents, where there are none."""
    if not [*(home / "output").glob("20*-*/台账.xlsx")]:
        command = [sys.executable, str(HERE.parent / "generate.py"), "report", "--home", str(home)]
        subprocess.run(command, stderr=subprocess.DEVNULL, check=False)


def measure(home: Path, rounds: int, with_browser: bool, with_run: bool) -> None:
    """Serve the workspace, print what its pages take."""
    from tests.web_site import serving

    ready(home)
    with serving(home) as (browser, site):
        month = max(path.name for path in (home / "output").glob("20*-*"))
        while_reading(browser, f"/month/{month}")
        if with_run:
            browser.run(f"/month/{month}/run", command="check")
            browser.settled(f"/month/{month}")
        asked = [*pages(home), *["/runs/1"] * with_run]
        opened = in_browser(site, asked, rounds) if with_browser else {}
        print(f"{'page':<52}{'status':>7}{'KB':>8}{'clock':>8}{'CPU':>8}" + "   answer   loaded" * with_browser)
        for path in asked:
            times = []
            for _ in range(rounds):
                clock, processor = time.perf_counter(), time.process_time()
                answer = browser.get(path)
                times.append((time.perf_counter() - clock, time.process_time() - processor))
            took = [statistics.median(each) * 1000 for each in zip(*times)]
            slow = " !" if took[1] > WANTED else ""
            seen = "".join(f"{each:9.0f}" for each in opened.get(path, ()))
            size = len(answer.body) / 1000
            print(
                f"{path[:50]:<52}{answer.status:>7}{size:>8.1f}{took[0]:>8.1f}{took[1]:>8.1f}{seen}{slow}", flush=True
            )


def while_reading(browser: object, path: str) -> None:
    """Ask for a page again and again until everything is read and judged; what that took."""
    times, waiting = [], True
    while waiting:
        clock = time.perf_counter()
        waiting = "data-waits" in browser.follow(path).text
        times.append((time.perf_counter() - clock) * 1000)
        time.sleep(0.2)
    print(
        f"while it is read, {len(times)} times: {statistics.median(times):.0f} ms, at most {max(times):.0f} ms",
        flush=True,
    )


def in_browser(site: object, paths: list[str], rounds: int) -> dict[str, tuple[float, float]]:
    """Milliseconds until the answer was there and until the page was loaded, in Chromium."""
    from tests.test_web_browser import chromium

    took = {}
    with chromium() as context:
        page = context.new_page()
        page.goto(site.address())
        origin = page.url.partition("/month")[0]
        for path in paths:
            told = []
            for _ in range(rounds):
                page.goto(origin + path)
                told.append(
                    page.evaluate(
                        "(() => { const t = performance.timing, from = t.navigationStart;"
                        " return [t.responseEnd - from, t.loadEventEnd - from]; })()"
                    )
                )
            took[path] = tuple(statistics.median(each) for each in zip(*told))
    return took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("departments", type=int, nargs="*", default=[9, 3000])
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--run", action="store_true")
    given = parser.parse_args()
    if given.home:
        measure(given.home.resolve(), given.rounds, given.browser, given.run)
        return
    from tricks import many, nine

    for count in given.departments:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            nine(home) if count == 9 else many(home, count)
            print(f"{count} departments")
            measure(home, given.rounds, given.browser, given.run)


if __name__ == "__main__":
    main()
