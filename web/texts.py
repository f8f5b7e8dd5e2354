"""Every word on the pages for people, Kiswahili first, English twin. (Phones: texts.csv; refusals: errors.py.)

    say("home.total", "sw")    {name} is filled in by keyword.

A test holds every template to this catalogue, and every text to both languages and the same blanks.
"""

from web import (
    texts_of_acts,
    texts_of_crews,
    texts_of_meanings,
    texts_of_people,
    texts_of_settings,
    texts_of_verifications,
)
from web.texts_signing_in import SIGNING_IN

LANGS = ("sw", "en")

# key: (Kiswahili, English)
TEXTS: dict[str, tuple[str, str]] = {
    **texts_of_people.TEXTS,
    **texts_of_acts.TEXTS,
    **texts_of_crews.TEXTS,
    **texts_of_settings.TEXTS,
    **texts_of_meanings.TEXTS,
    **texts_of_verifications.TEXTS,
    **SIGNING_IN,
    # the frame
    "other_lang": ("English", "Kiswahili"),
    "sign_out": ("Ondoka", "Sign out"),
    "home_owner": ("Magari yangu", "My vehicles"),
    "home_ops": ("Uendeshaji", "Operations"),
    "book_of": ("Hesabu ya {at}", "Books as of {at}"),
    "refresh": ("Onyesha upya", "Refresh"),
    "more": ("Zaidi", "More"),
    "back_home": ("Rudi mwanzo", "Back to the start"),
    "skip": ("Ruka hadi yaliyomo", "Skip to content"),
    # sign-in
    "sign_in": ("Ingia", "Sign in"),
    "sign_in_intro": (
        "Wamiliki wa magari, viongozi wa SACCO na wahudumu wetu huingia hapa.",
        "Vehicle owners, SACCO officials and operators sign in here.",
    ),
    "phone": ("Namba ya simu", "Phone number"),
    "phone_hint": ("Mfano 0712 000 000", "For example 0712 000 000"),
    "password": ("Nenosiri", "Password"),
    "phone_wrong": (
        "Namba hii si ya simu ya Kenya. Andika kama 0712 000 000.",
        "This is not a Kenyan phone number. Write it like 0712 000 000.",
    ),
    "password_missing": ("Andika nenosiri.", "Enter your password."),
    "sign_in_refused": (
        "Namba au nenosiri si sahihi. Ukikosea mara 5, subiri dakika 15 kisha jaribu tena.",
        "Phone number or password is wrong. After 5 wrong tries, wait 15 minutes and try again.",
    ),
    "no_pages": (
        "Umeingia, lakini bado hujapewa kurasa. Wasiliana na SACCO yako.",
        "You are signed in, but no pages are yours yet. Ask your SACCO.",
    ),
    # owner: is all well?
    "all_receiving": ("Magari yote {n} yanapokea.", "All {n} vehicles are receiving."),
    "one_receiving": ("Gari lako linapokea.", "Your vehicle is receiving."),
    "some_receiving": ("Magari {n} kati ya {all} yanapokea.", "{n} of {all} vehicles are receiving."),
    "one_of_receiving": ("Gari {n} kati ya {all} linapokea.", "{n} of {all} vehicles is receiving."),
    "none_receiving": ("Hakuna gari linalopokea kwa sasa.", "No vehicle is receiving right now."),
    "resting": ("Nje ya saa za kazi.", "Outside service hours."),
    "no_vehicles": ("Bado huna gari lililosajiliwa.", "You have no registered vehicle yet."),
    "silent_since": ("{plate} kimya tangu {at}", "{plate} silent since {at}"),
    "silent_always": ("{plate} bado halijapokea nauli", "{plate} has not taken a fare yet"),
    "sign.receiving": ("Linapokea.", "Receiving."),
    "sign.silent": ("Kimya.", "Silent."),
    "sign.resting": ("Nje ya saa za kazi.", "Outside service hours."),
    "sign.closed": ("Limefungwa.", "Closed."),
    "sign.sold": ("Si lako tena. Ulichopata hapo awali kinabaki.", "No longer yours. What it earned you stays."),
    "last_fare": ("Nauli ya mwisho {at}.", "Last fare {at}."),
    # periods
    "today": ("Leo", "Today"),
    "yesterday": ("Jana", "Yesterday"),
    "week": ("Wiki", "Week"),
    "month": ("Mwezi", "Month"),
    "period": ("Kipindi", "Period"),
    "earlier": ("Kabla: {day}", "Before: {day}"),
    "later": ("Baada: {day}", "After: {day}"),
    # the total
    "fares_n": ("nauli {n:,}", "{n:,} fares"),
    "last_at": ("mwisho {at}", "last {at}"),
    "than_weekday": ("kuliko {day} iliyopita", "than last {day}"),
    "than_day": ("kuliko siku iliyotangulia", "than the day before"),
    "than_week": ("kuliko wiki iliyotangulia", "than the week before"),
    "than_month": ("kuliko mwezi uliotangulia", "than the month before"),
    "up_to": ("hadi {at}", "up to {at}"),
    "same_as": ("sawa na kabla", "the same as before"),
    "nothing_before_weekday": ("hakuna nauli {day} ya kulinganisha", "no fares on {day} to compare with"),
    "nothing_before_day": ("hakuna nauli {day} ya kulinganisha", "no fares on {day} to compare with"),
    "nothing_before_week": (
        "hakuna nauli wiki iliyotangulia ya kulinganisha",
        "no fares the week before to compare with",
    ),
    "nothing_before_month": (
        "hakuna nauli mwezi uliotangulia ya kulinganisha",
        "no fares the month before to compare with",
    ),
    "no_fares_today": ("Bado hakuna nauli leo.", "No fares yet today."),
    "no_fares": ("Hakuna nauli katika kipindi hiki.", "No fares in this period."),
    "chart_hours": ("Nauli kwa saa", "Takings by hour"),
    "chart_days": ("Nauli kwa siku", "Takings by day"),
    "as_table": ("Takwimu kwa jedwali", "The figures as a table"),
    "bar_title": ("{bar}: KES {kes}, nauli {n}", "{bar}: KES {kes}, {n} fares"),
    # tables
    "vehicles": ("Magari", "Vehicles"),
    "vehicle": ("Gari", "Vehicle"),
    "route": ("Njia", "Route"),
    "route_n": ("njia {n}", "route {n}"),
    "door_code": ("namba ya mlangoni {code}", "door code {code}"),
    "fares": ("Nauli", "Fares"),
    "last": ("Mwisho", "Last"),
    "hour": ("Saa", "Hour"),
    "hour_of": ("saa {h}:00-{h}:59", "{h}:00-{h}:59"),
    "day": ("Siku", "Day"),
    "when": ("Wakati", "When"),
    "amount": ("Kiasi", "Amount"),
    "how": ("Kwa", "By"),
    "receipt": ("Risiti", "Receipt"),
    "latest": ("Miamala 20 ya mwisho", "Latest 20 transactions"),
    "all_fares": ("Nauli zote za kipindi hiki", "All fares of this period"),
    "fares_of": ("Nauli: {what}", "Fares: {what}"),
    "all_vehicles": ("magari yote", "all vehicles"),
    "csv_day": ("siku", "day"),
    "csv_week": ("wiki", "week"),
    # wallets
    "wallets": ("Pochi", "Wallets"),
    "wallets_of": ("Pochi: {purpose}", "Wallets: {purpose}"),
    "wallet_none": ("Bado hakuna pochi. Hufunguka na kanuni ya mgawo.", "No wallets yet. A split rule opens them."),
    "balance": ("Salio", "Balance"),
    "together": ("Jumla", "Total"),
    "entries": ("Maingizo", "Entries"),
    "no_entries": ("Bado hakuna maingizo.", "No entries yet."),
    "out_of": ("toleo", "out"),
    "purpose.fuel": ("Mafuta", "Fuel"),
    "purpose.maintenance": ("Ukarabati", "Maintenance"),
    "purpose.sacco": ("Sacco", "SACCO"),
    "purpose.insurance": ("Bima", "Insurance"),
    "purpose.profit": ("Faida", "Profit"),
    "purpose.crew": ("Wafanyakazi", "Crew"),
    "purpose.savings": ("Akiba", "Savings"),
    "purpose.loan": ("Mkopo", "Loan"),
    "purpose.main": ("Kuu", "Main"),
    "kind.fare": ("Nauli", "Fare"),
    "kind.reversal": ("Marekebisho", "Correction"),
    # one fare
    "commission": ("Ada ya Lipa Fare", "Lipa Fare fee"),
    "share": ("Sehemu", "Share"),
    "seats_n": ("watu {n}", "{n} people"),
    "phone_last3": ("simu ..{last3}", "phone ..{last3}"),
    "no_phone": ("namba ya mlipaji haionekani", "payer's number not shown"),
    "of_rest": (
        "Asilimia za pochi ni za kilichobaki baada ya ada.",
        "Wallet shares are of what the fee leaves.",
    ),
    "rule": ("Kanuni ya {version}, tangu {since}, iliwekwa {made}.", "Rule {version}, since {since}, made {made}."),
    "told_by.c2b_confirmation": (
        "M-Pesa ilituarifu {at} (mara {times}).",
        "M-Pesa told us at {at} ({times} time(s)).",
    ),
    "told_by.stk_result": (
        "Jibu la ombi la malipo lilifika {at} (mara {times}).",
        "The result of the payment prompt arrived {at} ({times} time(s)).",
    ),
    "told_by.status_result": (
        "M-Pesa ilijibu swali letu {at} (mara {times}).",
        "M-Pesa answered our query {at} ({times} time(s)).",
    ),
    "posted_at": ("Iliingia kwenye vitabu {at}.", "Entered the books {at}."),
    "placed_at": (
        "Pesa ilifika bila gari lililotajwa vizuri; iliwekwa kwenye gari hili {at}.",
        "The money came without a clear vehicle; it was placed with this one {at}.",
    ),
    "sms.none": (
        "Hakuna risiti ya SMS: namba ya mlipaji haiko kwetu.",
        "No SMS receipt: we don't know the number.",
    ),
    "sms.waiting": ("Risiti ya SMS inasubiri kutumwa.", "SMS receipt is waiting to be sent."),
    "sms.dead": ("Risiti ya SMS imeshindikana kutumwa.", "SMS receipt could not be sent."),
    "sms.sent": ("Risiti imetumwa {at}.", "Receipt sent {at}."),
    "sms.Success": ("Risiti imefika kwenye simu ({at}).", "Receipt reached the phone ({at})."),
    "sms.Sent": ("Risiti imetumwa {at}.", "Receipt sent {at}."),
    "sms.Submitted": ("Risiti imetumwa {at}.", "Receipt sent {at}."),
    "sms.Buffered": (
        "Risiti imetumwa {at}; mtandao bado unaisubirisha.",
        "Receipt sent {at}; the network still holds it.",
    ),
    "sms.Rejected": ("Risiti ilikataliwa na mtandao ({at}).", "Receipt rejected by the network ({at})."),
    "sms.AbsentSubscriber": ("Risiti imetumwa {at}; simu haikupatikana.", "Receipt sent {at}; the phone was off."),
    "sms.Expired": ("Risiti imetumwa {at} lakini haikufika.", "Receipt sent {at} but not delivered."),
    "sms.Failed": ("Risiti imetumwa {at} lakini haikufika.", "Receipt sent {at} but not delivered."),
    "flag.late": ("Taarifa ilichelewa zaidi ya saa moja.", "The news came over an hour late."),
    "flag.time_replaced": (
        "Muda wa M-Pesa haukueleweka; tumetumia wetu.",
        "M-Pesa's time was wrong; ours is used.",
    ),
    "flag.amount_differs": ("Kiasi kilitofautiana na kilichoombwa.", "The amount differed from what was asked."),
    "flag.paid_again": ("Ombi hili lilikuwa limelipwa tayari.", "This request had been paid already."),
    "corrected": ("Ilirekebishwa {at}: {reason}.", "Corrected {at}: {reason}."),
    "channel.ussd": ("USSD", "USSD"),
    "channel.paybill": ("PayBill", "PayBill"),
    # operators
    "ops_clear": ("Hakuna kinachosubiri.", "Nothing is waiting."),
    "ops_suspense_n": ("Malipo bila gari: {n}, KES {kes}.", "Payments without a vehicle: {n}, KES {kes}."),
    "ops_messages_n": ("Jumbe za kuangalia: {n}.", "Messages to look at: {n}."),
    "ops_alarms_n": ("Kengele: {n}.", "Alarms: {n}."),
    "alarms": ("Kengele", "Alarms"),
    "alarm.paid_without_receipt": (
        "M-Pesa inasema imelipwa, lakini risiti haijafika",
        "M-Pesa says paid, no receipt came",
    ),
    "alarm.wrong_token": ("Anwani yetu ilijaribiwa kwa siri isiyo sahihi", "Somebody knocks with a wrong token"),
    "alarm.duties_met": ("Mtu mmoja alipendekeza na kuamua", "One person made and checked"),
    "alarm.database_roles_changed": ("Haki za database zimebadilika", "Rights in the database have changed"),
    "alarm.new_callback_source": ("Jumbe zimetoka anwani mpya", "Messages come from a new address"),
    "alarm.seal_broken": ("Baadhi ya siri hazifunguki", "Some sealed values can't be opened"),
    "alarm.prompts_unsent": ("Maombi ya malipo hayakutumwa", "Payment prompts were not sent"),
    "ops_dead_n": ("Kazi zilizoshindikana: {n}.", "Work given up: {n}."),
    "suspense": ("Pesa bila gari", "Money without a vehicle"),
    "account": ("Akaunti", "Account typed"),
    "blank": ("(tupu)", "(blank)"),
    "age": ("Muda", "Age"),
    "minutes": ("dk {n}", "{n} min"),
    "hours": ("saa {n}", "{n} h"),
    "days": ("siku {n}", "{n} d"),
    "messages": ("Jumbe za kuangalia", "Messages to look at"),
    "outcome.conflict": ("mgongano", "conflict"),
    "outcome.quarantine": ("karantini", "quarantine"),
    "outcome.pending": ("inasubiri", "waiting"),
    "reason": ("Sababu", "Reason"),
    "times_n": ("mara {n}", "{n}x"),
    "dead": ("Kazi zilizoshindikana", "Work given up"),
    "tries_n": ("majaribio {n}", "{n} tries"),
    "retry": ("Jaribu tena", "Try again"),
    "place": ("Weka kwenye gari", "Place with a vehicle"),
    "place_which": ("Plate au namba ya mlangoni", "Plate or door code"),
    "place_other": ("Gari lingine", "Another vehicle"),
    "place_look": ("Onyesha kitakachotokea", "Show what will happen"),
    "place_unknown": ("Hakuna gari la {account}.", "There is no vehicle {account}."),
    "place_no_rule": (
        "{plate} halikuwa na kanuni ya mgawo wakati wa malipo.",
        "{plate} had no split rule when this was paid.",
    ),
    "place_will": (
        "KES {kes} ({receipt}) zitatoka pesa bila gari na kuingia {plate}, njia {route}, ya {owner} ({sacco}):",
        "KES {kes} ({receipt}) will leave suspense and go to {plate}, route {route}, of {owner} ({sacco}):",
    ),
    "place_final": (
        "Haiwezi kufutwa; kosa hurekebishwa kwa muamala mpya.",
        "This can't be undone; a mistake is put right by a new entry.",
    ),
    "place_do": ("Weka KES {kes} kwenye {plate}", "Place KES {kes} with {plate}"),
    "place_cancel": ("Acha", "Leave it"),
    "place_done": ("{receipt} imewekwa kwenye gari.", "{receipt} has been placed."),
    "place_not": ("{receipt} haikuwekwa: {outcome}.", "{receipt} was not placed: {outcome}."),
    "place_room": (
        "Leo umeweka KES {placed} kati ya KES {cap} unazoruhusiwa kwa siku.",
        "Today you have placed KES {placed} of the KES {cap} you may place in a day.",
    ),
    "place_new_device": (
        "Kifaa hiki ni kipya hadi {at}; baada ya hapo kiwango ni kikubwa zaidi.",
        "This device is new until {at}; after that the cap is higher.",
    ),
    "place_over_cap": (
        "Malipo haya hayawezi kuwekwa sasa: yanazidi kiwango chako.",
        "This payment can't be placed now: it is over your cap.",
    ),
    "placed_already": ("Malipo haya yameshawekwa kwenye gari.", "This payment has been placed already."),
    "outcome.placed": ("imeshawekwa", "placed already"),
    "outcome.posted": ("ilishaingia moja kwa moja", "posted straight away"),
    "outcome.no_rule": ("gari halikuwa na kanuni wakati huo", "the vehicle had no rule then"),
    "outcome.not_found": ("haipo", "not found"),
    "outcome.absent": ("gari halipo", "no such vehicle"),
    "retried": ("Itajaribiwa tena.", "It will be tried again."),
    "paid_when": ("Ililipwa {at}", "Paid {at}"),
}

WEEKDAYS = {
    "sw": ("Jumatatu", "Jumanne", "Jumatano", "Alhamisi", "Ijumaa", "Jumamosi", "Jumapili"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "sw": ("Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ago", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def say(key: str, lang: str, **values: object) -> str:
    """The text in that language with its blanks filled in. A word nobody foresaw is shown as it is."""
    texts = TEXTS.get(key)
    if texts is None:
        return key.rpartition(".")[2]
    return texts[LANGS.index(lang)].format(**values)
