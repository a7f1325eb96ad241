# The bot in one container: build it in the first stage, run it as nobody in the second.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /venv
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY bot ./bot
RUN /venv/bin/pip install --no-cache-dir .

FROM python:3.13-slim-bookworm
ENV PATH="/venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VIGIE_STORE__URL="sqlite:////data/vigie.db"
RUN groupadd --gid 10001 vigie \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin vigie \
 && install --directory --owner=vigie --group=vigie /data
COPY --from=build /venv /venv
USER 10001:10001
WORKDIR /data
# The one place that is written to: database, lock and backups. A config.toml put here is read as well.
VOLUME /data
# `vigie run` ends cleanly on SIGTERM within ten seconds, which is what `docker stop` waits.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=15s --start-period=60s --retries=3 CMD ["vigie", "status"]
CMD ["vigie", "run"]
