# syntax=docker/dockerfile:1
# Web, worker, beat and migrate: one image, four commands. Built in stages, run by a user without rights.

FROM python:3.13-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PATH=/opt/venv/bin:$PATH
WORKDIR /app

FROM base AS packages
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && pip install --no-cache-dir --require-hashes --requirement requirements.txt

FROM base AS app
COPY --from=packages /opt/venv /opt/venv
COPY . .
# Translations and style sheets are made here; the values are placeholders that no running process sees.
RUN python -m compileall -q complaints config \
    && BODY_ADDRESS=- BODY_NAME=- BODY_SENDER=- DATABASE_URL=postgresql://build@/build EMAIL_URL=console: \
       REDIS_URL=redis://build SECRET_KEY=build SITE_URL=https://build.invalid STATIC_ROOT=/app/staticfiles \
       python manage.py collectstatic --no-input --verbosity 0

FROM base
RUN groupadd --system --gid 10001 gehoor \
    && useradd --system --uid 10001 --gid gehoor --home-dir /var/lib/gehoor --no-create-home gehoor \
    && install -d -o gehoor -g gehoor -m 0750 /var/lib/gehoor
COPY --from=app /opt/venv /opt/venv
COPY --from=app /app /app
ENV DJANGO_SETTINGS_MODULE=config.settings \
    DATA_DIR=/var/lib/gehoor
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "config.health", "web"]
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
