"""Passengers: a seeded day of them by what is known of the trade, then a trickle for ever."""
