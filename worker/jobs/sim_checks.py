"""Asks whether SIMs were swapped lately, before money goes out. Runs only where somebody can be asked."""

import logging
from collections.abc import Sequence

from web.core import db
from web.security import sealing
from worker.pool import Work
from worker.providers.sim_swap import NotNow, NotTold, SimSwap, Told
from worker.report import report

log = logging.getLogger("lipa.worker.sim_checks")


class SimChecks:
    """Asks about each SIM that the database names. Without an answer the payout goes on by itself."""

    def __init__(self, sim_swap: SimSwap) -> None:
        self._sim_swap = sim_swap

    def take(self) -> Sequence[Work]:
        """One at a time. Each call also tells the database that somebody can be asked."""
        return db.call("worker.claim_sim_checks", p_limit=1)

    def do(self, work: Work) -> None:
        """Ask, and report what was said."""
        try:
            phone = sealing.open_sealed("phone", bytes(work["phone_sealed"])).decode()
        except sealing.DecryptionError:
            log.error("SIM check: the number is sealed by an unknown key")
            outcome: Told | NotTold | NotNow = NotTold("unreadable")
        else:
            outcome = self._sim_swap.check(phone, work["hours"])
        match outcome:
            case Told(swapped):
                said = "swapped" if swapped else "clean"
            case NotTold(code, is_access_refused):
                said = "unknown"
                if is_access_refused:
                    report("worker.note_access_refused", p_api="sim_swap", p_code=code)
            case _:
                log.info("SIM check: no answer, %s", outcome.reason)
                return
        state = report("worker.note_sim_check", p_payout_ref=work["payout_ref"], p_whose=work["whose"], p_answer=said)
        log.info("SIM check: %s, the payout is %s", said, state)
