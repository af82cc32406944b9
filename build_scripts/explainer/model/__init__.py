"""What the content is, as frozen values: the vocabulary that the stages share.

`fields` is what an editor can write, `corpus` the files with their fields and texts, `raw` the same before types,
`linking` what refers to what.
"""
