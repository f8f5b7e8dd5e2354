"""Reads settings by name, each as NAME or NAME_FILE, checks their form and collects the errors."""

import base64
import binascii
import ipaddress
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from web.core import addresses, parts

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Reader:
    """Reads settings by name and collects their errors."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[str] = []
        self.part = "all"
        self.part = self.one_of("LIPA_PART", parts.PARTS)

    def needs(self, name: str) -> bool:
        """Whether this part of the service needs it: what it doesn't need is not read."""
        return parts.is_needed(name, self.part)

    def text(self, name: str, default: str = "") -> str:
        if not self.needs(name):
            return default
        path = self.environ.get(f"{name}_FILE")
        if name in self.environ or not path:
            return self.environ.get(name, default).strip()
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.problems.append(f"{name}_FILE names a file that can't be read.")
            return default

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value and self.needs(name):
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

    def hosts(self, name: str) -> tuple[str, ...]:
        hosts = self.words(name)
        if not all(addresses.HOST.fullmatch(host) for host in hosts):
            self.problems.append(f"{name} is not a list of host names, without ports.")
        return hosts

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
        for item in self.required(name).split(","):
            key_id, _, encoded = item.strip().partition(":")
            if item and not (encoded and key_id.isascii() and 1 <= len(key_id) <= 32 and key_id not in ring):
                self.problems.append(f"{name} is not written as id:key,id:key with ids that differ.")
            ring[key_id] = self.key(name, encoded)
        return ring

    def certificate(self, name: str) -> str:
        """The operator's X.509 certificate in PEM; its key encrypts the initiator password."""
        pem = self.text(name)
        try:
            valid = not pem or isinstance(x509.load_pem_x509_certificate(pem.encode()).public_key(), rsa.RSAPublicKey)
        except ValueError:
            valid = False
        if not valid:
            self.problems.append(f"{name} is not an X.509 certificate with an RSA key, in PEM.")
        return pem

    def checked(self, name: str, is_valid: Callable[[str], object], meaning: str, default: str = "") -> str:
        """A setting that becomes part of an address."""
        value = self.text(name, default)
        if value and not is_valid(value):
            self.problems.append(f"{name} is not {meaning}.")
        return value

    def site(self, name: str, *, path: bool = False) -> str:
        url = self.checked(name, lambda url: addresses.is_site(url.rstrip("/"), path=path), "http(s)://host[:port]")
        return url.rstrip("/")

    def public_site(self, name: str) -> str:
        """Where the operator reaches us; it takes only some names."""
        self.checked(name, addresses.is_registrable, "an address that the operator registers")
        return self.site(name)

    def callback_tokens(self, name: str) -> tuple[str, ...]:
        tokens = tuple(token.strip() for token in self.required(name).split(",") if token.strip())
        if not all(addresses.TOKEN.fullmatch(token) for token in tokens):
            self.problems.append(f"{name} is not 16 or more of A-Z a-z 0-9 _ -.")
        elif not all(addresses.is_registrable(token) for token in tokens):
            self.problems.append(f"{name} has a word that the operator refuses in an address; draw another one.")
        return tokens

    def networks(self, name: str) -> tuple[Network, ...]:
        try:
            return tuple(ipaddress.ip_network(word) for word in self.words(name))
        except ValueError:
            self.problems.append(f"{name} is not a list of addresses or networks.")
            return ()
