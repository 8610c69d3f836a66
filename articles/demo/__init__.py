"""The demo newsroom: The Harbour Ledger of Saltmere, a small paper that does not exist.

People, places and pictures are invented and come with the project under its licence. The copy is in
`stories/`, a plain text file for each story; `paper.toml` has the sections, topics and people, and
`pictures.toml` what is said of each picture. `manage.py demo` puts them through the desk's own verbs.
"""
