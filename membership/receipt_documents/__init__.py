"""The numbered, sealed paper that a payment leads to: composed once, kept as a value, set as HTML and PDF."""

from membership.receipt_documents.composing import compose
from membership.receipt_documents.merging import Entry, merge
from membership.receipt_documents.page import as_html
from membership.receipt_documents.paper import GiftLine, NotAPaper, Paper, Party, Sentence, seal
from membership.receipt_documents.pdf import CannotSet, as_pdf
