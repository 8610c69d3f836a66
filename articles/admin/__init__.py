"""The desk's tables of stories, pictures and people: one module for each job."""

from articles.admin import article, paste, people, photos, records, shelf

__all__ = ["article", "paste", "people", "photos", "records", "shelf"]
