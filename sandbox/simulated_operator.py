"""The simulated operator: its parts, created once and connected."""

from flask import current_app
from werkzeug.local import LocalProxy

from sandbox.c2b import C2B
from sandbox.context import Context
from sandbox.credential import Credential
from sandbox.payout_faults import PayoutFaults
from sandbox.payouts import Payouts
from sandbox.settings import Settings
from sandbox.sms import SmsGateway
from sandbox.status_query import StatusQueries
from sandbox.stk_push import StkPushes
from sandbox.store import Store
from sandbox.ussd import Handsets


class Operator:
    def __init__(self, settings: Settings, store: Store) -> None:
        context = Context.create(settings, store)
        self.settings, self.store, self.fault_profiles = settings, store, context.fault_profiles
        self.trace, self.books, self.webhook_sender = context.trace, context.books, context.webhook_sender
        self.sms_gateway = SmsGateway(context)
        self.c2b = C2B(context)
        self.payout_faults = PayoutFaults(store, context.fault_profiles)
        self.payouts = Payouts(context, self.sms_gateway.store_mpesa_message)
        self.status_queries = StatusQueries(context, self.payouts)
        self.credential = Credential(settings.operator_key)
        self.stk_pushes = StkPushes(context, self.c2b, self.sms_gateway.store_mpesa_message)
        self.handsets = Handsets(context)

    def start(self) -> None:
        """Register Lipa Fare's callback addresses, as a person does once on the operator's portal, then start."""
        callbacks = self.settings.callback_url
        self.c2b.register_urls(
            self.settings.c2b_version, "Completed", f"{callbacks}/c2b/confirmation", f"{callbacks}/c2b/validation"
        )
        self.webhook_sender.start()
        self.stk_pushes.start()
        self.payouts.start()

    def stop(self) -> None:
        self.payouts.stop()
        self.stk_pushes.stop()
        self.webhook_sender.stop()


# The operator of the Flask app that serves the current request.
operator: Operator = LocalProxy(lambda: current_app.extensions["operator"])  # type: ignore[assignment]
