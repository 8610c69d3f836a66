"""Backups: database and files of one moment, in plain folders that need no program to be read.

A backup is a folder named by its moment, such as `2026-11-28T020000Z`, in a folder that holds nothing else:

    backup.json       what it is: when it was made, which database, which migrations
    SHA256SUMS        every file with its sum; `sha256sum -c SHA256SUMS` checks it
    database.sqlite3  or database.pgdump (for pg_restore)
    files/            all of DATA_DIR that is not made anew: media, key, letters kept as files

What has not changed since the backup before is a hard link to it: each folder is whole and costs what is new.
"""

from newsroom.backups.checking import check
from newsroom.backups.making import make
from newsroom.backups.refusal import BackupRefused
from newsroom.backups.restoring import restore
