"""What the web server calls, and what the desk's server calls (newsroom/serving/desk.py)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 (Django has to be set up first)

from newsroom.pagestore import PRIVATE, own_pages  # noqa: E402
from newsroom.serving.desk import HandedOver, HandOver, Turns, socket_path  # noqa: E402
from newsroom.serving.door import Door  # noqa: E402
from newsroom.serving.one_start import run_folder  # noqa: E402

#: Of the threads of each worker (newsroom/management/commands/web.py) two thirds; the others are for readers.
WAITING = 16
turns = Turns(django_application, PRIVATE)
desk_application = HandedOver(turns)
application = Door(
    django_application,
    behind=HandOver(socket_path(run_folder(settings.DATA_DIR)), otherwise=turns),
    private=(*PRIVATE, *own_pages),
    waiting=WAITING,
)

# All that was loaded stays for the life of the process: looking through it again with every few
# hundred objects that a page makes would cost more than some pages do.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
