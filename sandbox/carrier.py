"""The operator in one piece: its parts, made once and wired together."""

from __future__ import annotations

from .c2b import C2B
from .credential import Credential
from .enquiry import Enquiries
from .office import Office
from .push import Pushes
from .settings import Settings
from .sms import Gateway
from .store import Store
from .ussd import Handsets


class Operator:
    def __init__(self, settings: Settings, store: Store) -> None:
        office = Office.open(settings, store)
        self.settings, self.store, self.conducts = office.settings, office.store, office.conducts
        self.trace, self.books, self.courier = office.trace, office.books, office.courier
        self.gateway = Gateway(office)
        self.c2b = C2B(office)
        self.enquiries = Enquiries(office)
        self.credential = Credential(settings.operator_key)
        self.pushes = Pushes(office, self.c2b, self.gateway.from_mpesa)
        self.handsets = Handsets(office)

    def start(self) -> None:
        """Register the addresses of Lipa Fare, as somebody did once by hand on the portal, and begin to work."""
        telco = self.settings.telco
        self.c2b.register(
            self.settings.c2b_version, "Completed", f"{telco}/c2b/confirmation", f"{telco}/c2b/validation"
        )
        self.courier.start()
        self.pushes.start()

    def stop(self) -> None:
        self.pushes.stop()
        self.courier.stop()
