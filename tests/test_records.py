"""A record is a frozen dataclass to whoever asks, though it is not made by `dataclasses` alone."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, astuple, dataclass, field, fields, is_dataclass, replace

import pytest

from reporter.records import record, value


@record
class Animal:
    """One with legs."""

    name: str
    legs: int = 4
    seen: list[str] = field(default_factory=list)

    @property
    def crawls(self) -> bool:
        """Whether it has none."""
        return not self.legs


@record
class Bird(Animal):
    """One with wings."""

    legs: int = 2
    wings: int = 2


@value
class Place:
    """A place, known by its first number alone."""

    row: int
    column: int = 1

    def __hash__(self) -> int:
        return self.row


@value
class Nothing:
    """It says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """As dataclasses make it."""

    name: str
    legs: int = 4


def test_it_compares_hashes_and_shows_as_a_dataclass_does():
    usual, own = Usual(name="a'b", legs=3), Animal(name="a'b", legs=3, seen=[])
    assert repr(own).replace(", seen=[]", "").replace("Animal", "Usual") == repr(usual)
    assert own == Animal(name="a'b", legs=3) != Animal(name="a'b", legs=2)
    assert Place(1, 2) == Place(1, 2) != Place(1, 3) and Place(1) != (1, 1) and Nothing() == Nothing()
    assert hash(Place(7, 2)) == 7 and hash(Nothing()) == hash(())
    assert hash(Bird(name="b", seen=())) == hash(("b", 2, (), 2)) != hash(Usual(name="b"))
    assert Bird(name="b") != Animal(name="b", legs=2)


def test_it_is_made_as_a_dataclass_is():
    assert is_dataclass(Animal) and [item.name for item in fields(Bird)] == ["name", "legs", "seen", "wings"]
    assert astuple(Bird(name="b")) == ("b", 2, [], 2) and replace(Place(1), column=5) == Place(1, 5)
    assert Animal(name="a").seen is not Animal(name="b").seen and not hasattr(Animal(name="a"), "__dict__")
    assert Animal(name="worm", legs=0).crawls and Place.__match_args__ == ("row", "column")
    with pytest.raises(TypeError, match=r"Animal.__init__\(\) missing 1 required keyword-only argument: 'name'"):
        Animal()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Animal("a")  # type: ignore[misc]


@pytest.mark.parametrize("made", [Bird(name="b", seen=["x"]), Place(3), Nothing(), Animal(name="a")])
def test_it_is_packed_and_copied_whole(made):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(made, protocol)) == made
    assert copy.copy(made) == copy.deepcopy(made) == made


def test_nobody_changes_it():
    own = Place(1)
    for change in (lambda: setattr(own, "row", 2), lambda: delattr(own, "row"), lambda: setattr(own, "new", 1)):
        with pytest.raises(FrozenInstanceError):
            change()
    assert own == Place(1)
