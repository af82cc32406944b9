"""`snapshots.yml`: the dated copies of the site that were published."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from explainer.model.fields.values import SHA256_PATTERN, Day, Fields, HttpsAddress, TranslatedText


class Snapshot(Fields):
    """A dated copy of the site. `explainer snapshot` prints the lines of one."""

    item_key: ClassVar[tuple[str, ...]] = ("sha256",)

    date: Day = Field(description="The day of its content, which `explainer snapshot` says.")
    title: TranslatedText | None = Field(
        None, description="Its name, such as `Second edition`; without one, its day names it."
    )
    url: HttpsAddress = Field(
        description="Where it is: the address of the file, or its DOI as `https://doi.org/10.5281/zenodo.1234`."
    )
    size: Annotated[int, Field(ge=1)] = Field(alias="bytes", description="The size of the file in bytes.")
    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)] = Field(
        description="The SHA-256 checksum of the file: 64 digits and letters from a to f."
    )


class Snapshots(Fields):
    """`snapshots.yml`: the dated copies of the site that were published."""

    snapshots: tuple[Snapshot, ...] = Field((), description="The copies, in any order.")
