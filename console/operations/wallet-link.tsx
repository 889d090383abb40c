export function WalletLink({ id }: { id: number | null }) {
  return id === null ? 'outside' : <a href={`#/wallets/${id}`}>Wallet {id}</a>
}
