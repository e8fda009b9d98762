# The packages are installed in one stage and copied into the next, so that the image holds no
# compiler, no pip and no cache. `docker build -t dateline . && docker run -p 8080:8080 dateline`
FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt .
RUN python -m venv --without-pip /opt/venv \
 && python -m pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check \
      --require-hashes -r requirements.txt \
 && find /opt/venv -depth -type d \( -name tests -o -name test \) -not -path '*/nltk/test*' -exec rm -rf {} + \
 && rm -rf /opt/venv/lib/python3.13/site-packages/pycountry/locales

FROM python:3.13-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin dateline
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OMP_NUM_THREADS=1 \
    OPENBLAS_NUM_THREADS=1 \
    DATELINE_BIND=0.0.0.0:8080 \
    DATELINE_OPEN=yes-without-keys
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY deploy/gunicorn.conf.py deploy/healthcheck.py deploy/
COPY service service
COPY models models
RUN python -m compileall -q service
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "/app/deploy/healthcheck.py"]
ENTRYPOINT ["gunicorn", "--config", "deploy/gunicorn.conf.py", "service:create_app()"]
