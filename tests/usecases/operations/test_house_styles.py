from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.house_style.check_rule import RuleProblem
from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.operations import house_styles
from readlevel.usecases.operations.house_styles import HouseStyleConflict

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RULE = HouseRule(
    ("suffer from",), ("have",), "Why.", ("x",), RuleLevel.ERROR, "en", (Audience.LAY,)
)
OTHER = HouseRule((r"\w+ly",), is_pattern=True)


@pytest.fixture
def reviewer(session: Session) -> Account:
    return accounts.add(session, "r@example.org", "Rosa", Role.REVIEWER, now=NOW)


def test_rules_are_added_once_changed_and_removed(session: Session, reviewer: Account) -> None:
    assert house_styles.find_style(session) == HouseStyle()
    assert house_styles.add_rules(session, reviewer, [RULE, OTHER, RULE], now=NOW) == 2
    assert house_styles.add_rules(session, reviewer, [RULE], now=NOW) == 0
    changed = HouseRule(("suffering from",))
    assert house_styles.change_rule(session, reviewer, RULE.key, changed, now=NOW)
    assert house_styles.find_style(session).rules == (changed, OTHER)
    assert house_styles.find_rule(session, changed.key) == changed
    house_styles.remove_rule(session, reviewer, OTHER.key, now=NOW)
    assert house_styles.find_style(session).rules == (changed,)
    actions = [entry.action for entry in audit_log.list_entries(session, limit=9)]
    assert actions == ["house_style.removed", "house_style.changed", "house_style.added"]


def test_adding_many_rules_compares_each_once(
    session: Session, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = 0
    make_hash = HouseRule.__hash__

    def count(rule: HouseRule) -> int:
        nonlocal hashed
        hashed += 1
        return make_hash(rule)

    rules = [HouseRule((f"wording {number}",)) for number in range(100)]
    house_styles.add_rules(session, reviewer, rules, now=NOW)
    monkeypatch.setattr(HouseRule, "__hash__", count)
    assert house_styles.add_rules(session, reviewer, rules, now=NOW) == 0
    assert hashed <= 4 * len(rules)


def test_a_rule_that_someone_else_changed_is_not_overwritten(
    session: Session, reviewer: Account
) -> None:
    house_styles.add_rules(session, reviewer, [RULE], now=NOW)
    house_styles.change_rule(session, reviewer, RULE.key, OTHER, now=NOW)
    with pytest.raises(HouseStyleConflict):
        house_styles.change_rule(session, reviewer, RULE.key, HouseRule(("c",)), now=NOW)
    with pytest.raises(HouseStyleConflict):
        house_styles.remove_rule(session, reviewer, RULE.key, now=NOW)


def test_a_rule_that_cannot_be_used_is_not_stored(session: Session, reviewer: Account) -> None:
    with pytest.raises(RuleProblem):
        bad = HouseRule(("(",), is_pattern=True)
        house_styles.add_rules(session, reviewer, [bad], now=NOW)
    assert house_styles.find_style(session) == HouseStyle()


def test_names_of_the_glossary_can_be_asked_for(session: Session, reviewer: Account) -> None:
    assert house_styles.choose_glossary_names(session, reviewer, RuleLevel.WARNING, now=NOW)
    assert house_styles.find_style(session) == HouseStyle((), RuleLevel.WARNING)
    assert not house_styles.choose_glossary_names(session, reviewer, RuleLevel.WARNING, now=NOW)


def test_an_import_takes_the_place_of_the_style(session: Session) -> None:
    assert house_styles.store(session, None, HouseStyle((RULE,)), now=NOW)
    assert not house_styles.store(session, None, HouseStyle((RULE,)), now=NOW)
    house_styles.store(session, None, HouseStyle(), now=NOW)
    assert house_styles.find_style(session) == HouseStyle()
