"""Compares how long two functions take on a busy machine."""

import math
import time
from collections.abc import Callable

MOST_TRIES = 60


def take_as_long(one: Callable[[], object], other: Callable[[], object], most: float, tries: int = 5) -> bool:
    """Whether neither takes more than `most` times as long as the other: in turns, by the best time of each.

    Other processes make a try longer, never shorter: a real difference stays, however many tries.
    """
    best = [math.inf, math.inf]
    for number in range(MOST_TRIES):
        for index, run in enumerate((one, other)):
            began = time.perf_counter()
            run()
            best[index] = min(best[index], time.perf_counter() - began)
        if number + 1 >= tries and 1 / most < best[0] / best[1] < most:
            return True
    return False
