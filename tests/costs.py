"""What work costs, for tests that nothing grows faster than its input.

Processor time of this process alone, so that a busy machine counts little; and a second look
before a verdict, since it does count.
"""

import time
from collections.abc import Callable

TIMES = 8
SLACK = 3  # times as dear as even growth: quadratic work is eight times as dear
UNSURE = 0.1  # seconds that are lost to other things


def cost(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Whether `work` of eight times `size` takes about eight times as long as of `size`."""
    for _ in range(2):
        small, large = cost(lambda: work(size)), cost(lambda: work(TIMES * size))
        print(f"{small:.3f} s, and {large:.3f} s for {TIMES} times the size")
        if large <= SLACK * TIMES * small + UNSURE:
            return True
    return False
