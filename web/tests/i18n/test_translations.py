"""Every text of the pages is translated with the same placeholders; templates hold no text outside gettext."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask

import web
from web import i18n
from web.core.config import ACTORS
from web.i18n import labels
from worker.jobs import scheduled

ROOT = Path(web.__file__).parents[1]
TEMPLATES = sorted((ROOT / "web/templates").rglob("*.html"))
TRANSLATED = [lang for lang in i18n.LANGS if lang != i18n.SOURCE]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(["NP_:1c,2"])
# Names, which read the same in every language.
NAMES = {"Lipa", "Fare", "KES", "CSV", "EAT", "Excel", "PDF", "ms"}
SPOKEN = re.compile(r'\b(?:title|alt|placeholder|aria-label|aria-description)="([^"]*)"')


def catalogue(lang: str) -> Catalog:
    with (i18n.LOCALES / lang / "LC_MESSAGES/messages.po").open("rb") as source:
        return read_po(source, locale=lang)


def extracted() -> set[tuple[str, str]]:
    """Context and English of every text in the source."""
    with (ROOT / "web/i18n/babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return {(context or "", text if isinstance(text, str) else text[0]) for _, _, text, _, context in found}


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def messages(lang: str) -> Iterator[tuple[Message, list[str], list[str]]]:
    """Each message with its English and translated texts: one of each, or one for each plural form."""
    for message in catalogue(lang):
        if message.id:
            yield message, forms(message.id), forms(message.string)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_catalogue_has_the_texts_of_the_source_and_no_others(lang: str) -> None:
    known = {(message.context or "", english[0]) for message, english, _ in messages(lang)}
    source = extracted()
    assert sorted(source - known) == [], "scripts/translations.sh update takes them over"
    assert sorted(known - source) == [], "scripts/translations.sh update removes them"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_text_is_translated_with_the_same_placeholders(lang: str) -> None:
    for message, english, translated in messages(lang):
        assert not message.fuzzy, message.id
        assert all(text.strip() for text in translated), message.id
        # The singular need not name the number.
        assert placeholders(translated[-1]) == placeholders(english[-1]), message.id
        assert all(placeholders(text) <= placeholders(english[-1]) for text in translated), message.id
        for text in (*english, *translated):
            assert "%" not in PLACEHOLDER.sub("", text).replace("%%", ""), text


def test_text_in_each_language() -> None:
    assert i18n.translate("never extracted %(n)s", "sw", n=3) == "never extracted 3"
    assert i18n.translate(i18n.NP_("context", "never extracted"), "en") == "never extracted"


def test_text_has_the_language_of_the_cookie_and_is_escaped(app: Flask) -> None:
    page = app.jinja_env.from_string("{{ _('%(n)s never', n='<') }} {{ ngettext('%(num)s one', '%(num)s many', 2) }}")
    for cookie, lang in (("", "sw"), ("lipa_lang=en", "en"), ("lipa_lang=fr", "sw")):
        with app.test_request_context("/login", headers={"Cookie": cookie}):
            assert (i18n.language(), page.render()) == (lang, "&lt; never 2 many")


def test_catalogue_that_is_not_compiled_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    i18n.catalogue.cache_clear()
    with pytest.raises(RuntimeError, match=r"scripts/translations\.sh"):
        i18n.catalogue("sw")
    i18n.catalogue.cache_clear()


def test_every_family_of_labels_is_used_and_known() -> None:
    handlers = [path for path in (ROOT / "web").rglob("*.py") if not {"tests", "i18n"} & set(path.parts)]
    source = "".join(path.read_text(encoding="utf-8") for path in (*TEMPLATES, *handlers))
    asked = set(re.findall(r"""\blabel\(["'](\w+)["']""", source))
    assert asked - set(labels.LABELS) == set()
    assert {family for family in set(labels.LABELS) - asked if f'"{family}.' not in source} == {"notice"}


def test_unknown_key_is_shown_as_it_is() -> None:
    assert labels.label("purpose", "tyres", "sw") == "tyres"


def test_templates_hold_no_text_outside_gettext() -> None:
    for path in TEMPLATES:
        source = re.sub(r"{[{%#].*?[}%#]}|&\w+;", " ", path.read_text(encoding="utf-8"), flags=re.S)
        seen = " ".join([re.sub(r"<[^>]*>", " ", source), *SPOKEN.findall(source)])
        assert set(re.findall(r"[^\W\d_]{2,}", seen)) <= NAMES, path.name


def test_every_login_role_has_a_name_in_the_audit_log() -> None:
    assert {f"lipa_{actor}" for actor in ACTORS} - set(labels.LABELS["actor"]) == set()


def test_every_scheduled_job_has_a_text() -> None:
    assert set(labels.LABELS["job"]) == set(scheduled.names())
