"""What readers saw of a story at any minute, and the sealed file of it for whoever has to prove it."""

from articles.publishing.seen.exporting import Exported, ExportRefused, export, may_export, require_export
from articles.publishing.seen.page import Seen, seen
