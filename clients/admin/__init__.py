"""The records of the desk. Importing this registers them."""

from clients.admin import care, groups, logbook, people, post, rules, schedule

__all__ = ["care", "groups", "logbook", "people", "post", "rules", "schedule"]
