from __future__ import annotations

import json

from tests.cli.conftest import Shell

ADD = ("orgs", "add", "hong-guo", "--name", "红果", "--kind", "platform")


def test_an_organisation_is_added_verified_and_unverified(shell: Shell) -> None:
    assert "unverified" in shell.run(*ADD).stdout
    assert "hong-guo  红果, platform, unverified" in shell.run("orgs", "list").stdout
    shell.run("orgs", "verify", "hong-guo", "--how", "licence seen", "--on", "2026-11-20")
    listed = shell.run("orgs", "list", "--json").stdout.splitlines()
    (found,) = (one for one in map(json.loads, listed) if one["id"] == "hong-guo")
    assert (found["verified_on"], found["verified_how"]) == ("2026-11-20", "licence seen")
    shell.run("orgs", "unverify", "hong-guo")
    assert "platform, unverified" in shell.run("orgs", "list").stdout


def test_a_key_is_shown_once_rotated_and_revoked(shell: Shell) -> None:
    shell.run(*ADD)
    ran = shell.run("keys", "add", "hong-guo", "--scope", "register", "--label", "上传")
    key = ran.stdout.strip()
    assert key.startswith("rmk_")
    assert "shown only now" in ran.stderr
    id = key.split("_")[1]
    new = shell.run("keys", "rotate", id, "--hours", "2").stdout.strip()
    shell.run("keys", "revoke", new.split("_")[1])
    listed = shell.run("keys", "list", "hong-guo").stdout
    assert f"{id}  hong-guo, 上传: register; expires " in listed
    assert f"replaced by {new.split('_')[1]}" in listed
    assert "; revoked " in listed
    assert key.split("_", 2)[2] not in listed


def test_it_says_what_is_wrong_in_one_line(shell: Shell) -> None:
    wrong = shell.run("keys", "add", "nobody", "--scope", "read", code=1).stderr
    assert wrong.startswith("reelmark: no organisation nobody is here")
    shell.run(*ADD[:-1], "club", code=2)
    shell.run("orgs", "add", "Not An Id", "--name", "x", "--kind", "platform", code=2)
    shell.run(*ADD, "--public-key", "AAAA", code=2)
