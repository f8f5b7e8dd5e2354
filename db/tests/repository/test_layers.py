"""Which package may import which: core imports nothing above it, and actors' packages do not import each other."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ACTOR_PACKAGES = ("account", "callbacks", "crew", "ops", "owners", "sacco")
# Only the route table names the handlers of all actors.
ABOVE_ACTOR_PACKAGES = ("web/__init__.py", "web/routes.py")
# package: what it may import of ours
MAY_IMPORT = {
    "web/core": ("web.core",),
    "web/security": ("web.core", "web.security"),
    "web/i18n": ("web.core", "web.security", "web.i18n"),
}
SOURCES = sorted(
    path.relative_to(ROOT)
    for folder in ("web", "worker", "sandbox")
    for path in (ROOT / folder).rglob("*.py")
    if "tests" not in path.parts
)


def imported(path: Path) -> set[str]:
    """Modules of ours that a file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return {name for name in found if name.split(".")[0] in ("web", "worker", "sandbox")}


def is_within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_import_runs_upward(path: Path) -> None:
    modules = imported(path)
    for package, allowed in MAY_IMPORT.items():
        if path.is_relative_to(package):
            assert not [name for name in modules if not is_within(name, allowed)]
    if path.is_relative_to("web"):
        assert not [name for name in modules if is_within(name, ("worker", "sandbox"))]
    if path.is_relative_to("worker"):
        assert not [name for name in modules if is_within(name, tuple(f"web.{actor}" for actor in ACTOR_PACKAGES))]
    if path.is_relative_to("sandbox"):
        assert not [name for name in modules if is_within(name, ("web", "worker"))]


@pytest.mark.parametrize("path", [path for path in SOURCES if path.parts[0] == "web"], ids=str)
def test_actor_packages_do_not_import_each_other(path: Path) -> None:
    if str(path) in ABOVE_ACTOR_PACKAGES:
        return
    own = path.parts[1] if path.parts[1] in ACTOR_PACKAGES else ""
    others = tuple(f"web.{actor}" for actor in ACTOR_PACKAGES if actor != own)
    assert not [name for name in imported(path) if is_within(name, others)]


def test_few_modules_stand_at_the_top_of_web() -> None:
    assert len([path for path in SOURCES if path.parent == Path("web")]) <= 20
