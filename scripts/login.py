"""Prints the address in a variable as shell assignments of libpq's variables: login.py DATABASE_URL

Whoever may list processes sees their arguments, so a program gets an address with a password in variables.
"""

import os
import shlex
import sys

from psycopg import ProgrammingError, pq

try:
    options = pq.Conninfo.parse(os.environ[sys.argv[1]].encode())
except ProgrammingError:
    sys.exit(f"set-up: {sys.argv[1]} is not the address of a database")
for option in options:
    if option.val is not None and option.envvar:
        print(f"export {option.envvar.decode()}={shlex.quote(option.val.decode())}")
