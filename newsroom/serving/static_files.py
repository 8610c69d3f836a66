"""Static files under names that change with their bytes, so that browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names that our scripts import each other by change too: an import is `from "./rows.js";`."""

    support_js_module_import_aggregation = True
