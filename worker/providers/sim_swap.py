"""Whether a SIM was swapped lately, by the SIM Swap API that networks and their resellers share (CAMARA).

It is asked before money goes out, and nothing waits for it for long. Source: docs/mobile-money.md, 6.
"""

from typing import NamedTuple

from web.core.config import Settings
from worker.http_client import Answer, NoAnswerError, NotSentError, send_request

# Our key is wrong, or was not given this API.
NO_ACCESS = (401, 403)


class Told(NamedTuple):
    """Another SIM has the number since, or the same one."""

    swapped: bool


class NotTold(NamedTuple):
    """They can't say it of this number, or refuse us: asking again would not help."""

    code: str
    is_access_refused: bool = False


class NotNow(NamedTuple):
    """No answer, or trouble at their side: it may be asked again."""

    reason: str


class SimSwap:
    """Our account at whoever answers for the networks."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.sim_swap_url + "/check"
        self._headers = {"Authorization": f"Bearer {settings.sim_swap_key}", "Accept": "application/json"}

    def check(self, phone: str, hours: int) -> Told | NotTold | NotNow:
        """Ask about one number (2547...) and that many hours back."""
        asked = {"phoneNumber": f"+{phone}", "maxAge": hours}
        try:
            answer = send_request("POST", self._url, json=asked, headers=self._headers)
        except (NotSentError, NoAnswerError) as error:
            return NotNow(type(error).__name__)
        return _classify(answer)


def _classify(answer: Answer) -> Told | NotTold | NotNow:
    said = str(answer.fields.get("swapped")).lower()
    if 200 <= answer.status < 300 and said in ("true", "false"):
        return Told(said == "true")
    if answer.status == 429 or answer.status >= 500:
        return NotNow(str(answer.status))
    return NotTold(answer.text("code") or str(answer.status), answer.status in NO_ACCESS)
