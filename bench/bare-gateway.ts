import { openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { runService } from '../common/service.ts'
import { readSettings } from '../common/settings/settings.ts'
import { openTls } from '../common/tls/tls.ts'
import { readAsText } from '../gateway/classic/body.ts'
import { transferAmount } from '../gateway/classic/transfer-amount.ts'
import { createHttpServer } from '../gateway/http.ts'
import { operationIds } from '../gateway/ingest/operation-ids.ts'

/**
 * The gateway's HTTP server and its transfer route, answering without a database: what `ingest` is compared with. It reads
 * and checks each request as the gateway does.
 */
const settings = readSettings()
const nextId = operationIds()
const log = openLog('bare-gateway', settings.logLevel)
const tls = openTls({ paths: settings.tls, part: 'gateway', log })
const server = createHttpServer({
  settings,
  tls,
  log,
  metrics: openMetrics('bare-gateway'),
  routes(app) {
    app.get('/ready', async () => 'ready')
    app.register(async (classic) => {
      readAsText(classic)
      transferAmount(classic, {
        ingest: { queue: async () => nextId() },
        identity: { ownership: { assertMayAsk: async () => {} } },
      })
    })
  },
})
await runService(server, { log, shutdownTimeoutMs: settings.shutdownTimeoutSec * 1000 })
process.exit(0)
