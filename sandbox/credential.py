"""The operator's key: whoever sends it a secret encrypts it with the certificate, and only the operator can read it.

`python -m sandbox.credential FOLDER` makes both once, for a set-up that must know the certificate beforehand;
without one the operator makes its own at start.
"""

from __future__ import annotations

import base64
import binascii
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

KEY, CERTIFICATE = "operator_key.pem", "operator_cert.pem"


class Credential:
    def __init__(self, key_pem: str = "") -> None:
        """The key given, or a new one."""
        self._key = _read(key_pem) if key_pem else rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def key_pem(self) -> str:
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    @property
    def certificate_pem(self) -> str:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "operator.sandbox")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=3650))
            .sign(self._key, hashes.SHA256())
        )
        return certificate.public_bytes(serialization.Encoding.PEM).decode()

    def opened(self, credential: str) -> str | None:
        """The password in a SecurityCredential; None when it was not encrypted for us."""
        try:
            return self._key.decrypt(base64.b64decode(credential, validate=True), padding.PKCS1v15()).decode()
        except (binascii.Error, ValueError):
            return None


def _read(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("the operator's key is an RSA key")
    return key


def main(folder: Path) -> None:
    """Make both files, unless they are there."""
    if not (folder / CERTIFICATE).exists():
        made = Credential()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / KEY).touch(mode=0o600)
        (folder / KEY).write_text(made.key_pem, encoding="utf-8")
        (folder / CERTIFICATE).write_text(made.certificate_pem, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
