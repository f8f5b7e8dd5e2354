"""What each setting, limit and period means, for the pages of configuration; part of the catalogue in web/texts.py.

Every row of security.settings, security.limits and security.retention_periods has its line here, and nowhere else.
"""

# key: (Kiswahili, English)
TEXTS: dict[str, tuple[str, str]] = {
    "meaning.setting.code_minutes": (
        "Dakika ambazo namba ya SMS inatumika",
        "For how many minutes a one-time code by SMS is good",
    ),
    "meaning.setting.code_tries": (
        "Makisio ya namba za SMS za kazi moja, popote yanapotoka, kabla ya kufungwa",
        "Guesses at one-time codes of one purpose while one is good, from anywhere together",
    ),
    "meaning.setting.codes_a_minute": (
        "Namba za SMS kwa mtu mmoja kwa dakika",
        "One-time codes sent to one person in a minute",
    ),
    "meaning.setting.codes_an_hour": (
        "Namba za SMS kwa mtu mmoja kwa saa",
        "One-time codes sent to one person in an hour",
    ),
    "meaning.setting.outbox_tries": (
        "Kushindwa mfululizo kabla ya ujumbe kumsubiri mtu wa uendeshaji",
        "Failures in a row before a message waits for an operator",
    ),
    "meaning.setting.password_params": (
        "Ugumu wa kuficha nenosiri jipya: kumbukumbu (KiB), mizunguko na njia za argon2id",
        "How hard a new password is hashed: argon2id memory (KiB), passes, lanes",
    ),
    "meaning.setting.new_device_hours": (
        "Saa ambazo kifaa kinaitwa kipya baada ya kuingia mara ya kwanza",
        "How many hours a device counts as new after the first sign-in there",
    ),
    "meaning.setting.place_cap_cents": (
        "Pesa bila gari ambazo mtu mmoja wa uendeshaji anaweza kuziweka kwa siku",
        "Money without a vehicle that one operator may place in a day",
    ),
    "meaning.setting.place_cap_new_device_cents": (
        "Pesa bila gari ambazo mtu mmoja wa uendeshaji anaweza kuziweka kwa siku kwa kifaa kipya",
        "Money without a vehicle that one operator may place in a day from a new device",
    ),
    "meaning.setting.step_up_minutes_new_device": (
        "Kwa kifaa kipya: dakika baada ya hatua ya pili ambazo kitendo cha hatari hakihitaji nyingine",
        "From a new device: how many minutes after a second step dangerous acts may follow without another one",
    ),
    "meaning.setting.verify_above_cents": (
        "Malipo yanayozidi haya yanazuiwa hadi M-Pesa iyathibitishe",
        "A payment above this stays held until the operator has confirmed it to a question of ours",
    ),
    "meaning.setting.trip_hours": (
        "Saa ambazo safari isiyomalizwa na mtu inafungwa yenyewe",
        "A trip that nobody ends is over after so many hours",
    ),
    "meaning.setting.trip_link_openings": (
        "Mara ambazo kiungo kimoja cha safari kinafunguka",
        "How often one link to a trip can be opened",
    ),
    "meaning.setting.pin_tries": (
        "Namba za siri za kondakta zilizokosewa kwa simu moja kabla ya kungoja",
        "Wrong numbers of a crew from one phone before a pause",
    ),
    "meaning.setting.pin_pause_minutes": (
        "Dakika za kungoja baada ya namba ya siri ya kondakta kukosewa mara nyingi",
        "How many minutes the pause after wrong numbers of a crew lasts",
    ),
    "meaning.setting.pin_strangers_tries": (
        "Namba zilizokosewa kwa gari moja kwa saa, kwa simu zisizo za wahudumu wake",
        "Wrong numbers for one vehicle in an hour from phones that its crew has never used",
    ),
    "meaning.setting.push_expire_seconds": (
        "Sekunde hadi ombi la M-Pesa lisilojibiwa lifungwe (pesa ikichelewa bado inapokelewa)",
        "Seconds after which an unanswered push is written off (late money is still taken)",
    ),
    "meaning.setting.push_query_after_seconds": (
        "Sekunde za kusubiri jibu la ombi kabla ya kuuliza M-Pesa",
        "Seconds to wait for a push result before asking the operator",
    ),
    "meaning.setting.push_send_seconds": (
        "Ombi lisilotumwa ndani ya sekunde hizi halitumwi tena: abiria amelipa vingine au amepiga tena",
        "A push not sent within these seconds is never sent: the passenger has paid otherwise or dialled again",
    ),
    "meaning.setting.push_wait_seconds": (
        "Sekunde baada ya ombi ambazo kupiga tena hakuombi pesa mara ya pili",
        "Seconds after a push in which a redial does not start a second charge",
    ),
    "meaning.setting.second_step_offer_minutes": (
        "Dakika ambazo siri ya programu iliyoonyeshwa, bila kuthibitishwa, inabaki ile ile",
        "Minutes for which a secret that was shown, but not confirmed, stays the same",
    ),
    "meaning.setting.service_ends": (
        "Saa ambayo magari huacha kutarajiwa kupokea nauli",
        "Until when vehicles are expected to take fares, market time",
    ),
    "meaning.setting.service_starts": (
        "Saa ambayo magari huanza kutarajiwa kupokea nauli",
        "From when vehicles are expected to take fares, market time",
    ),
    "meaning.setting.session_absolute_hours": (
        "Saa ambazo baada yake kila aliyeingia hutolewa",
        "Hours after which a sign-in ends in any case",
    ),
    "meaning.setting.session_idle_minutes": (
        "Dakika bila kubonyeza ambazo baada yake mtu hutolewa",
        "Minutes without a click after which a sign-in ends",
    ),
    "meaning.setting.sign_in_pause_minutes": (
        "Dakika za mapumziko baada ya nenosiri kukosewa mara nyingi",
        "For how many minutes the pause after wrong passwords lasts",
    ),
    "meaning.setting.sign_in_tries": (
        "Nenosiri lisilo sahihi mara ngapi kabla ya mapumziko",
        "Wrong passwords before a pause",
    ),
    "meaning.setting.silent_after_minutes": (
        "Dakika bila nauli ambazo baada yake gari huitwa kimya",
        "Minutes without a fare after which a vehicle in service is called silent",
    ),
    "meaning.setting.step_up_minutes": (
        "Dakika baada ya namba ya programu ambazo hatua nzito hufanyika bila kuulizwa tena",
        "Minutes after a second step in which dangerous acts may follow without another one",
    ),
    "meaning.setting.time_zone": (
        "Saa ya soko: kurasa huionyesha, siku huanza nayo",
        "The market's clock: pages show it, days begin by it",
    ),
    "meaning.setting.ussd_code": (
        "Namba ambayo watu hupiga; imo kwenye jumbe zetu",
        "What people dial; stands in our messages",
    ),
    "meaning.setting.ussd_max_cents": (
        "Nauli kubwa kabisa ambayo menyu hupokea",
        "Largest fare the USSD menu takes",
    ),
    "meaning.setting.ussd_min_cents": (
        "Nauli ndogo kabisa ambayo menyu hupokea",
        "Smallest fare the USSD menu takes",
    ),
    "meaning.setting.ussd_networks": (
        "Mitandao ambayo SIM zake huombwa kulipa kwa M-Pesa: Safaricom, na wa majaribio wa gateway",
        "Networks whose SIMs can be asked to pay by M-Pesa: Safaricom, and the gateway's sandbox",
    ),
    "meaning.setting.ussd_resume_seconds": (
        "Sekunde ambazo menyu iliyokatika inaweza kuendelezwa",
        "For how many seconds a dropped USSD session can be resumed",
    ),
    "meaning.limit.code,address": (
        "Namba za SMS zinazoombwa kutoka anwani moja",
        "Codes asked for from one address",
    ),
    "meaning.limit.code,phone": (
        "Namba za SMS zinazoombwa kwa simu moja kutoka anwani moja",
        "Codes asked for with one phone from one address",
    ),
    "meaning.limit.crew_number,sim": (
        "Namba za siri za kazi ambazo kondakta huchagua kwa simu yake",
        "Numbers that a crew member chooses by their own phone",
    ),
    "meaning.limit.form,address": ("Fomu zinazotumwa kutoka anwani moja", "Forms sent from one address"),
    "meaning.limit.form,session": ("Fomu zinazotumwa na mtu mmoja aliyeingia", "Forms sent by one signed-in person"),
    "meaning.limit.form_new_device,session": (
        "Fomu zinazotumwa na mtu aliyeingia kwa kifaa kipya",
        "Forms sent by one person signed in on a new device",
    ),
    "meaning.limit.page,address": (
        "Kurasa zinazoombwa kutoka anwani moja; maelfu wa mtandao mmoja wana anwani moja",
        "Pages asked for from one address; an operator's network puts thousands behind one",
    ),
    "meaning.limit.page,session": (
        "Kurasa zinazoombwa na mtu mmoja aliyeingia",
        "Pages asked for by one signed-in person",
    ),
    "meaning.limit.prompt,vehicle": (
        "Maombi ya malipo kwa gari moja; huhesabiwa bila kufunga chochote",
        "Payment prompts for one vehicle; counted from the intents, locks nothing",
    ),
    "meaning.limit.sign_in,address": (
        "Majaribio ya kuingia kutoka anwani moja",
        "Sign-ins tried from one address",
    ),
    "meaning.limit.sign_in,phone": (
        "Majaribio ya kuingia kwa simu moja kutoka anwani moja: kwingine mwenyewe bado anaingia",
        "Sign-ins tried with one phone from one address: elsewhere its owner still gets in",
    ),
    "meaning.limit.ussd,session": ("Hatua za menyu katika kipindi kimoja", "Turns of the menu in one session"),
    "meaning.limit.ussd,sim": ("Hatua za menyu za SIM moja", "Turns of the menu by one SIM"),
    "meaning.limit.wrong_token,address": (
        "Kubisha mlango wa M-Pesa kwa tokeni isiyo sahihi",
        "Knocks at an operators' door with a wrong token",
    ),
    "meaning.limit.wrong_token_alarm,address": (
        "Mara ngapi anwani kama hiyo inaweza kupiga kengele",
        "How often one such address may ring the alarm",
    ),
    "meaning.retention.checkouts": (
        "Kitambulisho cha ombi la malipo, kimefungwa, baada ya ombi kuisha",
        "The operator's id of a payment prompt, sealed, after the prompt has ended",
    ),
    "meaning.retention.crew_proposals": (
        "Mapendekezo ya wahudumu ambayo hayakuamuliwa, na namba iliyoandikwa kama haikuwa na kazi nyingine",
        "Proposals for a crew that nobody decided about, and the number typed for it if nothing else came of it",
    ),
    "meaning.retention.devices": (
        "Vivinjari ambavyo mtu aliingia navyo, baada ya mara ya mwisho",
        "Browsers that a person signed in with, after the last time",
    ),
    "meaning.retention.phones": (
        "Simu zilizopiga menyu bila kulipa kamwe, na lugha yake, tangu zilipoonekana kwanza",
        "Phones that dialled and never paid, and their language, after they were first seen",
    ),
    "meaning.retention.raw_bodies": (
        "Jumbe za M-Pesa zilivyokuja, zimefungwa; risiti, matokeo na sha256 hubaki",
        "The operator's messages as they came, sealed; their receipt, outcome and sha256 stay",
    ),
    "meaning.retention.sign_ins": (
        "Vipindi vya kurasa, baada ya mwisho wake",
        "Sessions of the pages, after their last possible end",
    ),
    "meaning.retention.sms_received": ("SMS tulizoandikiwa, zimefungwa", "Messages that people sent us, sealed"),
    "meaning.retention.sms_reports": ("Ripoti za kufika kwa SMS", "Delivery reports of the SMS gateway"),
    "meaning.retention.sms_sent": (
        "Kwamba SMS ilitumwa, na kitambulisho chake kwa gateway",
        "That a message went out, and under which id of the gateway",
    ),
    "meaning.retention.ussd_sessions": (
        "Kilichobonyezwa kwenye menyu, baada ya kipindi kuisha",
        "What was typed in the menu, after the session has ended",
    ),
}
