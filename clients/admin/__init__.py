"""The records of the desk. Importing this registers them."""

from clients.admin import post

__all__ = ["post"]
