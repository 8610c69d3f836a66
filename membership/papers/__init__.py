"""The numbered, sealed paper that a payment leads to: composed once, kept as a value, set as HTML and PDF."""

from __future__ import annotations

from membership.papers.composing import compose
from membership.papers.merging import Entry, merge
from membership.papers.page import as_html
from membership.papers.paper import Line, NotAPaper, Paper, Party, Statement, seal
from membership.papers.pdf import CannotSet, as_pdf
