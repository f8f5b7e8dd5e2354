"""Settings, database, logs and metrics, for all packages above. It imports none of them."""
