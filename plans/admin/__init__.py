"""The plan side of the desk. Importing this registers it."""

from plans.admin import exercise

__all__ = ["exercise"]
