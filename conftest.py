"""What the tests and the examples in docstrings share: no figure outlives the one that draws it."""

import matplotlib.pyplot
import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    """Close every figure afterwards, so that none is kept alive by pyplot."""
    yield
    matplotlib.pyplot.close("all")
