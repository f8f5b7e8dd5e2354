"""Words of the operators' pages for settings and for what we hold about people. web/texts.py takes them in."""

# key: (Kiswahili, English)
TEXTS: dict[str, tuple[str, str]] = {
    # settings
    "settings": ("Mipangilio", "Settings"),
    "settings.proposed": ("Imependekezwa. Mwingine ataamua.", "Proposed. Somebody else decides."),
    "settings.approved": ("Imekubaliwa. Inatumika sasa.", "Approved. It is in force now."),
    "settings.declined": ("Imekataliwa. Hakuna kilichobadilika.", "Declined. Nothing changed."),
    "settings.same": ("Ndivyo ilivyo tayari.", "It is so already."),
    "settings.bad_value": ("Thamani haifai.", "That value does not fit."),
    "settings.no_reason": ("Andika sababu.", "Write the reason."),
    "settings.open": ("Tayari kuna pendekezo linalosubiri.", "A proposal is waiting already."),
    "settings.same_person": ("Aliyependekeza haamui.", "Who proposes does not decide."),
    "settings.gone": ("Pendekezo halipo.", "There is no such proposal."),
    "settings.stale": ("Imebadilika tangu pendekezo. Likatae.", "It changed since the proposal. Decline it."),
    "settings_open": ("Yanayosubiri uamuzi", "Waiting for a decision"),
    "settings_approve": ("Kubali", "Approve"),
    "settings_decline": ("Kataa", "Decline"),
    "settings_value": ("Thamani mpya", "New value"),
    "settings_reason": ("Sababu", "Reason"),
    "settings_propose": ("Pendekeza", "Propose"),
    "settings_history": ("Mabadiliko", "Changes"),
    # privacy
    "privacy": ("Faragha", "Privacy"),
    "privacy.erased": ("Amesahauliwa.", "The person is forgotten."),
    "privacy.unknown": ("Hatuna chochote cha simu hiyo.", "We hold nothing of that phone."),
    "privacy.unfinished": (
        "Malipo yake bado yanasubiri. Jaribu baadaye.",
        "A payment of theirs is still on its way. Try again later.",
    ),
    "privacy.holds_role": ("Bado ana jukumu. Liondoe kwanza.", "They still hold a role. End it first."),
    "privacy.no_reason": ("Andika sababu.", "Write the reason."),
    "privacy.bad_phone": ("Namba ya simu si sahihi.", "That is not a phone number."),
    "privacy_export": ("Tunachojua kuhusu mtu", "What we hold about a person"),
    "privacy_export_do": ("Pakua faili", "Download the file"),
    "privacy_erase": ("Sahau mtu", "Forget a person"),
    "privacy_erase_means": (
        "Namba, jina, alichoandika na jumbe za M-Pesa zinafutwa. Hesabu na risiti zinabaki. Haiwezi kurudishwa.",
        "Number, name, what was typed and M-Pesa messages go. The book and receipts stay. It can't be undone.",
    ),
    "privacy_erase_do": ("Sahau", "Forget"),
    "privacy_reason": ("Sababu, na jinsi tunavyomjua", "Reason, and how we know it is them"),
    "privacy_periods": ("Muda wa kuhifadhi", "How long we keep what"),
    "privacy_erasures": ("Waliosahauliwa", "Forgotten on request"),
    "privacy_keys": ("Mabadiliko ya funguo", "Changes of keys"),
}
