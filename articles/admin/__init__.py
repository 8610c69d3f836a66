"""The desk's tables of stories, pictures and people: one module for each job."""

from articles.admin import article, check_rules, corrections, page, people, photos, records, taxonomy
