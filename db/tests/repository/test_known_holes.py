"""What a report about packages means: a green that means nothing is no green."""

from scripts.known_holes import verdict

SKIPPED = {"name": "flask", "skip_reason": "not found"}
SOUND = {"name": "flask", "version": "3.1", "vulns": []}
HOLED = {"name": "flask", "version": "0.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.2"]}]}


def yes() -> bool:
    return True


def no() -> bool:
    return False


def test_a_hole_fails_and_is_named() -> None:
    code, said = verdict([SOUND, HOLED], yes)
    assert code == 1
    assert "flask 0.1: PYSEC-1, mended in 0.2" in said


def test_sound_packages_pass_and_the_skipped_are_counted() -> None:
    assert verdict([SOUND, SKIPPED], yes) == (0, "packages: 1 have no known holes, 1 could not be looked up")


def test_when_everything_was_skipped_it_fails() -> None:
    assert verdict([SKIPPED], yes)[0] == 1
    assert verdict([], yes)[0] == 1


def test_but_not_where_nobody_can_be_asked_and_then_it_says_so() -> None:
    code, said = verdict([SKIPPED], no)
    assert code == 0
    assert "NOT CHECKED" in said
