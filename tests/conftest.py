"""What all tests share: processes that start sooner, and a disk that nobody waits for."""

from __future__ import annotations

import os

from reporter import process

from . import warm_processes

process.Piped = warm_processes.piped
os.fsync = os.fstat  # what a test wrote need not outlast a power cut; a handle that is none is a fault as before
