"""The frame of the desk: its site, what its tables and pages have in common, its start page, long lists."""
