"""Where editors write: what other programs need to know of the schema, each made from the JSON Schemas.

`shapes` reads the schemas; `cms` (the page /edit/), `vscode`, `obsidian` and `github` say the same in the words of a
program. `generated` gathers what is committed; `packages` and `edit_page` put /edit/ into a built site.
"""
