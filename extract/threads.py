"""How many threads numpy's matrices get: one."""

import os


def one_thread_each() -> None:
    """Say so to numpy's matrix library where it is not loaded yet, and to every process that this one starts.

    Two processes whose threads waited for each other read 3 papers a second on two cores, with a thread each 14. A
    process by itself gains nothing from a second one.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
