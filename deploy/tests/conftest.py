"""All that a request passes: TLS, deploy/nginx.conf, two gunicorns, a database with one vehicle and its owner."""

import contextlib
import functools
import http.client
import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app import create_app
from db.tests.database import Database, fresh
from deploy.tests import proxies
from deploy.tests.proxies import Daemon
from web.core import db
from web.tests.callbacks.conftest import FLEET
from web.tests.conftest import DEMO, TOKEN, environ
from web.tests.pages import world
from web.tests.pages.fixtures import set_environment
from web.tests.servers import Gunicorn, gunicorn

__all__ = ["environ"]  # a fixture
HOST = "lipa.example"
# Of 127.0.0.0/8 only 127.0.0.1 is the trusted hop: every other address is from outside.
OUTSIDE = "127.0.0.9"
NOTHING: Mapping[str, str] = {}


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with fresh("front") as made:
        with psycopg.connect(made.owner_url, autocommit=True) as owner:
            owner.execute(FLEET.encode())
        yield made


@pytest.fixture(scope="module")
def environment(database: Database) -> dict[str, str]:
    return {
        **{name: url for name, url in database.addresses.items() if name != "LIPA_SUPERUSER_URL"},
        **DEMO, "LIPA_MODE": "staging", "LIPA_HOSTS": HOST, "LIPA_PROXY_HOPS": "1",
        "LIPA_WEB_WORKERS": "1", "LIPA_WEB_THREADS": "8",
    }  # fmt: skip


def register(phone: str, role: str, *scope: str) -> None:
    """Register a person by the command that set-up uses; its settings are this process's."""
    made = create_app().test_cli_runner().invoke(args=["create-user", "--phone", phone, "--role", role, *scope])
    assert made.exit_code == 0, made.output


@pytest.fixture(scope="module")
def registered_owner(environment: dict[str, str]) -> Iterator[None]:
    """The vehicle's owner; this process has the same settings."""
    with set_environment({**environment, "LIPA_NEW_PASSWORD": world.PASSWORD}):
        register(world.OWNER_PHONE, "owner", "--scope-owner", "1")
        yield
    db.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate of our host, and its key."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(private, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pkcs8, unencrypted = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(private.private_bytes(serialization.Encoding.PEM, pkcs8, unencrypted))
    return pem, secret


@dataclass(slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def headers_named(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header.lower() == name.lower()]


@dataclass(slots=True)
class Deployment:
    """All that is between a caller from outside and the database."""

    certificate: Path
    callbacks: Gunicorn
    pages: Gunicorn
    front: Daemon
    hop: Daemon
    appending: Daemon  # a hop that appends the caller's address to what the caller says

    def request(
        self, method: str, path: str, body: bytes | list[bytes] | None = None, headers: Mapping[str, str] = NOTHING,
        *, hop: Daemon | None = None, source: str = OUTSIDE,
    ) -> Answer:  # fmt: skip
        """Send a request from outside, through TLS; a list of bytes goes in chunks."""
        port = (hop or self.hop).port
        with contextlib.closing(http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=30, source_address=(source, 0), context=self.trust()
        )) as line:  # fmt: skip
            line.request(method, path, body, {"Host": f"{HOST}:{port}", **headers})
            answer = line.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())

    def confirm(self, message: dict[str, object]) -> Answer:
        path = f"/telco/{TOKEN}/c2b/confirmation"
        return self.request("POST", path, json.dumps(message).encode(), {"Content-Type": "application/json"})

    def trust(self) -> ssl.SSLContext:
        """Trust our certificate; it names the host, not the address that we connect to."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = False
        return context

    def logs(self) -> dict[str, str]:
        daemons = {"front": self.front, "hop": self.hop, "appending": self.appending}
        served = {"callbacks": self.callbacks, "pages": self.pages}
        return {name: of.read_log() for name, of in daemons.items()} | {
            name: of.log.read_text() for name, of in served.items()
        }


def is_ready(port: int) -> bool:
    """Whether gunicorn serves. It listens before it has loaded the application."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request("GET", "/readyz")
        return line.getresponse().status == 200


@pytest.fixture(scope="module")
def deployment(
    environment: dict[str, str], registered_owner: None, certificate: tuple[Path, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Deployment]:  # fmt: skip
    del registered_owner
    logs = tmp_path_factory.mktemp("logs")
    with ExitStack() as stack:
        callbacks = stack.enter_context(gunicorn(environment, logs / "callbacks"))
        pages = stack.enter_context(gunicorn(environment, logs / "pages"))
        for served in (callbacks, pages):
            world.eventually(functools.partial(is_ready, served.port), 60)
        front = stack.enter_context(proxies.nginx(callbacks.port, pages.port))
        hop = stack.enter_context(proxies.nginx_tls(front.port, *certificate))
        appending = stack.enter_context(proxies.nginx_tls(front.port, *certificate, "$proxy_add_x_forwarded_for"))
        yield Deployment(certificate[0], callbacks, pages, front, hop, appending)
