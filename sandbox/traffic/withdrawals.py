"""An owner takes money out through the pages, as a person in a browser would: to the own phone, to a bank, to a fuel
station, as a voucher. The codes come by SMS to the owner's phone.
"""

import re
from urllib.parse import urlsplit

from sandbox.http_client import create_session
from sandbox.traffic.browser import Form, Login, Person, wait_until

OWN, BANK = "own", "bank"
CONFIRM = "/owner/withdraw/confirm"
EARN_SECONDS = 90.0  # how long to wait for money that is still on its way or held


class Owner(Person):
    """One who acts for an owner."""

    def __init__(self, lipa_url: str, sandbox_url: str, login: Login) -> None:
        super().__init__(lipa_url, sandbox_url, login)
        self._read: list[str] = []

    def withdraw(self, amount: int, fault: str = "", to: str = OWN, within: float = 0) -> str:
        """Ask, read the code from the SMS, confirm. Returns the payout's reference, or '' when it was refused.

        fault: what the operator meets with it. within: seconds to wait until there is enough money.
        """
        if fault:
            plan = {"fault": fault, "receiver": self.phone, "amount": amount}
            with create_session() as operator:
                operator.post(f"{self._sandbox_url}/sandbox/payout-faults", json=plan, timeout=10).raise_for_status()
        self.wait_to_ask()
        before = self.texts()
        page = self._ask(amount, to)
        if not page and within:
            page = wait_until(lambda: self._ask(amount, to), f"there is no money for {amount}", within)
        if not page:
            return ""
        done = self.post(CONFIRM, [*Form(page, CONFIRM).fields, ("code", self.wait_for_code(before))])
        found = re.search(r"/payouts/([0-9a-f]{32})$", urlsplit(done.url).path)
        return found[1] if found else ""

    def pay_vendor(self, amount: int) -> bool:
        """Pay the first vendor from a pot of the first vehicle. False when there is none, or it was refused."""
        place = "/owner/vendors"
        page = self.open(place)
        vendors, plates = options(page, "vendor"), options(page, "plate")
        if not (vendors and plates):
            return False
        return self._confirm(place, page, {"vendor": vendors[0], "plate": plates[0], "amount": str(amount)}, "pay")

    def issue_voucher(self, amount: int, plate: str) -> str:
        """Issue a voucher for fuel for this vehicle, and return its digits; '' when it was refused."""
        place = "/owner/vouchers"
        page = self.open(place)
        chosen = {"vendor": "fuel", "plate": plate, "amount": str(amount), "driver": ""}
        return self.wait_for_code(self._read) if self._confirm(place, page, chosen, "issue") else ""

    def _ask(self, amount: int, to: str) -> str:
        """Ask for the code. Returns the page that takes it, or '' when it was refused."""
        page = self.open("/owner/withdraw")
        if to == BANK:
            bank = re.search(r'name="to" value="([0-9]+)"', page)
            to = bank[1] if bank else ""
        fields = Form(page, "/owner/withdraw").fields
        if not fields:
            return ""  # there is no form while there is no money
        asked = self.post("/owner/withdraw", [*fields, ("amount", str(amount)), ("to", to)])
        return asked.text if urlsplit(asked.url).path == CONFIRM else ""

    def _confirm(self, place: str, page: str, chosen: dict[str, str], step: str) -> bool:
        """Send what was chosen for a code, then with the code."""
        self.wait_to_ask()
        before = self.texts()
        fields = [*(field for field in Form(page, place).fields if field[0] == "csrf"), *chosen.items()]
        self.post(place, [*fields, ("step", "code")])
        code = self.wait_for_code(before)
        self._read = self.texts()
        return "done=" in self.post(place, [*fields, ("step", step), ("code", code)]).url


def options(page: str, name: str) -> list[str]:
    """The values that the page offers in a field."""
    field = re.search(rf'<select id="{name}"[^>]*>(.*?)</select>', page, re.DOTALL)
    return re.findall(r'<option value="([^"]+)"', field[1]) if field else []
