"""The job handlers: one module for each kind of job."""
