"""Signing in and everything about one's own account: sessions, second factor, password reset."""
