"""Settings: read once from the environment, then never changed.

Every setting may be given as NAME or as NAME_FILE, the path of a file that contains it, so that a secret
need not appear in a process list. All errors are reported at once, by name, never by value.
`python -m web.core.config` checks the environment and prints its errors.
"""

import csv
import ipaddress
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from web.core import addresses
from web.core.config_reader import Network, Reader

# One login role per outside party; blueprint and schema have the same name.
_ROOT = Path(__file__).parents[2]
_ACTORS_FILE = _ROOT / "db" / "actors.csv"
ACTORS = tuple(row["actor"] for row in csv.DictReader(_ACTORS_FILE.read_text("utf-8").splitlines()) if row["schema"])
MODES = ("demo", "staging", "production")
# How the operator writes a number before hashing it for a C2B v1 callback: not verified yet, so a setting.
HASH_FORMS = ("254", "+254", "0")
DARAJA_SANDBOX_SHORTCODES = ("174379", "600")
DARAJA_SANDBOX_INITIATORS = ("testapi", "apitest", "apiop")
DARAJA_SANDBOX_PASSKEY = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919"
DEFAULT_WORDS = ("changeme", "change-me", "default", "demo", "example", "secret", "sandbox", "test")
# The operator limits its length, so it can be shorter than our own secrets.
INITIATOR_DEFAULTS = (*DEFAULT_WORDS, "safaricom", "password")
ON = ("1", "true", "yes", "on")


class ConfigError(Exception):
    """The environment has errors; each argument is one sentence."""

    def __str__(self) -> str:
        return "\n".join(self.args)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process. Its repr leaves out secrets."""

    part: str
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
    spool_dir: str = ""
    statements_dir: str = ""
    pull_phone: str = ""
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
    smtp_url: str = field(default="", repr=False)
    alarm_email: str = ""
    alarm_webhook_url: str = field(default="", repr=False)
    alarm_webhook_key: str = field(default="", repr=False)
    sim_swap_url: str = ""
    sim_swap_key: str = field(default="", repr=False)


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting, or raise ConfigError with all errors."""
    environ = os.environ if environ is None else environ
    read = Reader(environ)
    urls = {
        actor: read.checked(f"LIPA_{actor.upper()}_URL", addresses.is_database, "the address of a database")
        for actor in ACTORS
    }
    for port in ("PORT", "LIPA_SANDBOX_PORT"):
        read.checked(port, addresses.is_port, "a port")
    read.checked("LIPA_BIND", addresses.HOST.fullmatch, "an address to listen on")
    read.checked("LIPA_USSD_CODE", addresses.USSD_CODE.fullmatch, "a code like *384*46#")
    web_secret, _, web_secret_before = read.required("LIPA_WEB_SECRET").partition(",")
    settings = Settings(
        part=read.part,
        mode=read.one_of("LIPA_MODE", MODES),
        database_urls={actor: url for actor, url in urls.items() if url},
        callback_tokens=read.callback_tokens("LIPA_CALLBACK_TOKEN"),
        seal_keys=read.key_ring("LIPA_SEAL_KEYS"),
        lookup_key=read.key("LIPA_LOOKUP_KEY", read.required("LIPA_LOOKUP_KEY")),
        web_secret=web_secret.strip().encode(),
        web_secret_before=web_secret_before.strip().encode(),
        shortcode=read.checked("LIPA_SHORTCODE", addresses.SHORTCODE.fullmatch, "5 to 7 digits", "400222"),
        public_url=read.public_site("LIPA_PUBLIC_URL"),
        url=read.site("LIPA_URL"),
        hosts=read.hosts("LIPA_HOSTS"),
        callback_sources=read.networks("LIPA_CALLBACK_SOURCES"),
        proxy_hops=read.number("LIPA_PROXY_HOPS", 0),
        pool_size=read.number("LIPA_POOL_SIZE", 8),
        prepare=read.one_of("LIPA_PREPARE", ("on", "off")) == "on",
        hash_form=read.one_of("LIPA_HASH_FORM", HASH_FORMS),
        metrics_dir=read.text("LIPA_METRICS_DIR"),
        spool_dir=read.text("LIPA_SPOOL_DIR") or str(_ROOT / ".local" / "spool"),
        statements_dir=read.text("LIPA_STATEMENTS_DIR"),
        pull_phone=read.checked("LIPA_PULL_PHONE", addresses.PHONE.fullmatch, "a number like 254712345678"),
        daraja_url=read.site("LIPA_DARAJA_URL", path=True),
        daraja_key=read.text("LIPA_DARAJA_KEY"),
        daraja_secret=read.text("LIPA_DARAJA_SECRET"),
        passkey=read.text("LIPA_PASSKEY"),
        initiator=read.text("LIPA_DARAJA_INITIATOR"),
        initiator_password=read.text("LIPA_DARAJA_INITIATOR_PASSWORD"),
        operator_certificate=read.certificate("LIPA_DARAJA_CERT"),
        sms_url=read.site("LIPA_SMS_URL", path=True),
        sms_username=read.text("LIPA_SMS_USERNAME"),
        sms_key=read.text("LIPA_SMS_KEY"),
        sms_from=read.text("LIPA_SMS_FROM"),
        smtp_url=read.checked("LIPA_SMTP_URL", addresses.is_mail_server, "smtp(s)://[user:password@]host[:port]"),
        alarm_email=read.checked("LIPA_ALARM_EMAIL", addresses.MAIL.fullmatch, "an e-mail address, or several"),
        alarm_webhook_url=read.site("LIPA_ALARM_WEBHOOK_URL", path=True),
        alarm_webhook_key=read.text("LIPA_ALARM_WEBHOOK_KEY"),
        sim_swap_url=read.site("LIPA_SIM_SWAP_URL", path=True),
        sim_swap_key=read.text("LIPA_SIM_SWAP_KEY"),
    )
    if bool(settings.sim_swap_url) != bool(settings.sim_swap_key):
        read.problems.append("LIPA_SIM_SWAP_URL and LIPA_SIM_SWAP_KEY are set both or neither.")
    if settings.mode == "production":
        read.problems += [error for error in errors_of_production(settings, environ) if read.needs(error.split()[0])]
    if read.problems:
        raise ConfigError(*read.problems)
    return settings


