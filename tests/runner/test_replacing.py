"""A replaced attribute comes back as it was."""

import pytest

from examples.runner.replacing import replaced


class Base:
    """A class with an attribute of its own."""

    value = 1


class Derived(Base):
    """A class that inherits the attribute."""


def test_the_attribute_is_replaced_meanwhile_and_comes_back() -> None:
    with replaced(Base, "value", 2):
        assert Base.value == 2
    assert vars(Base)["value"] == 1


def test_an_inherited_attribute_is_inherited_again() -> None:
    with replaced(Derived, "value", 2):
        assert (Derived.value, Base.value) == (2, 1)
    assert "value" not in vars(Derived)
    assert Derived.value == 1


def test_it_comes_back_after_an_error_too() -> None:
    with pytest.raises(KeyboardInterrupt), replaced(Base, "value", 2):
        raise KeyboardInterrupt
    assert Base.value == 1
