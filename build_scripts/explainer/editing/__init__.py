"""What the commands do for editors: each module turns values into values, and `cli` asks, prints and ends.

A change to the content is first a tuple of `FileChange`; `file_changes` then makes all of them or none.
"""
