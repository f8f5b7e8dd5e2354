"""What the clients asked for and what they were told: one JSON line each, on disk before the client goes on.

invoke: it is about to ask. ok: it was told that this happened. fail: it was told that nothing happened. info: it got no
answer, so both is legal, but not twice.
"""

import itertools
import json
import os
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

INVOKE, OK, FAIL, INFO = "invoke", "ok", "fail", "info"


class History:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        known = len(path.read_bytes().splitlines()) if path.exists() else 0  # a second run in the same world goes on
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self._numbers = itertools.count(known + 1)
        self.open = 0  # operations that were invoked and did not end

    def invoke(self, client: int, kind: str, **values: Any) -> int:
        """Note what is about to be asked. Returns its number."""
        number = next(self._numbers)
        with self._lock:
            self.open += 1
        self._write(number, INVOKE, client=client, kind=kind, **values)
        return number

    def end(self, number: int, how: str, **values: Any) -> None:
        """Note what became of it."""
        self._write(number, how, **values)
        with self._lock:
            self.open -= 1

    def note(self, what: str, **values: Any) -> None:
        """Note something that no client asked for, such as a fault."""
        self._write(0, what, **values)

    def read(self) -> list[dict[str, Any]]:
        """All lines."""
        with self._lock:
            self._file.flush()
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]

    def close(self) -> None:
        self._file.close()

    def _write(self, number: int, what: str, **values: Any) -> None:
        line = json.dumps({"op": number, "what": what, "at": round(time.time(), 4), **values}, ensure_ascii=False)
        with self._lock:
            self.counts[what] += 1
            self._file.write(line + "\n")
            self._file.flush()
            os.fdatasync(self._file.fileno())
