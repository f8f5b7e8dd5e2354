# One image for all processes, named by its argument: callbacks, pages, web (both, the default), worker, migrate.
#   docker build -t lipa-fare .
#   docker run --rm --env-file migrate.env lipa-fare migrate
#   docker run --env-file callbacks.env --env-file pages.env -p 8000:8000 lipa-fare
FROM python:3.11-slim-bookworm

# psql is for the migrate job only (scripts/migrate.sh, db/load/load.sh).
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/lipa
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

COPY app.py ./
COPY db ./db
COPY web ./web
COPY docs/runbooks ./docs/runbooks
COPY worker ./worker
COPY deploy/entry.sh deploy/gunicorn.conf.py ./deploy/
COPY scripts/migrate.sh scripts/lib.sh scripts/login.py scripts/roles.py ./scripts/

# A clone made under another umask has files that only its owner may read.
# The process can write to two folders only: the metrics of the web, and its spool, which must outlive the container.
RUN pybabel -q compile -d web/i18n/locales \
    && chmod -R a+rX . \
    && useradd --system --no-create-home --uid 10001 lipa \
    && install -d -o lipa /run/lipa \
    && install -d -o lipa -m 0700 /var/lib/lipa/spool
VOLUME /var/lib/lipa/spool
USER 10001
ENV LIPA_MODE=production \
    LIPA_BIND=0.0.0.0 \
    LIPA_METRICS_DIR=/run/lipa \
    LIPA_SPOOL_DIR=/var/lib/lipa/spool \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, http.client as h; c = h.HTTPConnection('127.0.0.1', int(os.environ.get('PORT', 8000)), timeout=2); c.request('GET', '/healthz'); exit(c.getresponse().status != 200)"]
ENTRYPOINT ["deploy/entry.sh"]
CMD ["web"]
