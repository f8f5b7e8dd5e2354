"""The operator's side of Lipa Fare, simulated well enough to believe.

Mobile money (Daraja), the SMS gateway, and a USSD phone in the browser. It keeps books of its own, which are the truth
about money moved, and it reaches Lipa Fare only over HTTP, as the real outside does: no shared code, no database.

    settings, clock, people    what is configured, the time in Nairobi, who is who
    store, books               SQLite: the operator's memory, and the money in it
    conduct                    how the operator behaves today: its terms, and the faults that we ask of it
    courier, trace             messages to Lipa Fare, at their time and with their retries; what was said, kept for show
    c2b, push                  a payment to the PayBill; a prompt sent to a phone and how it ended
    daraja/, sms, ussd         what Lipa Fare talks to: three APIs in the operator's own shapes
    phone, console             what people see: the phone, and the operator's desk with faults, books and statement
    traffic/                   passengers: a seeded day of them, then a trickle for ever
"""
