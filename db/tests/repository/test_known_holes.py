"""What a report about packages means: a report that checked nothing is no pass."""

from scripts.known_holes import classify_report

SKIPPED = {"name": "flask", "skip_reason": "not found"}
SOUND = {"name": "flask", "version": "3.1", "vulns": []}
VULNERABLE = {"name": "flask", "version": "0.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.2"]}]}


def yes() -> bool:
    return True


def no() -> bool:
    return False


def test_a_known_vulnerability_fails_and_is_named() -> None:
    code, sentence = classify_report([SOUND, VULNERABLE], yes)
    assert code == 1
    assert "flask 0.1: PYSEC-1, fixed in 0.2" in sentence


def test_sound_packages_pass_and_skipped_ones_are_counted() -> None:
    assert classify_report([SOUND, SKIPPED], yes) == (
        0,
        "packages: 1 have no known vulnerabilities, 1 could not be looked up",
    )


def test_a_report_that_skipped_everything_fails() -> None:
    assert classify_report([SKIPPED], yes)[0] == 1
    assert classify_report([], yes)[0] == 1


def test_without_the_database_nothing_fails_and_the_report_says_not_checked() -> None:
    code, sentence = classify_report([SKIPPED], no)
    assert code == 0
    assert "NOT CHECKED" in sentence
