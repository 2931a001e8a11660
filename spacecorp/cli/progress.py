"""A progress bar where there is a terminal to show it on, silence elsewhere."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..output.safe import inert


@dataclass(frozen=True, slots=True)
class Progress:
    """Where work in progress shows: `advance` after each file, `say` for a line of its own."""

    advance: Callable[[], None]
    say: Callable[[str], None]


@contextmanager
def progress(
    doing: str, count: Callable[[], int] | None = None, *, hidden: bool = False
) -> Iterator[Progress]:
    """Shows how far the work is, on standard error.

    `count` says how many files there are, None that nobody knows; it is called only where a
    bar is shown.
    """
    if hidden or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Progress(lambda: None, lambda line: print(inert(line), file=sys.stderr))
        return
    from rich import progress as rich_progress
    from rich.console import Console
    from rich.text import Text

    class Rate(rich_progress.ProgressColumn):
        def render(self, task: rich_progress.Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.0f}/s" if speed else "", style="progress.data.speed")

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    with rich_progress.Progress(
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        Rate(),
        rich_progress.TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task(doing, total=count() if count else None)
        yield Progress(
            lambda: bar.advance(task), lambda line: console.print(Text(inert(line)), soft_wrap=True)
        )
