"""Where pictures are kept."""

from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from newsroom.env.addresses import is_host, split
from newsroom.env.values import flag, text


def media_storage(name: str) -> dict[str, Any]:
    """A Django STORAGES entry: the disk, or the bucket at an address like https://host/bucket/folder.

    The key to the bucket is said as every tool of S3 has it; without one, what the machine may do counts.
    """
    value = text(name)
    key, secret = text("AWS_ACCESS_KEY_ID"), text("AWS_SECRET_ACCESS_KEY")
    region = text("AWS_DEFAULT_REGION")
    if not value:
        return {"BACKEND": "newsroom.media.disk.Disk"}
    parts = split(value)
    bucket, _slash, folder = parts.path.strip("/").partition("/") if parts else ("", "", "")
    if not (parts and parts.scheme in {"http", "https"} and is_host(parts.hostname or "") and bucket):
        raise ImproperlyConfigured(
            f"{name} is no address of a bucket, such as https://s3.eu-central-1.amazonaws.com/pictures."
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} is an address alone. The key is said with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    if bool(key) != bool(secret):
        raise ImproperlyConfigured("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together. Set both.")
    if not (find_spec("storages") and find_spec("boto3")):
        raise ImproperlyConfigured(f"{name} needs what speaks with S3. Call “make install-s3” first.")
    return {
        "BACKEND": "newsroom.media.bucket.Bucket",
        "OPTIONS": {
            "endpoint_url": f"{parts.scheme}://{parts.netloc}",
            "bucket_name": bucket,
            "location": folder,
            "region_name": region or None,
            "access_key": key or None,
            "secret_key": secret or None,
        },
    }


def media_by_nginx(name: str, *, behind_proxy: bool) -> bool:
    """Whether nginx sends the files of pictures. Without it readers would get empty answers."""
    wanted = flag(name, default=False)
    if wanted and not behind_proxy:
        raise ImproperlyConfigured(f"{name}=1 is for a newsroom behind nginx. Set BEHIND_PROXY=1, too.")
    if wanted and text("MEDIA_STORAGE"):
        raise ImproperlyConfigured(f"{name}=1 is for files on the disk. Leave it or MEDIA_STORAGE out.")
    return wanted
