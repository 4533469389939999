"""Every action with its key, said once: bindings, footer, `?` and palette come of it."""

from collections.abc import Callable, Mapping
from unicodedata import lookup

from infraday.action import Action as Action
from infraday.keys_risks import REVIEW as REVIEW
from infraday.keys_risks import RISKS as RISKS

EVERYWHERE = (
    Action("capture.open", "n", "Capture", "Capture a task or a block in one line.", "Everywhere",
           "capture", 8),
    Action("flow.triage", "t", "Triage", "Decide what waits for it, one item at a time.",
           "Everywhere", "triage", 9),
    Action("journal.undo", "u", "Undo", "Take back the newest change made here.", "Everywhere",
           "undo", 10),
    Action("journal.redo", "ctrl+r", "Redo", "Bring back what was undone last.", "Everywhere",
           "redo"),
    Action("journal.log", "U", "Log", "Show what was done, and undo any one of it.", "Everywhere",
           "log"),
    Action("app.palette", "ctrl+p,colon", "Actions", "Find any action by its name.", "Everywhere",
           "app.command_palette"),
    Action("app.help", "question_mark", "Help", "Show the keys of this screen.", "Everywhere",
           "help", 99),
    Action("app.back", "escape", "Back", "One step back.", "Everywhere", "back"),
    Action("app.suspend", "ctrl+z", "Suspend", "Put infraday into the background.", "Everywhere",
           "app.suspend_process"),
    Action("app.quit", "q", "Quit", "Leave infraday. Everything is saved.", "Everywhere",
           "app.quit"),
)  # fmt: skip

SCREENS = (
    Action("screen.day", "1", "Day", "Go to the Day screen.", "Screens", "app.switch_mode('day')"),
    Action("screen.matrix", "2", "Matrix", "Go to the Matrix screen.", "Screens",
           "app.switch_mode('matrix')"),
    Action("screen.risks", "3", "Risks", "Go to the Risks screen.", "Screens",
           "app.switch_mode('risks')"),
    Action("screen.flags", "4", "Flags", "Go to the Flags screen.", "Screens",
           "app.switch_mode('flags')"),
)  # fmt: skip

INTERRUPT = Action(
    "app.interrupt", "ctrl+c", "Leave", "Leave infraday, when pressed twice.", "Everywhere",
    "app.interrupt",
)  # fmt: skip
PALETTE = Action(
    "app.palette_in_text", "ctrl+p", "Actions", "Find any action by its name, while typing too.",
    "Everywhere", "command_palette",
)  # fmt: skip
TOUR = Action(
    "app.tour", "question_mark", "Tour", "A short tour of what one needs to know.", "Help",
    "app.tour",
)  # fmt: skip
IN_TEXT = (INTERRUPT, PALETTE)
"""What acts in a text field too, so that no sign that one types may be its key."""

