"""The whole way a request takes: TLS, deploy/nginx.conf, two gunicorns, a database with one vehicle and its owner."""

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
from web.tests.conftest import TOKEN, key
from web.tests.pages import world
from web.tests.servers import Gunicorn, gunicorn

HOST = "lipa.example"
# Of all of 127.0.0.0/8 only 127.0.0.1 is the hop that is believed: whoever comes from elsewhere is from outside.
OUTSIDE = "127.0.0.9"
NOTHING: Mapping[str, str] = {}


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """One for the tests of a file, with one vehicle."""
    with fresh("front") as made:
        with psycopg.connect(made.owner_url, autocommit=True) as owner:
            owner.execute(FLEET.encode())
        yield made


@pytest.fixture(scope="module")
def environment(database: Database) -> dict[str, str]:
    """What the processes behind are told."""
    return {
        **{name: url for name, url in database.addresses.items() if name != "LIPA_SUPERUSER_URL"},
        "LIPA_MODE": "staging",
        "LIPA_HOSTS": HOST,
        "LIPA_PROXY_HOPS": "1",
        "LIPA_CALLBACK_TOKEN": TOKEN,
        "LIPA_SEAL_KEYS": f"k1:{key(1)}",
        "LIPA_LOOKUP_KEY": key(3),
        "LIPA_WEB_SECRET": "secret-for-tests-0123456789",
        "LIPA_WEB_WORKERS": "1",
        "LIPA_WEB_THREADS": "8",
    }


def register(phone: str, role: str, *scope: str) -> None:
    """A person, by the command that set-up uses; its settings are this process's."""
    arguments = ["create-user", "--phone", phone, "--role", role, *scope]
    made = create_app().test_cli_runner().invoke(args=arguments)
    assert made.exit_code == 0, made.output


@pytest.fixture(scope="module")
def settled(environment: dict[str, str]) -> Iterator[None]:
    """This process is told the same, and the vehicle's owner is registered."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**environment, "LIPA_NEW_PASSWORD": world.PASSWORD}.items():
            patch.setenv(name, value)
        register(world.OWNER_PHONE, "owner", "--scope-owner", "1")
        yield
    db.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Of our host, signed by itself; and its key."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(private, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return pem, secret


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every header of that name."""
        return [value for header, value in self.headers if header.lower() == name.lower()]


@dataclass(slots=True)
class Way:
    """All that stands between somebody outside and the database."""

    certificate: Path
    callbacks: Gunicorn
    pages: Gunicorn
    front: Daemon
    hop: Daemon
    appending: Daemon  # a hop that appends the caller's address to what the caller says

    def ask(
        self, method: str, path: str, body: bytes | list[bytes] | None = None, said: Mapping[str, str] = NOTHING,
        *, hop: Daemon | None = None, source: str = OUTSIDE,
    ) -> Answer:  # fmt: skip
        """One request from outside, through TLS; what comes in parts goes in chunks."""
        port = (hop or self.hop).port
        line = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=30, source_address=(source, 0), context=self.trust()
        )
        try:
            line.request(method, path, body, {"Host": f"{HOST}:{port}", **said})
            answer = line.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            line.close()

    def callback(self, what: dict[str, object]) -> Answer:
        """A confirmation, as an operator sends it."""
        path = f"/telco/{TOKEN}/c2b/confirmation"
        return self.ask("POST", path, json.dumps(what).encode(), {"Content-Type": "application/json"})

    def trust(self) -> ssl.SSLContext:
        """Whoever shows our certificate; it is not of the number that we dial."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = False
        return context

    def logs(self) -> dict[str, str]:
        """What everybody on the way has written down."""
        said = {"front": self.front.said(), "hop": self.hop.said(), "appending": self.appending.said()}
        return said | {
            name: served.log.read_text() for name, served in (("callbacks", self.callbacks), ("pages", self.pages))
        }


def is_ready(port: int) -> bool:
    """It listens before it has read itself; now it has, and the database is open."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", "/readyz")
        return line.getresponse().status == 200
    finally:
        line.close()


@pytest.fixture(scope="module")
def way(
    environment: dict[str, str], settled: None, certificate: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Way]:
    """Everything, running."""
    del settled
    logs = tmp_path_factory.mktemp("logs")
    with ExitStack() as stack:
        callbacks = stack.enter_context(gunicorn(environment, logs / "callbacks"))
        pages = stack.enter_context(gunicorn(environment, logs / "pages"))
        for served in (callbacks, pages):
            world.eventually(functools.partial(is_ready, served.port), 60)
        front = stack.enter_context(proxies.front(callbacks.port, pages.port))
        hop = stack.enter_context(proxies.tls(front.port, *certificate))
        appending = stack.enter_context(proxies.tls(front.port, *certificate, "$proxy_add_x_forwarded_for"))
        yield Way(certificate[0], callbacks, pages, front, hop, appending)
