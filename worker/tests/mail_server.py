"""A mail server on loopback that keeps what it is given, or refuses it."""

import socketserver
import threading
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser


class MailServer(socketserver.ThreadingTCPServer):
    """refuses: this many mails are answered with 451 first."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        self.mails: list[EmailMessage] = []
        self.receivers: list[str] = []
        self.refuses = 0
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class _Dialogue(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline():
            words = line.decode().strip()
            match words.split(":")[0].split(" ")[0].upper():
                case "EHLO" | "HELO":
                    self._say("250 test")
                case "MAIL" if self.server.refuses:
                    self.server.refuses -= 1
                    self._say("451 later")
                case "RCPT":
                    self.server.receivers.append(words.partition("<")[2].rstrip(">"))
                    self._say("250 ok")
                case "DATA":
                    self._say("354 go on")
                    self.server.mails.append(self._read_mail())
                    self._say("250 ok")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _read_mail(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return BytesParser(EmailMessage, policy=policy.default).parsebytes(b"".join(lines))

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
