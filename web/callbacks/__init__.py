"""Routes of the operators: M-Pesa (c2b, stk, status_results), the USSD gateway (ussd) and the SMS gateway (sms).

Money has moved before a callback reaches us, so an authentic message is stored whatever it says: see receive.py.
"""
