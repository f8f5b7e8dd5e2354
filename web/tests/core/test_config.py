"""Settings: from variables or files, all errors reported together, no production with sandbox credentials."""

from pathlib import Path

import pytest

from sandbox.credential import Credential
from web.core import config
from web.tests.conftest import TOKEN, key

CERTIFICATE = Credential().certificate_pem
PRODUCTION = {
    "LIPA_MODE": "production", "LIPA_PUBLIC_URL": "https://fare.example.org",
    "LIPA_DARAJA_URL": "https://api.safaricom.co.ke", "LIPA_DARAJA_KEY": "Kq8RzP0mWc7VtYb3",
    "LIPA_DARAJA_SECRET": "h5Jd9LxQe2NnFs6U", "LIPA_PASSKEY": "a7c1f09e5d3b48268f10c2de94b7a635",
    "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": "Kx7!mQ2vTz",
    "LIPA_DARAJA_CERT": CERTIFICATE, "LIPA_SHORTCODE": "400222", "LIPA_SMS_URL": "https://api.africastalking.com",
    "LIPA_SMS_USERNAME": "lipafare", "LIPA_SMS_KEY": "atsk_9f8e7d6c5b4a39281706f5e4",
    "LIPA_SIM_SWAP_URL": "https://sim.example.org/sim-swap/v2", "LIPA_SIM_SWAP_KEY": "Wp5Ht0Rk7Gd2Mz9C",
    "LIPA_WEB_SECRET": "Zx81Vb52Nm63Qw74Er95", "LIPA_CALLBACK_TOKEN": "u3Hf8sKq1Lw0zXc9Vb7n",
}  # fmt: skip
ADDRESSES = ("LIPA_PUBLIC_URL", "LIPA_URL", "LIPA_DARAJA_URL", "LIPA_SMS_URL", "LIPA_SIM_SWAP_URL")


def test_valid_production_environment_starts(environ: dict[str, str]) -> None:
    assert config.load(environ | PRODUCTION).mode == "production"


def test_production_starts_without_anybody_to_ask_about_sims(environ: dict[str, str]) -> None:
    nobody = {"LIPA_SIM_SWAP_URL": "", "LIPA_SIM_SWAP_KEY": ""}
    assert config.load(environ | PRODUCTION | nobody).sim_swap_url == ""


@pytest.mark.parametrize("missing", ["LIPA_SIM_SWAP_URL", "LIPA_SIM_SWAP_KEY"])
def test_address_and_key_of_sim_checks_belong_together(environ: dict[str, str], missing: str) -> None:
    with pytest.raises(config.ConfigError, match=missing):
        config.load(environ | PRODUCTION | {missing: ""})


