"""What each group may do with stories and pictures."""

from newsroom.groups import Role, may, may_all

STORY_PARTS = ("byline", "photouse", "relatedlink")
TAXONOMY = ("author", "outlet", "section", "topic")
RECORDS = ("version", "edition", "previewlink", "export")

#: Reporters are kept to their own stories and pictures by the desk itself.
MAY = {
    "Reporter": (
        may("view add change", "article", "photo", "photocredit")
        | may_all(*STORY_PARTS)
        | may("view", *TAXONOMY, "licence", "correction", "version", "intake", "page")
        | may("add", "author")
        | {"preview_article"}
    ),
    "Editor": (
        may_all("article", "photo", "photocredit", *STORY_PARTS, *TAXONOMY)
        | may("view add change", "licence", "correction")
        | may("view", *RECORDS, "intake", "address", "checkrule")
        | may("view add change", "page")
        | {"preview_article", "publish_article", "export_article", "publish_page"}
    ),
    "Photo desk": (
        may_all("photo", "photocredit", "licence") | may("view", "article", "author", "outlet", "photouse")
    ),
}
ROLES = [Role(group, "articles", frozenset(codenames)) for group, codenames in MAY.items()]
