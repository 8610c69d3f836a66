from articles.models.address import Address, FormerSlug
from articles.models.article import Article, Byline, PhotoUse, RelatedLink, Role, State, TopicUse
from articles.models.correction import Correction
from articles.models.edition import Edition, EditionByline, EditionLink, EditionPhoto, EditionTopic
from articles.models.headline import Headline
from articles.models.intake import Intake
from articles.models.page import Page, PageEdition, PageEditionPhoto, PageVersion
from articles.models.people import Author, Outlet
from articles.models.photo import CreditChange, Licence, Photo, PhotoCredit
from articles.models.preview import PreviewLink
from articles.models.search_entry import SearchEntry
from articles.models.share_card import ShareCard
from articles.models.taxonomy import Section, Topic
from articles.models.version import Version
