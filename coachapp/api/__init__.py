"""The API of both apps: its addresses, who may use it, its schema, and what a program is told."""
