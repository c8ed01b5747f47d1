"""`python -m reporter`."""

from .cli import run

run()
