"""The form at /edit/, as somebody fills it in who works with a local repository.

The repository is the browser's own file system, filled with the content, in the place of the folder that an editor
picks. What is saved there is written back beside the rest of the content.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

_PICK = """window.showDirectoryPicker = async () => {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle("repository");
};"""
_FILL = """async (files) => {
  const root = await navigator.storage.getDirectory();
  const repository = await root.getDirectoryHandle("repository", {create: true});
  await repository.getDirectoryHandle(".git", {create: true});
  for (const [path, text] of Object.entries(files)) {
    const names = path.split("/");
    let folder = repository;
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
    const file = await (await folder.getFileHandle(names.at(-1), {create: true})).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
_READ = """async (path) => {
  const names = path.split("/");
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("repository");
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
  try {
    return await (await (await folder.getFileHandle(names.at(-1))).getFile()).text();
  } catch { return ""; }
}"""


def sign_in(page: Page, address: str, texts: dict[str, str]) -> None:
    """Opens the page and picks a repository with these files."""
    page.add_init_script(_PICK)
    page.goto(address)
    page.evaluate(_FILL, texts)
    page.get_by_role("button", name="Work with Local Repository").click()
    page.get_by_role("button", name="Create New Entry").wait_for()


def field_of(desk: Page, label: str, number: int = 0) -> Locator:
    """The part of the form with this label; the program sets labels between marks of direction.

    It draws the form as far as one has scrolled, and takes over what was entered a moment later.
    """
    field = desk.get_by_role("group", name=f"“\u2068{label}\u2069” Field", exact=True).nth(number)
    desk.get_by_role("group", name="” Field").first.wait_for()
    desk.wait_for_timeout(300)
    while not field.count():
        drawn = desk.get_by_role("group", name="” Field")
        lowest = drawn.count()
        drawn.last.scroll_into_view_if_needed()
        for _ in range(30):
            desk.wait_for_timeout(300)
            if field.count() or drawn.count() > lowest:
                break
        else:
            pytest.fail(f"the form has no field {label}")
    return field


def save(desk: Page, path: str, content: Path) -> str:
    """The file after a click on Save, written into the content too. The program then goes to the list by itself."""
    before = str(desk.evaluate(_READ, path))
    desk.get_by_role("button", name="Save", exact=True).click()
    text = before
    for _ in range(100):
        text = str(desk.evaluate(_READ, path))
        if text not in ("", before):
            break
        desk.wait_for_timeout(100)
    assert text != before, "nothing was saved"
    expect(desk).to_have_url(re.compile(r"#/collections/\w+$"))
    (content.parent / path).write_text(text, "utf-8", newline="\n")
    return text


ON = True
"""As PyYAML reads the word "on", by YAML 1.1."""


def parts_of(text: str) -> tuple[dict[str, Any], str]:
    """The fields of a file, and its text."""
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(front), body


def choose(desk: Page, label: str, option: str, number: int = 0) -> None:
    """One of few options stands in the form, one of many in a list."""
    field = field_of(desk, label, number)
    radio, checkbox = (field.get_by_role(role, name=option, exact=True) for role in ("radio", "checkbox"))
    few = radio.or_(checkbox)
    if few.count():
        few.click()
    else:
        field.get_by_role("combobox").click()
        desk.get_by_role("option", name=option, exact=True).click()


def set_id(desk: Page, name: str) -> None:
    if not desk.get_by_role("button", name="Edit Slug").is_visible():
        desk.get_by_role("radio", name="Slug", exact=True).click()
    desk.get_by_role("button", name="Edit Slug").click()
    desk.get_by_role("textbox", name="Slug").fill(name)
    desk.get_by_role("button", name="Done").click()
