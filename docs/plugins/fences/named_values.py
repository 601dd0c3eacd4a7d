"""What is wrong with the named values of a record that a fence shows, with the remedy. Pure."""

from collections.abc import Iterable

from docs.plugins.project.commands import record_command
from docs.plugins.project.records import Record
from docs.plugins.project.scripts import Script


def missing_values(names: Iterable[str], use: str, script: Script, record: Record) -> str:
    """Which of the values a record lacks, and what their `use` is; "" where it has them all."""
    missing = [f'"{name}"' for name in names if name not in record.values]
    if not missing:
        return ""
    return (
        f"no value {' and no '.join(missing)} in {record.path}, {use}; "
        f"declare what is missing in {script.values_path}, then: {record_command(script)}"
    )


def wrong_value(name: str, form: str, script: Script, record: Record) -> str:
    """That a value is not of the form that it should have."""
    return (
        f'the value "{name}" in {record.path} is not {form}; '
        f"correct its expression in {script.values_path}, then: {record_command(script)}"
    )
