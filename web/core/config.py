"""Settings: read once from the environment, then never changed.

Every setting may come as NAME or as NAME_FILE, the path of a file that holds it, so that a secret
never has to stand in a process list. All that is wrong is reported at once, by name, never by value.
`python -m web.core.config` checks the environment and says what is wrong with it.
"""

import base64
import binascii
import csv
import ipaddress
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

# One login role per outside party; the word is also the blueprint's and the schema's.
_ACTORS_FILE = Path(__file__).parents[2] / "db" / "actors.csv"
ACTORS = tuple(row["actor"] for row in csv.DictReader(_ACTORS_FILE.read_text("utf-8").splitlines()) if row["schema"])
MODES = ("demo", "staging", "production")
# How the operator writes a number before it hashes it for a C2B v1 callback: unverified, so a setting.
HASH_FORMS = ("254", "+254", "0")
DARAJA_SANDBOX_SHORTCODES = ("174379", "600")
DARAJA_SANDBOX_INITIATORS = ("testapi", "apitest", "apiop")
DARAJA_SANDBOX_PASSKEY = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919"
DEFAULT_WORDS = ("changeme", "change-me", "default", "demo", "example", "secret", "sandbox", "test")
# The operator limits its length, so it can be shorter than our own secrets.
INITIATOR_DEFAULTS = (*DEFAULT_WORDS, "safaricom", "password")
ON = ("1", "true", "yes", "on")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ConfigError(Exception):
    """The environment can't be served from; each argument is one sentence."""

    def __str__(self) -> str:
        return "\n".join(self.args)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the process was told. Secrets are left out of its repr."""

    mode: str
    database_urls: Mapping[str, str] = field(repr=False)
    callback_tokens: tuple[str, ...] = field(repr=False)
    seal_keys: Mapping[str, bytes] = field(repr=False)
    lookup_key: bytes = field(repr=False)
    web_secret: bytes = field(repr=False)
    web_secret_before: bytes = field(default=b"", repr=False, kw_only=True)
    shortcode: str = "400222"
    public_url: str = ""
    url: str = ""
    hosts: tuple[str, ...] = ()
    callback_sources: tuple[Network, ...] = ()
    proxy_hops: int = 0
    pool_size: int = 8
    prepare: bool = True
    hash_form: str = "254"
    metrics_dir: str = ""
    daraja_url: str = ""
    daraja_key: str = field(default="", repr=False)
    daraja_secret: str = field(default="", repr=False)
    passkey: str = field(default="", repr=False)
    initiator: str = field(default="", repr=False)
    initiator_password: str = field(default="", repr=False)
    operator_certificate: str = field(default="", repr=False)
    sms_url: str = ""
    sms_username: str = field(default="", repr=False)
    sms_key: str = field(default="", repr=False)
    sms_from: str = ""


class _Reader:
    """Reads settings by name and remembers what was wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        path = self.environ.get(f"{name}_FILE")
        if name in self.environ or not path:
            return self.environ.get(name, default).strip()
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.problems.append(f"{name}_FILE names a file that can't be read.")
            return default

    def needed(self, name: str) -> str:
        value = self.text(name)
        if not value:
            self.problems.append(f"{name} (or {name}_FILE) is not set.")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit()):
            self.problems.append(f"{name} is not a whole number.")
            return default
        return int(value)

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, choices[0])
        if value not in choices:
            self.problems.append(f"{name} is none of {', '.join(choices)}.")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.text(name).split(",") if word.strip())

    def key(self, name: str, encoded: str) -> bytes:
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if encoded and len(key) != 32:
            self.problems.append(f"{name} is not the base64 of 32 bytes.")
        return key

    def key_ring(self, name: str) -> dict[str, bytes]:
        """`k1:base64,k0:base64`: the first key seals, the others only open what they once sealed."""
        ring: dict[str, bytes] = {}
        for item in self.needed(name).split(","):
            key_id, _, encoded = item.strip().partition(":")
            if item and not (encoded and key_id.isascii() and 1 <= len(key_id) <= 32 and key_id not in ring):
                self.problems.append(f"{name} is not written as id:key,id:key with ids that differ.")
            ring[key_id] = self.key(name, encoded)
        return ring

    def certificate(self, name: str) -> str:
        """The operator's X.509 certificate, PEM; what we keep from others we seal with its key."""
        pem = self.text(name)
        try:
            fits = not pem or isinstance(x509.load_pem_x509_certificate(pem.encode()).public_key(), rsa.RSAPublicKey)
        except ValueError:
            fits = False
        if not fits:
            self.problems.append(f"{name} is not an X.509 certificate with an RSA key, in PEM.")
        return pem

    def networks(self, name: str) -> tuple[Network, ...]:
        try:
            return tuple(ipaddress.ip_network(word) for word in self.words(name))
        except ValueError:
            self.problems.append(f"{name} is not a list of addresses or networks.")
            return ()


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting, or raise ConfigError with all that is wrong."""
    environ = os.environ if environ is None else environ
    read = _Reader(environ)
    urls = {actor: read.text(f"LIPA_{actor.upper()}_URL") for actor in ACTORS}
    tokens = tuple(token.strip() for token in read.needed("LIPA_CALLBACK_TOKEN").split(",") if token.strip())
    web_secret, _, web_secret_before = read.needed("LIPA_WEB_SECRET").partition(",")
    settings = Settings(
        mode=read.one_of("LIPA_MODE", MODES),
        database_urls={actor: url for actor, url in urls.items() if url},
        callback_tokens=tokens,
        seal_keys=read.key_ring("LIPA_SEAL_KEYS"),
        lookup_key=read.key("LIPA_LOOKUP_KEY", read.needed("LIPA_LOOKUP_KEY")),
        web_secret=web_secret.strip().encode(),
        web_secret_before=web_secret_before.strip().encode(),
        shortcode=read.text("LIPA_SHORTCODE", "400222"),
        public_url=read.text("LIPA_PUBLIC_URL"),
        url=read.text("LIPA_URL"),
        hosts=read.words("LIPA_HOSTS"),
        callback_sources=read.networks("LIPA_CALLBACK_SOURCES"),
        proxy_hops=read.number("LIPA_PROXY_HOPS", 0),
        pool_size=read.number("LIPA_POOL_SIZE", 8),
        prepare=read.one_of("LIPA_PREPARE", ("on", "off")) == "on",
        hash_form=read.one_of("LIPA_HASH_FORM", HASH_FORMS),
        metrics_dir=read.text("LIPA_METRICS_DIR"),
        daraja_url=read.text("LIPA_DARAJA_URL"),
        daraja_key=read.text("LIPA_DARAJA_KEY"),
        daraja_secret=read.text("LIPA_DARAJA_SECRET"),
        passkey=read.text("LIPA_PASSKEY"),
        initiator=read.text("LIPA_DARAJA_INITIATOR"),
        initiator_password=read.text("LIPA_DARAJA_INITIATOR_PASSWORD"),
        operator_certificate=read.certificate("LIPA_DARAJA_CERT"),
        sms_url=read.text("LIPA_SMS_URL"),
        sms_username=read.text("LIPA_SMS_USERNAME"),
        sms_key=read.text("LIPA_SMS_KEY"),
        sms_from=read.text("LIPA_SMS_FROM"),
    )
    if settings.mode == "production":
        read.problems += refusals(settings, environ)
    if read.problems:
        raise ConfigError(*read.problems)
    return settings


def refusals(settings: Settings, environ: Mapping[str, str]) -> list[str]:
    """Why these settings must not serve real money: sandbox credentials, default keys, debug flags."""
    found = _weak_initiator(settings)
    for name, url in (("LIPA_DARAJA_URL", settings.daraja_url), ("LIPA_SMS_URL", settings.sms_url)):
        host = urlsplit(url).hostname or ""
        if "sandbox" in host or not url.startswith("https://") or _is_loopback(host):
            found.append(f"{name} is a sandbox, a loopback or a clear-text address.")
    if not settings.public_url.startswith("https://"):
        found.append("LIPA_PUBLIC_URL is not https.")
    if settings.shortcode.startswith(DARAJA_SANDBOX_SHORTCODES) or settings.passkey == DARAJA_SANDBOX_PASSKEY:
        found.append("LIPA_SHORTCODE or LIPA_PASSKEY is the operator's sandbox one.")
    if settings.sms_username == "sandbox":
        found.append("LIPA_SMS_USERNAME is the gateway's sandbox.")
    secrets = {
        "LIPA_WEB_SECRET": settings.web_secret.decode(),
        "LIPA_DARAJA_KEY": settings.daraja_key,
        "LIPA_DARAJA_SECRET": settings.daraja_secret,
        "LIPA_PASSKEY": settings.passkey,
        "LIPA_SMS_KEY": settings.sms_key,
    }
    named_tokens = [("LIPA_CALLBACK_TOKEN", token) for token in settings.callback_tokens]
    for name, secret in [*secrets.items(), *named_tokens]:
        if len(secret) < 16 or secret.lower().startswith(DEFAULT_WORDS):
            found.append(f"{name} is missing, short or a default.")
    if any(len(set(key)) < 8 for key in (settings.lookup_key, *settings.seal_keys.values())):
        found.append("LIPA_LOOKUP_KEY or a key of LIPA_SEAL_KEYS is a default, not a random one.")
    if any(environ.get(flag, "").lower() in ON for flag in ("FLASK_DEBUG", "LIPA_DEBUG", "PYTHONDEVMODE")):
        found.append("A debug flag is set (FLASK_DEBUG, LIPA_DEBUG or PYTHONDEVMODE).")
    return found


def _weak_initiator(settings: Settings) -> list[str]:
    """Who asks the operator about payments above the limit must be somebody: else their money never leaves."""
    found = []
    if not settings.operator_certificate:
        found.append("LIPA_DARAJA_CERT is missing.")
    if not settings.initiator or settings.initiator.lower().startswith(DARAJA_SANDBOX_INITIATORS):
        found.append("LIPA_DARAJA_INITIATOR is missing or the operator's sandbox one.")
    if len(settings.initiator_password) < 8 or settings.initiator_password.lower().startswith(INITIATOR_DEFAULTS):
        found.append("LIPA_DARAJA_INITIATOR_PASSWORD is missing, short or a default.")
    return found


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


if __name__ == "__main__":
    try:
        load()
    except ConfigError as wrong:
        sys.exit(str(wrong))
