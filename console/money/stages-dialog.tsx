import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Stages, type StagesProps } from './stages.tsx'

interface StagesDialogProps extends StagesProps {
  title: string
  onClose: () => void
}

/** What becomes of an operation that was just asked for in a dialog. */
export function StagesDialog({ title, onClose, ...stages }: StagesDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <Stages {...stages} />
      <div className="dialog-buttons">
        <Button look="main" onPress={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  )
}
