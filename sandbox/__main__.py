"""python -m sandbox: serve the simulated operator until a signal stops it."""

import os
import signal
import sys
import threading

from sandbox.app import create_app, create_server
from sandbox.settings import Settings
from sandbox.simulated_operator import Operator


def main() -> int:
    if os.environ.get("LIPA_MODE") == "production":
        print("The sandbox simulates an operator: it does not run where LIPA_MODE=production.", file=sys.stderr)
        return 1
    settings = Settings.from_env()
    app = create_app(settings)
    operator: Operator = app.extensions["operator"]
    try:
        server = create_server(app, os.environ.get("LIPA_SANDBOX_HOST", "127.0.0.1"), settings.port)
    except OSError as error:
        reason = f"The sandbox can't listen on port {settings.port}: {error.strerror}. Set LIPA_SANDBOX_PORT."
        print(reason, file=sys.stderr)
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    operator.start()
    print(f"Sandbox: the phone on http://127.0.0.1:{settings.port}/ , the operator's console on /sandbox/", flush=True)
    server.serve_forever()
    operator.stop()
    operator.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
