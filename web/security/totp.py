"""Codes from an app on a person's phone (RFC 6238): computed here, verified in the database.

The secret is sealed like a phone number, so that a dump of the database makes no codes. The database compares what
was typed, under a row lock and with its own clock.
"""

import base64
import hashlib
import io
import secrets

import pyotp
import segno
from markupsafe import Markup

from web.security import sealing

KIND = "totp"
SECRET_BYTES = 20
RECOVERY_CODES, RECOVERY_BYTES = 10, 10
ISSUER = "Lipa Fare"


def new_secret() -> bytes:
    return sealing.seal(KIND, secrets.token_bytes(SECRET_BYTES))


def seal_secret(secret: str) -> bytes:
    """Seal a secret written in base32."""
    return sealing.seal(KIND, base64.b32decode(secret))


def codes(sealed: bytes, step: int) -> list[str]:
    """The codes of the app for the half minute before this one, for this one and for the next."""
    app = pyotp.HOTP(open_secret(sealed))
    return [app.at(max(step + near, 0)) for near in (-1, 0, 1)]


def open_secret(sealed: bytes) -> str:
    """The secret in base32, for an app that can't scan."""
    return base64.b32encode(sealing.open_sealed(KIND, bytes(sealed))).decode()


def otpauth_url(sealed: bytes, last3: str) -> str:
    """The otpauth://… URL that the app scans."""
    return pyotp.TOTP(open_secret(sealed)).provisioning_uri(name=f"..{last3}", issuer_name=ISSUER)


def qr_code(uri: str, title: str) -> Markup:
    """The URL as a QR code inside the page, so that no other site and no script sees it."""
    svg = io.BytesIO()
    segno.make(uri, error="m").save(
        svg, kind="svg", scale=5, border=4, xmldecl=False, nl=False, title=title, light="#fff", dark="#000",
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    return Markup(svg.getvalue().decode())  # noqa: S704  # nosec B704 (segno's own; the title is ours)


def new_recovery_codes() -> list[str]:
    """Codes of 80 random bits, in groups that a person can copy."""
    codes = [base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    return ["-".join(code[start : start + 4] for start in range(0, 16, 4)) for code in codes]


def recovery_hash(typed: str) -> bytes:
    """The hash of a recovery code, the same for every way of typing it."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return hashlib.sha256(letters.encode("utf-8", "replace")).digest()