DAY = (
    Action("day.later", "j,down", "Down", "One row down.", "Move", "step(1)"),
    Action("day.earlier", "k,up", "Up", "One row up.", "Move", "step(-1)"),
    Action("day.left", "h,left", "Left", "The block to the left.", "Move", "across(-1)"),
    Action("day.right", "l,right", "Right", "The block to the right.", "Move", "across(1)"),
    Action("day.next_block", "ctrl+n,pagedown", "Next", "The next block.", "Move", "jump(1)"),
    Action("day.previous_block", "ctrl+b,pageup", "Prev", "The block before.", "Move", "jump(-1)"),
    Action("day.first", "home", "First", "The first row of the day.", "Move", "edge(-1)"),
    Action("day.last", "end", "Last", "The last row of the day.", "Move", "edge(1)"),
    Action("day.pane", "tab", "Pane", "To what waits for a slot, and back.", "Move", "pane"),
    Action("day.previous", "comma", "Prev day", "The day before.", "Day", "day(-1)"),
    Action("day.next", "full_stop", "Next day", "The day after.", "Day", "day(1)"),
    Action("day.today", "0", "Today", "Today, at the current time.", "Day", "today"),
    Action("day.week_back", "less_than_sign", "Week -1", "The week before, on the same weekday.",
           "Day", "day(-7)"),
    Action("day.week_on", "greater_than_sign", "Week +1", "The week after, on the same weekday.",
           "Day", "day(7)"),
    Action("day.week", "W", "Week", "Show the week above the day, or hide it.", "Day"),
    Action("day.goto", "g", "Go to", "Go to a date.", "Day", "goto"),
    Action("day.zoom", "z", "Zoom", "Rows of 15, 30 or 60 minutes.", "Day", "zoom"),
    Action("day.focus", "f", "Focus", "Only the block that is on, with its purpose and output.",
           "Day", "alone"),
    Action("block.add", "a", "Add", "Add a block at the cursor.", "Block", footer=1),
    Action("block.edit", "e", "Edit", "Edit the block in a form.", "Block", footer=2),
    Action("block.open", "enter", "Open", "Open the block; on free time, place the suggested task.",
           "Block", "open"),
    Action("block.start", "r", "Start", "Start the block, or stop it.", "Block", "start", 4),
    Action("block.finish", "d", "Done", "Say what the block produced, and close it.", "Block",
           footer=3),
    Action("block.skip", "S", "Skip", "Skip the block.", "Block"),
    Action("block.reopen", "R", "Reopen", "Make a done or skipped block planned again.", "Block"),
    Action("block.duplicate", "c", "Copy", "Duplicate the block.", "Block"),
    Action("block.delete", "x,delete", "Delete", "Delete the block, or all that are marked.",
           "Block"),
    Action("series.delete", "X", "Series…", "Delete this one and the following, or all; or end it.",
           "Block", "delete_series"),
    Action("series.end", "E", "End", "End the series after this one.", "Block", "end_series"),
    Action("block.mark", "space", "Mark", "Mark the block, to act on several.", "Block"),
    Action("block.yank", "y", "Yank", "Copy the block's text to the clipboard.", "Block",
           "yank"),
    Action("block.later", "J", "Later", "15 minutes later.", "Plan", "shift(15)"),
    Action("block.earlier", "K", "Earlier", "15 minutes earlier.", "Plan", "shift(-15)"),
    Action("block.to_previous_day", "H", "Day -1", "To the previous day.", "Plan", "to_day(-1)"),
    Action("block.to_next_day", "L", "Day +1", "To the next day.", "Plan", "to_day(1)"),
    Action("block.move", "M", "Move", "Move to a date.", "Plan", "move"),
    Action("block.longer", "plus", "Longer", "15 minutes longer.", "Plan", "resize(15)"),
    Action("block.shorter", "minus", "Shorter", "15 minutes shorter.", "Plan", "resize(-15)"),
    Action("block.push", "p", "Push", "Push the rest of the day by some minutes.", "Plan", "push",
           5),
    Action("task.place", "s", "Slot", "Place a task at the cursor or into the next gap.", "Plan",
           "place", 6),
    Action("task.find", "slash", "Find", "Find a task that waits, as you type, and place it.",
           "Plan", "find"),
    Action("calendar.import", "I", "Import", "Import a calendar from a file.", "Plan"),
    Action("template.lay", "o", "Template", "Lay a template over the day.", "Plan", "lay", 7),
    Action("demo.open", "D", "Demo", "Look around in a made-up plan; leaving it comes back here.",
           "Plan", "demo"),
    Action("template.save", "O", "Save as", "Save the day as a template.", "Plan",
           "save_template"),
)  # fmt: skip

