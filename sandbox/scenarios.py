"""What takes many keys on the phone, by one button: five passengers, a large fare, a wrong code, a PIN not typed."""

from sandbox import subscribers
from sandbox.c2b import PaymentRequest
from sandbox.simulated_operator import operator
from sandbox.stk_push import paid_message
from sandbox.ussd import Handset

PROMPT_SECONDS = 4.0  # how long to wait for the prompt


def pay_bill(number: str, account: str, cents: int) -> str:
    """Pay to the PayBill; return why M-Pesa refused, or ''."""
    payment = operator.c2b.pay(PaymentRequest(number, account, cents))
    is_completed = payment.state == "Completed"
    receipt = payment.receipt if is_completed else None
    operator.trace.record("person", "paid", number, amount=cents // 100, account=account, receipt=receipt)
    if is_completed:
        operator.sms_gateway.store_mpesa_message(number, paid_message(payment))
    return "" if is_completed else payment.reason


def wrong_code(door_code: str) -> str:
    """A door code with its last digit wrong, as a passenger mistypes it."""
    return door_code[:-1] + str((int(door_code[-1]) + 1) % 10)


def play(name: str, handset: Handset, door_code: str) -> str:
    """Play a scenario on this phone; return why M-Pesa refused, or ''."""
    number = handset.number
    if name == "five":
        others = [str(subscribers.FIRST_PASSENGER + other) for other in range(4)]
        return next(filter(None, [pay_bill(payer, door_code, 6000) for payer in (number, *others)]), "")
    if name == "large":
        return pay_bill(number, door_code, 350_000)
    if name == "wrong":
        return pay_bill(number, wrong_code(door_code), 6000)
    if name == "no_pin":
        operator.handsets.dial(number, f"{operator.handsets.code[:-1]}*{door_code}*60#")
        operator.handsets.enter(number, "1")
        if operator.stk_pushes.open_prompt(number, PROMPT_SECONDS):
            operator.stk_pushes.answer(number, "ignore")
    return ""
