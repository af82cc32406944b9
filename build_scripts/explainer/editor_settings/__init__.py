"""What editors' programs need to know of the schema, each made from the JSON Schemas.

`forms` reads the schemas; `cms` (the page /edit/), `vscode`, `obsidian` and `github` say the same in the words of a
program. `generated` gathers what is committed; `npm_packages` and `edit_page` put /edit/ into a built site.
"""
