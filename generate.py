from pathlib import Path

from reporter.cli import run

# Processes that read for us (`--executor processes:4`) load this file once more, under another name.
if __name__ == "__main__":
    run(Path(__file__).resolve().parent)
