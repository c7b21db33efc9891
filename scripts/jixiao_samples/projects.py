"""An invented project: what is done, how much, at what cost, to what effect.

Every number is drawn once and then used everywhere, so that goal, indicators, amounts and calculations agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jixiao.forms.numbers import plain_number
from jixiao_samples.texts import EFFECTS, SHARES, SampleBureau, Theme, Work, Yardstick, vocabulary

CENT = Decimal("0.01")
MONTH_ENDS = ((6, 30), (9, 30), (10, 31), (11, 30), (12, 31))
RATES = (90, 95, 95, 98, 100, 100)


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work: ``price`` (万元 a unit) × ``quantity`` = ``amount`` (万元)."""

    stem: str
    counted: str
    quantity: int
    unit: str
    price: Decimal
    amount: Decimal
    quality: str
    rate: int
    deadline: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A benefit in figures; ``block`` is one of ``EFFECTS``."""

    block: str
    name: str
    operator: str
    target: int
    unit: str


@dataclass(frozen=True, slots=True)
class SampleProject:
    """A project of a department.

    ``amount`` is the sum of the jobs; ``satisfaction`` is in per cent; ``complaints`` and ``waste`` are what it may
    cost society (件) and nature (吨) at most.
    """

    name: str
    theme: Theme
    jobs: tuple[Job, ...]
    effects: tuple[Effect, ...]
    served: tuple[str, ...]
    satisfaction: int
    amount: Decimal
    carryover: Decimal | None
    other: Decimal | None
    complaints: int
    waste: int
    year: int

    @property
    def last_deadline(self) -> str:
        """The deadline of the whole project, as written."""
        return f"{self.year}年12月31日前"

    @property
    def total_cost(self) -> str:
        """Name of the indicator that repeats the project's amount."""
        return f"{self.name}总成本"


def invent_projects(
    rng: Random, county: str, bureau: SampleBureau, count: int, satisfaction: int, year: int
) -> list[SampleProject]:
    """Invent ``count`` different projects of a department."""
    # A theme that every bureau has carries the bureau in its name, so that no two departments file the same project.
    general = vocabulary().general
    themes = [*rng.sample(bureau.themes, len(bureau.themes)), *rng.sample(general, len(general))]
    projects = []
    for number in range(count):
        again, index = divmod(number, len(themes))
        area = f"第{again + 1}片区" if again else ""
        place = county + (bureau.short if index >= len(bureau.themes) else "")
        projects.append(_project(rng, place, area, themes[index], satisfaction, year))
    return projects


def _project(rng: Random, place: str, area: str, theme: Theme, satisfaction: int, year: int) -> SampleProject:
    works = [work for work in theme.works if rng.random() < 0.9] or list(theme.works)
    jobs = tuple(_job(rng, work, area, year) for work in works)
    amount = sum((job.amount for job in jobs), Decimal(0))
    carryover = (amount * rng.randint(5, 15) / 100).quantize(CENT) if rng.random() < 0.3 else None
    other = (amount * rng.randint(5, 20) / 100).quantize(CENT) if rng.random() < 0.3 else None
    return SampleProject(
        name=f"{place}{area}{theme.name}项目",
        theme=theme,
        jobs=jobs,
        effects=tuple(
            _effect(rng, block, yardstick, place + area) for block in EFFECTS for yardstick in theme.effects[block]
        ),
        served=tuple(area + served for served in theme.served),
        satisfaction=satisfaction,
        amount=amount,
        carryover=carryover,
        other=other,
        complaints=rng.randint(2, 6),
        waste=rng.randint(2, 12),
        year=year,
    )


def _job(rng: Random, work: Work, area: str, year: int) -> Job:
    stem = area + work.stem
    quantity = _round_figure(rng.randint(work.low, work.high))
    price = Decimal(rng.randint(int(work.cheap * 100), int(work.dear * 100))) / 100
    month, day = rng.choice(MONTH_ENDS)
    return Job(
        stem=stem,
        counted=stem + work.measure,
        quantity=quantity,
        unit=work.unit,
        price=price,
        amount=(price * quantity).quantize(CENT),
        quality=joined(stem, work.quality),
        rate=rng.choice(RATES),
        deadline=f"{year}年{month}月{day}日前",
    )


