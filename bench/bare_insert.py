"""Python, sqlite3 and one insert: what a capture from the shell is measured against."""

import sqlite3
import sys

db = sqlite3.connect(sys.argv[1])
with db:
    db.execute("INSERT INTO task (title) VALUES (?)", (" ".join(sys.argv[2:]),))
db.close()