def errors_of_production(settings: Settings, environ: Mapping[str, str]) -> list[str]:
    """Why these settings must not handle real money: sandbox credentials, default keys, debug flags."""
    found = _weak_initiator(settings) + _weak_alarm_channels(settings)
    urls = {"LIPA_DARAJA_URL": settings.daraja_url, "LIPA_SMS_URL": settings.sms_url}
    urls |= {"LIPA_SIM_SWAP_URL": settings.sim_swap_url} if settings.sim_swap_url else {}
    for name, url in urls.items():
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
    secrets |= {"LIPA_SIM_SWAP_KEY": settings.sim_swap_key} if settings.sim_swap_url else {}
    named_tokens = [("LIPA_CALLBACK_TOKEN", token) for token in settings.callback_tokens]
    for name, secret in [*secrets.items(), *named_tokens]:
        if len(secret) < 16 or secret.lower().startswith(DEFAULT_WORDS):
            found.append(f"{name} is missing, short or a default.")
    keys = [("LIPA_LOOKUP_KEY", settings.lookup_key), *(("LIPA_SEAL_KEYS", key) for key in settings.seal_keys.values())]
    found += [f"{name} is a default, not a random one." for name, key in keys if len(set(key)) < 8]
    if any(environ.get(flag, "").lower() in ON for flag in ("FLASK_DEBUG", "LIPA_DEBUG", "PYTHONDEVMODE")):
        found.append("A debug flag is set (FLASK_DEBUG, LIPA_DEBUG or PYTHONDEVMODE).")
    return found


def _weak_alarm_channels(settings: Settings) -> list[str]:
    """Staff could be told what did not happen, and others could read what did."""
    found = []
    if settings.alarm_webhook_url and not settings.alarm_webhook_url.startswith("https://"):
        found.append("LIPA_ALARM_WEBHOOK_URL is a clear-text address.")
    if settings.alarm_webhook_url and len(settings.alarm_webhook_key) < 16:
        found.append("LIPA_ALARM_WEBHOOK_URL needs a LIPA_ALARM_WEBHOOK_KEY of 16 letters or more.")
    if settings.smtp_url.startswith("smtp://"):
        found.append("LIPA_SMTP_URL is a clear-text address: use smtps:// or smtp+starttls://.")
    return found


def _weak_initiator(settings: Settings) -> list[str]:
    """Without a real initiator, payments above the limit can't be verified and their money stays held."""
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
    except ConfigError as error:
        sys.exit(str(error))
