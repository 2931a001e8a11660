"""One SQLite file that keeps documents, their facts and the entities behind them."""

from .database import StoreError, opened

__all__ = ["StoreError", "opened"]
