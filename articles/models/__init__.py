from articles.models.address import Address, FormerSlug
from articles.models.article import Article, State, TopicUse
from articles.models.autosave import Autosave
from articles.models.byline import Byline, Role
from articles.models.chain_check import ChainCheck
from articles.models.check_rule import CheckRule, Level
from articles.models.correction import Correction
from articles.models.desk_words import DeskWords
from articles.models.edition import Edition
from articles.models.edition_parts import EditionByline, EditionLink, EditionPhoto, EditionTopic
from articles.models.export import Export
from articles.models.former import Former
from articles.models.headline import Headline
from articles.models.intake import Intake
from articles.models.licence import Licence
from articles.models.page import Page, PageVersion
from articles.models.page_edition import PageEdition, PageEditionPhoto
from articles.models.people import Author, Outlet
from articles.models.photo import Photo
from articles.models.photo_credit import CreditChange, PhotoCredit
from articles.models.photo_use import PhotoUse
from articles.models.presence import Presence
from articles.models.preview import PreviewLink
from articles.models.related_link import RelatedLink
from articles.models.search_entry import SearchEntry
from articles.models.share_card import ShareCard
from articles.models.shared_text import SharedSteps, SharedText
from articles.models.taxonomy import Section, Topic
from articles.models.version import Version
