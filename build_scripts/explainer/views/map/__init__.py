"""The map: its page, and how its outlines are drawn."""
