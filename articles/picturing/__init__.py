"""Pictures come in, are credited, and are made ready for pages; whose credit may be changed by whom."""

from __future__ import annotations

from articles.picturing.crediting import FIELDS as CREDIT_FIELDS
from articles.picturing.crediting import may_credit, recredit, stands_alone
from articles.picturing.describing import describe
from articles.picturing.developing import (
    catch_up,
    is_up_to_date,
    remake,
    remake_if_changed,
    rights_of,
    settle,
    settle_licence,
)
from articles.picturing.licences import licence_at
from articles.picturing.shelving import are_whole, missing
from articles.picturing.taking_in import discard, give_file, take_in, twins
