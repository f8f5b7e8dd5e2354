"""Onboarding, shared by staff and SACCOs (and owners, for the split): docs/decisions/onboarding.md."""
