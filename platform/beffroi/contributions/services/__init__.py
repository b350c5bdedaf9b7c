"""What is done with calls, ideas, supports and comments."""

from beffroi.contributions.services.ages import age_standing, declare_age
from beffroi.contributions.services.announcing import announce_call
from beffroi.contributions.services.authorship import authors_of
from beffroi.contributions.services.awaiting import (
    alert_silences,
    awaited_by_place,
    late_count,
    remind_of_answers,
    silence_days,
)
from beffroi.contributions.services.calls import (
    call_page,
    call_titles,
    list_calls,
    open_calls,
)
from beffroi.contributions.services.changing import changes_of
from beffroi.contributions.services.comments import (
    comment_on,
    my_comments,
    revise_comment,
)
from beffroi.contributions.services.conclusions import final_conclusion
from beffroi.contributions.services.counting import count_held, is_kept
from beffroi.contributions.services.detail import idea_page, tracked_idea
from beffroi.contributions.services.drafts import (
    draft,
    drop_draft,
    my_drafts,
    purge_drafts,
    save_draft,
    start_draft,
    submit_draft,
)
from beffroi.contributions.services.following import (
    authors_told,
    count_told,
    follow_idea,
    followers_after,
    let_follow,
)
from beffroi.contributions.services.gathering import gather_idea
from beffroi.contributions.services.history import history_of
from beffroi.contributions.services.listing import (
    ideas_by_id,
    latest_ideas,
    list_ideas,
    my_ideas,
)
from beffroi.contributions.services.mapping import features_of
from beffroi.contributions.services.merging import merge_ideas, separate_idea
from beffroi.contributions.services.photos.of_drafts import (
    add_draft_photo,
    describe_draft_photo,
    draft_photos,
    remove_draft_photo,
)
from beffroi.contributions.services.photos.of_ideas import (
    add_idea_photo,
    describe_idea_photo,
    remove_idea_photo,
)
from beffroi.contributions.services.photos.reading import draft_picture, idea_picture
from beffroi.contributions.services.photos.receiving import receive_photo
from beffroi.contributions.services.revision import confirm_author, revise_idea
from beffroi.contributions.services.settling import settle_call
from beffroi.contributions.services.similar import similar_ideas
from beffroi.contributions.services.split_answers import answer_objection, answer_split
from beffroi.contributions.services.split_reading import (
    concerns_authors,
    contested,
    last_split,
    split_for_authors,
)
from beffroi.contributions.services.splitting import split_idea
from beffroi.contributions.services.spots import knows_addresses, place_point
from beffroi.contributions.services.stages import FollowUp, Move, forward_idea, move_idea
from beffroi.contributions.services.submission import known_sources, place_faults, submit_idea
from beffroi.contributions.services.supports import support_idea
from beffroi.contributions.services.threads import (
    answers_to,
    comments_of,
    read_comment,
    thread_of,
)
from beffroi.contributions.services.versions import compare_versions, versions_of
from beffroi.contributions.services.visibility import visible_comments, visible_ideas

__all__ = [
    "FollowUp",
    "Move",
    "add_draft_photo",
    "add_idea_photo",
    "age_standing",
    "alert_silences",
    "announce_call",
    "answer_objection",
    "answer_split",
    "answers_to",
    "authors_of",
    "authors_told",
    "awaited_by_place",
    "call_page",
    "call_titles",
    "changes_of",
    "comment_on",
    "comments_of",
    "compare_versions",
    "concerns_authors",
    "confirm_author",
    "contested",
    "count_held",
    "count_told",
    "declare_age",
    "describe_draft_photo",
    "describe_idea_photo",
    "draft",
    "draft_photos",
    "draft_picture",
    "drop_draft",
    "features_of",
    "final_conclusion",
    "follow_idea",
    "followers_after",
    "forward_idea",
    "gather_idea",
    "history_of",
    "idea_page",
    "idea_picture",
    "ideas_by_id",
    "is_kept",
    "known_sources",
    "knows_addresses",
    "last_split",
    "late_count",
    "latest_ideas",
    "let_follow",
    "list_calls",
    "list_ideas",
    "merge_ideas",
    "move_idea",
    "my_comments",
    "my_drafts",
    "my_ideas",
    "open_calls",
    "place_faults",
    "place_point",
    "purge_drafts",
    "read_comment",
    "receive_photo",
    "remind_of_answers",
    "remove_draft_photo",
    "remove_idea_photo",
    "revise_comment",
    "revise_idea",
    "save_draft",
    "separate_idea",
    "settle_call",
    "silence_days",
    "similar_ideas",
    "split_for_authors",
    "split_idea",
    "start_draft",
    "submit_draft",
    "submit_idea",
    "support_idea",
    "thread_of",
    "tracked_idea",
    "versions_of",
    "visible_comments",
    "visible_ideas",
]
