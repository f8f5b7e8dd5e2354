"""Codes from an app on a person's phone (RFC 6238): worked out here, judged in the database.

The secret is sealed like a phone number, so that a dump of the database makes no codes. What was
typed is compared where the row is locked: here nothing is compared and no clock is read.
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
    """A random secret, sealed."""
    return sealing.seal(KIND, secrets.token_bytes(SECRET_BYTES))


def sealed(secret: str) -> bytes:
    """A secret as an app takes it, sealed."""
    return sealing.seal(KIND, base64.b32decode(secret))


def codes(sealed: bytes, step: int) -> list[str]:
    """What the app shows in the half minute before this one, in it, and after it."""
    app = pyotp.HOTP(written(sealed))
    return [app.at(max(step + near, 0)) for near in (-1, 0, 1)]


def written(sealed: bytes) -> str:
    """The secret as an app takes it when it can't scan."""
    return base64.b32encode(sealing.open_sealed(KIND, bytes(sealed))).decode()


def address(sealed: bytes, last3: str) -> str:
    """What the app scans: otpauth://…"""
    return pyotp.TOTP(written(sealed)).provisioning_uri(name=f"..{last3}", issuer_name=ISSUER)


def picture(uri: str, title: str) -> Markup:
    """The same as a QR code, drawn in the page itself: no other site and no script sees it."""
    drawn = io.BytesIO()
    segno.make(uri, error="m").save(
        drawn, kind="svg", scale=5, border=4, xmldecl=False, nl=False, title=title, light="#fff", dark="#000",
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    return Markup(drawn.getvalue().decode())  # noqa: S704  # nosec B704 (segno's own; the title is ours)


def new_recovery_codes() -> list[str]:
    """80 random bits each, in groups that a person can copy."""
    drawn = [base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    return ["-".join(code[place : place + 4] for place in range(0, 16, 4)) for code in drawn]


def recovery_hash(typed: str) -> bytes:
    """All that the database knows of one, however it was typed."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return hashlib.sha256(letters.encode("utf-8", "replace")).digest()
