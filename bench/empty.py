"""For comparison over HTTP: a Flask handler that reads the body and does nothing, under the same gunicorn."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/telco/<token>/c2b/confirmation")
def answer(token: str) -> dict[str, str]:
    """Answer as the real handler does, without doing anything."""
    del token
    request.get_data()
    return {"ResultCode": "0", "ResultDesc": "Success"}
