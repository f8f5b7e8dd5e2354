"""Settings: from variables or files, all errors reported together, no production with sandbox credentials."""

from pathlib import Path

import pytest

from sandbox.credential import Credential
from web.core import config
from web.tests.conftest import key

CERTIFICATE = Credential().certificate_pem
PRODUCTION = {
    "LIPA_MODE": "production", "LIPA_PUBLIC_URL": "https://fare.example.org",
    "LIPA_DARAJA_URL": "https://api.safaricom.co.ke", "LIPA_DARAJA_KEY": "Kq8RzP0mWc7VtYb3",
    "LIPA_DARAJA_SECRET": "h5Jd9LxQe2NnFs6U", "LIPA_PASSKEY": "a7c1f09e5d3b48268f10c2de94b7a635",
    "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": "Kx7!mQ2vTz",
    "LIPA_DARAJA_CERT": CERTIFICATE, "LIPA_SHORTCODE": "400222", "LIPA_SMS_URL": "https://api.africastalking.com",
    "LIPA_SMS_USERNAME": "lipafare", "LIPA_SMS_KEY": "atsk_9f8e7d6c5b4a39281706f5e4",
    "LIPA_WEB_SECRET": "Zx81Vb52Nm63Qw74Er95", "LIPA_CALLBACK_TOKEN": "u3Hf8sKq1Lw0zXc9Vb7n",
}  # fmt: skip


def test_valid_production_environment_starts(environ: dict[str, str]) -> None:
    assert config.load(environ | PRODUCTION).mode == "production"


@pytest.mark.parametrize(("name", "value"), [
    ("LIPA_DARAJA_URL", "https://sandbox.safaricom.co.ke"), ("LIPA_DARAJA_URL", "http://127.0.0.1:8010"),
    ("LIPA_DARAJA_URL", ""), ("LIPA_SMS_URL", "https://api.sandbox.africastalking.com"),
    ("LIPA_SMS_USERNAME", "sandbox"), ("LIPA_SHORTCODE", "174379"), ("LIPA_SHORTCODE", "600638"),
    ("LIPA_PASSKEY", config.DARAJA_SANDBOX_PASSKEY), ("LIPA_PASSKEY", ""), ("LIPA_WEB_SECRET", "short"),
    ("LIPA_WEB_SECRET", "changeme-changeme-changeme"), ("LIPA_CALLBACK_TOKEN", "u3Hf8sKq1Lw0zXc9Vb7n,demo"),
    ("LIPA_LOOKUP_KEY", "A" * 43 + "="), ("LIPA_SEAL_KEYS", "k1:" + "A" * 43 + "="),
    ("LIPA_PUBLIC_URL", "http://fare.example.org"), ("LIPA_PUBLIC_URL", ""), ("LIPA_DARAJA_CERT", ""),
    ("LIPA_DARAJA_INITIATOR", ""), ("LIPA_DARAJA_INITIATOR", "testapi"), ("LIPA_DARAJA_INITIATOR_PASSWORD", ""),
    ("LIPA_DARAJA_INITIATOR_PASSWORD", "Safaricom999!*!"), ("FLASK_DEBUG", "1"), ("LIPA_DEBUG", "true"),
    ("PYTHONDEVMODE", "1")
])  # fmt: skip
def test_production_refuses_sandbox_credentials_and_debug_flags(environ: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(config.ConfigError) as refused:
        config.load(environ | PRODUCTION | {name: value})
    assert len(refused.value.args) == 1
    assert name in str(refused.value)


@pytest.mark.parametrize(("name", "value"), [
    ("LIPA_MODE", "live"), ("LIPA_CALLBACK_TOKEN", ""), ("LIPA_SEAL_KEYS", ""), ("LIPA_SEAL_KEYS", "k1"),
    ("LIPA_SEAL_KEYS", "k1:AAAA"), ("LIPA_SEAL_KEYS", "k1:" + "Abcd" * 8), ("LIPA_LOOKUP_KEY", "Abcd" * 16),
    ("LIPA_SEAL_KEYS", ",".join([f"k1:{key(1)}"] * 2)), ("LIPA_LOOKUP_KEY", "not base64!"), ("LIPA_LOOKUP_KEY", ""),
    ("LIPA_POOL_SIZE", "٨"), ("LIPA_PROXY_HOPS", "-1"), ("LIPA_PREPARE", "maybe"), ("LIPA_HASH_FORM", "7"),
    ("LIPA_DARAJA_CERT", "MIIB not a certificate"), ("LIPA_CALLBACK_SOURCES", "196.201.214.0/33"),
    ("LIPA_WEB_SECRET", "")
])  # fmt: skip
def test_invalid_setting_is_named_and_its_value_is_not_shown(environ: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(config.ConfigError) as refused:
        config.load(environ | {name: value})
    assert name in str(refused.value)
    assert not value or value not in str(refused.value)


def test_all_errors_are_reported_together() -> None:
    with pytest.raises(config.ConfigError) as refused:
        config.load({})
    assert len(refused.value.args) == 4


def test_secret_may_be_in_a_file(environ: dict[str, str], tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("from-a-file-0123456789\n", encoding="utf-8")
    del environ["LIPA_CALLBACK_TOKEN"]
    settings = config.load(environ | {"LIPA_CALLBACK_TOKEN_FILE": str(secret)})
    assert settings.callback_tokens == ("from-a-file-0123456789",)


def test_missing_file_is_reported(environ: dict[str, str], tmp_path: Path) -> None:
    del environ["LIPA_CALLBACK_TOKEN"]
    with pytest.raises(config.ConfigError, match="LIPA_CALLBACK_TOKEN_FILE"):
        config.load(environ | {"LIPA_CALLBACK_TOKEN_FILE": str(tmp_path / "nothing")})


def test_printed_settings_show_no_secret(environ: dict[str, str]) -> None:
    shown = repr(config.load(environ | PRODUCTION | {"LIPA_TELCO_URL": "postgresql://lipa_telco:pw-in-url@db/lipa"}))
    for secret in ("pw-in-url", environ["LIPA_LOOKUP_KEY"], *PRODUCTION.values()):
        if secret not in ("production", "400222") and not secret.startswith("https://"):
            assert secret not in shown
