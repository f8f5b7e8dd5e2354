"""What every part of the simulated operator needs: settings, storage, faults, trace, books and webhooks."""

from dataclasses import dataclass
from typing import Self

from sandbox.books import Books
from sandbox.fault_profile import FaultProfiles
from sandbox.settings import Settings
from sandbox.store import Store
from sandbox.trace import Trace
from sandbox.webhook_sender import WebhookSender


@dataclass(frozen=True)
class Context:
    settings: Settings
    store: Store
    fault_profiles: FaultProfiles
    trace: Trace
    books: Books
    webhook_sender: WebhookSender

    @classmethod
    def create(cls, settings: Settings, store: Store) -> Self:
        profiles, trace, books = FaultProfiles(store, settings.seed), Trace(store), Books(store)
        return cls(settings, store, profiles, trace, books, WebhookSender(store, books, trace, profiles))
