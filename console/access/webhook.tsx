import { useState } from 'react'
import { dataOf, mesh } from '../data/client.ts'
import { useAction, useQuery } from '../data/query.ts'
import { go } from '../data/route.ts'
import { shownSecret } from '../data/secret.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { FormDialog } from '../parts/dialog.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { Failure } from '../parts/failure.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { Time } from '../parts/time.tsx'
import { Deliveries } from './deliveries.tsx'
import { WebhookState } from './webhooks.tsx'

function readWebhook(id: string, signal: AbortSignal) {
  return dataOf(mesh.GET('/v1/webhooks/{id}', { params: { path: { id } }, signal }))
}
type Webhook = Awaited<ReturnType<typeof readWebhook>>

/** One webhook and what it was sent. */
export function WebhookScreen({ id }: { id: string }) {
  const path = { id }
  const [isRemoving, setRemoving] = useState(false)
  const query = useQuery(`webhook ${id}`, (signal) => readWebhook(id, signal))
  const isDisabled = query.data !== undefined && query.data.disabled_at !== null
  const change = useAction(async (disabled: boolean) => {
    await dataOf(mesh.PATCH('/v1/webhooks/{id}', { params: { path }, body: { disabled } }))
    query.reload()
  })
  const rotate = useAction(async () => {
    const { secret } = await dataOf(mesh.POST('/v1/webhooks/{id}/rotate', { params: { path } }))
    shownSecret.set({
      title: 'The new secret',
      about: 'The one before signs too for a while, so that the program can be changed over.',
      text: secret,
    })
    query.reload()
  })
  const send = useAction(async () => {
    await dataOf(mesh.POST('/v1/webhooks/{id}/test', { params: { path } }))
  })
  return (
    <Page
      title={`Webhook ${id}`}
      actions={
        <>
          <LinkButton to="/webhooks">All webhooks</LinkButton>
          <Button onPress={() => send.run()} isDisabled={send.isRunning || isDisabled}>
            Send a test
          </Button>
          <Button onPress={() => rotate.run()} isDisabled={rotate.isRunning}>
            New secret
          </Button>
          <Button onPress={() => change.run(!isDisabled)} isDisabled={change.isRunning}>
            {isDisabled ? 'Enable' : 'Disable'}
          </Button>
          <Button look="danger" onPress={() => setRemoving(true)}>
            Remove
          </Button>
        </>
      }
    >
      <Failure error={change.error ?? rotate.error ?? send.error} />
      <Loaded query={query}>
        {(webhook) => (
          <Card title={webhook.url} actions={<WebhookState disabledAt={webhook.disabled_at} />}>
            <Facts facts={factsOf(webhook)} />
          </Card>
        )}
      </Loaded>
      <Deliveries webhookId={id} />
      {isRemoving ? <Remove id={id} onClose={() => setRemoving(false)} /> : null}
    </Page>
  )
}

function factsOf({ event_types, wallet_ids, created_at, disabled_reason, previous_secret_until }: Webhook): Fact[] {
  return [
    ['Is told of', event_types.join(', ')],
    ['Of wallets', wallet_ids?.join(', ') ?? 'all'],
    ['Since', <Time key="since" at={created_at} isLong />],
    ...(disabled_reason === 'gone' ? [['Disabled because', 'its program answered 410'] as const] : []),
    ...(previous_secret_until === null
      ? []
      : [['The secret before signs until', <Time key="until" at={previous_secret_until} isLong />] as const]),
  ]
}

function Remove({ id, onClose }: { id: string; onClose: () => void }) {
  const remove = useAction(async () => {
    await dataOf(mesh.DELETE('/v1/webhooks/{id}', { params: { path: { id } } }))
    go('/webhooks')
  })
  return (
    <FormDialog
      title="Remove this webhook?"
      action="Remove it"
      isDangerous
      onClose={onClose}
      isRunning={remove.isRunning}
      error={remove.error}
      onSubmit={() => remove.run()}
    >
      <p>Nothing more is sent to it, also nothing that waits. This cannot be taken back.</p>
    </FormDialog>
  )
}
