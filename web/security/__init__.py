"""Sealing, phone numbers, passwords, one-time codes and TOTP."""

from web.core.config import Settings
from web.security import phones, sealing


def configure(settings: Settings) -> None:
    """Set the keys of this process. create_app calls it once; a program without an application calls it itself."""
    sealing.configure(settings)
    phones.configure(settings)
