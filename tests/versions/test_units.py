"""Which blocks are one unit of a test, by hand and on the study."""

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.versions.units import UNITS_OF_TESTS, unite_blocks
from study import NEW, OLD, corpus


def blocks(*rows):
    """Rows of (sentence, point) in either version, None where it has none; the third says that the block was moved."""
    columns = {"block": range(1, len(rows) + 1), "moved": [len(row) > 2 for row in rows]}
    for at, side in enumerate(("old", "new")):
        columns |= {
            f"first_sentence_{side}": [row[at] and row[at][0] for row in rows],
            f"section_{side}": [row[at] and 1 for row in rows],
            f"turn_{side}": [row[at] and 1 for row in rows],
            f"point_{side}": [row[at] and row[at][1] for row in rows],
        }
    return pd.DataFrame(columns)


HERE = blocks(
    ((1, 1), (1, 1)), ((2, 1), None), (None, (2, 1)), ((3, 1), (3, 1)), (None, (4, 1)), ((4, 2), (6, 2)),
    ((5, 2), (5, 2), "moved"), ((6, 2), None), (None, (7, 2)), (None, (8, 3)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("block", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        # 2 and 3 stand between 1 and 4, 8 to 10 after 6; 5 has nothing beside it, and the moved block is one of its own.
        ("replacement", [1, 2, 2, 4, 5, 6, 7, 8, 8, 8]),
        ("point", [1, 1, 1, 1, 1, 6, 7, 6, 6, 10]),
    ],
)
def test_units_by_hand(unit, expected):
    assert unite_blocks(HERE, unit)["block"].tolist() == expected


def test_a_moved_block_does_not_tie_the_points_that_it_left_and_came_to():
    """It is a unit of its own, whichever version is the old one."""
    moved = blocks(((1, 1), (1, 1)), ((2, 1), (4, 2), "moved"), ((3, 2), (3, 2)))
    assert unite_blocks(moved, "point")["block"].tolist() == [1, 2, 3]


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS_OF_TESTS)
def test_units_of_the_study_do_not_hang_on_the_order_of_rows_or_of_the_versions(unit):
    aligned = dc.align_versions(corpus().paragraphs, old=OLD, new=NEW)
    there = unite_blocks(aligned, unit).set_index(aligned["block"])["block"]
    shuffled = aligned.sample(frac=1, random_state=0)
    again = unite_blocks(shuffled, unit).set_index(shuffled["block"])["block"]
    assert again.sort_index().equals(there.sort_index())
    turned = aligned.rename(
        columns=lambda name: name.replace("_old", "_x").replace("_new", "_old").replace("_x", "_new")
    )
    assert unite_blocks(turned, unit)["block"].tolist() == there.tolist()


def test_an_unknown_unit_is_named():
    with pytest.raises(DiscourseError, match="unit='points' is not one of.*Did you mean 'point'"):
        unite_blocks(HERE, "points")
