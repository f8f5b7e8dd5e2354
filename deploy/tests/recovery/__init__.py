"""Drills of backups and of the standby. They run the commands of docs/runbooks as a person types them."""
