"""Texts of the pages: English in the source, every other language in a gettext catalogue beneath locales/.

Templates say `_("Fares of %(plate)s", plate=…)`; Python marks a text with N_() and translates it when it is shown.
`scripts/translations.sh` compiles the catalogues; `scripts/translations.sh update` first takes over new texts.
A text with the same English but another Kiswahili has a context: pgettext() in templates, NP_() in Python.
"""

import functools
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, g, request
from flask_babel import Babel  # type: ignore[import-untyped]

# The first is the reader's until another is chosen; English needs no catalogue.
LANGS = ("sw", "en")
SOURCE = "en"
LANG_COOKIE = "lipa_lang"
LOCALES = Path(__file__).parent / "locales"
_CONTEXT = "\x04"  # what gettext puts between a context and its text


def init_app(app: Flask) -> None:
    """Give the templates gettext in the reader's language; fail if a catalogue is not compiled."""
    for lang in LANGS:
        catalogue(lang)
    Babel(app, default_locale=LANGS[0], default_translation_directories=str(LOCALES), locale_selector=language)
    # Flask-Babel's own functions look up locale and catalogue for each text and take five times as long.
    app.jinja_env.globals |= {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext}


def language() -> str:
    """The reader's language: as chosen before in this browser, else Kiswahili."""
    if "lang" not in g:
        chosen = request.cookies.get(LANG_COOKIE, "")
        g.lang = chosen if chosen in LANGS else LANGS[0]
    lang: str = g.lang
    return lang


def gettext(text: str, /, **values: object) -> str:
    """A text in the reader's language, its placeholders filled in."""
    return translate(text, language(), **values)


def pgettext(context: str, text: str, /, **values: object) -> str:
    """The same for a text with a context."""
    return translate(NP_(context, text), language(), **values)


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """The text that fits a number, which it may show as %(num)s."""
    found: str = catalogue(language()).ngettext(one, many, num)
    return found % {"num": num, **values}


@functools.cache
def catalogue(lang: str) -> NullTranslations:
    if lang == SOURCE:
        return NullTranslations()
    found = Translations.load(LOCALES, [lang])
    if not isinstance(found, Translations):
        raise RuntimeError(f"the catalogue of {lang} is not compiled: scripts/translations.sh")
    return found


def N_(text: str) -> str:  # noqa: N802  # gettext tools expect this name
    """Mark a text that is translated when it is shown."""
    return text


def NP_(context: str, text: str) -> str:  # noqa: N802
    """The same for a text with a context."""
    return f"{context}{_CONTEXT}{text}"


def translate(text: str, lang: str, /, **values: object) -> str:
    """A marked text in that language, its placeholders filled in."""
    found: str = catalogue(lang).gettext(text)
    if _CONTEXT in found:  # English has no catalogue that resolves a context
        found = found.partition(_CONTEXT)[2]
    return found % values
