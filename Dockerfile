# One image for every process of the mesh: the command says which (see docker-compose.yml).
# It holds no PostgreSQL: WALLETMESH_DSN names one.

FROM node:24-slim AS packages
WORKDIR /walletmesh
COPY package.json package-lock.json ./
COPY clients/typescript/package.json clients/typescript/
# Without the embedded PostgreSQL, which is optional to its package, and without the pinned Node, which the image is.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node node_modules/.bin

# The pages of the console, which the gateway serves.
FROM node:24-slim AS console
WORKDIR /walletmesh
COPY package.json package-lock.json ./
COPY clients clients
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY ledger ledger
COPY console console
RUN node -e "import('./console/build/build-console.ts').then(({ buildConsole }) => buildConsole(process.cwd()))"

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /walletmesh
COPY --from=packages /walletmesh/node_modules node_modules
COPY package.json ./
COPY migrations migrations
COPY proto proto
COPY ledger ledger
COPY common common
COPY gateway gateway
COPY op-processor op-processor
COPY wlt-balancer wlt-balancer
COPY settler settler
COPY fraud fraud
COPY cli cli
COPY clients clients
COPY --from=console /walletmesh/console/dist console/dist
# The image's user node.
USER 1000:1000
EXPOSE 4567 4568 4569 9464
# SIGTERM drains: the process gets it itself, as no shell stands in between.
STOPSIGNAL SIGTERM
CMD ["node", "gateway/main.ts"]
# Of the gateway; the other processes answer on the port of their metrics.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4567/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
