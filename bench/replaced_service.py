"""The design that the service replaces, in a few lines: a dashboard that counts and sums at each call.

FastAPI, pydantic, SQLAlchemy on asyncpg, and the plain tables that the shop's services keep. It does what its kind
does and no more: two statements, no comparison with an earlier period, no chart, no products, no people. As a
program it serves the API on a free port.
"""

import os
import socket
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import uvicorn
import uvloop
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import ColumnElement, DateTime, Numeric, Text, func, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from olympus.adapters.postgres.connecting import async_url

_SCHEMA = {"schema": "plain"}


class _Base(DeclarativeBase):
    pass


class _Order(_Base):
    __tablename__ = "orders"
    __table_args__ = _SCHEMA
    order_id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class _Payment(_Base):
    __tablename__ = "payments"
    __table_args__ = _SCHEMA
    payment_id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    amount: Mapped[Decimal] = mapped_column(Numeric)
    status: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class DashboardMetrics(BaseModel):
    """What it answers with."""

    tenant_id: str
    timeframe: str
    orders: int
    revenue: Decimal


app = FastAPI()
_sessions = async_sessionmaker(create_async_engine(async_url(os.environ["DATABASE_URL"]), pool_size=16))
_now = datetime.fromisoformat(os.environ["OLYMPUS_NOW"])


@app.get("/api/analytics/dashboard/{tenant_id}")
async def dashboard(tenant_id: str, timeframe: str = "this_week") -> DashboardMetrics:
    """Orders and revenue of a timeframe."""
    since = _start(timeframe)
    orders = select(func.count()).select_from(_Order).where(*_within(_Order, tenant_id, since))
    revenue = select(func.sum(_Payment.amount)).where(
        *_within(_Payment, tenant_id, since), _Payment.status == "completed"
    )
    async with _sessions() as session:
        return DashboardMetrics(
            tenant_id=tenant_id,
            timeframe=timeframe,
            orders=await session.scalar(orders) or 0,
            revenue=await session.scalar(revenue) or Decimal(),
        )


def _within(
    rows: type[_Order] | type[_Payment], tenant_id: str, since: datetime | None
) -> list[ColumnElement[bool]]:
    own = [rows.tenant_id == tenant_id]
    return [*own, rows.created_at >= since] if since else own


def _start(timeframe: str) -> datetime | None:
    midnight = _now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "today": midnight,
        "this_week": midnight - timedelta(days=midnight.weekday()),
        "this_month": midnight.replace(day=1),
        "all_time": None,
    }[timeframe]


async def _serve() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
        print(f"Serving at http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        config = uvicorn.Config(app, http="httptools", log_config=None, access_log=False)
        await uvicorn.Server(config).serve([listener])


if __name__ == "__main__":
    uvloop.run(_serve())
