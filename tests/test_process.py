"""Calls in a process beside ours: answered in order, faults and ends told, nothing waited for in vain."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reporter import process
from reporter.child import memory_at_most
from reporter.documents.fault import TemplateFault
from reporter.process import Aside, Gone, place

from .masters import ROOT


@pytest.fixture
def aside():
    """A process of our own, ended with the test."""
    made = Aside()
    yield made
    made.end()


def test_calls_are_answered_in_the_order_they_were_sent(aside):
    for number in range(5):
        aside.send("builtins:divmod", 10 * number, 7)
    assert [aside.answer(20) for _ in range(5)] == [divmod(10 * number, 7) for number in range(5)]


def test_a_call_larger_than_any_pipe_does_not_stop_us_while_an_earlier_one_runs(aside):
    aside.send("time:sleep", 0.2)
    aside.send("builtins:len", "长" * 3_000_000)
    aside.answer(20)
    assert aside.answer(20) == 3_000_000


def test_what_a_call_raises_is_raised_here_and_the_next_call_is_made(aside):
    aside.send("builtins:int", "八成")
    aside.send("builtins:int", "80")
    with pytest.raises(ValueError, match="八成"):
        aside.answer(20)
    assert aside.answer(20) == 80


def test_a_fault_tells_where_in_the_other_process_it_arose(aside):
    aside.send("fractions:Fraction", 1, 0)
    with pytest.raises(ZeroDivisionError) as caught:
        aside.answer(20)
    assert place(caught.value).startswith("fractions.py 第")


def test_what_a_library_prints_does_not_get_between_the_answers(aside):
    aside.send("builtins:print", "x" * 100)
    aside.send("builtins:abs", -1)
    assert [aside.answer(20), aside.answer(20)] == [None, 1]


def test_a_process_that_ends_is_gone_for_this_call_and_those_behind_it(aside):
    aside.send("os:_exit", 3)
    aside.send("builtins:abs", -1)
    for _ in range(2):
        with pytest.raises(Gone):
            aside.answer(20)


def test_a_call_that_takes_too_much_processor_time_is_ended(aside):
    aside.send("builtins:pow", 3, 10**9)
    with pytest.raises(Gone):
        aside.answer(0.5)


def test_a_call_that_waits_for_what_never_comes_is_ended(aside, monkeypatch):
    monkeypatch.setattr(process, "_STILL", 1)
    aside.send("time:sleep", 60)
    with pytest.raises(Gone):
        aside.answer(20)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process for a while")
def test_a_process_that_gets_no_processor_for_longer_than_it_may_spend_is_waited_for(aside):
    aside.send("os:getpid")
    pid = aside.answer(20)
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(2.5, os.kill, (pid, signal.SIGCONT)).start()
    aside.send("builtins:abs", -1)
    assert aside.answer(0.5) == 1


def test_what_a_process_has_spent_is_told_by_whatever_system(aside):
    aside.send("builtins:sum", range(10**7))
    aside.answer(20)
    spent = aside._process.spent()
    assert 0.01 < spent < 60
    assert [process._seconds(told) for told in ("0:07.25\n", "00:01:02", "2-03:00:00", "")] == [7.25, 62, 183_600, 0]


def test_a_template_fault_keeps_its_place_on_the_way_here(aside):
    aside.send("reporter.documents.fault:TemplateFault", "通报", 3, "不认识“报送其”。", "是不是想写“报送期”？")
    fault = aside.answer(20)
    assert (str(fault), fault.line) == (str(TemplateFault("通报", 3, "不认识“报送其”。", "是不是想写“报送期”？")), 3)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks the process up in /proc")
@pytest.mark.parametrize("work", ["'builtins:abs', 1", "'builtins:pow', 3, 10**9"], ids=["waiting", "spinning"])
def test_no_process_is_left_when_the_run_is_killed(work):
    """It ends with the run, though it be in the middle of a sum that takes hours."""
    code = (
        "import os, time; from reporter.process import Aside; aside = Aside(); aside.send('os:getpid'); "
        f"print(aside.answer(20), flush=True); aside.send({work}); time.sleep(0.2); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    state = Path(f"/proc/{int(done.stdout)}/stat")
    for _ in range(200):
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the process goes on without the run")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system limits no memory")
def test_memory_is_limited_for_a_piece_of_work_and_no_longer():
    with pytest.raises(MemoryError), memory_at_most(2**26):
        bytes(2**28)
    assert len(bytes(2**28)) == 2**28


def test_what_a_generator_yields_is_answered_one_by_one_and_kept_as_it_comes_in():
    aside = Aside(keep=lambda made: f"<{made}>")
    aside.send("reporter.child:_answers", "builtins:divmod", (10, 7))
    aside.send("builtins:int", "8")
    assert [aside.answer(20), aside.answer(20)] == ["<(None, (1, 3))>", "<8>"]
    aside.end()


def test_a_process_that_is_to_finish_makes_its_calls_first(aside):
    aside.send("builtins:sum", [1, 2])
    aside.finish()
    assert aside.answer(60) == 3
    with pytest.raises(Gone):
        aside.answer(60)


def test_what_keeping_an_answer_raises_is_raised_where_it_is_asked_for():
    aside = Aside(keep=lambda made: int(str(made)))
    aside.send("builtins:str", "八成")
    aside.send("builtins:str", "80")
    with pytest.raises(ValueError, match="八成"):
        aside.answer(20)
    assert aside.answer(20) == 80
    aside.end()


def test_what_is_streamed_to_a_call_is_packed_one_by_one_and_the_next_call_is_made_whatever_was_taken(aside):
    packed = []

    def numbers():
        for number in range(5):
            packed.append(number)
            yield number

    aside.send("builtins:sum", stream=numbers())
    aside.send("builtins:next", stream=numbers())
    aside.send("builtins:divmod", 7, 2)
    assert [aside.answer(20) for _ in range(3)] == [10, 0, (3, 1)]
    assert packed == [*range(5), *range(5)]


def test_a_stream_that_fails_is_the_fault_of_its_call(aside):
    aside.send("builtins:sum", stream=map(int, ["1", "八"]))
    aside.send("builtins:divmod", 7, 2)
    with pytest.raises(ValueError, match="八"):
        aside.answer(20)
    assert aside.answer(20) == (3, 1)