MATRIX = (
    Action("matrix.down", "j,down", "Down", "The next task, past the last the quadrant below.",
           "Move", "step(1)"),
    Action("matrix.up", "k,up", "Up", "The task before, past the first the quadrant above.",
           "Move", "step(-1)"),
    Action("matrix.left", "h,left", "Left", "The quadrant to the left.", "Move", "across(-1)"),
    Action("matrix.right", "l,right", "Right", "The quadrant to the right.", "Move", "across(1)"),
    Action("matrix.page_down", "pagedown,ctrl+n", "Page", "One page down.", "Move", "page(1)"),
    Action("matrix.page_up", "pageup,ctrl+b", "Page up", "One page up.", "Move", "page(-1)"),
    Action("matrix.first", "home", "First", "The first task of the quadrant.", "Move", "edge(-1)"),
    Action("matrix.last", "end", "Last", "The last task of the quadrant.", "Move", "edge(1)"),
    Action("matrix.pane", "tab", "Next", "The next quadrant.", "Move", "pane(1)"),
    Action("matrix.pane_back", "shift+tab", "Before", "The quadrant before.", "Move", "pane(-1)"),
    Action("matrix.verb", "v", "Verb", "Do: a slot today. Schedule: a date. Delegate: to whom. "
           "Eliminate: why it goes.", "Matrix", footer=3),
    Action("matrix.rank", "r", "Rank", "Rank the quadrant, or what is marked, by short questions.",
           "Matrix", footer=5),
    Action("matrix.filter", "slash", "Filter", "Only a #project, an @owner, some words.", "Matrix",
           footer=6),
    Action("matrix.archived", "A", "Archive", "Look into the archive, and bring tasks back.",
           "Matrix"),
    Action("task.add", "a", "Add", "Capture a task in one line.", "Task", "capture", 1),
    Action("task.edit", "e,enter", "Edit", "Open the task in a form.", "Task", footer=2),
    Action("task.finish", "d", "Done", "Mark the task done, or all that are marked.", "Task",
           footer=4),
    Action("task.drop", "x,delete", "Drop", "Drop the task, or all that are marked.", "Task"),
    Action("task.mark", "space", "Mark", "Mark the task, to act on several.", "Task"),
    Action("task.yank", "y", "Yank", "Copy the task's text to the clipboard.", "Task", "yank"),
    Action("task.important", "i", "Important", "Important, or no longer.", "Task", "important"),
    Action("task.urgency", "asterisk", "Urgency", "Urgent by the rule, by hand, by hand not.",
           "Task", "urgency"),
    Action("task.to_left", "H", "To left", "To the quadrant on the left.", "Task", "carry(-1, 0)"),
    Action("task.to_right", "L", "To right", "To the quadrant on the right.", "Task",
           "carry(1, 0)"),
    Action("task.to_below", "J", "Below", "To the quadrant below.", "Task", "carry(0, 1)"),
    Action("task.to_above", "K", "Above", "To the quadrant above.", "Task", "carry(0, -1)"),
)  # fmt: skip

FLAGS = (
    Action("flags.down", "j,down", "Down", "The next flag.", "Move", "step(1)"),
    Action("flags.up", "k,up", "Up", "The flag before.", "Move", "step(-1)"),
    Action("flags.left", "h,left,shift+tab", "Left", "The project to the left.", "Move",
           "across(-1)"),
    Action("flags.right", "l,right,tab", "Right", "The project to the right.", "Move",
           "across(1)"),
    Action("flags.page_down", "pagedown,ctrl+n", "Page",
           "One page down; where all flags are shown, a page of projects on.", "Move", "page(1)"),
    Action("flags.page_up", "pageup,ctrl+b", "Page up",
           "One page up; where all flags are shown, a page of projects back.", "Move", "page(-1)"),
    Action("flags.first", "home", "First", "The first flag.", "Move", "edge(-1)"),
    Action("flags.last", "end", "Last", "The last flag.", "Move", "edge(1)"),
    Action("flag.check", "c", "Check", "Go through all flags of the project, one by one.", "Flag",
           "check", 1),
    Action("flag.judge", "enter,e", "Judge", "Say how this flag stands, with a note.", "Flag",
           "judge", 2),
    Action("flag.resolve", "d", "Resolved", "It is dealt with.", "Flag", "resolve", 3),
    Action("flag.into_risk", "R", "Risk", "Turn it into a risk, filled in from its evidence.",
           "Flag", "into_risk", 4),
    Action("flag.into_task", "T", "Task", "Turn it into a task for the matrix.", "Flag",
           "into_task", 5),
    Action("flag.yank", "y", "Yank", "Copy the flag's text to the clipboard.", "Flag", "yank"),
)  # fmt: skip

