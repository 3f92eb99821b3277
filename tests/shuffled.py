"""Frames that say the same in another order, with further columns or other labels of rows."""

# Names that the functions might use for themselves, or that look like what was counted.
AWKWARD = [
    "note", "order", "row", "number", "category", "place", "group", "part", "sign", "window", "unit", "first", "level_0",
]  # fmt: skip


def columns_shuffled(frame, random):
    return frame[random.permutation(frame.columns)]


def columns_added(frame, random):
    """Anywhere in the frame, with text, numbers and missing values in them."""
    frame = frame.copy()
    for at, name in enumerate(name for name in AWKWARD if name not in frame):
        values = [random.choice(["甲", "乙", ""], len(frame)), random.integers(0, 9, len(frame)), None][at % 3]
        frame.insert(int(random.integers(0, frame.shape[1] + 1)), name, values)
    return frame


def rows_shuffled(frame, random):
    return frame.iloc[random.permutation(len(frame))]


def index_changed(frame, random):
    """Labels that repeat, as concat leaves them."""
    return frame.set_axis(random.integers(0, max(2, len(frame) // 2), len(frame)), axis="index")


def all_at_once(frame, random):
    """What hangs on one of these, hangs on them all."""
    for change in (columns_added, columns_shuffled, rows_shuffled, index_changed):
        frame = change(frame, random)
    return frame
