"""An invented department: its name, its people, its projects and its money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jixiao_samples.projects import SampleProject, invent_name, invent_projects
from jixiao_samples.texts import SampleBureau, vocabulary


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
