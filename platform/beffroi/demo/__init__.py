"""The demo: an invented life of two contracts, lived through the same services as a real one."""

from beffroi.demo.loading import load
from beffroi.demo.people import ACCOUNTS

__all__ = ["ACCOUNTS", "load"]
