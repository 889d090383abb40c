import { download } from '../data/client.ts'
import { useAction } from '../data/query.ts'
import { Button } from '../parts/button.tsx'
import { Failure } from '../parts/failure.tsx'
import { Icon } from '../parts/icons.tsx'

/** What banks pay in and are paid out, to keep. */
export function Files({ id }: { id: string }) {
  const csv = useAction(() => download(`/v1/settlements/${id}/file?format=csv`, `settlement-${id}.csv`))
  const xml = useAction(() => download(`/v1/settlements/${id}/file?format=pacs.009`, `settlement-${id}.xml`))
  return (
    <>
      <div className="row">
        <Button size="small" onPress={() => csv.run()} isDisabled={csv.isRunning}>
          <Icon name="down" />
          File as CSV
        </Button>
        <Button size="small" onPress={() => xml.run()} isDisabled={xml.isRunning}>
          <Icon name="down" />
          File as pacs.009
        </Button>
      </div>
      <Failure error={csv.error ?? xml.error} />
    </>
  )
}
