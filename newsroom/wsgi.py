"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()

# All that was loaded stays for the life of the process: looking through it again with every few
# hundred objects that a page makes would cost more than some pages do.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
