"""The one hand that opens and closes Editions.

Publishing adds a row and closes the one before it; withdrawing closes it with a reason. Nothing here is
ever changed back. All of it is safe to call twice, and needs the permission `articles.publish_article`; only
holding a story back for its embargo (`keep_embargo`) is for whoever may save it.
"""

from articles.publishing.embargo import keep_embargo
from articles.publishing.refusals import NotReady, PublishingRefused, require_publish
from articles.publishing.spans import tags_of
from articles.publishing.verbs import cancel_schedule, move_in, publish, schedule_instead, withdraw
