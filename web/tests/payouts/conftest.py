"""The tests of this package use the database, the people and the sign-ins that all page tests share."""

from web.tests.pages.fixtures import *  # noqa: F403
