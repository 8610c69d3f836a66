#!/usr/bin/env python
"""The newsroom's command line."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        _ = settings.DATA_DIR
    except ImproperlyConfigured as error:
        # A wrong value in the environment: the sentence says it all.
        sys.exit(str(error))
    execute_from_command_line(sys.argv)
