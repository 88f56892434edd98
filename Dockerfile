# Quartet in a container: Debian, its ffmpeg, and Node 24 from npm as everywhere in this project.
# For an NVIDIA GPU: --build-arg BASE=nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04 --build-arg CUDA=1 (compose.yaml does so).
ARG BASE=debian:trixie-slim

FROM debian:trixie-slim AS packages
ARG CUDA=0
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/quartet
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
RUN if [ "$CUDA" = 1 ]; then ONNXRUNTIME_NODE_INSTALL=true node node_modules/onnxruntime-node/script/install.js; fi
# What other platforms would need, and the ffmpeg of 2018 that Debian's makes needless.
RUN cd node_modules/onnxruntime-node/bin/napi-v6 \
 && find . -mindepth 2 -maxdepth 2 -type d ! -path "./linux/$(node -p process.arch)" -exec rm -r {} + \
 && cd /opt/quartet/node_modules \
 && rm -rf @img/*musl* @ffmpeg-installer/linux-* @ffprobe-installer/linux-*

FROM ${BASE}
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates ffmpeg tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --no-create-home quartet \
 && install --directory --owner quartet --group quartet --mode 0700 /data
WORKDIR /opt/quartet
COPY --from=packages /opt/quartet/node_modules node_modules
COPY package.json LICENSE THIRD_PARTY.md ./
COPY bin bin
COPY src src
COPY adapters adapters
COPY models/storybook models/storybook
ENV DATA_DIR=/data WEB_HOST=0.0.0.0 OPS_PORT=9464 LOG_FORMAT=json
USER quartet
VOLUME /data
EXPOSE 4747
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m \
  CMD ["node_modules/.bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.OPS_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node_modules/.bin/node", "--disable-warning=ExperimentalWarning"]
CMD ["src/main.ts"]
