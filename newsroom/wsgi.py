"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django_application = get_wsgi_application()

from newsroom.pagestore import MEMBERS, PRIVATE  # noqa: E402 (Django has to be set up first)
from newsroom.serving.door import Door  # noqa: E402

#: Of the threads of each worker (newsroom/management/commands/web.py) two thirds; the others are for readers.
WAITING = 16
application = Door(django_application, private=(*PRIVATE, MEMBERS), waiting=WAITING)

# All that was loaded stays for the life of the process: looking through it again with every few
# hundred objects that a page makes would cost more than some pages do.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
