"""Small numbers of people are not shown: neither as they are nor by what is left of the others."""

from collections.abc import Collection, Sequence

Counts = tuple[int | None, ...]


def masked(counts: Sequence[int], threshold: int) -> Counts:
    """With None for each count from 1 to under the threshold, and for what would tell it.

    What is hidden is never alone and no less than the threshold all together: with fewer, the
    total would tell. The next smallest are hidden for that, those of nobody last.
    """
    return _without(counts, _hidden(counts, threshold, ()))


def masked_table(table: Sequence[Sequence[int]], threshold: int) -> tuple[Counts, ...]:
    """The same for rows and columns, until neither tells what the other hides."""
    rows, columns = (
        [list(row) for row in table],
        [list(column) for column in zip(*table, strict=True)],
    )
    hidden: set[tuple[int, int]] = set()
    while True:
        before = len(hidden)
        for at, row in enumerate(rows):
            known = [b for a, b in hidden if a == at]
            hidden |= {(at, b) for b in _hidden(row, threshold, known)}
        for at, column in enumerate(columns):
            known = [a for a, b in hidden if b == at]
            hidden |= {(a, at) for a in _hidden(column, threshold, known)}
        if len(hidden) == before:
            return tuple(
                _without(row, {b for a, b in hidden if a == at}) for at, row in enumerate(rows)
            )


def _hidden(counts: Sequence[int], threshold: int, known: Collection[int]) -> set[int]:
    """Which places are hidden, those known to be included."""
    order = sorted(range(len(counts)), key=lambda at: (counts[at] == 0, counts[at], at))
    gone = {at for at in order if 0 < counts[at] < threshold} | set(known)
    for at in order:
        is_enough = len(gone) > 1 and sum(counts[one] for one in gone) >= threshold
        if not gone or is_enough:
            break
        gone.add(at)
    return gone


def _without(counts: Sequence[int], hidden: Collection[int]) -> Counts:
    return tuple(None if at in hidden else count for at, count in enumerate(counts))
