from __future__ import annotations

import pytest

from reelmark.publishing.record import PublishedApproval
from reelmark.registry.vocabulary import ApprovalState, Language, Verification
from reelmark.web.lines import Tone, approval_line, ranges


def approval(state: ApprovalState) -> PublishedApproval:
    nothing = dict.fromkeys(PublishedApproval.model_fields)
    said = {"state": state, "verification": Verification.NONE}
    return PublishedApproval.model_validate(nothing | said)


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (ApprovalState.LISTED, "plain"),
        (ApprovalState.DECLARED, "plain"),
        (ApprovalState.REVOKED, "red"),
        (ApprovalState.DISPUTED, "amber"),
        (ApprovalState.NUMBER_MALFORMED, "amber"),
        (ApprovalState.NUMBER_OF_OTHER_PLATFORM, "amber"),
        (ApprovalState.NONE_SEEN, "quiet"),
        (ApprovalState.WITHDRAWN, "quiet"),
        (ApprovalState.EXPIRED, "quiet"),
        (ApprovalState.PENDING, "quiet"),
    ],
)
def test_its_colour_is_never_more_than_is_known(state: ApprovalState, tone: Tone) -> None:
    assert approval_line(approval(state), {}, "en").tone == tone


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", ApprovalState)
def test_every_state_has_words(state: ApprovalState, language: Language) -> None:
    assert approval_line(approval(state), {}, language).words


@pytest.mark.parametrize(
    ("numbers", "short"),
    [([], []), ([3], ["3"]), ([1, 2, 3, 5, 8, 9], ["1–3", "5", "8–9"])],
)
def test_it_shortens_rising_numbers(numbers: list[int], short: list[str]) -> None:
    assert ranges(numbers) == short
