"""The tags of pasted markup by what they mean: of HTML, of MathML, and of NITF, which agencies send."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _words("""
    address article aside blockquote body center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul details summary fieldset
    hedline hl1 hl2 byline byttl dateline distributor abstract note block media media-caption media-producer
    tagline body.head body.content body.end
""")
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
TITLES, CAPTIONS = frozenset({"h1", "hl1"}), frozenset({"figcaption", "media-caption"})
#: They have no end.
VOID = _words("area base br col embed hr img input link meta source track wbr")
#: The signs of a formula.
SIGNS = _words("mi mn mo ms mtext")
