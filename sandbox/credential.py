"""The operator's key pair. A client encrypts its password with the certificate; only the operator can decrypt it.

`python -m sandbox.credential FOLDER` creates both files once, for a setup that needs the certificate before the
operator starts. Without a configured key the operator creates its own.
"""

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
        """Use the given key, or create one."""
        self._key = read_key(key_pem) if key_pem else rsa.generate_private_key(public_exponent=65537, key_size=2048)

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

    def open_password(self, credential: str) -> str | None:
        """The password in a SecurityCredential; None when it was not encrypted with our certificate."""
        try:
            return self._key.decrypt(base64.b64decode(credential, validate=True), padding.PKCS1v15()).decode()
        except (binascii.Error, ValueError):
            return None


def read_key(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("the operator's key is an RSA key")
    return key


def main(folder: Path) -> None:
    """Create both files unless they exist."""
    if not (folder / CERTIFICATE).exists():
        created = Credential()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / KEY).touch(mode=0o600)
        (folder / KEY).write_text(created.key_pem, encoding="utf-8")
        (folder / CERTIFICATE).write_text(created.certificate_pem, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
