"""The block `best_source`: whom care managers would have lead and organise a support plan."""

from collections.abc import Mapping
from typing import Any

from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.scenario.reading import numbers
from archpers.scenario.reading.numbers import problem
from archpers.scenario.reading.spelling import nearest
from archpers.scenario.schema.fields.block import Checked, FieldErrors, row_of
from archpers.scenario.schema.fields.figure import Answers, row_sum


class BestSource(Checked):
    """Whom care managers, case by case, named as the best to lead and to organise a support plan."""

    plan: dict[str, Answers] = row_of("plan_answers", "{individuals: 184, ...}", BEST_SOURCE_LABELS)
    organise: dict[str, Answers] = row_of("organise_answers", "{individuals: 72, ...}", BEST_SOURCE_LABELS)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> FieldErrors:
        """Each question has the answers for every source, and for no other."""
        for question in ("plan", "organise"):
            answers = data.get(question)
            if isinstance(answers, Mapping):
                yield from source_problems(question, answers, "if nobody named it")
                if row_sum(answers.values(), numbers.ANSWERS) == 0:
                    yield (question,), problem("all answers are 0", "write how often each source was named")


def source_problems(row: str, values: Mapping[str, Any], if_none: str) -> FieldErrors:
    """Hold a row against the sources of support: it has every one, and no other. if_none: when one has 0, in words."""
    for key in values:
        if key not in BEST_SOURCE_LABELS:
            yield (row, key), problem("is not a source of support", nearest(key, BEST_SOURCE_LABELS))
    if set(values) <= set(BEST_SOURCE_LABELS):
        for key in BEST_SOURCE_LABELS:
            if key not in values:
                yield (row, key), problem("this source is missing", f"write {key}: 0 {if_none}")
