"""The ground that both apps stand on: people, imprint, page store, headers, the desk's frame."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_in
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Access")

    def ready(self) -> None:
        from newsroom import choosing, condition, groups, jobs, mail, pagestore
        from newsroom.media import watching
        from newsroom.models import Imprint, User
        from newsroom.serving import turns
        from newsroom.signin import changed, sliding

        post_migrate.connect(groups.after_migrate, dispatch_uid="newsroom.groups")
        user_logged_in.connect(sliding.begin, dispatch_uid="newsroom.session_begins")
        connection_created.connect(turns.stand_in_line, dispatch_uid="newsroom.turns")
        post_save.connect(changed.after_save, sender=User, dispatch_uid="newsroom.password_changed")
        pagestore.touched_by(Imprint)
        jobs.often += [mail.post_forgotten, watching.ask]
        condition.faults.append(watching.told)
        choosing.SHOWN.append(Imprint.pictures_shown)


class DeskAdminConfig(AdminConfig):
    default_site = "newsroom.desk.site.DeskSite"
