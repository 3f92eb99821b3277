"""What all tests share: no window is opened, and no results folder is named from outside."""

import matplotlib
import matplotlib.pyplot
import pytest

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def unnamed_results(monkeypatch):
    """Keep a DISCOURSE_RESULTS of the shell from steering where tests write."""
    monkeypatch.delenv("DISCOURSE_RESULTS", raising=False)


@pytest.fixture(autouse=True)
def closed_figures():
    """Close every figure after its test, so that none is kept alive by pyplot."""
    yield
    matplotlib.pyplot.close("all")
