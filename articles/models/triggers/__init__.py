"""All triggers of the stories' tables; which migration made one at first does not matter."""

from articles.models.triggers.editions import EDITIONS
from articles.models.triggers.embargo import EMBARGO
from articles.models.triggers.search import SEARCH

TRIGGERS = (*EDITIONS, *EMBARGO, *SEARCH)
