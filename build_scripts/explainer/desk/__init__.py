"""The editor's commands: each a module that takes values and answers with values; `cli` asks, prints and ends.

Whatever changes the content is first a tuple of `Change`; `writing` then makes all of them or none.
"""
