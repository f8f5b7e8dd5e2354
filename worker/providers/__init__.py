"""Clients of the operators: M-Pesa's Daraja and the SMS gateway."""
