"""The desk's tables of stories, pictures and people: one module for each job."""

from articles.admin import article, corrections, page, people, photos, records, taxonomy
