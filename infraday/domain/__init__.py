"""The rules: values in, values out. No terminal, no database, no clock."""


class RuleError(Exception):
    """A rule said no. The message is a whole sentence that says what to do; users read it as is."""
