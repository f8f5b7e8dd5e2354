"""What our commands share: the database as the owner of its tables, whose domain functions no login role may call."""

import os
from dataclasses import replace

import click

from web.core import db
from web.core.config import Settings

# The domain schemas whose functions the commands call.
OWNED_SCHEMAS = ("accounts", "access", "audit", "config", "fleet", "ledger", "privacy", "recon")


def connect_as_owner(settings: Settings) -> None:
    """Let db.call run functions of the domain schemas as the owner of the tables."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise click.ClickException("DATABASE_URL is not set")
    db.configure(replace(settings, database_urls=dict.fromkeys(OWNED_SCHEMAS, url)))
