"""The blocks of a scenario file beside its functions: staffing, cost, reform, and the best source of support."""

from collections.abc import Mapping
from typing import Any

from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.scenario import numbers
from archpers.scenario.checked import Block, Checked, Errors
from archpers.scenario.described import field_of, row_of
from archpers.scenario.figure import Answers, DaysAYear, Hours, HoursADay, HoursAYear, Money, Share, Wte, row_sum
from archpers.scenario.numbers import problem
from archpers.scenario.spelling import nearest


class Staffing(Checked):
    """How much care-management time there is."""

    care_managers_wte: Wte = field_of("care_managers_wte", "11")
    working_days_per_year: DaysAYear | None = field_of("working_days_per_year", "220", default=None)
    working_hours_per_day: HoursADay | None = field_of("working_hours_per_day", "8", default=None)
    hours_per_year: HoursAYear | None = field_of("total_hours", "19,360", default=None)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """Hours are given once: as a total, or as days and hours."""
        parts = [key for key in ("working_days_per_year", "working_hours_per_day") if key in data]
        if "hours_per_year" in data and parts:
            yield (
                ("hours_per_year",),
                problem(
                    f"the hours are given twice, here and by {' and '.join(parts)}",
                    f"delete hours_per_year, or delete {' and '.join(parts)}",
                ),
            )
        elif "hours_per_year" not in data and len(parts) < 2:
            missing = "working_hours_per_day" if "working_days_per_year" in data else "working_days_per_year"
            remedy = (
                f"write {missing} too"
                if parts
                else "write working_days_per_year and working_hours_per_day, or hours_per_year for the whole team"
            )
            yield (missing,), problem("the hours of the team are not given", remedy)


class Cost(Block):
    """What care management costs."""

    total: Money = field_of("total_cost", "£385,000")


class Reform(Block):
    """The reformed service: a slimmed core for everybody, a crisis service for a few."""

    core_hours_per_person: dict[str, Hours] = row_of(
        "core_function_hours_per_person", "{first_contact: 2.5, ...}", min_length=1
    )
    crisis_share: Share = field_of("crisis_share", "20%")
    crisis_hours_per_person: Hours = field_of("crisis_hours_per_person", "35")


class BestSource(Checked):
    """Whom care managers, case by case, named as the best to lead and to organise a support plan."""

    plan: dict[str, Answers] = row_of("plan_answers", "{individuals: 184, ...}", BEST_SOURCE_LABELS)
    organise: dict[str, Answers] = row_of("organise_answers", "{individuals: 72, ...}", BEST_SOURCE_LABELS)

    @classmethod
    def structure(cls, data: Mapping[str, Any]) -> Errors:
        """Each question has the answers for every source, and for no other."""
        for question in ("plan", "organise"):
            answers = data.get(question)
            if isinstance(answers, Mapping):
                yield from cls._answers(question, answers)

    @classmethod
    def _answers(cls, question: str, answers: Mapping[str, Any]) -> Errors:
        for key in answers:
            if key not in BEST_SOURCE_LABELS:
                yield (question, key), problem("is not a source of support", nearest(key, BEST_SOURCE_LABELS))
        if set(answers) <= set(BEST_SOURCE_LABELS):
            for key in BEST_SOURCE_LABELS:
                if key not in answers:
                    yield (question, key), problem("this source is missing", f"write {key}: 0 if nobody named it")
        if row_sum(answers.values(), numbers.ANSWERS) == 0:
            yield (question,), problem("all answers are 0", "write how often each source was named")
