"""Two copies of one story or page held against each other, word by word and field by field."""

from articles.editing.comparing.folding import Comparison
from articles.editing.comparing.pages import compare_pages
from articles.editing.comparing.stories import compare
from articles.editing.comparing.substance import is_substantive
