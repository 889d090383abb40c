import { command, runCommand } from '../common/command.ts'
import { certsCommand } from './certs/certs-command.ts'
import { deadLettersCommand } from './dead-letters/dead-letters-command.ts'
import { keysCommand } from './identity/keys-command.ts'
import { usersCommand } from './identity/users-command.ts'
import { loadCommand } from './load/load-command.ts'
import { migrateCommand } from './migrate-command.ts'
import { monthsCommand } from './months/months-command.ts'
import { seedCommand } from './seed/seed-command.ts'
import { settleCommand } from './settlement/settle-command.ts'
import { snapshotCommand } from './settlement/snapshot-command.ts'
import { statusCommand } from './status/status-command.ts'
import { upCommand } from './up/up-command.ts'
import { verifyCommand } from './verify/verify-command.ts'

const program = command('walletmesh', 'Runs, checks and looks after a mesh.')
  .addCommand(upCommand(process.env))
  .addCommand(migrateCommand())
  .addCommand(statusCommand())
  .addCommand(verifyCommand())
  .addCommand(monthsCommand())
  .addCommand(snapshotCommand())
  .addCommand(settleCommand())
  .addCommand(deadLettersCommand())
  .addCommand(usersCommand())
  .addCommand(keysCommand())
  .addCommand(seedCommand())
  .addCommand(loadCommand())
  .addCommand(certsCommand())

const isBare = process.argv.length === 2
await runCommand(program, isBare ? [...process.argv, '--help'] : process.argv)