TRIAGE = (
    Action("triage.do", "1", "Do", "Urgent and important: to be done now.", "Triage",
           "put('do')"),
    Action("triage.schedule", "2", "Schedule", "Important, not urgent: it gets its time.", "Triage",
           "put('schedule')"),
    Action("triage.delegate", "3", "Delegate", "Urgent, not important: say who, and when to ask "
           "again.", "Triage", "put('delegate')"),
    Action("triage.eliminate", "4", "Elim", "Neither urgent nor important.", "Triage",
           "put('eliminate')"),
    Action("triage.take", "enter", "Suggested", "Take the suggestion; at the end, make the plan.",
           "Triage", "take"),
    Action("triage.due", "d", "Due", "When it must be done by.", "Triage", "due", 1),
    Action("triage.slot", "s", "Slot", "Into the next gap of today that holds it.", "Triage",
           "slot", 5),
    Action("triage.snooze", "z", "Snooze", "Not before a day.", "Triage", "snooze", 6),
    Action("triage.drop", "x,delete", "Drop", "Drop it, and say why.", "Triage", "drop", 7),
    Action("triage.project", "p", "Project", "Which project it is of.", "Triage", "project", 2),
    Action("triage.owner", "o", "Owner", "Whose it is; that hands it to nobody.", "Triage",
           "owner", 3),
    Action("triage.minutes", "m", "Minutes", "How long it takes.", "Triage", "minutes", 4),
    Action("triage.before", "backspace", "Before", "To the item before; what was decided on it is "
           "taken back.", "Triage", "before", 7),
    Action("triage.report", "I", "Report", "Paste a report: its lines become items.", "Triage",
           "report", 9),
    Action("triage.skip", "j,down,l,right", "Skip", "To the next item, this one undecided.",
           "Move", "step(1)"),
    Action("triage.up", "k,up,h,left", "Up", "To the item above, undecided as well.", "Move",
           "step(-1)"),
    Action("triage.rest", "5,6,7,8,9,0", "Rest", "In a flow the digits of the screens rest.",
           "Triage", "rest"),
)  # fmt: skip

OWN = {"Day": DAY, "Matrix": MATRIX, "Risks": RISKS, "Flags": FLAGS}
"""What each screen has of its own, besides what is the same everywhere."""
FLOWS = {"Triage": TRIAGE, "Review": REVIEW}
"""The same of what runs over the screens, whose digits rest meanwhile."""


SIGNS = {
    "question_mark": "?", "comma": ",", "full_stop": ".", "plus": "+", "minus": "-", "colon": ":",
    "escape": "esc", "backspace": "bksp", "pagedown": "pgdn", "pageup": "pgup", "delete": "del",
    "slash": "/",
    "asterisk": "*", "equals_sign": "=", "underscore": "_", "exclamation_mark": "!",
    "less_than_sign": "<", "greater_than_sign": ">",
}  # fmt: skip


def say_key(keys: str) -> str:
    """The first of an action's keys, as one reads it on a keyboard."""
    first = keys.split(",")[0].strip()
    *mods, last = first.split("+") if first != "+" else [first]
    return "+".join([*mods, SIGNS.get(last) or _sign(last)])


def _sign(key: str) -> str:
    """`;` of semicolon; d of d, f5 of f5 and tab of tab."""
    try:
        sign = lookup(key.replace("_", " ")) if len(key) > 1 else key
    except KeyError:
        return key
    return sign if sign.isprintable() and not sign.isspace() else key


def key_of(action_id: str, keymap: Mapping[str, str]) -> str:
    """The key that an action has now, as one reads it; nothing where there is no such action."""
    every = (EVERYWHERE, *OWN.values(), *FLOWS.values(), SCREENS, IN_TEXT, (TOUR,))
    found = (action.key for actions in every for action in actions if action.id == action_id)
    key = keymap.get(action_id) or next(found, "")
    return say_key(key) if key else ""


def saying(keymap: Mapping[str, str]) -> Callable[[str], str]:
    """The key that an action has under this keymap, by its id."""
    return lambda action_id: key_of(action_id, keymap)


def footer_actions(keymap: Mapping[str, str], own: tuple[Action, ...] = DAY) -> list[Action]:
    """What the footer of a screen with these actions of its own shows, in its order, under the
    keys they have now."""
    shown = [action for action in own + EVERYWHERE if action.footer]
    shown.sort(key=lambda action: action.footer)
    return [action._replace(key=keymap.get(action.id, action.key)) for action in shown]


def footer(keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """The Day screen's footer: keys as one reads them, and labels."""
    return [(say_key(action.key), action.label) for action in footer_actions(keymap)]
