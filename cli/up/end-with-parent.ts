// Loaded into every child of `walletmesh up` before its own module. When the parent is killed, the channel to it closes:
// then the child drains and stops, as if it had been told to. The channel does not keep a finished child alive.
// The workers of a cluster are children of the child, and its own matter.
import cluster from 'node:cluster'

if (cluster.isPrimary) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
}
