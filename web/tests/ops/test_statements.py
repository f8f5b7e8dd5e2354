"""Upload of a statement: stored in sealed parts, read by the worker, shown with its proof and its bad rows."""

import io
import re

from flask.testing import FlaskClient

from web.ops import statements
from web.security import sealing
from web.tests.pages.html_text import page, words
from web.tests.pages.seed import SeededWorld
from worker.statements.uploads import Uploads
from worker.tests.statements.files import row, text_of

FORM = re.compile(r'<form class="form" method="post" action="/ops/statements".*?name="csrf" value="([0-9a-f]+)"', re.S)


def upload(browser: FlaskClient, content: bytes, account: str = "", name: str = "ORG_400222_Utility.csv") -> str:
    """Upload as a browser does; returns the address of the page that follows, or the page itself."""
    found = FORM.search(page(browser, "/ops/statements"))
    assert found
    data = {"csrf": found[1], "account": account, "file": (io.BytesIO(content), name)}
    answer = browser.post("/ops/statements", data=data, content_type="multipart/form-data")
    return answer.headers.get("Location") or words(answer.get_data(as_text=True))


def read_all(seeded: SeededWorld) -> None:
    worker = Uploads()
    while works := worker.take():
        for work in works:
            worker.do(work)
    assert seeded.value("select count(*) from recon.statement_chunks") == 0


def test_upload_is_stored_sealed_and_read_by_the_worker(seeded: SeededWorld) -> None:
    finance = seeded.browser("finance")
    content = text_of([row("SKU0000001"), row("SKU0000002", "", "", Details="bad")]).encode()
    address = upload(finance, content)
    assert re.fullmatch(r"/ops/statements/[0-9]+\?done=stored", address)
    sealed = bytes(seeded.value("select bytes_sealed from recon.statement_chunks"))
    assert b"NJERI" not in sealed
    assert sealing.open_sealed("statement", sealed) == content
    assert 'http-equiv="refresh"' in page(finance, address)
    read_all(seeded)
    text = words(page(finance, address))
    assert "1" in text
    assert str(len(text_of([]).splitlines()) + 2) in text  # the bad row's number
    assert "NJERI" not in text
    assert "refresh" not in page(finance, address)
    assert upload(finance, content).endswith("done=known")


def test_upload_in_several_parts(seeded: SeededWorld) -> None:
    rows = [row(f"SKV{number:07}") for number in range(6000)]
    content = text_of(rows).encode()
    assert len(content) > 2 * statements.PART_BYTES
    address = upload(seeded.browser("ops"), content)
    assert seeded.value("select count(*) from recon.statement_chunks") == -(-len(content) // statements.PART_BYTES)
    read_all(seeded)
    number = address.split("/")[-1].partition("?")[0]
    assert seeded.value("select lines_new from recon.statements where statement_id = %s", number) == 6000


def test_formula_of_a_statement_is_text(seeded: SeededWorld) -> None:
    upload(seeded.browser("ops"), text_of([row("SKW0000001", Details="=cmd|'/c calc'!A1", Reason_Type="")]).encode())
    read_all(seeded)
    assert seeded.value("select details from recon.lines where receipt = 'SKW0000001'") == "=cmd|'/c calc'!A1"


def test_file_that_is_none_is_refused_with_the_reason(seeded: SeededWorld) -> None:
    ops = seeded.browser("ops")
    address = upload(ops, b"hello", name="a.csv")
    read_all(seeded)
    assert "Receipt No." in page(ops, address)
    assert "/ops/statements/" not in upload(ops, b"")[:20]


def test_large_body_is_for_those_who_may_upload_only(seeded: SeededWorld) -> None:
    large = {"csrf": "x", "file": (io.BytesIO(b"x" * 100_000), "a.csv")}
    answer = seeded.browser("owner").post("/ops/statements", data=large, content_type="multipart/form-data")
    assert answer.status_code == 404
    too_large = seeded.browser("ops").post(
        "/ops/statements", data=b"x", content_type="multipart/form-data",
        environ_overrides={"CONTENT_LENGTH": str(statements.MAX_BYTES * 2)},
    )  # fmt: skip
    assert too_large.status_code == 413
