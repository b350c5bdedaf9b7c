"""Files that rows point to, by an opaque key: on disk, or in a store that speaks S3.

A file is written before the row that names it commits, and dropped after the commit in which its
row went. What a crash leaves between the two has no row: the nightly sweep finds it.
"""

from flask import Flask, current_app

from beffroi.core.files.disk import DiskStore
from beffroi.core.files.store import FileMissing, Store, Stored, new_key
from beffroi.settings import Settings

__all__ = ["FileMissing", "Store", "Stored", "init_app", "new_key", "store"]

FOLDER = "files"


def init_app(app: Flask, settings: Settings) -> None:
    """Choose where files are kept: a folder of the data unless an S3 bucket is named."""
    app.extensions["beffroi_files"] = _chosen(settings)


def store() -> Store:
    """Where this application keeps its files."""
    found: Store = current_app.extensions["beffroi_files"]
    return found


def _chosen(settings: Settings) -> Store:
    if settings.s3 is None:
        return DiskStore(settings.data / FOLDER)
    from beffroi.core.files.s3 import S3Store  # noqa: PLC0415 (its client is an extra)

    return S3Store(settings.s3)
