"""Walk through every pattern of the library, and print those whose time grows faster than a line does.

    python benchmarks/patterns.py               all of them
    python benchmarks/patterns.py texts/table   those compiled in a file with this in its path
    python benchmarks/patterns.py --minutes 10  then read texts made of such lines for ten minutes (--seed 1: others)

Whatever the library compiles is caught: by its modules as they are loaded, in tables and in classes, and what it builds
while it reads texts and tables. Each pattern is asked of lines built from its own parse: what fits it up to a repeat,
then the repeated part thousands of times; its begin again and again; each of its signs alone. It is asked in the ways
in which the code asks its name, and in which it was asked while those texts were read; in every way where neither is
known. Four times the length may take nine times the processor time (n log n takes five, n² sixteen). Patterns that are
known to be steep, or not, are asked first: else nothing would say that steep ones are seen.

Read as a text, a line of twice the length takes no more than thrice the time. Ends with 1 if anything is steep.
"""

import argparse
import ast
import importlib
import pkgutil
import re
import signal
import sys
import time
import warnings
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
LIBRARY = f"{ROOT / 'src' / 'discourse'}/"
# A line is made longer until a pattern takes so many seconds for it; then it is made four times as long.
LENGTHS, MEASURABLE, STEEP = (500, 1000, 2000, 4000, 8000, 16_000), 0.01, 9
# What takes so many seconds more is stopped.
PATIENCE = 5
DRAWS = 3
# What is read in less time is not compared; nothing may take more. Twice the length may take so many times as long.
LEAST_OF_TEXT, MOST_OF_TEXT, TWICE = 0.25, 4, 3
ENDINGS = ".txt", ".md", ".html"
# Signs that are tried for a class, or for any sign.
SIGNS = "谈a1A 、，。：“”（）_-\n\t\0/<>|*#.年是"
REPEATS = _constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT
# More than so many times is a repeat that a line can fill.
MANY = 20
CATEGORIES = {
    _constants.CATEGORY_SPACE: r"\s", _constants.CATEGORY_NOT_SPACE: r"\S", _constants.CATEGORY_DIGIT: r"\d",
    _constants.CATEGORY_NOT_DIGIT: r"\D", _constants.CATEGORY_WORD: r"\w", _constants.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
WAYS: dict[str, Callable[[re.Pattern, Any], object]] = {
    "match": re.Pattern.match,
    "fullmatch": re.Pattern.fullmatch,
    "search": re.Pattern.search,
    "finditer": lambda pattern, line: deque(pattern.finditer(line), maxlen=0),
}

# Asked first: what is steep must be seen, what is not must pass.
STEEP_ONES = [r"\s*x", r"“[^”]*”", r"(a|b|ab)*c", r"[A-Za-z ]*\s*/", r"(?:\d+,)+$", r"x.*y$"]
OTHERS = [r"(?<!\s)\s*+x", r"“[^“”]*+”", r"(?<![ab])(?:a|b)*+c", r"\w{0,9}(?<!\s)\s*+/", r"谈{1,30}空", r"\d{4}年|谈"]
ASKING = {*WAYS, "findall", "sub", "subn", "split"}


def way_of(method: str) -> str:
    """Return the way in which a method asks: those that go through all of a line are one."""
    return method if method in WAYS else "finditer"


class Caught:
    """The patterns that the library compiles: where each stands, and in which ways it is asked."""

    def __init__(self) -> None:
        self.places: dict[re.Pattern, str] = {}
        self.ways: dict[re.Pattern, set[str]] = defaultdict(set)
        self.built: set[str] | None = None

    def catch(self) -> None:
        """Catch what is compiled from now on; once the library is loaded, one pattern of each line of the code."""
        compile_any = _compiler.compile
        re.purge()

        def compile_caught(source: Any, flags: int = 0) -> re.Pattern:
            pattern, place = compile_any(source, flags), place_of(sys._getframe(1))
            if place and (self.built is None or place not in self.built):
                self.places.setdefault(pattern, place)
            if self.built is not None:
                self.built.add(place)
            return pattern

        _compiler.compile = compile_caught

    def ways_of(self, pattern: re.Pattern) -> set[str]:
        """Return the ways in which a pattern is asked; all of them where none is known."""
        return self.ways.get(pattern, set()) | ways_by_name().get(self.places[pattern], set()) or {*WAYS}

    def listen(self, frame: FrameType, event: str, called: Any) -> None:
        """Note which pattern is asked in which way; the interpreter calls this at each call."""
        if event == "c_call" and isinstance(pattern := getattr(called, "__self__", None), re.Pattern):
            self.ways[pattern].add(way_of(called.__name__))


def place_of(frame: FrameType | None) -> str:
    """Return the file and line of the library that a pattern is compiled for; nothing where it is another's."""
    while frame and "/re/" in frame.f_code.co_filename:
        frame = frame.f_back
    if frame and frame.f_code.co_filename.startswith(LIBRARY):
        return f"{frame.f_code.co_filename.removeprefix(LIBRARY)}:{frame.f_lineno}"
    return ""


def names_in(code: ast.AST) -> list[str]:
    """List the names that a piece of code holds."""
    return [each.id for each in ast.walk(code) if isinstance(each, ast.Name)]


@cache
def ways_by_name() -> dict[str, set[str]]:
    """Return in which ways the code asks what has a name of its own, by the file and line where it gets the name."""
    asked, homes = defaultdict[tuple[str, str], set[str]](set), dict[str, list[tuple[str, str]]]()
    for path in Path(LIBRARY).rglob("*.py"):
        code, own = ast.parse(path.read_text(encoding="utf-8")), path.as_posix().removeprefix(LIBRARY)
        # Where the names of a module come from, which modules it calls by a name, and what goes through which tables.
        imported = {
            each.asname or each.name: (node.module.removeprefix("discourse.").replace(".", "/"), each.name)
            for node in ast.walk(code)
            if isinstance(node, ast.ImportFrom) and node.module
            for each in node.names
        }
        members = defaultdict[str, set[str]](set)
        for node in ast.walk(code):
            if isinstance(node, ast.For | ast.comprehension):
                for name in names_in(node.target):
                    members[name] |= {name, *names_in(node.iter)}
        for node in ast.walk(code):
            if isinstance(node, ast.Attribute) and node.attr in ASKING:
                match node.value:
                    case ast.Name(id=named):
                        for name in members.get(named, {named}):
                            folder, origin = imported.get(name, (own.removesuffix(".py"), name))
                            asked[f"{folder}.py", origin].add(way_of(node.attr))
                    case ast.Attribute(value=ast.Name(id=module), attr=name) if module in imported:
                        asked[f"{'/'.join(imported[module])}.py", name].add(way_of(node.attr))
        for node in code.body:
            if isinstance(node, ast.Assign):
                names = [(own, name) for name in names_in(node.targets[0])]
                homes |= {f"{own}:{line}": names for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    return {place: set().union(*(asked[name] for name in names)) for place, names in homes.items()}


def catch_patterns() -> Caught:
    """Load every module of the library, read what the fuzz makes, and catch the patterns."""
    caught = Caught()
    caught.catch()
    package = importlib.import_module("discourse")
    for module in pkgutil.walk_packages(package.__path__, "discourse."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    caught.built = set()
    fuzz = importlib.import_module("fuzz")
    sys.setprofile(caught.listen)
    for kind in fuzz.FORMATS:
        deque(fuzz.try_batch(kind, range(30), seed=0), maxlen=0)
    layouts = sorted((ROOT / "tests" / "texts" / "layouts").glob("*.txt"))
    articles = [fuzz.read_one(path.read_bytes(), ".txt", path.stem) for path in layouts]
    for path in layouts:
        # The same as a page of narrow lines.
        fuzz.read_one(re.sub("(.{24})", r"\1\n", path.read_text(encoding="utf-8")).encode(), ".txt")
    fuzz.hold_of_articles(articles)
    paragraphs = fuzz.build_corpus([article for article, _ in articles]).paragraphs
    package.find_actions(paragraphs)
    package.find_commitments(paragraphs)
    package.find_quotations(paragraphs)
    sys.setprofile(None)
    return caught


def is_in(sign: str, items: list[tuple]) -> bool:
    """Tell whether a class of a pattern has a sign."""
    code, found = ord(sign), False
    for kind, given in items:
        if kind is _constants.LITERAL:
            found |= code == given
        elif kind is _constants.RANGE:
            found |= given[0] <= code <= given[1]
        elif kind is _constants.CATEGORY:
            found |= re.match(CATEGORIES[given], sign) is not None
    return found != (items[0][0] is _constants.NEGATE)


def spell(tree: Any, draw: Random) -> str:
    """Write what fits a parsed pattern, or nearly so: repeats as seldom as they may, but once."""
    return "".join(spell_part(kind, given, draw) for kind, given in tree)


def spell_part(kind: Any, given: Any, draw: Random) -> str:
    """Write what fits a part of a parsed pattern; nothing for what only looks around."""
    if kind is _constants.LITERAL:
        return chr(given)
    if kind is _constants.IN:
        named = [chr(code if kind is _constants.LITERAL else draw.choice(code)) for kind, code in given
                 if kind in (_constants.LITERAL, _constants.RANGE)]  # fmt: skip
        return draw.choice([sign for sign in [*named, *SIGNS] if is_in(sign, given)] or [""])
    if kind in (_constants.NOT_LITERAL, _constants.ANY):
        return draw.choice([sign for sign in SIGNS if given is None or ord(sign) != given])
    if kind is _constants.BRANCH:
        return spell(draw.choice(given[1]), draw)
    if kind in REPEATS:
        return "".join(spell(given[2], draw) for _ in range(max(given[0], min(given[1], 1))))
    return "".join(spell(inner, draw) for inner in parts_of(kind, given)) if kind not in AROUND else ""


AROUND = _constants.ASSERT, _constants.ASSERT_NOT


def parts_of(kind: Any, given: Any) -> list[Any]:
    """List the patterns inside a part of a parsed pattern."""
    if kind is _constants.BRANCH:
        return given[1]
    if kind in (*REPEATS, *AROUND, _constants.SUBPATTERN):
        return [given[-1]]
    if kind is _constants.GROUPREF_EXISTS:
        return [inner for inner in given[1:] if inner]
    return [given] if kind is _constants.ATOMIC_GROUP else []


def repeats_of(tree: Any, draw: Random, before: str = "") -> Iterator[tuple[str, str]]:
    """List the repeats of a parsed pattern: what fits it before each, and what is repeated."""
    for kind, given in tree:
        for inner in parts_of(kind, given):
            yield from repeats_of(inner, draw, before)
        if kind in REPEATS and given[1] > MANY:
            yield before, spell(given[2], draw)
        before += spell_part(kind, given, draw)


def lines_of(pattern: re.Pattern, draw: Random) -> set[tuple[str, str]]:
    """List the lines that a pattern is asked of: what each begins with, and what is repeated up to its length."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    lines = {("", sign) for sign in " \n1a"}
    for _ in range(DRAWS):
        fit = spell(tree, draw)
        lines |= {("", fit), ("", fit[:-1]), *(("", sign) for sign in fit)}
        for before, repeated in repeats_of(tree, draw):
            lines |= {(before, repeated), ("", before + repeated), ("", before), ("", repeated + "谈")}
    return {(begin, unit) for begin, unit in lines if unit}


def seconds_of(ask: Callable, pattern: re.Pattern, line: str) -> float:
    """Ask a pattern of a line; return the seconds of the processor, or infinity where it does not end."""
    given = line if isinstance(pattern.pattern, str) else line.encode("latin-1", "replace")
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        ask(pattern, given)
    except TimeoutError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begun


def growth_of(ask: Callable, pattern: re.Pattern, begin: str, unit: str, end: str) -> float:
    """Return how many times as long a pattern takes for a line of four times the length; 0 where it takes no time."""

    def seconds(length: int, times: int = 1) -> float:
        line = begin + (unit * (length // len(unit) + 1))[:length] + end
        return min(seconds_of(ask, pattern, line) for _ in range(times))

    for length in LENGTHS:
        if (once := seconds(length)) > MEASURABLE:
            # The processor may have been another's.
            return seconds(4 * length, 2) / min(once, seconds(length)) if once < PATIENCE else once
    return 0


def steepest(pattern: re.Pattern, ways: set[str]) -> tuple[float, str]:
    """Return the steepest growth of a pattern, and for what; the first that is steep will do."""
    draw, most = Random(0), (0.0, "")
    for begin, unit in sorted(lines_of(pattern, draw)):
        for way, end in product(sorted(ways), ("", "\0")):
            most = max(
                most, (growth_of(WAYS[way], pattern, begin, unit, end), f"{way} of {begin!r}, {unit!r} …, {end!r}")
            )
            if most[0] > STEEP:
                return most
    return most


def stop(number: int, frame: FrameType | None) -> None:
    """Stop what takes too long."""
    raise TimeoutError


def try_known() -> Iterator[str]:
    """Ask patterns that are known to be steep or not; say of which the answer is wrong."""
    for source in [*STEEP_ONES, *OTHERS]:
        seen = steepest(re.compile(source), {*WAYS})[0] > STEEP
        yield f"{source!r} is {'' if seen else 'not '}found steep" if seen != (source in STEEP_ONES) else ""


def try_patterns(caught: Caught, part: str) -> Iterator[str]:
    """Ask the patterns of the library; say which are steep."""
    for pattern, place in sorted(caught.places.items(), key=lambda each: each[1]):
        if part in place:
            growth, line = steepest(pattern, caught.ways_of(pattern))
            yield f"{place}: {pattern.pattern[:80]!r}: {growth:.0f} times for {line}" if growth > STEEP else ""


def try_readings(caught: Caught, seed: int, seconds: float) -> Iterator[str]:
    """Read texts made of such lines for some time; say which take more than thrice the time at twice the length."""
    fuzz, draw, until = importlib.import_module("fuzz"), Random(seed), time.monotonic() + seconds
    lines = sorted({unit for pattern in caught.places for _, unit in lines_of(pattern, draw)})
    fuzz.hold_of_text("谈。".encode(), ".html")
    while time.monotonic() < until:
        unit, ending, taken = "".join(draw.choices(lines, k=draw.choice([1, 1, 2]))), draw.choice(ENDINGS), []
        for length in (4000, 8000):
            text = "谈\n\n" + (unit * length)[:length] + "完。\n"
            begun = time.process_time()
            with suppress(fuzz.DiscourseError):
                fuzz.hold_of_text(text.encode("utf-8", "replace"), ending)
            taken.append(time.process_time() - begun)
            if taken[-1] < LEAST_OF_TEXT:
                break
        steep = len(taken) == 2 and (taken[1] > TWICE * taken[0] or taken[1] > MOST_OF_TEXT)
        yield f"{ending} of {unit!r}: {taken[0]:.2f} s, of twice the length {taken[1]:.2f} s" if steep else ""


def main() -> int:
    """Print what is steep, and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", default="")
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--seed", type=int, default=0)
    asked, failed = parser.parse_args(), 0
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGPROF, stop)
    caught = catch_patterns()
    heard = sum(pattern in caught.ways for pattern in caught.places)
    for what, tried in {
        "known patterns": try_known(),
        f"patterns ({heard} of {len(caught.places)} were asked in reading)": try_patterns(caught, asked.part),
        "texts made of their lines": try_readings(caught, asked.seed, 60 * asked.minutes),
    }.items():
        said = [*tried]
        steep = [each for each in said if each]
        print(f"{len(said):,} {what}: {len(steep)} steep or wrong", *steep, sep="\n  ", flush=True)
        failed += len(steep)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
