import { environmentVariableOf } from '../../common/settings/environment.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The environment with these settings in it, by their paths: `grpc.address`. What it said of them before is gone, however
 * it was spelled: the settings take any letter case and ignore single underscores.
 */
export function withSettings(environment: Environment, settings: Readonly<Record<string, string>>): Environment {
  const ours = Object.entries(settings).map(([path, value]) => [environmentVariableOf(path), value] as const)
  const names = new Set(ours.map(([name]) => plain(name)))
  const others = Object.entries(environment).filter(([name]) => !names.has(plain(name)))
  return Object.fromEntries([...others, ...ours])
}

function plain(name: string): string {
  return name.replaceAll('_', '').toUpperCase()
}
