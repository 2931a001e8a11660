"""spacecorp: an offline, deterministic corpus analyser for the space industry."""

import os

__version__ = "0.1.0"

# The network multiplies small matrices: threads of the linear algebra under numpy would cost more
# than they save, and twice so beside our own workers. It reads this when numpy is loaded.
for _limit in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_limit, "1")
