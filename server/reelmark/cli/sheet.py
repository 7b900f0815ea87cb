"""How a record looks in a terminal: AI and approval on lines of their own, each with its basis."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reelmark.cli.output import both
from reelmark.publishing.record import observed
from reelmark.registry.approval import Approval
from reelmark.registry.payloads import Attest, Revoke
from reelmark.registry.record import EditionRecord, Record, labelled
from reelmark.registry.vocabulary import (
    AiInvolvement,
    AiScope,
    ApprovalState,
    Status,
    wording,
)

REMOVED = "内容已移除 · payload removed"

_TONES = {ApprovalState.REVOKED: "red", Status.REVOKED: "red"} | dict.fromkeys(
    (
        ApprovalState.DISPUTED,
        ApprovalState.NUMBER_MALFORMED,
        Status.DISPUTED,
    ),
    "yellow",
)
"""Red only for a revocation, yellow for doubts; being AI-made has no colour."""


def overview(records: Sequence[Record]) -> RenderableType:
    """All dramas, one line each."""
    if not records:
        return Text("Nothing is registered yet: `reelmark register VIDEO --title TITLE` starts.")
    table = _table("Drama", "Title", "AI", "Approval")
    table.add_column("Episodes", justify="right")
    table.add_column("Length", justify="right")
    for record in records:
        episodes = [episode for edition in record.editions for episode, _ in edition.episodes]
        states = dict.fromkeys(edition.approval.state for edition in record.editions)
        table.add_row(
            Text(record.drama.id, "dim"),
            Text(record.drama.title or REMOVED, "bold"),
            both(AiInvolvement(record.drama.ai_involvement), "\n"),
            Text("\n").join(_toned(state, between="\n") for state in states),
            str(len(episodes)),
            _length(sum(episode.duration_ms for episode in episodes)),
        )
    return table


def sheet(record: Record) -> RenderableType:
    """One drama with all that is known of it."""
    drama = record.drama
    title = Text.assemble((drama.title or REMOVED, "bold"), "  ", (drama.id, "dim"))
    if record.standing.status is not Status.ACTIVE:
        title.append("  ").append(_toned(record.standing.status))
    facts = _facts()
    facts.add_row("AI", _ai(record))
    editions = [_edition(edition) for edition in record.editions]
    return Group(title, Rule(style="dim"), facts, *editions, _statements(record))


def _ai(record: Record) -> Text:
    drama = record.drama
    involvement = AiInvolvement(drama.ai_involvement)
    line = Text(both(involvement), "bold")
    details = [both(AiScope(part)) for part in drama.ai_scope] + list(drama.ai_tools)
    if details:
        line.append("：" + "、".join(details), "not bold")
    if involvement is not AiInvolvement.UNKNOWN:
        since = record.history.at(drama.seq).time[:10]
        line.append(f"\n登记方声明 · registrant's declaration, {since}", "not bold dim")
    for label in observed(labelled(record)):
        told = f"{both(label.value)}, {label.since} ({label.episodes})"
        line.append(f"\n{both(label.basis)}：{told}", "not bold dim")
    return line


def _edition(record: EditionRecord) -> RenderableType:
    edition = record.edition
    facts = _facts()
    name = Text.assemble((edition.name or REMOVED, "bold"), "  ", (edition.id, "dim"))
    if record.standing.status is not Status.ACTIVE:
        name.append("  ").append(_toned(record.standing.status))
    facts.add_row("版本 Edition", name)
    facts.add_row("许可 Approval", _approval(record.approval))
    episodes = _table()
    episodes.add_column("集 Episode", justify="right")
    episodes.add_column("Length", justify="right")
    episodes.add_column("Hashes", justify="right")
    episodes.add_column("Status")
    for episode, standing in record.episodes:
        episodes.add_row(
            str(episode.number),
            _length(episode.duration_ms),
            str(episode.frames),
            _toned(standing.status),
        )
    return Padding(Group(facts, Padding(episodes, (0, 0, 0, 2))), (1, 0, 0, 0))


def _approval(approval: Approval) -> Text:
    line = _toned(approval.state, "bold")
    if approval.number:
        number = f"\n{approval.number.text}  {both(approval.number.kind)}"
        line.append(number, "not bold default")
    basis = [both(approval.verification)] if approval.number else []
    if approval.because:
        said = approval.because.payload
        if isinstance(said, Revoke):
            where = said.source.url or said.source.document
            basis.append(f"来源 source: {said.source.name}, {said.source.date}, {where}")
        if isinstance(said, Attest):
            row = f", {said.list.row}" if said.list.row else ""
            listed = f"{said.list.issuer}, {said.list.name}, {said.list.date}"
            basis.append(f"来源 source: {listed}, {said.list.source_url}{row}")
        basis.append(f"{approval.because.actor}, {approval.because.time[:10]}")
    return line.append("\n" + " · ".join(basis) if basis else "", "not bold default dim")


def _statements(record: Record) -> RenderableType:
    table = _table("#", "Date", "Statement", "By", "Status", "Id")
    for entry in record.history.entries:
        episode = getattr(entry.payload, "episode", None)
        table.add_row(
            str(entry.seq),
            entry.time[:10],
            f"{entry.kind} {entry.payload.subject if entry.payload else ''} {episode or ''}",
            entry.actor,
            wording(record.history.of_statement(entry), "en"),
            Text(entry.id[:8], "dim"),
        )
    return Padding(table, (1, 0, 0, 0))


def _facts() -> Table:
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", min_width=13)
    return facts


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column)
    return table


def _toned(state: Status | ApprovalState, style: str = "", between: str = " · ") -> Text:
    return Text(both(state, between), f"{style} {_TONES.get(state, 'default')}")


def _length(milliseconds: int) -> str:
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes}:{seconds:02}"
