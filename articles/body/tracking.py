"""What addresses carry only to follow who opens them."""

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(
    r"""utm_\w+ | fbclid | [gd]clid | gclsrc | [gw]braid | msclkid | twclid | ttclid | yclid | li_fat_id
    | wickedid | mc_[ce]id | igsh(?:id)? | _hs(?:enc|mi) | hsctatracking | mkt_tok | vero_\w+ | oly_\w+_id
    | rb_clickid | (?:pk|mtm|piwik)_\w+ | at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)
    | __twitter_impression | ref_src | ref_url | cmpid | smid | _openstat | s_cid | __s | trk | _ga | _gl
    | srsltid | fb_(?:source|ref|action_(?:ids|types)) | action_(?:object|type|ref)_map | hmb_\w+ | wt_?z?mc
    | wtrid | __hs(?:fp|sc|tc) | tracking_source | ml_subscriber(?:_hash)? | _bhlid | xtor | wprov | guce_\w+
    | guccounter | ns_(?:mchannel|source|campaign|linkname|fee) | itm_(?:source|medium|campaign) | os_ehash
    | sara_ref | pwapi_token | regi_id""",
    re.IGNORECASE | re.VERBOSE,
)
#: What says so on one site, and elsewhere may be part of the address.
_OF_SITES = tuple(
    (re.compile(rf"(?:[\w-]+\.)*{host}", re.IGNORECASE), re.compile(names, re.IGNORECASE))
    for host, names in (
        (r"(?:youtube\.com|youtu\.be|youtube-nocookie\.com)", r"si|feature|pp"),
        (r"spotify\.com", r"si|context"),
        (r"(?:twitter|x)\.com", r"s|t|cxt"),
        (r"theguardian\.com", r"cmp"),
        (r"nytimes\.com", r"emc|nl|te|instance_id|segment_id|user_id|referringsource"),
        (r"washingtonpost\.com", r"wpisrc|wpmm|itid"),
        (r"linkedin\.com", r"rcm|refid|trackingid|lipi"),
        (r"tiktok\.com", r"_t|_r|is_from_webapp|sender_device"),
    )
)
#: A mark at the end that is no place on the page.
_NO_PLACE = ("xtor=", "utm_", "echobox=")


def untracked(address: str) -> str:
    """The address without the parameters that only follow the reader; all else letter for letter."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return address
    site = next((names for known, names in _OF_SITES if known.fullmatch(host)), None)

    def follows(pair: str) -> bool:
        # Some mail programs write the sign between twice over: `&amp;utm_source=`.
        name = pair.removeprefix("amp;").partition("=")[0]
        return bool(_TRACKING.fullmatch(name) or (site and site.fullmatch(name)))

    kept = "&".join(pair for pair in parts.query.split("&") if not follows(pair))
    place = parts.fragment.partition(":~:")[0]
    place = "" if place.lower().startswith(_NO_PLACE) else place
    if (kept, place) == (parts.query, parts.fragment):
        return address
    return urlunsplit(parts._replace(query=kept, fragment=place))
