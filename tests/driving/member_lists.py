"""Lists of members, sent to the desk."""

from __future__ import annotations

import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile

URL = "/admin/membership/member/lists/"


def look_at(client, content: str | bytes):
    data = content.encode() if isinstance(content, str) else content
    return client.post(URL, {"file": SimpleUploadedFile("list.csv", data)})


def held(page) -> str:
    return unescape(re.search(r'name="looked_at" value="([^"]+)"', page.content.decode())[1])
