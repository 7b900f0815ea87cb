from __future__ import annotations

import pytest

from reelmark.publishing.record import PublishedAi, PublishedApproval, PublishedDrama
from reelmark.registry.vocabulary import ApprovalState, Language, Verification
from reelmark.web.lines import Tone, ai_line, approval_line, ranges


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


def drama(involvement: str, labels: str) -> PublishedDrama:
    """A drama declared so, with files that carry these labels."""
    more = {"basis": "implicit_metadata", "since": "2026-07-04", "episodes": 2}
    ai = PublishedAi.model_validate(
        {
            "involvement": involvement,
            "scope": (),
            "tools": (),
            "since": "2026-07-03",
            "disputed": None,
            "observed": [{"value": value} | more for value in labels],
        }
    )
    return PublishedDrama.model_construct(ai=ai)


LABEL = "implicit label in the file: {} (episodes: 2, since 2026-07-04)"
IS, SUSPECTED = LABEL.format("AI-generated"), LABEL.format("suspected to be AI-generated")
SAID = "declared by the registrant, since 2026-07-03"
DENIED = "registrant declares no AI use"
UNSAID = "The registrant has not said. That does not mean the work is, or is not, made with AI."


@pytest.mark.parametrize(
    ("involvement", "labels", "tone", "words", "notes"),
    [
        ("generated", "1", "plain", "AI-generated", [SAID, IS]),
        ("assisted", "3", "plain", "AI-assisted", [SAID, SUSPECTED]),
        ("none_declared", "", "plain", DENIED, [SAID]),
        ("none_declared", "3", "amber", DENIED, [SAID, SUSPECTED]),
        (
            "none_declared",
            "13",
            "amber",
            "AI-generated",
            [IS, SUSPECTED, f"{DENIED}, since 2026-07-03"],
        ),
        ("unknown", "3", "plain", "suspected to be AI-generated", [SUSPECTED, UNSAID]),
        ("unknown", "", "quiet", "unknown", [UNSAID]),
    ],
)
def test_a_label_that_is_sure_outranks_the_declaration_and_both_are_told(
    involvement: str, labels: str, tone: Tone, words: str, notes: list[str]
) -> None:
    line = ai_line(drama(involvement, labels), "en")
    assert (line.tone, line.words) == (tone, words)
    assert [note.text for note in line.notes] == notes


@pytest.mark.parametrize(
    ("numbers", "short"),
    [([], []), ([3], ["3"]), ([1, 2, 3, 5, 8, 9], ["1–3", "5", "8–9"])],
)
def test_it_shortens_rising_numbers(numbers: list[int], short: list[str]) -> None:
    assert ranges(numbers) == short
