"""Staff see the scheduled jobs and what their runs did, and ask for one to run now."""

from flask import Response, request

from web.pages import ask, render, see_other, url

PLACE = "/ops/jobs"


def jobs(session: str) -> Response:
    """Show all jobs, and the runs of the one that `job` names."""
    name = request.args.get("job", "")
    document = ask("ops.jobs", session, p_job=name)
    return render("ops/jobs.html", document=document, done=request.args.get("done", ""))


def run_job(session: str, job: str) -> Response:
    """Ask the worker to run the job now."""
    document = ask("ops.run_job", session, p_job=job)
    return see_other(url(PLACE, done=document["outcome"], job=job))
