"""The fixtures of the worker's tests."""

from worker.tests.conftest import app, connection, database, environ, operator, world

__all__ = ("app", "connection", "database", "environ", "operator", "world")
