"""The records of the desk. Importing this registers them."""

from clients.admin import care, logbook, people, post, rules, schedule

__all__ = ["care", "logbook", "people", "post", "rules", "schedule"]
