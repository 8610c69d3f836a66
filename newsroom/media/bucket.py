"""Files in a bucket of S3: Amazon's, or any that speaks like it. Imported where MEDIA_STORAGE names one."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from newsroom.media import Away

#: Seconds, and how often in all: a bucket that is away must not hold the threads that serve readers.
CONNECT, READ, TRIES = 3, 10, 2


class Bucket(S3Storage):
    """Private files: nobody gets one but through us. Every error of the bucket is an OSError."""

    def __init__(self, **options: Any) -> None:
        config = Config(
            signature_version="s3v4",
            # The host of the address is all that has to be there: not one for each bucket.
            s3={"addressing_style": "path"},
            connect_timeout=CONNECT,
            read_timeout=READ,
            retries={"total_max_attempts": TRIES},
            # Others than Amazon do not know the sums that are sent otherwise.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=config, **options)

    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        """The whole file by one question; the library's own asks twice."""
        with _told(name):
            key = self._normalize_name(name)
            found = self.bucket.meta.client.get_object(Bucket=self.bucket_name, Key=key)
            with closing(found["Body"]) as body:
                return ContentFile(body.read(), name)

    def _save(self, name: str, content: Any) -> str:
        with _told(name):
            saved: str = super()._save(name, content)
            return saved

    def delete(self, name: str) -> None:
        with _told(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _told(name):
            return bool(super().exists(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _told(path):
            folders, files = super().listdir(path)
            return folders, files


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchKey":
            raise FileNotFoundError(f"{name} is not in the bucket.") from error
        raise Away(f"The bucket of MEDIA_STORAGE refuses {name}: {error}") from error
    except (BotoCoreError, Boto3Error) as error:
        raise Away(f"The bucket of MEDIA_STORAGE does not answer: {error}") from error
