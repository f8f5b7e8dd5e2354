"""The Pull API: payments to our PayBill of the last 48 hours, for messages that never came.

HTTP 200 with code 1001 is no answer: the operator says it for an empty window and for one that it could not look up.
Source: docs/mobile-money.md, 1.7.
"""

from typing import Any, NamedTuple

from worker.http_client import Answer, NoAnswerError, NotSentError
from worker.providers.access_token import NoTokenError
from worker.providers.daraja import AccessRefusedError, Daraja, error_code

FOUND, NONE = "1000", "1001"
REGISTERED = ("1000", "1001")  # 1001: registered before


class Page(NamedTuple):
    """The payments of one page as the operator wrote them, and how many it has."""

    payments: list[Any]


class NotAnswered(NamedTuple):
    """Why there is no page: none (code 1001), or what went wrong."""

    reason: str


class DarajaPull(Daraja):
    """The same PayBill, asking for its payments."""

    def register(self, nominated: str) -> str | None:
        """Register the PayBill, once. None: it is registered; else why not."""
        request = {"ShortCode": self._settings.shortcode, "RequestType": "Pull", "NominatedNumber": nominated,
                   "CallBackURL": self._address("pull")}  # fmt: skip
        answer = self._ask("/pulltransactions/v1/register", request)
        if isinstance(answer, NotAnswered):
            return answer.reason
        # The documentation names it ResponseStatus; elsewhere it is ResponseCode.
        said = answer.text("ResponseStatus") or answer.text("ResponseCode")
        return None if answer.status == 200 and said in REGISTERED else error_code(answer) or said or str(answer.status)

    def query(self, start: str, end: str, offset: int) -> Page | NotAnswered:
        """The payments between two times on the market's clock, from an offset on."""
        request = {"ShortCode": self._settings.shortcode, "StartDate": start, "EndDate": end,
                   "OffSetValue": str(offset)}  # fmt: skip
        answer = self._ask("/pulltransactions/v1/query", request)
        if isinstance(answer, NotAnswered):
            return answer
        code, payments = answer.text("ResponseCode"), answer.fields.get("Response")
        if answer.status != 200 or code not in (FOUND, NONE):
            return NotAnswered(error_code(answer) or code or str(answer.status))
        found = flatten(payments)
        if not found:
            return NotAnswered("none")
        return Page(found)

    def _ask(self, path: str, request: dict[str, str]) -> Answer | NotAnswered:
        try:
            return self._post(path, request)
        except AccessRefusedError as error:
            return NotAnswered(error.code)
        except (NoTokenError, NotSentError, NoAnswerError) as error:
            return NotAnswered(type(error).__name__)


def flatten(payments: object) -> list[Any]:
    """The list is nested twice; one that is nested once is taken, too."""
    if not isinstance(payments, list):
        return []
    return [one for part in payments for one in (part if isinstance(part, list) else [part])]
