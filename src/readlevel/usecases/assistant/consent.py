"""Agree once to what is sent to the server of language models, and see how much was."""

from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.assistant import consents, token_use
from readlevel.storage.assistant.consents import Consent

__all__ = ["Consent", "add_tokens", "agree", "count_tokens", "find_consent", "withdraw"]

find_consent = consents.find_consent
count_tokens = token_use.count_tokens
add_tokens = token_use.add_tokens


def agree(session: Session, actor: Account, url: str, model: str, *, now: datetime) -> None:
    """Store that an administrator has agreed to send texts to a server."""
    consents.save_consent(session, url, actor.id, actor.name, now=now)
    audit_log.record_action(session, actor, "assistant.agreed", url, now=now, model=model)


def withdraw(session: Session, actor: Account, url: str, *, now: datetime) -> None:
    """Store that nothing may be sent any more."""
    consents.delete_consents(session)
    audit_log.record_action(session, actor, "assistant.withdrawn", url, now=now)
