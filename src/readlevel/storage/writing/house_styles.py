"""The house style of the site."""

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.house_style.house_rule import NO_STYLE, HouseStyle
from readlevel.storage.database.desk_tables import house_style as _table
from readlevel.storage.database.stored_json import StoredJSON

_NAME = "site"
_STYLE = StoredJSON[HouseStyle](HouseStyle, extra="ignore")


def find_style(session: Session) -> HouseStyle:
    """Return the house style, which may ask for nothing."""
    stored = session.scalar(select(_table.c.style).where(_table.c.name == _NAME))
    return NO_STYLE if stored is None else _STYLE.load(stored)


def save_style(session: Session, style: HouseStyle) -> None:
    """Store a house style in place of the earlier one."""
    session.execute(delete(_table))
    if style:
        session.execute(insert(_table).values(name=_NAME, style=_STYLE.dump(style)))
