"""What readers get, by page: the front page, a story, a list of stories. Editions only."""

from articles.reading.front_page import Band, Front, all_sections, front
from articles.reading.statements import story_at
from articles.reading.story import beside, stories_of, withdrawn_at
from articles.reading.story_lists import (
    PER_PAGE,
    StoryList,
    by_author,
    from_outlet,
    in_section,
    latest,
    on_topic,
)
