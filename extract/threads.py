"""How many threads numpy's matrices get while texts are read: one."""

from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """Within it numpy's matrix library, which has to be loaded already, works with one thread.

    Two processes whose threads waited for each other read 3 papers a second on two cores, with a thread each 14. A
    process by itself takes half as much of the processor again with a second thread, and is no faster. Around it, in a
    notebook say, numpy keeps the threads that it has.
    """
    limited: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limited


@cache
def _libraries() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
