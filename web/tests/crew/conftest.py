"""The tests of this package use the database, the people and the sign-ins that all page tests share."""

from web.tests.crew.conductor import crew, link  # noqa: F401
from web.tests.pages.fixtures import *  # noqa: F403
from web.tests.pages.test_in_a_browser import address  # noqa: F401
