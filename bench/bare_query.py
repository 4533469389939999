"""Python, sqlite3 and one query over a plan, a line for each row: what `infraday tasks` is
measured against. Its arguments are the plan and the query's condition."""

import sqlite3
import sys

db = sqlite3.connect(sys.argv[1])
rows = db.execute(
    "SELECT id, title, status, important, due, estimate_minutes, owner, project_id "
    f"FROM task WHERE {sys.argv[2]} ORDER BY important DESC, due IS NULL, due, id"
).fetchall()
sys.stdout.write("".join(f"{row}\n" for row in rows))
db.close()
