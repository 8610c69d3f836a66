"""Words in plain letters beside the fields that they are of, so that a search asks one column."""

from typing import Any

from django.db import models

from articles.transliteration import fold


class FoldedWords(models.TextField):
    """What stands in the fields `of` this row, folded; written with the row, nobody's to type."""

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(*args, **{**kwargs, "default": "", "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["default"], kwargs["editable"]
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        words = fold(" ".join(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, words)
        return words
