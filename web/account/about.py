"""Pages for anybody: the privacy notice, the terms of use, and in demo mode the parts that pages are made of."""

from flask import Response, abort, current_app

from web import pages


def privacy_notice() -> Response:
    """What we keep about people, in plain words."""
    return pages.render("privacy_notice.html")


def terms_of_use() -> Response:
    """What the service does, what it costs, whose the money is and how to complain, in plain words."""
    return pages.render("terms_of_use.html")


def styleguide() -> Response:
    """Every component of the pages on one page."""
    if current_app.extensions["lipa"].mode != "demo":
        abort(404)
    return pages.render("styleguide.html")
