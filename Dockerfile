# A collector of one's own: collects a tenant and uploads it to JupiterOne, once.
# docs/collector.md says how to run it.

ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
RUN npm ci
COPY tsconfig.json tsconfig.dist.json tsconfig.image.json ./
COPY src src
COPY scripts scripts
RUN npx tsc -p tsconfig.image.json

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
RUN npm ci --omit=dev

FROM ${NODE_IMAGE}
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
COPY --from=dependencies /app/packages /app/packages
COPY --from=dependencies /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
COPY LICENSE package.json /app/
# The one place, beside /tmp, that a run writes to: what it collected.
RUN mkdir /data && chown 1000:1000 /data
WORKDIR /data
# The user `node` of the base image; Kubernetes can tell that a number is not root.
USER 1000:1000
ENTRYPOINT ["node", "/app/dist/scripts/upload.js"]
