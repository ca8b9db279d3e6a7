"""A rate limit per minute, counted in the memory of each worker process."""

import threading
import time
from collections import Counter
from collections.abc import Callable

_SECONDS = 60


class RateLimit:
    """Allows at most `limit` uses of a key per minute."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._minute = 0
        self._used: Counter[int] = Counter()
        self._lock = threading.Lock()

    def take(self, key: int) -> int:
        """Count a use. Return 0, or the seconds to wait if the limit is reached."""
        now = self._clock()
        with self._lock:
            if int(now // _SECONDS) != self._minute:
                self._minute = int(now // _SECONDS)
                self._used.clear()
            if self._used[key] >= self._limit:
                return int(_SECONDS - now % _SECONDS) + 1
            self._used[key] += 1
            return 0
