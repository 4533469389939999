"""Python and icalendar reading a calendar file: what an import is measured against."""

import sys
from pathlib import Path

from icalendar import Calendar

found = Calendar.from_ical(Path(sys.argv[1]).read_bytes())
print(len(found.walk("VEVENT")))
