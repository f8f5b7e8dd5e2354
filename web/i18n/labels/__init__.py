"""English texts whose key comes from the database or a handler. All other texts are in the templates."""

from web.i18n import translate
from web.i18n.labels import (
    actions,
    alarms,
    audit_log,
    conductor,
    disputes,
    figures,
    fleet,
    jobs,
    meanings,
    money,
    notices,
    payees,
    payouts,
    people,
    reconciliation,
    settings,
    statements,
    things,
)

LABELS: dict[str, dict[str, str]] = {
    **actions.LABELS,
    **alarms.LABELS,
    **conductor.LABELS,
    **disputes.LABELS,
    **figures.LABELS,
    **fleet.LABELS,
    **jobs.LABELS,
    **meanings.LABELS,
    **money.LABELS,
    **notices.LABELS,
    **payouts.LABELS,
    **payees.LABELS,
    **people.LABELS,
    **reconciliation.LABELS,
    **settings.LABELS,
    **statements.LABELS,
    **things.LABELS,
    **audit_log.LABELS,
}

# Every kind of thing in the audit log and every action, for the search form.
THINGS = tuple(sorted(key for key in LABELS["audit_subject"] if "." in key))
ACTIONS = tuple(LABELS["audit_action"])


def label(family: str, key: str, lang: str, /, **values: object) -> str:
    """The text of a key in that language; an unknown key is shown as it is."""
    text = LABELS[family].get(key)
    return key.rpartition(".")[2] if text is None else translate(text, lang, **values)


def notice(key: str, lang: str, /, **values: object) -> str:
    """The same for a handler's notice: "phone_wrong", or "change_not.no_reason" from another family."""
    family, dot, name = key.partition(".")
    return label(family, name, lang, **values) if dot else label("notice", key, lang, **values)
