"""The newsroom CMS. The version is that of pyproject.toml and of the newest part of CHANGELOG.md."""

__version__ = "0.2.0"
