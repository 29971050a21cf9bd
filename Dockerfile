# The command line with Ray, for the nodes of a cluster: docker build -t svd-studio .
# For NVIDIA cards: docker build --build-arg TORCH_INDEX=https://download.pytorch.org/whl/cu126 -t svd-studio:cuda .
# All nodes and the computer that starts the work need the same versions of Python, Ray and this program.
FROM python:3.12-slim

# KubeRay asks a container for its health by wget, and Ray answers with what is in its extra "default". The libraries are
# what Qt's lrelease needs, which compiles the translations.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libbrotli1 libglib2.0-0 libgssapi-krb5-2 wget \
    && rm -rf /var/lib/apt/lists/*

ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
# Where songs may lie: packages of fsspec, such as s3fs (S3), gcsfs (Google) and adlfs (Azure).
ARG FILE_SYSTEMS="s3fs gcsfs"

WORKDIR /opt/svd-studio
COPY . .
# constraints.txt holds the versions, those of Ray and of the file systems, too.
# hadolint ignore=DL3013,SC2086
RUN pip install --no-cache-dir --extra-index-url "$TORCH_INDEX" --constraint constraints.txt \
    ".[cluster]" "ray[default]" $FILE_SYSTEMS

ENV RAY_USAGE_STATS_ENABLED=0
RUN useradd --create-home --uid 1000 svd
USER 1000
WORKDIR /home/svd
ENTRYPOINT ["svd"]
CMD ["--help"]
