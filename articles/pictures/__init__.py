"""Pictures come in, are credited, and are made ready for pages; whose credit may be changed by whom."""

from articles.pictures.crediting import FIELDS as CREDIT_FIELDS
from articles.pictures.crediting import may_credit, recredit, stands_alone
from articles.pictures.describing import describe
from articles.pictures.developing import (
    catch_up,
    is_up_to_date,
    remake,
    remake_if_changed,
    rights_of,
    settle,
    settle_licence,
)
from articles.pictures.files import are_whole, missing
from articles.pictures.licences import licence_at
from articles.pictures.taking_in import discard, give_file, take_in, take_in_once, twins
