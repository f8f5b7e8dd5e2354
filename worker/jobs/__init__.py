"""What the worker does: one module for each kind of job."""
