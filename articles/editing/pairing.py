"""Which paragraph of one text is which of another, by how much they have in common."""

from collections.abc import Sequence


def pairs(alike: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs, in the order of both, that have most in common taken together.

    `alike`: how much each of the one text has in common with each of the other; 0 where they are no pair.
    """
    rows, columns = len(alike), len(alike[0]) if alike else 0
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found
