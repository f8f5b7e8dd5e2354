"""The operators outside: M-Pesa's Daraja and the SMS gateway."""
