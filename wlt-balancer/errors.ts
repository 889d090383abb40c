/** What is asked of a balancer cannot be, or not now. The message is for whoever asked. */
export class BalancerRefused extends Error {
  override readonly name = 'BalancerRefused'
  /** Stable and machine-readable. */
  readonly code: 'invalid' | 'rebalance_running'

  constructor(code: BalancerRefused['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** Another balancer can do it, or this one in a moment. Nothing was done. */
export class BalancerBusy extends Error {
  override readonly name = 'BalancerBusy'
}
