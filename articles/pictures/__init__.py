"""Pictures come in, are credited, and are made ready for pages; whose credit may be changed by whom."""

from articles.pictures.credit_lines import ReadCredit, credit_line, read_credit
from articles.pictures.crediting import FIELDS as CREDIT_FIELDS
from articles.pictures.crediting import (
    CreditedMeanwhile,
    as_seen,
    may_credit,
    may_credit_shown,
    recredit,
    shown_among,
    stands_alone,
)
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
