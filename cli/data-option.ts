import { InvalidArgumentError, Option } from 'commander'
import { readSettings, type Settings } from '../common/settings/settings.ts'

export interface DataOptions {
  settings?: string
  data?: string
}

export function dataOption(): Option {
  return new Option('--data <folder>', 'folder of the embedded PostgreSQL (default: as in the settings)')
}

/** The settings, with the data folder that the command line names. */
export function settingsIn({ settings: file, data }: DataOptions): Settings {
  const settings = readSettings(file, { data })
  if (data !== undefined && settings.dsn !== '') {
    throw new InvalidArgumentError(
      '--data is for the embedded PostgreSQL, but the settings name a dsn: use one of them',
    )
  }
  return settings
}
