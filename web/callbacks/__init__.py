"""Routes of the operators: M-Pesa (c2b, stk, payout_results, status_results), the USSD gateway (ussd), the SMS gateway
(sms).

Money has moved before a callback reaches us, so an authentic message is stored whatever it says: see receive.py.
"""
