"""Puts the theme and two documents beside the modules in a wheel; all else is said in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = ("theme", "docs/problems.md", "docs/editing/index.md")


class BuildWithTheme(build_py):
    """The modules, and what `explainer.shipped_files` looks for beside them."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        package = Path(self.build_lib) / "explainer"
        for name in SHIPPED:
            source, target = Path(name), package / name
            shutil.rmtree(target, ignore_errors=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)


setup(cmdclass={"build_py": BuildWithTheme})
