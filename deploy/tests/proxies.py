"""nginx and pgbouncer with the configuration that we ship; only addresses and paths in it are replaced.

The test that wants them starts them, never the system, and stops them by their ids.
"""

import contextlib
import os
import re
import resource
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from web.tests.servers import ROOT, free_port

TEMPS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
# Where fewer files may be open than our configuration says, nginx would warn, and a test fails on warnings.
FILES = min(8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1] % 2**63)  # -1: any number
CONNECTIONS = min(2048, FILES // 2)
# The main configuration of a distribution, around the server block that we ship.
MAIN = f"worker_rlimit_nofile {FILES};\nevents {{{{ worker_connections {CONNECTIONS}; }}}}\nhttp {{{{\n{{}}\n}}}}\n"


def shipped(name: str, replacements: dict[str, str]) -> str:
    """A file of deploy/ with replacements; each of them is there once."""
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    for old, new in replacements.items():
        assert text.count(old) == 1, f"{old} in {name}"
        text = text.replace(old, new)
    return text


class Daemon:
    def __init__(self, name: str, port: int = 0) -> None:
        self.home = Path(tempfile.mkdtemp(prefix=f"lipa-{name}-", dir="/tmp"))
        self.home.chmod(0o755)
        self.port = port or free_port()
        self.log = self.home / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._command: tuple[str, ...] = ()
        self._user = ""

    def start(self, *command: str, user: str = "") -> None:
        self._command, self._user = command, user
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.home, stdout=log, stderr=log, stdin=subprocess.DEVNULL, user=user or None
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise AssertionError(f"{command[0]} does not answer: {self.read_log()}")

    def read_log(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def restart(self) -> None:
        self._end()
        self.start(*self._command, user=self._user)

    def stop(self) -> None:
        self._end()
        shutil.rmtree(self.home, ignore_errors=True)

    def _end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


@contextlib.contextmanager
def _nginx(text: str, port: int) -> Iterator[Daemon]:
    """nginx with this configuration, a pid file and temporary folders of its own."""
    daemon = Daemon("nginx", port)
    temps = "".join(f"  {name}_temp_path {daemon.home}/{name};\n" for name in TEMPS)
    conf = daemon.home / "nginx.conf"
    conf.write_text(text.replace("http {\n", f"http {{\n{temps}", 1).replace("/dev/stderr", str(daemon.log)))
    own = f"daemon off; pid {daemon.home}/pid;" + (" user root;" if os.getuid() == 0 else "")
    command = ("/usr/sbin/nginx", "-e", str(daemon.log), "-c", str(conf), "-g", own)
    try:
        tried = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
        output = tried.stdout + tried.stderr
        assert (tried.returncode, re.findall(r"\[(?:warn|error)\]", output)) == (0, []), output
        daemon.start(*command)
        yield daemon
    finally:
        daemon.stop()


@contextlib.contextmanager
def nginx(callbacks: int, pages: int) -> Iterator[Daemon]:
    """deploy/nginx.conf in front of two local ports."""
    port = free_port()
    replacements = {
        "server callbacks:8000": f"server 127.0.0.1:{callbacks}", "server pages:8000": f"server 127.0.0.1:{pages}",
        "worker_rlimit_nofile 8192": f"worker_rlimit_nofile {FILES}", "listen 8080": f"listen 127.0.0.1:{port}",
        "worker_connections 2048": f"worker_connections {CONNECTIONS}",
    }  # fmt: skip
    with _nginx(shipped("nginx.conf", replacements), port) as daemon:
        yield daemon


@contextlib.contextmanager
def nginx_tls(before: int, certificate: Path, key: Path, forwarded: str = "$remote_addr") -> Iterator[Daemon]:
    """deploy/nginx-tls.conf, the hop before it; `forwarded` is what it sends on about the caller's address."""
    port = free_port()
    replacements = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl", "/etc/lipa/tls/fullchain.pem": str(certificate),
        "/etc/lipa/tls/privkey.pem": str(key), "server 127.0.0.1:8080": f"server 127.0.0.1:{before}",
        "X-Forwarded-For $remote_addr": f"X-Forwarded-For {forwarded}",
    }  # fmt: skip
    with _nginx(MAIN.format(shipped("nginx-tls.conf", replacements)), port) as daemon:
        yield daemon


@contextlib.contextmanager
def refusing_port() -> Iterator[int]:
    """A port that refuses connections, and that nobody else can take meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


class Upstream:
    """Stands in for us and sends what a test wants: this answer to every request, or none at all."""

    def __init__(self, answer: bytes | None) -> None:
        self.received: list[bytes] = []
        self._answer = answer
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._hear, args=(self._listener.accept()[0],), daemon=True).start()

    def _hear(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            self.received.append(_request(line))
            if self._answer is None:
                self._over.wait(30)
            else:
                line.sendall(self._answer)

    def close(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


def _request(line: socket.socket) -> bytes:
    """Read all of it: to close a connection with unread bytes resets it, and the answer is lost."""
    received = b""
    while part := line.recv(65536):
        received += part
        head, end, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: ([0-9]+)", head.lower())
        if end and len(body) >= (int(length[1]) if length else 0):
            break
    return received


@contextlib.contextmanager
def upstream(answer: bytes | None) -> Iterator[Upstream]:
    with contextlib.closing(Upstream(answer)) as made:
        yield made


@contextlib.contextmanager
def pgbouncer(superuser_url: str, size: int) -> Iterator[Daemon]:
    """deploy/pgbouncer.ini in front of this server, with so many connections for each role."""
    server = conninfo_to_dict(superuser_url)
    daemon = Daemon("pgbouncer")
    replacements = {
        "lipa = host=127.0.0.1 port=5432": f"* = host={server['host']} port={server['port']}",
        "listen_port = 6432": f"listen_port = {daemon.port}", "default_pool_size = 8": f"default_pool_size = {size}",
        "/etc/pgbouncer/userlist.txt": f"{daemon.home}/userlist.txt",
    }  # fmt: skip
    ini = shipped("pgbouncer.ini", replacements)
    (question,) = re.findall(r"superuser: (select .*)", ini)
    with psycopg.connect(superuser_url) as superuser:
        users = superuser.execute(question.encode()).fetchall()
    (daemon.home / "userlist.txt").write_text("".join(f"{user[0]}\n" for user in users))
    (daemon.home / "pgbouncer.ini").write_text(ini)
    user = "postgres" if os.getuid() == 0 else ""  # it refuses to run as root
    for path in (daemon.home / "userlist.txt", daemon.home / "pgbouncer.ini"):
        path.chmod(0o600)
        if user:
            shutil.chown(path, user)
    try:
        daemon.start("/usr/sbin/pgbouncer", str(daemon.home / "pgbouncer.ini"), user=user)
        yield daemon
    finally:
        daemon.stop()


def with_port(url: str, port: int) -> str:
    return make_conninfo(url, port=port)
