"""Requests written by hand, byte for byte, and what comes back on the line."""

import re
import socket

# Where a body begins and ends, said in ways that two readers could understand differently.
AMBIGUOUS = (
    "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
    "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
    "Content-Length: 6\r\nContent-Length: 60\r\n",
    "Content-Length: +6\r\n",
    "Content-Length: 6_0\r\n",
    "Content-Length : 6\r\n",
    "Transfer-Encoding: xchunked\r\n",
    "Transfer-Encoding: chunked, identity\r\n",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    "Transfer-Encoding : chunked\r\n",
    "Transfer-Encoding: \x0bchunked\r\n",
    "X-A: b\r\n folded: yes\r\nTransfer-Encoding: \x0bchunked\r\n",
)


def spoken(port: int, request: str, source: str = "127.0.0.1") -> list[int]:
    """The statuses of all that comes back until the line is closed, or long enough silent for a busy machine."""
    with socket.create_connection(("127.0.0.1", port), 20, source_address=(source, 0)) as line:
        line.sendall(request.encode("latin-1"))
        heard = b""
        try:
            while part := line.recv(65536):
                heard += part
        except TimeoutError:
            pass
    return [int(status) for status in re.findall(rb"^HTTP/1\.[01] ([0-9]{3})", heard, re.MULTILINE)]
