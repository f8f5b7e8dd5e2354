"""The peak hour, played open loop: arrivals come at their moments and never wait for answers. `make rush`.

scopes.py says how much of what arrives, town.py whom it concerns, arrivals.py when, client.py sends it and measures,
stack.py runs database, web, worker and a stand-in for the operator, report.py prints and proves.
no_downtime.py changes things meanwhile.
"""
