"""How often somebody may ask: counted in memory, a minute at a time, by each worker for itself."""

import threading
import time
from collections import Counter
from collections.abc import Callable

_SECONDS = 60


class RateLimit:
    """At most so many uses of a key in a minute."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._minute = 0
        self._used: Counter[int] = Counter()
        self._lock = threading.Lock()

    def take(self, key: int) -> int:
        """Count a use; return 0, or the seconds to wait where there were too many."""
        now = self._clock()
        with self._lock:
            if int(now // _SECONDS) != self._minute:
                self._minute = int(now // _SECONDS)
                self._used.clear()
            if self._used[key] >= self._most:
                return int(_SECONDS - now % _SECONDS) + 1
            self._used[key] += 1
            return 0
