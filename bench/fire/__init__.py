"""Fault injection: real processes under load and faults, checked against the operator's books and a model (README.md).

`make fire` runs it.
"""
