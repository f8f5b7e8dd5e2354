"""What everything stands on: settings, the database, logs, metrics. It knows nothing of the packages above it."""
