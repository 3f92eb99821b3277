"""What all tests share: no window is opened, no network asked, no results folder named from outside, nothing timed."""

import gc
import os
import socket
import sys
from collections import Counter

import matplotlib
import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings

matplotlib.use("agg")
# nbformat brings a checker of web addresses, whose grammars take seconds to compile in each process; no test needs it.
sys.modules["rfc3987_syntax"] = None
# A slow machine is no fault of the code, and the same code passes or fails the same way each time. To search with other
# examples: pytest --hypothesis-profile=search
settings.register_profile("search", deadline=None)
settings.register_profile("untimed", deadline=None, derandomize=True)
settings.load_profile("untimed")

# While modules are loaded and cases made, all of it stays: to look for garbage would take a quarter of that time.
gc.disable()

# One of the shell would steer where tests write.
os.environ.pop("DISCOURSE_RESULTS", None)

CONNECT = socket.socket.connect


def connect_on_this_machine(connection, address):
    """Kernels and browsers are spoken to; there is no network besides."""
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"a test asked for {address[0]}: tests must run without a network")
    return CONNECT(connection, address)


socket.socket.connect = connect_on_this_machine


@pytest.hookimpl(wrapper=True)
def pytest_collect_file():
    """Look for examples in the docstrings of the library, and not of its tests as well."""
    return [found for found in (yield) if not isinstance(found, DoctestModule)]


def pytest_collection_modifyitems(items):
    """Begin with what takes longest: the study, then the files with slow tests, those of few tests before those of many.

    A process that came to them last would be at work alone when the others have ended.
    """
    counted = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path.stem != "test_study", item.path not in slow, counted[item.path], item.path))


def pytest_collection_finish():
    """Let the collector of garbage pass over what stays until the end, the modules and thousands of cases, and come
    less often: it would take a thirtieth of the time."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(200_000)


def pytest_terminal_summary(terminalreporter):
    """Say plainly that tests were left out for want of a browser, and how to get one."""
    left_out = [report for report in terminalreporter.getreports("skipped") if "no browser" in str(report.longrepr)]
    if left_out:
        reason = left_out[0].longrepr[-1].removeprefix("Skipped: ")
        terminalreporter.write_line(
            f"{reason}: {len(left_out)} tests of the reading page were left out. On Debian: apt-get install chromium"
        )
