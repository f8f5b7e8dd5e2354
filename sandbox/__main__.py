"""python -m sandbox: serve the operator until told to stop."""

from __future__ import annotations

import os
import signal
import sys
import threading

from .app import create_app, server
from .settings import Settings


def main() -> int:
    if os.environ.get("LIPA_MODE") == "production":
        print("The sandbox is a toy operator: it does not run where LIPA_MODE=production.", file=sys.stderr)
        return 1
    settings = Settings.from_env()
    app = create_app(settings)
    try:
        serving = server(app, os.environ.get("LIPA_SANDBOX_HOST", "127.0.0.1"), settings.port)
    except OSError as problem:
        print(
            f"The sandbox can't listen on port {settings.port}: {problem.strerror}. Set LIPA_SANDBOX_PORT.",
            file=sys.stderr,
        )
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=serving.shutdown).start())
    app.extensions["operator"].start()
    print(f"Sandbox: the phone on http://127.0.0.1:{settings.port}/ , the operator's desk on /sandbox/", flush=True)
    serving.serve_forever()
    app.extensions["operator"].stop()
    app.extensions["operator"].store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
