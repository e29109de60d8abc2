"""The block `plan`: the toolkit's twelve tasks, each with what there is, what is wanted, and what would be done."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from archpers.model.reinvestment import FORM_LABELS
from archpers.scenario.reading.numbers import problem
from archpers.scenario.schema.fields.block import SchemaBlock
from archpers.scenario.schema.fields.text_fields import Date, OneLine, Text

MOST_STRATEGIES = 3
"""The toolkit asks for the three most promising."""


class PlanTask(NamedTuple):
    """A task of the toolkit, in our own words."""

    number: int
    label: str


TASKS: Mapping[str, PlanTask] = {
    **{key: PlanTask(number, label) for number, (key, label) in enumerate(FORM_LABELS.items(), 1)},
    "care_management_today": PlanTask(6, "Care management as it is now"),
    "care_management_reform": PlanTask(7, "What care management becomes"),
    "use_of_resources": PlanTask(8, "No more spent on infrastructure"),
    "easy_to_direct": PlanTask(9, "Directing one's own support made easy"),
    "learning_together": PlanTask(10, "Learning together"),
    "commissioning": PlanTask(11, "Commissioning that goes with it"),
    "wider_plans": PlanTask(12, "Health, education and the wider plans"),
}
"""The twelve tasks, by their keys in a file; the first five are the forms of support."""


def _few(strategies: list[str] | None) -> list[str] | None:
    if strategies is not None and len(strategies) > MOST_STRATEGIES:
        raise problem(
            f"holds {len(strategies)} strategies, and a task takes the {MOST_STRATEGIES} most promising",
            f"keep {MOST_STRATEGIES} of them",
        )
    return strategies


def _list(raw: Any) -> Any:
    if raw is not None and not isinstance(raw, list):
        raise problem("is not a list", "write strategies: [first, second, third]")
    return raw


Strategies: TypeAlias = Annotated[list[Text] | None, BeforeValidator(_list), AfterValidator(_few)]


class PlannedTask(SchemaBlock):
    """What the plan says of one task; what is not filled in yet may stand empty."""

    in_place: Text | None = Field(default=None, description="What is in place already to build on")
    wanted: Text | None = Field(default=None, description="What is wanted in the end")
    takes: Text | None = Field(default=None, description="What it takes to get from here to there")
    strategies: Strategies = Field(
        default=None,
        description=f"The most promising strategies, {MOST_STRATEGIES} at most",
        examples=["[one directory for all, a guide in easy words]"],
    )
    owner: OneLine | None = Field(default=None, description="Who sees to it", examples=["A. Director"])
    by: Date | None = Field(default=None, description="By when: year, month or day", examples=["2027-03"])

    @property
    def is_filled(self) -> bool:
        """Whether anything is said."""
        return any(getattr(self, key) for key in type(self).model_fields)


def _task(key: str) -> Any:
    task = TASKS[key]
    return Field(default=None, description=f"{task.label} (Toolkit, task {task.number})")


class Plan(SchemaBlock):
    """The plan beside the numbers, task by task; the model takes nothing from it."""

    information_networks: PlannedTask | None = _task("information_networks")
    peer_support: PlannedTask | None = _task("peer_support")
    community_supports: PlannedTask | None = _task("community_supports")
    support_services: PlannedTask | None = _task("support_services")
    professional_advice: PlannedTask | None = _task("professional_advice")
    care_management_today: PlannedTask | None = _task("care_management_today")
    care_management_reform: PlannedTask | None = _task("care_management_reform")
    use_of_resources: PlannedTask | None = _task("use_of_resources")
    easy_to_direct: PlannedTask | None = _task("easy_to_direct")
    learning_together: PlannedTask | None = _task("learning_together")
    commissioning: PlannedTask | None = _task("commissioning")
    wider_plans: PlannedTask | None = _task("wider_plans")
