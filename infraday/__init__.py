"""A terminal day planner for people who run infrastructure projects."""

__version__ = "0.1.0"
