"""The floors: what Flask, Flask-SQLAlchemy and PostgreSQL cost an application that does no more.

Written as their documentation teaches; served by the same gunicorn on the same database.
"""

import os
from datetime import datetime
from typing import Any

from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, String, Text, func, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The parent of the floor's tables, apart from those of the application."""


db = SQLAlchemy(model_class=Base)


class Line(Base):
    """As many rows as there are ideas."""

    __tablename__ = "floor_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(80))
    counter: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime] = mapped_column(index=True)


class Mark(Base):
    """What the writing floor inserts."""

    __tablename__ = "floor_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("floor_line.id"))
    words: Mapped[str] = mapped_column(Text)


def make_floor(url: str) -> Flask:
    """The three routes."""
    app = Flask("floor")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 8, "max_overflow": 4}
    db.init_app(app)
    app.get("/constant")(constant)
    app.get("/rows")(rows)
    app.post("/insert")(insert)
    return app


def constant() -> str:
    """A constant."""
    return "ok"


def rows() -> Any:
    """Fifteen rows, and how many there are."""
    latest = select(Line).order_by(Line.published_at.desc(), Line.id.desc()).limit(15)
    lines = db.session.scalars(latest).all()
    total = db.session.scalar(select(func.count()).select_from(Line))
    return jsonify(total=total, items=[_shown(line) for line in lines])


def insert() -> Any:
    """A row, a counter, a commit."""
    sent = request.get_json()
    mark = Mark(line_id=sent["line"], words=sent["words"])
    db.session.add(mark)
    bumped = update(Line).where(Line.id == sent["line"]).values(counter=Line.counter + 1)
    db.session.execute(bumped, execution_options={"synchronize_session": False})
    db.session.commit()
    return jsonify(id=mark.id), 201


def _shown(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": line.title,
        "excerpt": line.body[:180],
        "place": line.place,
        "counter": line.counter,
        "published_at": line.published_at.isoformat(),
    }


def served() -> Flask:
    """What gunicorn loads: `tests.bench.floor:served()`."""
    return make_floor(os.environ["BEFFROI_DATABASE_URL"])
