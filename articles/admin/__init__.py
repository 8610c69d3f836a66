"""The desk's tables of stories, pictures and people: one module for each job."""

from articles.admin import article, corrections, page, paste, people, photos, records, taxonomy
