"""Charts of docs/performance.md: what more clients and a larger ledger do to fares."""
