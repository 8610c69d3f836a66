"""Every address of the desk, and which roles may open it; read by tests/test_roles.py."""

from __future__ import annotations

#: Address: who may GET it, who may POST to it. The story and the pictures are an editor's.
#: Signing out is for all, and leads to the sign-in page, which counts as turned away here.
#: “-” is nobody: the method is refused to all, or the page does not exist for anybody.
TABLE = """
index                             repma  repma
login                             repma  repma
logout                            -      -
password_change                   repma  repma
password_change_done              repma  -
autocomplete                      -      -
jsi18n                            repma  -
view_on_site                      rea    rea
app_list                          repa   repa
articles_article_paste            rea    rea
articles_article_publish          ea     ea
articles_article_schedule         ea     ea
articles_article_withdraw         ea     ea
articles_article_cancel           ea     ea
articles_article_preview          -      ea
articles_article_revoke           -      ea
articles_article_blocks           repa   repa
articles_article_changelist       repa   repa
articles_article_add              rea    rea
articles_article_history          repa   repa
articles_article_delete           -      -
articles_article_change           repa   ea
articles_author_changelist        repa   repa
articles_author_add               rea    rea
articles_author_history           repa   repa
articles_author_delete            ea     ea
articles_author_change            repa   ea
articles_outlet_changelist        repa   repa
articles_outlet_add               ea     ea
articles_outlet_history           repa   repa
articles_outlet_delete            ea     ea
articles_outlet_change            repa   ea
articles_section_changelist       rea    rea
articles_section_add              ea     ea
articles_section_history          rea    rea
articles_section_delete           ea     ea
articles_section_change           rea    ea
articles_topic_changelist         rea    rea
articles_topic_add                ea     ea
articles_topic_history            rea    rea
articles_topic_delete             ea     ea
articles_topic_change             rea    ea
articles_correction_changelist    rea    rea
articles_correction_add           ea     ea
articles_correction_history       rea    rea
articles_correction_delete        ea     ea
articles_correction_change        rea    ea
articles_previewlink_revoke       -      ea
articles_previewlink_changelist   ea     ea
articles_previewlink_add          -      -
articles_previewlink_history      ea     ea
articles_previewlink_delete       -      -
articles_previewlink_change       ea     -
articles_version_changelist       rea    rea
articles_version_add              -      -
articles_version_history          rea    rea
articles_version_delete           -      -
articles_version_change           rea    -
articles_edition_changelist       ea     ea
articles_edition_add              -      -
articles_edition_history          ea     ea
articles_edition_delete           -      -
articles_edition_change           ea     -
articles_photo_file               epa    epa
articles_photo_changelist         repa   repa
articles_photo_add                repa   repa
articles_photo_history            repa   repa
articles_photo_delete             epa    epa
articles_photo_change             repa   epa
articles_licence_changelist       repa   repa
articles_licence_add              epa    epa
articles_licence_history          repa   repa
articles_licence_delete           pa     pa
articles_licence_change           repa   epa
membership_appeal_changelist      ma     ma
membership_appeal_add             ma     ma
membership_appeal_history         ma     ma
membership_appeal_delete          ma     ma
membership_appeal_change          ma     ma
membership_donation_receive       ma     ma
membership_donation_changelist    ma     ma
membership_donation_add           -      -
membership_donation_history       ma     ma
membership_donation_delete        -      -
membership_donation_change        ma     -
membership_payment_changelist     ma     ma
membership_payment_add            -      -
membership_payment_history        ma     ma
membership_payment_delete         -      -
membership_payment_change         ma     -
membership_receipt_pdf            ma     ma
membership_receipt_void           ma     ma
membership_receipt_replace        ma     ma
membership_receipt_claim          ma     ma
membership_receipt_changelist     ma     ma
membership_receipt_add            -      -
membership_receipt_history        ma     ma
membership_receipt_delete         -      -
membership_receipt_change         ma     -
newsroom_user_changelist          a      a
newsroom_user_add                 a      a
newsroom_user_history             a      a
newsroom_user_delete              a      a
newsroom_user_change              a      a
auth_user_password_change         a      a
auth_group_changelist             a      a
auth_group_add                    a      a
auth_group_history                a      a
auth_group_delete                 a      a
auth_group_change                 a      a
newsroom_imprint_changelist       a      a
newsroom_imprint_add              -      -
newsroom_imprint_history          a      a
newsroom_imprint_delete           -      -
newsroom_imprint_change           a      a
"""


def rows() -> dict[str, tuple[str, str]]:
    return {name: (get, post) for name, get, post in (line.split() for line in TABLE.split("\n") if line)}
