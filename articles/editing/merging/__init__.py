"""What two people saved of one story becomes one: what one changed is merged, what both changed is asked.

Plain values in, plain values out; who asks, and where the copies come from, is not known here.
"""

from articles.editing.merging.pieces import By, Choice, Choices, Piece
from articles.editing.merging.stories import Merged, merge
