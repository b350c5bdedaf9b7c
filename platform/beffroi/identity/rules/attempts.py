"""Pure rules of guessing: how long a secret stays closed after so many wrong answers in a row."""

from datetime import timedelta

FREE_FAILURES = 5  # a person mistypes a few times: nothing is asked of them until this many
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)  # without a wrong answer, the count starts again


def delay_after(failures: int) -> timedelta:
    """How long no answer is heard after that many wrong ones in a row: 0, then 1, 2, 4... minutes.

    Past the first five an attacker has at most 24 guesses a day at one secret.
    """
    over = failures - FREE_FAILURES
    if over < 0:
        return timedelta(0)
    doublings = min(over, 12)  # 2^12 minutes is past the longest delay: no number grows huge
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)
