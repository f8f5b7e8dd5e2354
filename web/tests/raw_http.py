"""Requests as raw bytes, and the statuses of the answers."""

import re
import socket

# Headers that give the body's length in ways that two servers could read differently.
AMBIGUOUS = (
    "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
    "Content-Length: 6\r\nContent-Length: 60\r\n", "Content-Length: +6\r\n", "Content-Length: 6_0\r\n",
    "Content-Length : 6\r\n", "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n",
    "Transfer-Encoding: \x0bchunked\r\n", "X-A: b\r\n folded: yes\r\nTransfer-Encoding: \x0bchunked\r\n",
)  # fmt: skip


def spoken(port: int, request: str, source: str = "127.0.0.1") -> list[int]:
    """The statuses of all answers until the connection is closed or silent for 20 seconds."""
    with socket.create_connection(("127.0.0.1", port), 20, source_address=(source, 0)) as connection:
        connection.sendall(request.encode("latin-1"))
        received = b""
        try:
            while part := connection.recv(65536):
                received += part
        except TimeoutError:
            pass
    return [int(status) for status in re.findall(rb"^HTTP/1\.[01] ([0-9]{3})", received, re.MULTILINE)]
