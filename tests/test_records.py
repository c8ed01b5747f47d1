"""What every record can do, whatever it is made of: what a frozen dataclass can."""

from __future__ import annotations

import copy
import pickle
from dataclasses import KW_ONLY, FrozenInstanceError, field, fields, replace

import pytest

from reporter.records import record, value


@value
class Place:
    row: int
    column: int = 1
    seen: list[str] = field(default_factory=list)
    _: KW_ONLY
    name: str = ""


@record
class Named:
    name: str


@record
class Titled(Named):
    title: str = "无"

    def __str__(self) -> str:
        return self.title


def test_fields_are_given_in_their_order_or_by_name_only():
    assert Place(2, 3, name="甲") == Place(row=2, column=3, name="甲") != Place(2, 3)
    assert Titled(name="甲") == Titled(name="甲", title="无") != Named(name="甲")
    for wrong in (
        lambda: Named("甲"),
        lambda: Place(),
        lambda: Place(1, 2, [], "甲"),
        lambda: Named(name="甲", title=""),
    ):
        with pytest.raises(TypeError):
            wrong()


def test_what_a_default_makes_is_made_for_each():
    one, other = Place(1), Place(1)
    one.seen.append("甲")
    assert (one.seen, other.seen) == (["甲"], [])


def test_a_record_does_not_change_and_has_no_room_for_more():
    for change in (
        lambda: setattr(Place(1), "row", 2),
        lambda: setattr(Place(1), "x", 2),
        lambda: delattr(Place(1), "row"),
    ):
        with pytest.raises(FrozenInstanceError):
            change()
    assert not hasattr(Titled(name="甲"), "__dict__")


def test_equal_records_are_one_in_a_set_and_a_record_tells_its_fields():
    assert len({Titled(name="甲"), Titled(name="甲"), Titled(name="乙")}) == 2
    assert repr(Titled(name="甲")) == "Titled(name='甲', title='无')"
    assert str(Titled(name="甲")) == "无"


@pytest.mark.parametrize("made", [Place(2, 3, ["甲"], name="乙"), Named(name="甲"), Titled(name="甲", title="乙")])
def test_a_record_goes_to_another_process_and_comes_back_the_same(made):
    assert pickle.loads(pickle.dumps(made)) == made == copy.deepcopy(made)
    assert replace(made) == made
    assert [item.name for item in fields(made)][-1] in repr(made)
