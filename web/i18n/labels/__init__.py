"""English texts whose key comes from the database or a handler. All others stand in the templates."""

from web.i18n import translate
from web.i18n.labels import acts, audit_log, meanings, money, notices, people, settings, things

LABELS: dict[str, dict[str, str]] = {
    **acts.LABELS,
    **meanings.LABELS,
    **money.LABELS,
    **notices.LABELS,
    **people.LABELS,
    **settings.LABELS,
    **things.LABELS,
    **audit_log.LABELS,
}

# Everything that stands in the audit log, and every act, for whoever looks for one.
THINGS = tuple(sorted(key for key in LABELS["about"] if "." in key))
ACTIONS = tuple(LABELS["did"])


def label(family: str, key: str, lang: str, /, **values: object) -> str:
    """The text of a key in that language. A key that nobody foresaw is shown as it is."""
    text = LABELS[family].get(key)
    return key.rpartition(".")[2] if text is None else translate(text, lang, **values)


def notice(key: str, lang: str, /, **values: object) -> str:
    """The same for a handler's notice: "phone_wrong", or "change_not.no_reason" of another family."""
    family, dot, name = key.partition(".")
    return label(family, name, lang, **values) if dot else label("notice", key, lang, **values)
