# Two stages: the first installs from the hashed lock, the second runs as nobody in particular.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY manage.py ./
COPY coachapp coachapp
COPY plans plans
COPY clients clients
COPY templates templates
COPY static static
# The key is for this step only: collecting files signs nothing.
RUN SECRET_KEY=collecting-static-files-signs-nothing-at-all ALLOWED_HOSTS=localhost VAR_DIR=/tmp/build \
    /venv/bin/python manage.py collectstatic --noinput

FROM python:3.11-slim-bookworm
RUN useradd --system --create-home --uid 10001 coachapp && mkdir /data && chown 10001 /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/data
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER 10001
VOLUME /data
EXPOSE 8000
# It asks by the site's own name, as any other is refused.
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.')}))"]
CMD ["gunicorn", "coachapp.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--preload", "--no-control-socket", "--access-logfile", "-", "--logger-class", "coachapp.access_log.MaskingLogger"]
