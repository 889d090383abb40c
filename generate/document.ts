import { openLog } from '../common/log.ts'
import { loadSettings } from '../common/settings/settings.ts'
import { createGateway } from '../gateway/gateway.ts'

/** The OpenAPI document of /v1 as JSON, from a gateway that is never started. */
export async function openApiDocument(): Promise<string> {
  const gateway = createGateway({
    settings: loadSettings({ cwd: '/', env: {} }),
    tls: undefined,
    database: { dsn: 'postgres://127.0.0.1:1/none', schemaName: 'none' },
    log: openLog('gateway', 'silent'),
  })
  try {
    return await gateway.openApi()
  } finally {
    await gateway.stop()
  }
}
