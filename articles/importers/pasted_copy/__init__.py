"""Running copy, plain or with markup, as it is pasted or comes by wire or mail: read into a Draft."""

from articles.importers.pasted_copy.reader import read, read_rich
