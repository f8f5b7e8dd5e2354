"""Simulated passengers: a seeded day of fares, then one fare every few seconds."""
