"""What readers get beside the words of an edition: whom it credits, its topics, photos and links."""

from django.db import models
from django.db.models import F, Q

from articles.models.article import Article
from articles.models.byline import Role
from articles.models.edition import PUBLISHING, Edition
from articles.models.people import Author
from articles.models.photo import Photo
from articles.models.taxonomy import Topic
from newsroom.one_hand import OneHandQuerySet, WrittenByOneHand


class PartOfEdition(WrittenByOneHand):
    """Written with its edition, and by the same hand."""

    written_by = PUBLISHING

    objects = OneHandQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class EditionByline(PartOfEdition):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="edition_bylines")
    role = models.CharField(max_length=12, choices=Role.choices)
    order = models.PositiveSmallIntegerField()
    #: That of the edition, so that an author's stories are found in their order.
    first_live = models.DateTimeField()

    class Meta(PartOfEdition.Meta):
        indexes = [
            models.Index("author", F("first_live").desc(), F("edition").desc(), name="edition_by_author")
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "author", "role"], name="edition_byline_once_per_role")
        ]


class EditionTopic(PartOfEdition):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="edition_topics")
    order = models.PositiveSmallIntegerField(default=0)
    #: That of the edition, so that a topic's stories are found in their order.
    first_live = models.DateTimeField()

    class Meta(PartOfEdition.Meta):
        indexes = [
            models.Index("topic", F("first_live").desc(), F("edition").desc(), name="edition_on_topic")
        ]
        constraints = [models.UniqueConstraint(fields=["edition", "topic"], name="edition_topic_once")]


class EditionPhoto(PartOfEdition):
    """A photo as this edition shows it. The credit is not copied: it is read from the photo each time."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="edition_photos")
    place = models.CharField(max_length=4)
    caption = models.TextField(blank=True)
    alt = models.CharField(max_length=300, blank=True)
    focal_x = models.PositiveSmallIntegerField(default=50)
    focal_y = models.PositiveSmallIntegerField(default=50)
    order = models.PositiveSmallIntegerField()

    class Meta(PartOfEdition.Meta):
        indexes = [models.Index(fields=["edition", "place"])]
        constraints = [
            models.UniqueConstraint(fields=["edition", "photo"], name="edition_photo_once"),
            # A card is read with its lead picture in one row: a second one would make two cards.
            models.UniqueConstraint(fields=["edition"], condition=Q(place="lead"), name="edition_one_lead"),
        ]


class EditionLink(PartOfEdition):
    """A READ line or a related story, by identity: the target's own edition gives the headline."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, related_name="edition_links")
    url = models.URLField(max_length=500, blank=True)
    title = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=4)
    order = models.PositiveSmallIntegerField()
