import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newSecret, signatureOf } from './signature.ts'

const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8')
const example = /```js\n(.*?)```/s.exec(page)?.[1] ?? ''

type Verify = (headers: Record<string, string>, body: string, secret: string) => boolean

test('what docs/webhooks.md shows tells what was signed with one of the secrets from everything else', async () => {
  const source = `data:text/javascript,${encodeURIComponent(example)}`
  const { isFromWalletmesh } = (await import(/* @vite-ignore */ source)) as { isFromWalletmesh: Verify }
  const [secret, old, other] = [newSecret(), newSecret(), newSecret()]
  const message = { id: 'operation_1', timestamp: Math.floor(Date.now() / 1000), body: '{"name":"Zoë"}' }
  const headersOf = (signed: typeof message) => ({
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestamp),
    'webhook-signature': signatureOf(signed, [secret, old]),
  })
  const headers = headersOf(message)
  expect(isFromWalletmesh(headers, message.body, secret)).toBe(true)
  expect(isFromWalletmesh(headers, message.body, old)).toBe(true)
  expect(isFromWalletmesh(headers, message.body, other)).toBe(false)
  expect(isFromWalletmesh(headers, message.body.replace('Zoë', 'Zoe'), secret)).toBe(false)
  expect(isFromWalletmesh({ ...headers, 'webhook-id': 'operation_2' }, message.body, secret)).toBe(false)
  const late = { ...message, timestamp: message.timestamp - 600 }
  expect(isFromWalletmesh(headersOf(late), late.body, secret)).toBe(false)
})

test('a signature is that of the Standard Webhooks specification', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  }
  expect(signatureOf(message, [secret])).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})
