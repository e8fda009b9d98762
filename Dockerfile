# The packages are installed in one stage and copied into the next, so that the image holds no
# compiler, no pip and no cache. `docker build -t dateline . && docker run -p 8080:8080 dateline`
FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt .
RUN python -m venv --without-pip /opt/venv \
 && python -m pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check \
      --no-compile --require-hashes --no-deps -r requirements.txt
# 80 MB that no request, start or import of them comes to. Of SQLAlchemy's compiled modules (_cy) each
# lies there as Python too, which is fast enough for a row at a time.
WORKDIR /opt/venv/lib/python3.13/site-packages
RUN find . -depth -type d \( -name tests -o -name test \) -not -path '*/nltk/test*' -exec rm -rf {} + \
 && find . -type f \( -name '*.py[ix]' -o -name '*.px[di]' -o -name '*.tp' -o -name '*.[hca]' \
      -o -name '*.cpp' -o -name '*.doctest' \) -delete \
 && find babel/locale-data -name '*.dat' -not -name root.dat -not -name 'en*.dat' -delete \
 && rm -rf pycountry/locales lxml/includes lxml/html/_difflib.*.so lxml/objectify.*.so nltk/app nltk/draw \
      numpy/_core/_simd.*.so scipy/io/_fast_matrix_market/_fmm_core.*.so scipy/odr \
      scipy/stats/_unuran/*.so setuptools sklearn/datasets/data sklearn/datasets/images \
      lxml/isoschematron skops/card prettytable wcwidth tzdata/zoneinfo \
      obstore/fsspec.py obstore/auth/planetary_computer.py obstore/auth/earthdata.py \
      flask_swagger_ui/dist/swagger-ui.js flask_swagger_ui/dist/swagger-ui-standalone-preset.js \
      sqlalchemy/testing sqlalchemy/orm alembic/testing \
      rich pygments markdown_it scipy/cluster \
 && find sqlalchemy -name "*_cy.*.so" -delete
# The start is rehearsed, which writes the bytecode of what it loads; that of everything else would
# be 35 MB. A model or a setting that is broken stops the build here, and so does a package of which
# a training needs more than has been left.
WORKDIR /build
COPY deploy/gunicorn.conf.py deploy/
COPY service service
COPY models models
RUN PYTHONPATH=/build OMP_NUM_THREADS=1 /opt/venv/bin/gunicorn --check-config \
      --config deploy/gunicorn.conf.py "service:create_app()" \
 && PYTHONPATH=/build OMP_NUM_THREADS=1 DATELINE_DATABASE_URL=sqlite:////tmp/rehearsal/a.sqlite3 \
      /opt/venv/bin/gunicorn --check-config --config deploy/gunicorn.conf.py "service:create_app()" \
 && rm -r /tmp/rehearsal \
 && /opt/venv/bin/python -c \
      "import gunicorn.arbiter, gunicorn.workers.gthread, prometheus_client.multiprocess, \
      sqlalchemy.dialects.postgresql.psycopg, psycopg, alembic.ddl.postgresql" \
 && PYTHONPATH=/build /opt/venv/bin/python -c \
      "import service.cli, service.teaching.reading, service.teaching.rehearsal, \
      service.topics.training.retraining, service.topics.store.shipped, \
      service.sharing.push, service.sharing.pull"

FROM python:3.13-slim-bookworm
# Models of one's own lie in a volume: an empty one of Docker's takes over whose the folder is.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin dateline \
 && install -d -o 10001 -g 10001 /var/lib/dateline/models
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OMP_NUM_THREADS=1 \
    OPENBLAS_NUM_THREADS=1 \
    DATELINE_BIND=0.0.0.0:8080 \
    DATELINE_OPEN=yes-without-keys
WORKDIR /app
COPY LICENSE NOTICE ./
COPY --from=packages /opt/venv /opt/venv
# All that a training reads, and a place for one's own articles.
COPY training_data training_data
COPY deploy/gunicorn.conf.py deploy/healthcheck.py deploy/entrypoint.sh deploy/
COPY service service
COPY models models
RUN python -m compileall -q service \
 && mkdir training_data/yours \
 && ln -s /app/deploy/entrypoint.sh /usr/local/bin/dateline
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "/app/deploy/healthcheck.py"]
ENTRYPOINT ["dateline"]
# docker build --build-arg REVISION=$(git rev-parse HEAD) says which commit it is.
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Dateline" \
      org.opencontainers.image.description="Finds the article in a news page, files it under a topic, and picks the sentences that sum it up" \
      org.opencontainers.image.version="0.2.0" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/python:3.13-slim-bookworm"
