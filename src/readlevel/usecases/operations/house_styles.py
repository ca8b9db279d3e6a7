"""Use cases for the house style: add, change, remove and import rules."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.house_style.check_rule import check_style
from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.writing import house_styles
from readlevel.usecases.edit_conflict import EditConflict

SUBJECT = "house-style"


class HouseStyleConflict(EditConflict):
    """Someone else has changed or removed a rule since it was shown; the version is its key."""


def find_style(session: Session) -> HouseStyle:
    """Return the house style, which may be empty."""
    return house_styles.find_style(session)


def find_rule(session: Session, key: str) -> HouseRule | None:
    """Return the rule with a key, or None."""
    return next((rule for rule in find_style(session).rules if rule.key == key), None)


def add_rules(
    session: Session, actor: Actor | None, rules: Iterable[HouseRule], *, now: datetime
) -> int:
    """Add the rules that are not there yet; return how many.

    Raise `RuleProblem` if one cannot be used.
    """
    style = find_style(session)
    known = set(style.rules)
    added = [rule for rule in dict.fromkeys(rules) if rule not in known]
    if added:
        changed = replace(style, rules=(*style.rules, *added))
        _store(session, actor, changed, "house_style.added", now, rules=len(added))
    return len(added)


def change_rule(
    session: Session, actor: Actor, key: str, rule: HouseRule, *, now: datetime
) -> bool:
    """Replace the rule with a key; return whether that changed anything.

    Raise `RuleProblem`, or `HouseStyleConflict` if there is none with that key.
    """
    style = find_style(session)
    before = _get_rule(style, key)
    if rule == before:
        return False
    rules = dict.fromkeys(rule if one == before else one for one in style.rules)
    _store(session, actor, replace(style, rules=tuple(rules)), "house_style.changed", now)
    return True


def remove_rule(session: Session, actor: Actor, key: str, *, now: datetime) -> None:
    """Remove the rule with a key. Raise `HouseStyleConflict` if there is none."""
    style = find_style(session)
    removed = _get_rule(style, key)
    rules = tuple(one for one in style.rules if one != removed)
    _store(session, actor, replace(style, rules=rules), "house_style.removed", now)


def choose_glossary_names(
    session: Session, actor: Actor, level: RuleLevel | None, *, now: datetime
) -> bool:
    """Store the severity of other names for terms; return whether that changed."""
    style = find_style(session)
    if style.glossary_names == level:
        return False
    changed = replace(style, glossary_names=level)
    _store(session, actor, changed, "house_style.glossary_names", now, level=level or "off")
    return True


def store(session: Session, actor: Actor | None, style: HouseStyle, *, now: datetime) -> bool:
    """Replace the house style; return whether that changed anything.

    Raise `RuleProblem`.
    """
    if find_style(session) == style:
        return False
    _store(session, actor, style, "house_style.imported", now, rules=len(style.rules))
    return True


def _get_rule(style: HouseStyle, key: str) -> HouseRule:
    found = next((one for one in style.rules if one.key == key), None)
    if found is None:
        raise HouseStyleConflict(key, "")
    return found


def _store(
    session: Session,
    actor: Actor | None,
    style: HouseStyle,
    action: str,
    now: datetime,
    **detail: str | int,
) -> None:
    check_style(style)
    house_styles.save_style(session, style)
    audit_log.record_action(session, actor, action, SUBJECT, now=now, **detail)
