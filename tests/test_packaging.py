"""One list of packages, one version, one lock."""

import re
import tomllib
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from discourse.cite import cite

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def ranges(lines):
    """What is asked for: name -> range."""
    return {requirement.name: str(requirement.specifier) for requirement in map(Requirement, lines)}


def asked_of_conda():
    """What environment.yml asks for, of conda and of pip, and the last line of pip's."""
    *conda, of_pip = ENVIRONMENT["dependencies"]
    *pip, project = of_pip["pip"]
    return ranges(conda + pip), project


def pinned():
    """The lock's entries: name -> the requirements that pin it, one for each set of Pythons."""
    entries = {}
    for line in re.findall(r"^[a-z0-9].*$", LOCK, re.MULTILINE):
        requirement = Requirement(line.removesuffix("\\"))
        entries.setdefault(requirement.name, []).append(requirement)
    return entries


def test_conda_and_pip_users_get_the_same_packages():
    asked, project = asked_of_conda()
    expected = ranges(PROJECT["dependencies"])
    assert asked == expected | {"python": PROJECT["requires-python"], "pip": ""}
    assert project == "-e .[lab]"


def test_conda_users_get_an_environment_of_the_name_the_readme_gives():
    assert (ENVIRONMENT["name"], ENVIRONMENT["channels"]) == ("discourse", ["conda-forge"])


# What talks to a cluster must be of the version that the cluster has.
PINNED = {name: lines for name, lines in PROJECT["optional-dependencies"].items() if name != "scale"}


@pytest.mark.parametrize("line", [*PROJECT["dependencies"], *chain(*PINNED.values())])
def test_the_lock_pins_every_package_inside_its_range(line):
    asked = Requirement(line)
    pins = pinned()[asked.name]
    for pin in pins:
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert Version(exact.version) in asked.specifier


def test_every_pin_carries_a_sum():
    entries = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > len(PROJECT["dependencies"])
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_holds_no_address():
    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links| @ ", LOCK) == []


def test_what_builds_the_package_is_what_the_lock_pins():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert build == PROJECT["optional-dependencies"]["build"]


def test_the_version_to_cite_is_the_version_installed():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == PROJECT["version"] == version("discourse")
    told = [
        citation["title"],
        *(author["name"] for author in citation["authors"]),
        f"version = {{{citation['version']}}}",
    ]
    assert all(each in cite() for each in told)
    assert {key: citation[key] for key in citation["preferred-citation"]} == citation["preferred-citation"]


def test_no_module_gives_the_version_a_second_time():
    sources = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")}
    assert [name for name, source in sources.items() if re.search(r"""__version__ = ["']\d""", source)] == []
