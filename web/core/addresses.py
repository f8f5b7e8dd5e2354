"""What settings look like that become part of an address. Otherwise a process starts, and nothing ever arrives."""

import re

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,}", re.ASCII)
SHORTCODE = re.compile(r"[0-9]{5,7}", re.ASCII)
PHONE = re.compile(r"254[17][0-9]{8}", re.ASCII)
USSD_CODE = re.compile(r"\*[0-9]{1,6}(\*[0-9]{1,6}){0,3}#", re.ASCII)
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]"
HOST = re.compile(_NAME, re.ASCII)
_SITE = re.compile(rf"https?://(?:{_NAME})(?::(?P<port>[0-9]{{1,5}}))?(?P<path>(?:/[A-Za-z0-9._~-]+)*)", re.ASCII)
_MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"
MAIL = re.compile(rf"{_MAIL}(?:, ?{_MAIL})*", re.ASCII)
_MAIL_SERVER = re.compile(
    rf"smtp(?:s|\+starttls)?://(?:[^\s/@:]+(?::[^\s/@]+)?@)?(?:{_NAME})(?::(?P<port>[0-9]{{1,5}}))?", re.ASCII
)
# registerurl refuses an address that contains one of these (mobile-money facts, 1.2).
REFUSED_WORDS = ("mpesa", "safaricom", "exe", "cmd", "sql", "query", "ngrok", "requestbin")


def is_port(written: str) -> bool:
    """A port that somebody can connect to."""
    return written.isascii() and written.isdigit() and len(written) < 6 and 0 < int(written) < 65536


def is_site(url: str, *, path: bool = False) -> bool:
    """http or https, a host, a port: no user, no question, no fragment, and a path only where it is of use."""
    match = _SITE.fullmatch(url)
    return bool(match and is_port(match["port"] or "80") and (path or not match["path"]))


def is_mail_server(url: str) -> bool:
    """smtps, smtp with STARTTLS, or plain smtp; perhaps a user and a password, a host, a port."""
    match = _MAIL_SERVER.fullmatch(url)
    return bool(match and is_port(match["port"] or "25"))


def is_registrable(part: str) -> bool:
    """Whether the operator takes an address with this part in it."""
    return not any(word in part.lower() for word in REFUSED_WORDS)


def is_database(url: str) -> bool:
    """Whether libpq can read the address."""
    try:
        return bool(conninfo_to_dict(url))
    except ProgrammingError:
        return False