@pytest.mark.parametrize(("name", "value"), [
    ("LIPA_DARAJA_URL", "https://sandbox.safaricom.co.ke"), ("LIPA_DARAJA_URL", "http://127.0.0.1:8010"),
    ("LIPA_DARAJA_URL", ""), ("LIPA_SMS_URL", "https://api.sandbox.africastalking.com"),
    ("LIPA_SMS_USERNAME", "sandbox"), ("LIPA_SHORTCODE", "174379"), ("LIPA_SHORTCODE", "600638"),
    ("LIPA_PASSKEY", config.DARAJA_SANDBOX_PASSKEY), ("LIPA_PASSKEY", ""), ("LIPA_WEB_SECRET", "short"),
    ("LIPA_WEB_SECRET", "changeme-changeme-changeme"), ("LIPA_CALLBACK_TOKEN", "u3Hf8sKq1Lw0zXc9Vb7n,demo-01234567890"),
    ("LIPA_LOOKUP_KEY", "A" * 43 + "="), ("LIPA_SEAL_KEYS", "k1:" + "A" * 43 + "="),
    ("LIPA_PUBLIC_URL", "http://fare.example.org"), ("LIPA_PUBLIC_URL", ""), ("LIPA_DARAJA_CERT", ""),
    ("LIPA_DARAJA_INITIATOR", ""), ("LIPA_DARAJA_INITIATOR", "testapi"), ("LIPA_DARAJA_INITIATOR_PASSWORD", ""),
    ("LIPA_DARAJA_INITIATOR_PASSWORD", "Safaricom999!*!"), ("FLASK_DEBUG", "1"), ("LIPA_DEBUG", "true"),
    ("PYTHONDEVMODE", "1"), ("LIPA_SIM_SWAP_URL", "http://127.0.0.1:8010/sim-swap/v2"),
    ("LIPA_SIM_SWAP_URL", "https://sandbox.example.org/sim-swap/v2"), ("LIPA_SIM_SWAP_KEY", "short"),
    ("LIPA_SMTP_URL", "smtp://mail.example.org"),
    ("LIPA_ALARM_WEBHOOK_URL", "https://pager.example.org/lipa"),  # without a key
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
    ("LIPA_WEB_SECRET", ""),
    *(("LIPA_CALLBACK_TOKEN", token) for token in (
        "token/of/a/path/0001", "token#fragment-0001", "token?question-001", "token%2Fescaped-01",
        "15-characters-x",
        "token with blanks 01", "tökên-not-ascii-0001", "token.with.dots.01", f"{TOKEN},a/b/c/d/e/f/g/h/i/j",
        "my-mpesa-token-0001", "0123456789abcEXE", "0123456789-cmd-01", "mySQL-0123456789", "a-query-0123456789")),
    *((name, url) for name in ADDRESSES for url in (
        "fare.example.org", "ftp://fare.example.org", "https://fare.example.org?x=1", "https://fare.example.org#x",
        "https://a:b@fare.example.org", "https://fare example.org", "https://fare.example.org:70000", "https://",
        "https://fare.example.org:port", "https://-fare.example.org", "https://fare.example.org/a b",
        "https://fare.example.org\n.evil.example")),
    ("LIPA_PUBLIC_URL", "https://fare.example.org/lipa"), ("LIPA_PUBLIC_URL", "https://mpesa.example.org"),
    ("LIPA_PUBLIC_URL", "https://a1b2.ngrok.io"), ("LIPA_PUBLIC_URL", "https://mysql.example.org"),
    ("LIPA_HOSTS", "fare.example.org:443"), ("LIPA_HOSTS", "https://fare.example.org"), ("LIPA_HOSTS", "*"),
    ("LIPA_SHORTCODE", "4002"), ("LIPA_SHORTCODE", "40022200"), ("LIPA_SHORTCODE", "400 222"),
    ("LIPA_SHORTCODE", "٤٠٠٢٢٢"), ("LIPA_USSD_CODE", "384#46"), ("LIPA_USSD_CODE", "*384*46#1"),
    ("LIPA_SMTP_URL", "mail.example.org"), ("LIPA_SMTP_URL", "https://mail.example.org"),
    ("LIPA_SMTP_URL", "smtps://mail.example.org:port"), ("LIPA_ALARM_EMAIL", "night shift"),
    ("LIPA_ALARM_EMAIL", "a@b.example\nBcc: x@y.example"), ("LIPA_ALARM_WEBHOOK_URL", "pager.example.org"),
    ("PORT", "0"), ("PORT", "65536"), ("PORT", "8000/tcp"), ("LIPA_SANDBOX_PORT", "tcp://10.0.0.1:8010"),
    ("LIPA_BIND", "0.0.0.0/0"), ("LIPA_TELCO_URL", "https://db/lipa"),
])  # fmt: skip
def test_invalid_setting_is_named_and_its_value_is_not_shown(environ: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(config.ConfigError) as refused:
        config.load(environ | {name: value})
    assert name in str(refused.value)
    assert not value or value not in str(refused.value)


def test_addresses_as_people_write_them(environ: dict[str, str]) -> None:
    written = {
        "LIPA_PUBLIC_URL": "https://Fare.Example.org/", "LIPA_URL": "http://[::1]:8000", "LIPA_BIND": "[::]",
        "LIPA_DARAJA_URL": "https://gate.internal:8443/safaricom/v1/", "LIPA_HOSTS": "fare.example.org, [::1],lipa_web",
        "LIPA_TELCO_URL": "postgresql://lipa_telco:a%2Fb@db:5432/lipa?sslmode=require", "PORT": "8000",
        "LIPA_USSD_CODE": "*384*46#", "LIPA_SHORTCODE": "174379",
    }  # fmt: skip
    settings = config.load(environ | written)
    assert settings.public_url == "https://Fare.Example.org"
    assert settings.daraja_url == "https://gate.internal:8443/safaricom/v1"
    assert settings.hosts == ("fare.example.org", "[::1]", "lipa_web")


def test_channels_of_alarms_as_people_write_them(environ: dict[str, str]) -> None:
    settings = config.load(environ | {
        "LIPA_SMTP_URL": "smtp+starttls://lipa:se%40cret@mail.example.org:587",
        "LIPA_ALARM_EMAIL": "night@lipa.example, boss@lipa.example",
        "LIPA_ALARM_WEBHOOK_URL": "https://pager.example.org/v1/lipa/",
    })  # fmt: skip
    assert settings.alarm_email == "night@lipa.example, boss@lipa.example"
    assert settings.alarm_webhook_url == "https://pager.example.org/v1/lipa"
    assert "se%40cret" not in repr(settings)


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
