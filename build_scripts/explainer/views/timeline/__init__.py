"""The timeline: its page, and how it is drawn on an axis."""
