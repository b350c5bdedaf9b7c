"""Files in a bucket that speaks S3, for a platform on several machines."""

from collections.abc import Iterator
from io import BytesIO

from minio import Minio
from minio.error import S3Error

from beffroi.core.files.store import KEY, FileMissing, Stored, checked
from beffroi.settings import S3Settings

PREFIX = "files/"
ABSENT = frozenset({"NoSuchKey", "NoSuchObject"})


class S3Store:
    """A bucket of which we hold one folder; it must not be public."""

    def __init__(self, given: S3Settings) -> None:
        self._bucket = given.bucket
        self._client = Minio(
            given.host,
            access_key=given.access_key,
            secret_key=given.secret_key,
            secure=given.secure,
            region=given.region,
        )

    def put(self, key: str, content: bytes) -> None:
        """One request: S3 shows an object once it is whole."""
        self._client.put_object(self._bucket, _name(key), BytesIO(content), len(content))

    def get(self, key: str) -> bytes:
        """The whole object."""
        try:
            answer = self._client.get_object(self._bucket, _name(key))
        except S3Error as error:
            if error.code in ABSENT:
                raise FileMissing(key) from None
            raise
        try:
            return answer.read()
        finally:
            answer.close()
            answer.release_conn()

    def delete(self, key: str) -> None:
        """S3 says yes to the deletion of what is not there."""
        self._client.remove_object(self._bucket, _name(key))

    def listed(self) -> Iterator[Stored]:
        """Page after page."""
        for found in self._client.list_objects(self._bucket, PREFIX, recursive=True):
            key = (found.object_name or "").removeprefix(PREFIX)
            if KEY.fullmatch(key) and found.last_modified is not None:
                yield Stored(key, found.last_modified)


def _name(key: str) -> str:
    return PREFIX + checked(key)
