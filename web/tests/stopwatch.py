"""Whether two things take as long, on a machine that does others beside them."""

import math
import time
from collections.abc import Callable

MOST_TRIES = 60


def take_as_long(one: Callable[[], object], other: Callable[[], object], most: float, tries: int = 5) -> bool:
    """Whether neither takes more than so many times as long as the other, in turns, by the best of its tries.

    What else the machine does makes a try longer, never shorter; so who differs goes on differing, however often.
    """
    best = [math.inf, math.inf]
    for number in range(MOST_TRIES):
        for place, act in enumerate((one, other)):
            began = time.perf_counter()
            act()
            best[place] = min(best[place], time.perf_counter() - began)
        if number + 1 >= tries and 1 / most < best[0] / best[1] < most:
            return True
    return False
