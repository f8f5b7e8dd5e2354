"""Stands in for what the worker calls: takes prompts and messages, and writes each down. A process of its own.

python -m bench.rush.operator FOLDER: the port is in FOLDER/port, what came in FOLDER/heard (a line each, its kind and
its text), and while FOLDER/slow exists an answer takes a second.
"""

import asyncio
import itertools
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}"
QUERIED = {"ResponseCode": "0", "CheckoutRequestID": "1", "ResultCode": "1032", "ResultDesc": "cancelled"}
count = itertools.count(1)


async def serve(folder: Path) -> None:
    """Answer until killed."""
    with (folder / "heard").open("a", encoding="utf-8", buffering=1) as heard:

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                while head := await reader.readuntil(b"\r\n\r\n"):
                    length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0].strip()
                    body = (await reader.readexactly(int(length or 0))).decode()
                    path = head.split(b" ", 2)[1].decode()
                    said, answer = _answer(path, body)
                    if said:
                        heard.write(json.dumps(said) + "\n")
                    if (folder / "slow").exists():
                        await asyncio.sleep(1)
                    text = json.dumps(answer)
                    writer.write(HEAD.format(len(text), text).encode())
                    await writer.drain()
            except (asyncio.IncompleteReadError, ConnectionError):
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=200)
        (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
        (folder / "port.new").rename(folder / "port")
        await server.serve_forever()


def _answer(path: str, body: str) -> tuple[list[str], Mapping[str, object]]:
    """What to write down, and what to answer."""
    if "oauth" in path:
        return [], {"access_token": "t", "expires_in": "3599"}
    if "stkpush/" in path:
        accepted = {"MerchantRequestID": f"M{next(count)}", "CheckoutRequestID": f"C{next(count)}", "ResponseCode": "0"}
        return ["prompt", json.loads(body)["CallBackURL"].rpartition("/")[2]], accepted
    if "messaging" in path:
        form = parse_qs(body)
        entry = {"statusCode": 101, "number": form["to"][0], "status": "Success", "cost": "KES 0.8000",
                 "messageId": f"AT{next(count)}"}  # fmt: skip
        return ["sms", form["to"][0] + " " + form["message"][0]], {
            "SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [entry]}
        }
    return [], QUERIED


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
