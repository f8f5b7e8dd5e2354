"""What is wrong with what was typed, and other notices that a handler chooses."""

from web.i18n import N_

LABELS: dict[str, dict[str, str]] = {
    "notice": {
        "phone_wrong": N_("This is not a Kenyan phone number. Write it like 0712 000 000."),
        "name_wrong": N_("A name has 1 to 80 letters, and no invisible characters."),
        "password_missing": N_("Enter your password."),
        "sign_in_refused": N_(
            "Phone number or password is wrong. After %(sign_in_tries)s tries, wait %(sign_in_minutes)s minutes and "
            "try again."
        ),
        "password_short": N_("A password has 8 to 200 characters."),
        "code_refused": N_(
            "The code is wrong or old. After %(code_tries)s wrong ones, wait %(code_minutes)s minutes and ask for "
            "another."
        ),
        "recovery_refused": N_("That recovery code is wrong."),
        "second_factor_again": N_("Your last code was too long ago. Enter a new one here."),
        "second_factor_refused": N_("That code is wrong or was used before. Wait for the next one and enter it."),
        "second_factor_paused": N_("%(sign_in_tries)s wrong codes. Wait %(sign_in_minutes)s minutes and try again."),
        "phone_code_sent": N_(
            "An SMS with 6 digits is on its way to phone ..%(last3)s. It is valid for %(code_minutes)s minutes."
        ),
        "phone_code_too_often": N_(
            "An SMS was sent to phone ..%(last3)s a short while ago. Use that code, or wait a little and ask again."
        ),
        "phone_code_set_up": N_("The app is set up already. Go back to the start and enter its code."),
    }
}
