"""What the content is, as frozen values: the vocabulary that the stages share.

`fields` is what an editor can write, `corpus` the files with their fields and texts, `raw` the files before their
fields have types, `references` what refers to what.
"""
