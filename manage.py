#!/usr/bin/env python
"""The newsroom's command line."""

import os
import sys

from newsroom.command_line import run

if __name__ == "__main__":
    # Whatever another project left in this shell.
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    run(sys.argv)
