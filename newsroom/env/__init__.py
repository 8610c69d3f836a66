"""What the environment says, read once at start. A wrong value stops the start and names itself."""

from newsroom.env.addresses import allowed_hosts, contact, host, mail, reached_at, sender, site_url, url_host
from newsroom.env.data import database, folder, on_read_only_disk, read_folder, secret, secrets_of_before
from newsroom.env.file import read_file, refuse_misspelt
from newsroom.env.media import media_by_nginx, media_storage
from newsroom.env.values import choice, flag, language, names, number, preload, text, time_zone
