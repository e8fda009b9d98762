"""Work that takes long gives signs of life, on a terminal and in a log."""

from __future__ import annotations

import os
import pty
from io import StringIO

from service.commands.progress import Steps
from tests.waiting import wait_for


def test_a_log_has_a_line_for_each_step() -> None:
    """With the time that has passed, and how many steps there are."""
    log = StringIO()
    with Steps(2, stream=log) as steps:
        steps.begin("reading")
        steps.begin("fitting")
    first, second = log.getvalue().splitlines()
    assert first.endswith("step 1 of 2: reading")
    assert second.endswith("step 2 of 2: fitting")
    assert "\r" not in log.getvalue()


def test_a_long_step_is_told_of_again() -> None:
    """So that nobody takes a step of minutes for one that hangs."""
    log = StringIO()
    with Steps(1, every=0.01, stream=log) as steps:
        steps.begin("fitting")
        wait_for(lambda: log.getvalue().count("still fitting") > 1)
    told = log.getvalue()
    assert told.splitlines()[0].endswith("step 1 of 1: fitting")
    assert "step 2" not in told


def test_nothing_is_told_before_the_first_step_and_after_the_last() -> None:
    """A thread of its own tells, and ends with the work, whatever ends it."""
    log = StringIO()
    try:
        with Steps(1, every=0.001, stream=log):
            raise KeyError
    except KeyError:
        pass
    assert log.getvalue() == ""


def test_a_terminal_has_a_bar() -> None:
    """With the step beside it, and no lines."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        with Steps(1, stream=terminal) as steps:
            steps.begin("fitting")
        terminal.flush()
        shown = ""
        while "fitting" not in shown:
            shown += os.read(ours, 10_000).decode(errors="replace")
    os.close(ours)
    assert "step 1" not in shown
