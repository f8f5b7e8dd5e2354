"""The words of the second step and of a forgotten password; part of the catalogue in texts.py."""

# key: (Kiswahili, English)
SIGNING_IN: dict[str, tuple[str, str]] = {
    # a forgotten password
    "reset": ("Nenosiri jipya", "A new password"),
    "reset_forgotten": ("Umesahau nenosiri?", "Forgot your password?"),
    "reset_intro": (
        "Andika namba yako ya simu. Tutakutumia SMS yenye tarakimu 6.",
        "Enter your phone number. We will send you an SMS with 6 digits.",
    ),
    "reset_send": ("Nitumie namba", "Send me a code"),
    "reset_sent": (
        "Kama namba hii imesajiliwa, SMS yenye tarakimu 6 iko njiani. Inatumika kwa dakika {code_minutes}.",
        "If this number is registered, an SMS with 6 digits is on its way. It is good for {code_minutes} minutes.",
    ),
    "reset_code": ("Tarakimu 6 za SMS", "6 digits from the SMS"),
    "password_new": ("Nenosiri jipya", "New password"),
    "password_hint": ("Herufi 8 au zaidi.", "8 characters or more."),
    "reset_set": ("Weka nenosiri", "Set the password"),
    "reset_again": ("Nitumie namba nyingine", "Send me another code"),
    "code_refused": (
        "Namba si sahihi au ya zamani. Ukikosea mara {code_tries}, subiri dakika {code_minutes} uombe nyingine.",
        "The code is wrong or old. After {code_tries} wrong ones, wait {code_minutes} minutes and ask for another.",
    ),
    "password_short": ("Nenosiri liwe na herufi 8 hadi 200.", "A password has 8 to 200 characters."),
    "password_set": ("Nenosiri jipya limewekwa. Ingia nalo.", "The new password is set. Sign in with it."),
    # the second step
    "second_step": ("Weka namba ya programu", "Enter the code from your app"),
    "second_step_intro": (
        "Fungua programu ya namba za siri kwenye simu yako, andika tarakimu 6 zinazoonekana sasa.",
        "Open the authenticator app on your phone and enter the 6 digits it shows now.",
    ),
    "second_step_code": ("Tarakimu 6", "6 digits"),
    "go_on": ("Endelea", "Continue"),
    "second_step_refused": (
        "Namba si sahihi au ilishatumika. Subiri ibadilike, kisha andika mpya.",
        "That code is wrong or was used before. Wait for the next one and enter it.",
    ),
    "second_step_paused": (
        "Umekosea mara {sign_in_tries}. Subiri dakika {sign_in_minutes} kisha jaribu tena.",
        "{sign_in_tries} wrong codes. Wait {sign_in_minutes} minutes and try again.",
    ),
    "second_step_enrol": ("Weka hatua ya pili", "Set up the second step"),
    "second_step_enrol_intro": (
        "Jukumu lako linahitaji namba ya programu ya simu (mfano Google Authenticator). Ipige picha hii kwa programu.",
        "Your role needs a code from an app on your phone (such as Google Authenticator). Scan this with the app.",
    ),
    "phone_first": ("Thibitisha simu yako", "Confirm your phone"),
    "phone_first_intro": (
        "Bado huna programu ya namba za kuingia. Kabla ya kuiweka, tutatuma SMS yenye tarakimu 6 kwa simu ..{last3}.",
        "No authenticator app is set up yet. Before you set one up, we send an SMS with 6 digits to phone ..{last3}.",
    ),
    "phone_first_why": (
        "Nenosiri peke yake halitoshi: mwingine akilijua, asiweke programu yake mahali pa yako.",
        "The password alone is not enough: whoever knows it must not set up their app in place of yours.",
    ),
    "phone_code_sent": (
        "SMS yenye tarakimu 6 iko njiani kwa simu ..{last3}. Inatumika kwa dakika {code_minutes}.",
        "An SMS with 6 digits is on its way to phone ..{last3}. It is good for {code_minutes} minutes.",
    ),
    "phone_code_too_often": (
        "SMS imeshatumwa kwa simu ..{last3} hivi karibuni. Tumia namba hiyo, au subiri kidogo uombe nyingine.",
        "An SMS was sent to phone ..{last3} a short while ago. Use that code, or wait a little and ask again.",
    ),
    "phone_code_not_you": (
        "Hukuomba wewe? Basi mwingine anajua nenosiri lako: weka jipya, kisha ingia uombe namba nyingine.",
        "It was not you who asked? Then somebody else knows your password: set a new one, sign in, and ask again.",
    ),
    "phone_code_set_up": (
        "Programu imeshawekwa. Rudi mwanzo, uweke namba yake.",
        "The app is set up already. Go back to the start and enter its code.",
    ),
    "phone_code_have": ("Nina namba tayari", "I have a code already"),
    "second_step_picture": ("Picha ya kuweka programu", "Picture that sets up the app"),
    "second_step_by_hand": ("Au andika siri hii kwenye programu:", "Or type this secret into the app:"),
    "second_step_open_app": ("Fungua programu kwenye simu hii", "Open the app on this phone"),
    "second_step_replace": ("Weka au badilisha programu ya namba", "Set up or change the authenticator app"),
    "recovery_title": ("Namba za akiba", "Recovery codes"),
    "recovery_intro": (
        "Ziandike na uziweke mbali na simu. Ukipoteza simu, moja hukuruhusu kuweka programu mpya. Hazitaonyeshwa tena.",
        "Write them down, keep them away from the phone. If it is lost, one lets you set up a new app. Shown once.",
    ),
    "recovery_kept": ("Nimeziandika, endelea", "I have written them down, continue"),
    "recovery_lost": ("Simu imepotea?", "Phone lost?"),
    "recovery_code": ("Namba ya akiba", "Recovery code"),
    "recovery_use": ("Tumia namba ya akiba", "Use the recovery code"),
    "recovery_refused": ("Namba ya akiba si sahihi.", "That recovery code is wrong."),
    # a form from before the session was renewed
    "old_form": ("Hakuna kilichofanyika: ukurasa ulikuwa wa zamani.", "Nothing was done: that page was old."),
    "old_form_why": (
        "Tangu ulipoufungua, uliingia upya au uliweka namba ya programu kwingine. Ufungue upya, ujaze tena.",
        "Since you opened it, you signed in or entered a code elsewhere. Open it again and fill it in anew.",
    ),
    "old_form_back": ("Fungua ukurasa upya", "Open the page again"),
}

# Said with figures that are settings: whoever says one of these says it with them.
WITH_SETTINGS = ("sign_in_refused", "reset_sent", "code_refused", "second_step_paused", "phone_code_sent")
