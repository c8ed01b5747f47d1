from pathlib import Path

from reporter.cli import run

run(Path(__file__).resolve().parent)
