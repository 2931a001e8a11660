"""Rows of numbers that are worked out once for a word and found again in later documents."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Asked = TypeVar("Asked", bound=Hashable)
MOST = 100_000  # rows that are kept; a bound on memory, not on results


class _Numbers(dict[Asked, int], Generic[Asked]):
    """Numbers in the order in which they are first asked for; `new` are those of this time."""

    def __init__(self) -> None:
        super().__init__()
        self.new: list[Asked] = []

    def __missing__(self, asked: Asked) -> int:
        number = self[asked] = len(self)
        self.new.append(asked)
        return number


class Remembered(Generic[Asked]):
    """A table with a row for each thing that was asked for.

    `rows` tells which rows of `values` these are; the next call may move them.
    """

    def __init__(self) -> None:
        self.numbers: _Numbers[Asked] = _Numbers()
        self.values: npt.NDArray[Any] = np.zeros(0)

    def rows(self, asked: Sequence[Asked], make: Callable[[Asked], npt.ArrayLike]) -> list[int]:
        """The row of each thing; `make` gives what stands there, the same for the same thing."""
        numbers = self.numbers
        if len(numbers) > MOST:
            numbers.clear()
        known = len(numbers)
        found = list(map(numbers.__getitem__, asked))
        if new := numbers.new:
            made = np.stack([make(one) for one in new])
            if len(numbers) > len(self.values):
                wider = np.zeros((2 * len(numbers), *made.shape[1:]), dtype=made.dtype)
                if known:
                    wider[:known] = self.values[:known]
                self.values = wider
            self.values[known : len(numbers)] = made
            numbers.new = []
        return found
