"""A simulation of the operators that Lipa Fare talks to: mobile money (Daraja), the SMS gateway and a USSD phone.

It keeps its own books of the payments made. It reaches Lipa Fare only over HTTP and shares no code or database with it.

    settings, clock, subscribers    configuration, the time in Nairobi, who holds which SIM
    store, books                    SQLite storage, and the payments in it
    fault_profile                   terms of service, and the faults that a test asks for
    http_client, webhook_sender     requests to Lipa Fare: now, or queued and retried
    trace                           recent requests and answers, for people to look at
    c2b, stk_push, status_query     payments to the PayBill, PIN prompts on phones, questions about a payment
    payouts, payout_results         money out: to phones, to businesses, back to payers; its results
    payout_faults                   which fault a payout meets
    daraja/, sms_api, sms, ussd     the APIs that Lipa Fare calls, in the operators' own formats
    phone_page, console             HTML pages: the phone, and the operator's console with faults, books and statement
    traffic/                        passengers: a seeded day of fares, then one fare every few seconds
"""
