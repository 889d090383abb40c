const BASIS_POINTS = 10_000n

/**
 * What is left of a card payment after the fee: rounded up, so that fee and net are the amount and the fee is never more than its share.
 * All are integers of the same unit, whichever that is.
 *
 * @param amount from 0
 * @param feeBasisPoints hundredths of a percent, 0 to 9999: of 1 or more, 1 or more is left
 */
export function netOf(amount: bigint, feeBasisPoints: bigint): bigint {
  return (amount * (BASIS_POINTS - feeBasisPoints) + BASIS_POINTS - 1n) / BASIS_POINTS
}

/** A charge with what was given back of it so far. */
export interface RefundedCharge {
  amount: bigint
  /** What the wallet got. */
  net: bigint
  /** Of the amount, and what the wallet paid of it. */
  refunded: bigint
  refundedNet: bigint
}

/**
 * What the wallet pays of a refund; the fee pays the rest, in proportion. The wallet keeps what the same fee leaves of the amount that is not
 * refunded, so that refunds of all of it take all of the net, in however many parts. 0 where the part is too small to take anything.
 *
 * @param refund 1 up to what is not refunded yet
 */
export function netOfRefund({ amount, net, refunded, refundedNet }: RefundedCharge, refund: bigint): bigint {
  const rest = amount - refunded - refund
  // By the fee that was taken then, whatever the settings say now.
  const kept = (rest * net + amount - 1n) / amount
  return net - refundedNet - kept
}
