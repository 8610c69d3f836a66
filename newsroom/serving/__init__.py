"""How the site is kept up: one start for one folder of data, processes that are started again, the door."""
