"""The plan side of the desk. Importing this registers it."""

from plans.admin import exercise, plan

__all__ = ["exercise", "plan"]
