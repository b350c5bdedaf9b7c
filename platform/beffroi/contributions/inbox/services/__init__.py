"""What the staff does in the inbox."""

from beffroi.contributions.inbox.services.batches import (
    apply_batch,
    prepare_batch,
    read_batch,
)
from beffroi.contributions.inbox.services.listing import inbox_idea, list_inbox
from beffroi.contributions.inbox.services.sorting import (
    assign_idea,
    drop_note,
    tag_idea,
    untag_idea,
    write_note,
)
from beffroi.contributions.inbox.services.staff import colleagues_of
from beffroi.contributions.inbox.services.tags import list_tags, rename_tag

__all__ = [
    "apply_batch",
    "assign_idea",
    "colleagues_of",
    "drop_note",
    "inbox_idea",
    "list_inbox",
    "list_tags",
    "prepare_batch",
    "read_batch",
    "rename_tag",
    "tag_idea",
    "untag_idea",
    "write_note",
]
