"""Conductors with phones of their own, passengers who dispute a fare, and staff who decide: people of a random trip."""

import hashlib
import random
from dataclasses import dataclass

from psycopg import Connection

from db.tests.concurrency.vehicle import hashed, make_person, make_user, value

SET_PIN = "select accounts.set_pin(%s, row(array['k'], array[%s::bytea])::accounts.typed_pin)"
DIAL = """select telco.dial_ussd(p_session_id => %s, p_input => %s, p_input_mode => 'cumulative', p_phone_hash => %s,
    p_phone_sealed => '\\x01'::bytea, p_phone_last3 => %s, p_network => '63902', p_service_code => '*384*46#',
    p_pin_key_ids => %s::text[], p_pin_hashes => %s::bytea[])"""
TAKE_SMS = """select telco.take_sms(p_message_id => %s, p_phone_hash => %s, p_phone_last3 => %s,
    p_text_sealed => '\\x01', p_disputed => %s)"""
DISPUTES = "select count(*)::int from fares.disputes"
DECIDE = """select ops.decide_dispute(p_session => %s, p_dispute_id => %s, p_decision => %s, p_amount => %s,
    p_method => %s, p_reason => 'the crew was asked') ->> 'outcome'"""
OPEN = """select dispute_id::text, state from fares.disputes where state in ('open', 'proposed')
           order by dispute_id"""


@dataclass(frozen=True)
class Conductor:
    """One of a vehicle's crew."""

    user_id: int
    sim: tuple[bytes, str]
    pin: str


def pin_hash(digits: str) -> bytes:
    """Stands for a keyed hash of a PIN."""
    return hashlib.sha256(b"key" + digits.encode()).digest()


def hire(owner: Connection, name: str, vehicle_id: int, pin: str) -> Conductor:
    """A conductor of this vehicle, who has chosen a PIN."""
    user = make_user(owner, name)
    value(owner, "select access.grant_role(%s, 'crew', 'vehicle', %s)", user, vehicle_id)
    assert value(owner, SET_PIN, user, pin_hash(pin)) == "set"
    return Conductor(user, (hashed(name), "126"), pin)


def press(telco: Connection, session: str, conductor: Conductor, *keys: str) -> str:
    """Sign in on the conductor's own phone and press keys; the last screen."""
    typed, screen = "5", str(value(telco, DIAL, session, "5", *conductor.sim, None, None))
    for key in (conductor.pin, *keys):
        typed += f"*{key}"
        pin = (["k"], [pin_hash(key)]) if key == conductor.pin else (None, None)
        screen = str(value(telco, DIAL, session, typed, *conductor.sim, *pin))
    return screen


class Desk:
    """Two members of staff who decide what passengers dispute."""

    def __init__(self, owner: Connection, telco: Connection, dice: random.Random) -> None:
        self.owner, self.telco, self.random = owner, telco, dice
        self.names = ("desk 1", "desk 2")
        for name in self.names:
            make_person(owner, name, "ops")

    def dispute(self, number: int, sim: tuple[bytes, str], receipt: str) -> str:
        """By the menu, or by an SMS that names the receipt, or the newest fare."""
        before = value(self.owner, DISPUTES)
        if self.random.random() < 0.5:
            path = f"4*1*{self.random.choice('1122334')}*{self.random.choice('1234')}"
            value(self.telco, DIAL, f"d{number}", path, *sim, None, None)
            way = "menu"
        else:
            value(self.telco, TAKE_SMS, f"d{number}", *sim, self.random.choice((receipt, "")))
            way = "sms"
        return f"{way} {'opened' if value(self.owner, DISPUTES) > before else 'not opened'}"

    def decide(self) -> str:
        """One of them refunds a fare or a part, declines, or is the second person."""
        waiting = self.owner.execute(OPEN).fetchall()
        if not waiting:
            return "nothing"
        dispute, state = self.random.choice(waiting)
        decision = self.random.choice(("approved", "approved", "refused") if state == "proposed"
                                      else ("refund", "refund", "refund", "declined"))  # fmt: skip
        self.owner.execute("update accounts.sessions set proved_at = now() where proved_at is not null")
        outcome = value(self.owner, DECIDE, hashed(self.random.choice(self.names)), dispute, decision,
                        self.random.choice(("", "", "20", "60")), self.random.choice(("credit", "phone")))  # fmt: skip
        return f"{decision} {outcome}"