def joined(stem: str, rest: str) -> str:
    """Join two parts of a name without repeating an overlap: 健康体检 + 体检报告率."""
    return stem + (rest[2:] if stem.endswith(rest[:2]) else rest)


def _effect(rng: Random, block: str, yardstick: Yardstick, place: str) -> Effect:
    if yardstick.unit == "%" and (yardstick.low, yardstick.high) == (min(SHARES), max(SHARES)):
        target = rng.choice(SHARES)
    else:
        target = _round_figure(rng.randint(yardstick.low, yardstick.high))
    return Effect(block, place + yardstick.name, yardstick.operator, target, yardstick.unit)


def _round_figure(number: int) -> int:
    """Plans are round: 1,237 households are planned as 1,230."""
    return number // 10 * 10 if number >= 100 else number


def goal_sentences(project: SampleProject) -> list[str]:
    """Return the year's goal in sentences, with the indicators of each."""
    done = "、".join(f"{job.counted}{plain_number(job.quantity)}{job.unit}" for job in project.jobs)
    first = project.jobs[0]
    better = "达到100%" if first.rate == 100 else f"不低于{first.rate}%"
    return [
        f"{project.theme.purpose}，{project.year}年计划完成{done}。",
        f"{first.quality}{better}，全部工作于{project.last_deadline}完成。",
        f"{project.served[0]}满意度不低于{project.satisfaction}%。",
    ]


def long_term_goal(project: SampleProject) -> str:
    """Return the three-year goal; of the year's figures it repeats satisfaction."""
    last = project.year + 2
    return (
        f"{project.year}年至{last}年分年度实施{project.theme.name}，{project.theme.purpose}，"
        f"到{last}年底{project.served[0]}满意度不低于{project.satisfaction}%。"
    )


def invent_name(rng: Random) -> str:
    """An invented person's name."""
    words = vocabulary()
    return rng.choice(words.surnames) + rng.choice(words.given)


@dataclass(frozen=True, slots=True)
class Department:
    """An invented department; ``staff`` and ``office`` (万元) are its basic budget."""

    name: str
    bureau: SampleBureau
    projects: list[SampleProject]
    staff: Decimal
    office: Decimal
    year: int
    signoff: dict[str, str]

    @property
    def project_total(self) -> Decimal:
        """What all projects cost, 万元."""
        return sum((project.amount for project in self.projects), Decimal(0))

    @property
    def total(self) -> Decimal:
        """The whole budget, 万元."""
        return self.staff + self.office + self.project_total


def department_name(seed: int, index: int) -> tuple[str, str, SampleBureau]:
    """Return name, county and bureau of a department, different for each number."""
    words = vocabulary()
    start = Random(f"{seed}").randrange(len(words.counties))
    round_number, place = divmod(index, len(words.bureaus) * len(words.counties))
    county_number, bureau_number = divmod(place, len(words.bureaus))
    county = words.counties[(start + county_number) % len(words.counties)]
    bureau = words.bureaus[bureau_number]
    branch = f"第{round_number + 1}分局" if round_number else ""
    return f"{county}{bureau.name}{branch}", county, bureau


def invent_department(rng: Random, seed: int, index: int, projects: int, year: int) -> Department:
    """The department with that number, with that many projects."""
    name, county, bureau = department_name(seed, index)
    people: list[str] = []
    while len(people) < 3:
        person = invent_name(rng)
        if person not in people:
            people.append(person)
    day = rng.randint(5, 20)
    satisfaction = rng.choice((90, 92, 95))
    return Department(
        name=name,
        bureau=bureau,
        projects=invent_projects(rng, county, bureau, projects, satisfaction, year),
        staff=Decimal(rng.randint(20000, 90000)) / 100,
        office=Decimal(rng.randint(3000, 15000)) / 100,
        year=year,
        signoff={
            "preparer": people[0],
            "phone": f"0000-{rng.randint(6000000, 8999999)}",
            "date": f"{year - 1}年12月{day}日",
            "head": people[1],
            "finance_head": people[2],
            "business_review": "已核",
            "performance_review": "同意",
        },
    )
