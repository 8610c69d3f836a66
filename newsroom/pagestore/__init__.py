"""The page store: a page that is still true is answered at once.

A view states what its page is made of (`keep(response, "article:7", "author:3")`); a change states what
it touched (`touch("author:3")`, in the transaction of the change itself). Each request asks the database
for one number, the stamp. While it stands still, stored pages are true; when it has moved, the tags
touched since then are read and their pages dropped, in every process, before anything is answered.

What has not happened yet is known too: nothing is kept past the next moment at which an edition or an
appeal begins or ends (`boundaries`), so a scheduled story appears at its minute with no worker running.

Nothing is stored unless a view asked for it; no response with a cookie, no error, nothing private.
"""

from newsroom.pagestore.memory import GIVEN_UP, Store, boundaries, hold, store
from newsroom.pagestore.middleware import PRIVATE, own_pages
from newsroom.pagestore.stored import CACHE_CONTROL, keep
from newsroom.pagestore.touching import touch, touched_by
