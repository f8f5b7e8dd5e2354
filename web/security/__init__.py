"""Sealing, phone numbers, passwords, one-time codes and TOTP."""
